package attribution

// carried reads «نقلت وكالة عن الوزير قوله إن» and «نُقل عن مسؤول».
func (s *sentence) carried(i int) (int, bool) {
	q := s.at(i, carry)
	if q == nil || !verbClitics(q.Pre) {
		return 0, false
	}
	from := s.about(q.Last)
	if from < 0 {
		return 0, false
	}
	var via *voice
	if from > q.Last {
		via, _ = s.subjectAfter(q)
	} else if s.topic != nil {
		via = s.topic
	} else if s.party() != nil && s.party().kind == outlet {
		via = s.party()
	}
	v := s.carriedVoice(from)
	if v == nil {
		return 0, false
	}
	w := *v
	w.carry(via)
	s.speak(&w, q, i, s.contentAfter(q, v.last), RuleCarried)
	return max(v.last, from+1), true
}

// about finds the عن of «نقل … عن» from token k on; -1: the verb moves things.
func (s *sentence) about(k int) int {
	for j := k; j < s.last && j < k+18; j++ {
		switch f := s.fold(j); {
		case s.among("from", f):
			return j
		case s.is(j, comp) || f == ":" || s.finite(j) != nil || f == "الي" || s.is(j, troop|happening) && !s.is(j, person|kin|body):
			return -1
		}
	}
	return -1
}

// carriedVoice reads whose words are carried, behind عن at token j.
func (s *sentence) carriedVoice(j int) *voice {
	if s.fold(j) != "عن" {
		return s.mem.last
	}
	if v := s.sourceAt(j+1, ""); v != nil {
		return v
	}
	if first, last, ok := s.looseName(j+1, s.last, 1); ok {
		return s.described(s.mem.resolved(s.nameVoice(first, last)))
	}
	return nil
}

// carry notes who carried the words of v. An outlet's country is that of its
// unnamed officials.
func (v *voice) carry(via *voice) {
	if via == nil {
		return
	}
	v.via = via.outlet
	if v.via == "" && via.kind != office && via.kind != country {
		v.via = via.Org
	}
	if v.Org == "" && v.Country == "" && via.Country != "" && v.pending != "" {
		v.Org, v.Country = via.Country+"-"+v.pending, via.Country
	}
}
