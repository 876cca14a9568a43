package lexicon

import "strings"

// VerbStems are the dictionary forms of an Arabic verb, third person
// masculine singular. A weak verb gives the short stem after a slash:
// "قال/قل", "يقول/يقل", "أعاد/أعد", "يعيد/يعد". An empty string: none.
type VerbStems struct {
	Past, Present               string
	Masdar                      string // several divided by ;
	ActivePart, PassivePart     string // «متبقٍ» with its tanwin when defective
	PassivePast, PassivePresent string // only where they are written differently: قيل, يقال
}

// VerbForms returns every form of the verb that news prose uses.
func VerbForms(v VerbStems) []Form {
	var c conjugation
	c.past(v.Past, Active)
	c.present(v.Present, Active)
	c.past(v.PassivePast, Passive)
	c.present(v.PassivePresent, Passive)
	for i := range c.forms {
		c.forms[i].Suf = true
	}
	for m := range strings.SplitSeq(v.Masdar, ";") {
		c.masdar(m)
	}
	if v.ActivePart != "" {
		c.forms = append(c.forms, adjForms(v.ActivePart, ActiveParticiple)...)
	}
	if v.PassivePart != "" {
		c.forms = append(c.forms, adjForms(v.PassivePart, PassiveParticiple)...)
	}
	return c.forms
}

type conjugation struct{ forms []Form }

func (c *conjugation) add(word string, g Gram) {
	c.forms = append(c.forms, Form{Text: word, Gram: g})
}

// past adds the perfect. Stems in ا or ى drop it before a vowel and show و or
// ي before a consonant (نفى: نفت, نفوا, نفيت); the rest take the short stem
// before a consonant.
func (c *conjugation) past(stems string, v Voice) {
	long, short, _ := strings.Cut(stems, "/")
	if long == "" {
		return
	}
	if short == "" {
		short = long
	}
	vowel, plural, dual := long, long, long // before ت; before وا; before ا
	switch {
	case strings.HasSuffix(long, "ى"):
		vowel = strings.TrimSuffix(long, "ى")
		plural, dual, short = vowel, vowel+"ي", vowel+"ي"
	case strings.HasSuffix(long, "ا"):
		vowel = strings.TrimSuffix(long, "ا")
		plural, dual, short = vowel, vowel+"و", vowel+"و"
	case strings.HasSuffix(long, "ي"):
		plural = strings.TrimSuffix(long, "ي")
	}
	g := func(p uint8, n Number, s Gender) Gram {
		return Gram{Part: Verb, Tense: Past, Voice: v, Person: p, Number: n, Gender: s}
	}
	c.add(long, g(3, Singular, Masculine))
	c.add(vowel+"ت", g(3, Singular, Feminine))
	c.add(dual+"ا", g(3, Dual, Masculine))
	c.add(vowel+"تا", g(3, Dual, Feminine))
	c.add(plural+"وا", g(3, Plural, Masculine))
	c.forms = append(c.forms, Form{Text: plural + "و", Gram: g(3, Plural, Masculine), NeedSuf: true})
	c.add(short+"ن", g(3, Plural, Feminine))
	c.add(short+"ت", g(1, Singular, 0))
	c.add(short+"نا", g(1, Plural, 0))
	c.add(short+"تم", g(2, Plural, Masculine))
}

// present adds the imperfect with its five persons and the future with س.
func (c *conjugation) present(stems string, v Voice) {
	long, short, _ := strings.Cut(stems, "/")
	if !strings.HasPrefix(long, "ي") {
		return
	}
	body, jussive := strings.TrimPrefix(long, "ي"), strings.TrimPrefix(short, "ي")
	plural, dual, fem := body, body, body
	if jussive != "" {
		fem = jussive // يقلن
	}
	switch {
	case strings.HasSuffix(body, "ى"):
		plural = strings.TrimSuffix(body, "ى")
		dual, fem, jussive = plural+"ي", plural+"ي", plural
	case strings.HasSuffix(body, "ي"), strings.HasSuffix(body, "و"):
		plural = body[:len(body)-len("ي")]
		dual, fem, jussive = body, body, plural
	}
	stemOf := func(p cell) string {
		switch {
		case p.number == Plural && p.gender == Feminine:
			return fem
		case p.number == Plural && p.suffix != "":
			return plural
		case p.number == Dual:
			return dual
		}
		return body
	}
	for _, p := range presentCells {
		c.add(p.prefix+stemOf(p)+p.suffix, p.gram(Present, v))
		if !p.apocopated { // سـ goes with the indicative only
			c.add("س"+p.prefix+stemOf(p)+p.suffix, p.gram(Future, v))
		}
	}
	if jussive == "" {
		return
	}
	for _, p := range presentCells[:4] { // the persons without an ending
		g := p.gram(Present, v)
		g.Jussive = true
		c.add(p.prefix+jussive, g)
	}
}

// cell is one person of the imperfect.
type cell struct {
	prefix, suffix string
	person         uint8
	number         Number
	gender         Gender
	apocopated     bool // without the final ن: subjunctive or jussive
}

func (p cell) gram(t Tense, v Voice) Gram {
	return Gram{Part: Verb, Tense: t, Voice: v, Person: p.person, Number: p.number, Gender: p.gender, Jussive: p.apocopated}
}

// presentCells are the persons of the imperfect in the order of their use.
var presentCells = [...]cell{
	{"ي", "", 3, Singular, Masculine, false},
	{"ت", "", 3, Singular, Feminine, false},
	{"ن", "", 1, Plural, 0, false},
	{"أ", "", 1, Singular, 0, false},
	{"ي", "ون", 3, Plural, Masculine, false},
	{"ي", "وا", 3, Plural, Masculine, true},
	{"ي", "ان", 3, Dual, Masculine, false},
	{"ت", "ان", 3, Dual, Feminine, false},
	{"ي", "ا", 3, Dual, Masculine, true},
	{"ت", "ا", 3, Dual, Feminine, true},
	{"ي", "ن", 3, Plural, Feminine, false},
	{"ت", "ون", 2, Plural, Masculine, false},
	{"ت", "وا", 2, Plural, Masculine, true},
}

// masdar adds the verbal noun, its accusative, dual and plural in ات.
func (c *conjugation) masdar(word string) {
	word = strings.TrimSpace(word)
	if word == "" {
		return
	}
	var b builder
	b.noun(word, Singular, genderOf(word))
	if !strings.HasSuffix(word, "ا") && !strings.HasSuffix(word, "ى") {
		b.add(feminineStem(word)+"ات", Gram{Number: Plural, Gender: Feminine})
	}
	for i := range b.forms {
		b.forms[i].Part = Masdar
	}
	c.forms = append(c.forms, b.forms...)
}
