package claim

// addressees are the states that a demand asks to do what the trigger at item
// i says: «حث كل من جيبوتي وكينيا على إرسال قواتهم». The first who acts after
// a verb is the one who asks.
func (s *scene) addressees(i int) []actorRef {
	it := &s.items[i]
	if it.kind != itemTrig || it.w.pos != 'n' || !agentive(it.w) || it.w.host {
		return nil
	}
	govs := s.scopes.govs[i]
	for k := len(govs) - 1; k >= 0; k-- {
		if govs[k].class == cueDemand && govs[k].item < i {
			return s.asked(&govs[k], i)
		}
	}
	return nil
}

// asked lists the states of the last group between the cue and the trigger.
func (s *scene) asked(g *governor, i int) []actorRef {
	var groups [][]actorRef
	prep := ""
	for k := g.item + 1; k < i; k++ {
		it := &s.items[k]
		c := ""
		switch it.kind {
		case itemPlace:
			if !it.prepIs("in", "on") || it.place.and {
				c = it.place.gov
			}
		case itemState:
			c = it.state
		}
		if c == "" {
			if it.kind == itemState && it.prep == "" {
				groups = append(groups, nil) // an office without a state: who asks
			}
			continue
		}
		ref := actorRef{c, it.first, it.last}
		if n := len(groups); n > 0 && it.and() && groups[n-1] != nil {
			groups[n-1] = append(groups[n-1], ref)
			continue
		}
		groups = append(groups, []actorRef{ref})
		prep = it.prep
		if prep == "from" && s.at(k-2).fn(fnAll) {
			prep = "to" // «حث كلاً من …»
		}
	}
	n := len(groups)
	switch {
	case n == 0, n == 1 && !g.noun && prep != "to":
		return nil
	case n == 1 && g.noun && prep == "":
		return nil
	}
	return groups[n-1]
}
