package gazetteer

import (
	"strings"

	"github.com/marsad-news/marsad/enricher/lexicon"
	"github.com/marsad-news/marsad/internal/text"
)

// companions are the classes after which a gated name is taken.
var companions = map[string]bool{
	Country: true, Site: true, Region: true, Troop: true, Body: true, Office: true, Base: true, Actor: true,
}

// open says whether the gate lets m through: a preposition is attached to it,
// or the word before it is a gate word, or a mention that takes a place.
func open(d *text.Doc, before []lexicon.Mention, m lexicon.Mention) bool {
	if strings.HasSuffix(m.Pre, "ب") || strings.HasSuffix(m.Pre, "ل") {
		return true
	}
	if strings.HasPrefix(m.Pre, "و") && coordinated(before, m) {
		return true
	}
	if m.First == 0 || d.Tokens[m.First-1].Kind != text.Word {
		return m.First == 0 || d.Tokens[m.First-1].Fold != "'"
	}
	prev := d.Tokens[m.First-1].Fold
	if around.gate[prev] || around.gate[strings.TrimPrefix(strings.TrimPrefix(prev, "و"), "ف")] {
		return true
	}
	if n := len(before); n > 0 && before[n-1].Last == m.First {
		return companions[before[n-1].Entry.Class]
	}
	return false
}

// coordinated says whether a place stands a few words before m, so that «و»
// adds another one to it: «في عين الأسد بالأنبار وحرير».
func coordinated(before []lexicon.Mention, m lexicon.Mention) bool {
	for i := len(before) - 1; i >= 0 && before[i].Last+4 >= m.First; i-- {
		switch before[i].Entry.Class {
		case Country, Site, Region:
			return true
		}
	}
	return false
}
