package claim

import (
	"github.com/marsad-news/marsad/enricher/gazetteer"
	"github.com/marsad-news/marsad/enricher/lexicon"
)

// sportWords is how many words of sport make a sports page; one or two stand
// in any article.
const sportWords = 6

// sports says whether an article is about sport: «المدرب», «الفريق», «الهجوم»
// are there what they are not elsewhere.
func (x *Extractor) sports(in *Input) bool {
	words := 0
	for i := range in.words {
		if x.word(&in.words[i]).does == fnSport {
			words++
		}
	}
	if words < sportWords {
		return false
	}
	troops := 0
	for i := range in.Entities {
		m := &in.Entities[i]
		switch {
		case m.Entry.Class != gazetteer.Troop && m.Entry.Class != gazetteer.Actor:
		case m.Entry.Get("alone") == "yes" && m.Entry.Get("role") != "training", m.Entry.ID == "force" && m.Form.Number == lexicon.Plural, m.Entry.Class == gazetteer.Actor:
			troops++
		}
	}
	return words > 2*troops
}
