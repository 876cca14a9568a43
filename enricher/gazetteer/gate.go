package gazetteer

import (
	"strings"

	"github.com/marsad-news/marsad/enricher/lexicon"
	"github.com/marsad-news/marsad/internal/text"
)

// gateWords stand before a name of a place and seldom before the homograph:
// prepositions, directions and nouns that take a place as their genitive.
var gateWords = foldedSet(`
في إلى من عن على نحو صوب عبر بين داخل خارج لدى باتجاه قرب حول ضد مع تجاه بشأن حيال
شمال جنوب شرق غرب وسط شمالي جنوبي شرقي غربي وسطي شمالى أقصى جانب
دولة جمهورية حكومة جيش قوات رئيس شعب حدود أراضي سلطات عاصمة منطقة بلدة مدينة ولاية محافظة إقليم قبالة ساحل سواحل
مغادرة غادر غادرت يغادر تغادر دخل دخلت يدخل تدخل بلغ بلغت دخول وصول انسحاب باستثناء خصوصا تشمل سيما ملف أزمة حرب
in to from into across near around inside outside of at for northern southern eastern western central`)

func foldedSet(words string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(words) {
		set[text.FoldString(w)] = true
	}
	return set
}

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
	if gateWords[prev] || gateWords[strings.TrimPrefix(strings.TrimPrefix(prev, "و"), "ف")] {
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
