package lexicon

import "strings"

// kasratan marks a defective word in a list: «متبقٍ» is متبق, متبقي, متبقية.
const kasratan = "\u064d"

// NounForms returns the forms of a noun: singular, accusative, dual and the
// given plurals. A plural "+ون" is the sound masculine, "+ات" the sound
// feminine. Words after the first stay as they are («ضابط صف»).
func NounForms(singular string, plurals ...string) []Form {
	head, rest := cutWord(singular)
	var b builder
	b.rest = rest
	g := genderOf(head)
	if strings.HasSuffix(head, kasratan) {
		head = strings.TrimSuffix(head, kasratan)
		b.noun(head, Singular, g)
		head += "ي"
	}
	b.noun(head, Singular, g)
	for _, p := range plurals { // before the dual: unvocalised مستشارين is nearly always a plural
		switch p {
		case "+ون":
			b.soundMasculine(head)
		case "+ات":
			b.add(feminineStem(head)+"ات", Gram{Part: Noun, Number: Plural, Gender: Feminine})
		case "":
		default:
			first, more := cutWord(p)
			c := builder{rest: more}
			c.noun(first, Plural, 0)
			b.forms = append(b.forms, c.forms...)
		}
	}
	b.dual(head, g)
	return b.forms
}

// AdjForms returns the forms of an adjective, every word of it inflected
// alike: masculine and feminine, singular, dual and sound plural; broken
// plurals follow.
func AdjForms(lemma string, plurals ...string) []Form {
	forms := adjForms(lemma, Adjective)
	for _, p := range plurals {
		if p == "" {
			continue
		}
		var b builder
		first, rest := cutWord(p)
		b.rest = rest
		b.noun(first, Plural, 0)
		for i := range b.forms {
			b.forms[i].Part = Adjective
		}
		forms = append(forms, b.forms...)
	}
	return forms
}

func adjForms(lemma string, part Part) []Form {
	var out []Form
	for _, word := range strings.Fields(lemma) {
		forms := adjWord(word, part)
		if out == nil {
			out = forms
			continue
		}
		for i := range out { // both paradigms have their cells in one order
			out[i].Text += " " + forms[i].Text
		}
	}
	return out
}

// adjWord makes the cells of one adjective, always in the same order and of
// the same number, so that the words of a phrase can be put side by side.
func adjWord(word string, part Part) []Form {
	short, stem := word, word
	if strings.HasSuffix(word, kasratan) {
		short = strings.TrimSuffix(word, kasratan)
		stem = short + "ي"
	}
	plural := stem
	if short != stem {
		plural = short // متبقون, not متبقيون
	}
	cells := []struct {
		text string
		gram Gram
	}{
		{stem, Gram{Number: Singular, Gender: Masculine}},
		{short, Gram{Number: Singular, Gender: Masculine}},
		{stem + "ا", Gram{Number: Singular, Gender: Masculine}},
		{feminineStem(stem) + "ة", Gram{Number: Singular, Gender: Feminine}},
		{stem + "ان", Gram{Number: Dual, Gender: Masculine}},
		{feminineStem(stem) + "تان", Gram{Number: Dual, Gender: Feminine}},
		{feminineStem(stem) + "تين", Gram{Number: Dual, Gender: Feminine}},
		{plural + "ون", Gram{Number: Plural, Gender: Masculine}},
		{plural + "ين", Gram{Number: Plural, Gender: Masculine}},
		{stem + "ين", Gram{Number: Dual, Gender: Masculine}},
		{plural + "و", Gram{Number: Plural, Gender: Masculine, Construct: true}},
		{plural + "ي", Gram{Number: Plural, Gender: Masculine, Construct: true}},
		{feminineStem(stem) + "ات", Gram{Number: Plural, Gender: Feminine}},
	}
	forms := make([]Form, len(cells))
	for i, c := range cells {
		c.gram.Part = part
		forms[i] = Form{Text: c.text, Gram: c.gram, Art: !c.gram.Construct, Suf: true}
	}
	return forms
}

// builder collects the forms of one noun.
type builder struct {
	rest  string // words that follow the inflected one, with their space
	forms []Form
}

func (b *builder) add(word string, g Gram) {
	b.forms = append(b.forms, Form{Text: word + b.rest, Gram: g, Art: !g.Construct, Suf: true})
}

// noun adds a word, its accusative in ا and, for a word in اء, the spellings
// before a suffix (حلفاؤه, حلفائه).
func (b *builder) noun(word string, n Number, g Gender) {
	gram := Gram{Part: Noun, Number: n, Gender: g}
	b.add(word, gram)
	switch {
	case strings.HasSuffix(word, "اء"):
		bare := strings.TrimSuffix(word, "ء")
		for _, seat := range []string{"ؤ", "ئ"} {
			b.forms = append(b.forms, Form{Text: bare + seat + b.rest, Gram: gram, Art: true, Suf: true, NeedSuf: true})
		}
	case strings.HasSuffix(word, "ة"), strings.HasSuffix(word, "ا"), strings.HasSuffix(word, "ى"), strings.HasSuffix(word, "ات"):
	default:
		b.add(word+"ا", gram)
	}
}

func (b *builder) dual(word string, g Gender) {
	stem := word
	if strings.HasSuffix(word, "ة") {
		stem = strings.TrimSuffix(word, "ة") + "ت"
	}
	b.add(stem+"ان", Gram{Part: Noun, Number: Dual, Gender: g})
	b.add(stem+"ين", Gram{Part: Noun, Number: Dual, Gender: g})
	b.add(stem+"ا", Gram{Part: Noun, Number: Dual, Gender: g, Construct: true})
	b.add(stem+"ي", Gram{Part: Noun, Number: Dual, Gender: g, Construct: true})
}

func (b *builder) soundMasculine(word string) {
	b.add(word+"ون", Gram{Part: Noun, Number: Plural, Gender: Masculine})
	b.add(word+"ين", Gram{Part: Noun, Number: Plural, Gender: Masculine})
	b.add(word+"و", Gram{Part: Noun, Number: Plural, Gender: Masculine, Construct: true})
	b.add(word+"ي", Gram{Part: Noun, Number: Plural, Gender: Masculine, Construct: true})
}

func genderOf(word string) Gender {
	if strings.HasSuffix(word, "ة") {
		return Feminine
	}
	return Masculine
}

func feminineStem(word string) string { return strings.TrimSuffix(word, "ة") }

// cutWord divides a phrase after its first word; rest keeps its space.
func cutWord(phrase string) (first, rest string) {
	phrase = strings.TrimSpace(phrase)
	if i := strings.IndexByte(phrase, ' '); i >= 0 {
		return phrase[:i], phrase[i:]
	}
	return phrase, ""
}
