package claim

// Who acts beside whom: states joined by «و», of which the host's own is no
// news.

// guests drops from several states the one that the story is in: its own
// force is no news there.
func (s *scene) guests(all []actorRef) []actorRef {
	if len(all) < 2 {
		return all
	}
	land := s.story.land()
	var out []actorRef
	for _, a := range all {
		if a.id != land {
			out = append(out, a)
		}
	}
	return out
}

// together lists the states coordinated with the agent at item k: «تشارك
// بوروندي وأوغندا».
func (s *scene) together(k int, c string) []actorRef {
	out := s.items[k].refs(c)
	if p := s.at(k - 1); s.items[k].kind == itemForce && s.items[k].and() && p.governs() && p.prep == "" {
		return append(p.refs(p.place.gov), out...) // «الولايات المتحدة وحلف الأطلسي نشرا»
	}
	if s.items[k].kind != itemPlace {
		return out
	}
	out = append(out, s.andAfter(k)...)
	if s.latin && k > 1 && s.items[k-1].fn(fnAnd) && s.items[k-2].kind == itemPlace && s.items[k-2].place.gov != "" {
		p := &s.items[k-2]
		return append(p.refs(p.place.gov), out...)
	}
	for j := k; j > 0 && s.items[j].place.and && s.items[j-1].kind == itemPlace; j-- {
		if p := &s.items[j-1]; p.place.gov != "" && (p.prep == "" || p.prep == s.items[k].prep) {
			out = append(p.refs(p.place.gov), out...)
		}
	}
	return out
}

// andAfter are the states, and the alliance at their end, that «و» joins to
// the one at item k: «الولايات المتحدة وحلف الأطلسي».
func (s *scene) andAfter(k int) []actorRef {
	var out []actorRef
	for j := k + 1; j < len(s.items); j++ {
		it := &s.items[j]
		switch {
		case it.kind == itemPlace && it.place.and && it.place.gov != "":
			out = append(out, actorRef{it.place.gov, it.first, it.last})
		case it.kind == itemForce && it.and() && it.force.named && len(it.force.actors) == 1 && !s.foe(it) && it.prep == "":
			return append(out, it.force.actors[0])
		case !it.fn(fnAnd):
			return out
		}
	}
	return out
}

// actsAlone says whether the states at item k are a subject of their own and
// not of another noun («وزراء الدول»).
func (s *scene) actsAlone(k int) bool {
	p := s.at(k - 1)
	return p.fn(fnSome, fnMost, fnAll, fnMore, fnRest) || p.verbal() || p.fn(fnComp) || p.kind == itemNone
}

func (w *word) isHost() bool { return w != nil && w.host }

// craft says whether the phrase is of ships or aircraft without a number,
// which merchants and airlines have too.
func (f *force) craft() bool {
	return oneOf(f.unit, "ships", "aircraft") && f.num == nil
}
