package claim

import (
	"slices"

	"github.com/marsad-news/marsad/enricher/lexicon"
	"github.com/marsad-news/marsad/event"
)

// «أعادت القوات انتشارها» is one event in two words: the verb says that it
// happens, the noun what.
var doesAgain = &word{id: "أعاد.v", class: isCue, cue: cueHappen, pos: 'v'}

// redeployment is the word of the lists that «أعاد … انتشاره» amounts to.
const redeployment = "إعادة_انتشار.n"

// redeployReach is how many items behind the verb its noun may stand: the
// subject with its adjectives.
const redeployReach = 4

// redeployments reads the verb of doing again with the noun of being somewhere
// that it governs as a redeployment.
func (s *scene) redeployments() {
	for i := range s.items {
		if it := &s.items[i]; !it.trig('v') || it.w.id != doesAgain.id {
			continue
		}
		if j := s.spreadAfter(i); j >= 0 {
			s.items[i].kind, s.items[i].w = itemCue, doesAgain
			s.items[j].w, s.items[j].gram = s.x.vocab.again, lexicon.Gram{Part: lexicon.Masdar}
		}
	}
}

// spreadAfter is the item of «انتشارها» that the verb at item i governs, -1 for
// none.
func (s *scene) spreadAfter(i int) int {
	for j := i + 1; j < len(s.items) && j <= i+redeployReach; j++ {
		it := &s.items[j]
		switch it.kind {
		case itemTrig:
			if it.w.action == event.Present && it.w.frame == frameStay && slices.Contains([]string{"ها", "هم", "ه"}, it.suf) {
				return j
			}
			return -1
		case itemForce, itemPlace, itemState, itemWord, itemNum:
		default:
			return -1
		}
	}
	return -1
}
