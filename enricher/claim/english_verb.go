package claim

import (
	"strings"

	"github.com/marsad-news/marsad/enricher/lexicon"
	"github.com/marsad-news/marsad/event"
)

// auxWord is what a form of «have» becomes that only makes a tense.
var auxWord = &word{id: "have.aux", class: isFn, fn: "aux"}

// auxiliaries takes the forms of «have» that make a perfect («have arrived»,
// «had not left») for what they are: no verbs of their own.
func (s *scene) auxiliaries() {
	for i := range s.items {
		it := &s.items[i]
		if it.kind == itemTrig && it.w.isAux() && s.perfect(i) {
			it.kind, it.w = itemFn, auxWord
		}
	}
}

// perfect says whether a past participle follows «have» at item i with
// nothing but adverbs and a negation between.
func (s *scene) perfect(i int) bool {
	for j := i + 1; j < len(s.items) && j <= i+4; j++ {
		p := &s.items[j]
		switch {
		case p.fn("be"):
			return true
		case p.kind == itemTrig || p.kind == itemCue && p.w.pos == 'v':
			return p.gram.Tense == lexicon.Past || p.gram.Voice == lexicon.Passive || p.w.pos == 'p'
		case p.cue(cueNeg, cueStill):
		case p.kind == itemWord && p.w == nil:
			f := s.d.Tokens[p.first].Fold
			if strings.HasSuffix(f, "ed") || strings.HasSuffix(f, "en") {
				return true
			}
			if !adverbial(f) {
				return false
			}
		default:
			return false
		}
	}
	return false
}

// adverbial says whether an English word may stand between an auxiliary and
// its verb: an adverb in -ly or one of the few short ones.
func adverbial(fold string) bool {
	switch fold {
	case "already", "also", "now", "just", "since", "yet", "ever", "long", "so", "far", "once", "always", "even", "again", "currently", "about":
		return true
	}
	return strings.HasSuffix(fold, "ly")
}

// copular says whether a form of «to be» and a place follow the force at item
// j as its predicate: «Latvian soldiers are in Mali», «none is there».
func (s *scene) copular(j int) bool {
	_, at := s.copula(j)
	return at >= 0
}

// copula finds the form of «to be» after the force at item j and the place of
// its predicate, -1 for none.
func (s *scene) copula(j int) (be, at int) {
	be = s.beAfter(j)
	if be < 0 {
		return -1, -1
	}
	for k := be + 1; k < len(s.items) && k <= be+5; k++ {
		p := &s.items[k]
		switch {
		case p.kind == itemPlace:
			switch p.prep {
			case "in", "on", "near", "to", "by":
				return be, k
			case "":
				if p.place.generic == "there" || p.place.generic == "homeland" {
					return be, k
				}
			}
			return -1, -1
		case p.fn("in", "on", "near", "dir", "the", "be"), p.cue(cueNeg, cueStill), p.kind == itemDate:
		case p.kind == itemWord && p.w == nil && adverbial(s.d.Tokens[p.first].Fold):
		default:
			return -1, -1
		}
	}
	return -1, -1
}

// beAfter is the form of «to be» whose subject is the force at item j: right
// after it, but for adverbs, an apposition between commas and a relative
// clause.
func (s *scene) beAfter(j int) int {
	for k := j + 1; k < len(s.items) && k <= j+4; k++ {
		p := &s.items[k]
		switch {
		case p.fn("be"):
			return k
		case p.fn("aux"), p.cue(cueNeg, cueStill), p.cue(cueFuture, cuePossible, cueDemand) && p.w.pos == 'x':
		case p.kind == itemWord && p.w == nil && adverbial(s.d.Tokens[p.first].Fold):
		default:
			return -1
		}
	}
	return -1
}

// copulaClaim makes the presence that a form of «to be» with a place says.
func (s *scene) copulaClaim(j int) {
	be, at := s.copula(j)
	w, ok := s.resolve(j, j)
	if !ok || len(w.actors) == 0 {
		return
	}
	place, ok := s.settle(at)
	if !ok {
		return
	}
	d := draft{trig: be, kind: event.Presence, action: event.Present, who: w, trust: w.trust * 0.95, numItem: -1, role: w.role}
	d.first, d.last = s.items[be].first, s.items[be].last
	d.extend(s, j)
	d.mean = s.mean(be)
	for k := j + 1; k < at; k++ {
		if s.items[k].cue(cueNeg) {
			d.mean.deny("not-there")
			break
		}
	}
	if s.scopes.neg[j] || w.f.quant == "none" {
		d.mean.deny("no-force")
	}
	d.rules = append([]string{"copula", "actor-" + w.how}, d.mean.rules...)
	if w.f.num != nil {
		d.num, d.numItem = quantityOf(w.f.num, w.f.unit, total), j
	}
	d.route.at, d.route.items, d.route.how = []event.Place{place}, []int{at}, "clause"
	for _, more := range s.coordinated(at, len(s.items))[1:] {
		if q, ok := s.settle(more); ok {
			d.route.at, d.route.items = append(d.route.at, q), append(d.route.items, more)
		}
	}
	d.route.shareCountry(s)
	s.mover = d.who.actors
	s.finish(d, be)
}
