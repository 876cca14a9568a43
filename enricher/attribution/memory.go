package attribution

import (
	"cmp"
	"slices"
	"strings"
)

// memory holds the voices of a text in the order in which they are named.
type memory struct {
	last     *voice
	now      *voice // who speaks in the sentence being read
	topic    *voice // before whose verb the sentence being read stands
	actor    *voice // the subject of its first verb
	headline *voice // the institution that the headline is about
	lead     *voice // the organisation that a sentence since the last voice was about
	spoke    bool   // somebody speaks in the sentence before
	voices   []*voice
	words    map[string]bool // words of names that have been kept, without article
}

// reach is how many voices back a definite word or a surname is looked for.
const reach = 24

// keep remembers a voice.
func (m *memory) keep(v *voice) {
	if n := len(m.voices); n > 0 && m.voices[n-1] == v {
		return
	}
	m.voices = append(m.voices, v)
	if m.words == nil {
		m.words = make(map[string]bool, 16)
	}
	for _, w := range v.name {
		m.words[strings.TrimPrefix(w, "ال")] = true
	}
	if len(m.voices) > 2*reach {
		m.voices = slices.Delete(m.voices, 0, reach)
	}
}

// resolve gives a voice what an earlier mention of the same speaker says.
func (m *memory) resolve(v *voice) (*voice, bool) {
	for k := len(m.voices) - 1; k >= 0; k-- {
		if old := m.voices[k]; same(v, old) {
			return v.with(old), true
		}
	}
	return v, false
}

// several says whether more than one state has somebody of the word that v is
// called by: «الرئيس» after two presidents.
func (m *memory) several(v *voice) bool {
	for _, old := range m.voices {
		if old.key == v.key && old.Country != "" && v.Country != "" && old.Country != v.Country {
			return true
		}
	}
	return false
}

// resolved is resolve without the answer whether anybody was found.
func (m *memory) resolved(v *voice) *voice {
	v, _ = m.resolve(v)
	return v
}

// same says whether v names a voice that was named before.
func same(v, old *voice) bool {
	switch {
	case len(v.name) > 0:
		return len(old.name) > 0 && nameEnds(old.name, v.name) && agree(v.Org, old.Org)
	case !v.def || v.key == "" || v.kind == doc && !v.bare:
		return false
	case v.bare:
		return v.key == old.key
	case len(old.name) > 0:
		return sameOffice(v, old)
	}
	return v.Org != "" && v.Org == old.Org && v.key == old.key && v.kind == office && v.unnamed
}

// sameOffice says whether the definite words v mean somebody with a name.
func sameOffice(v, old *voice) bool {
	if v.general && v.key == old.key && v.Country != "" && v.Country == old.Country {
		return true // «الوزير البريطاني» is the defence minister named before
	}
	if v.Org == "" || v.Org != old.Org {
		return v.kind.in(office|person) && strings.Contains(old.Role+" ", v.Source+" ")
	}
	return v.key == old.key || v.kind == office && old.kind == office && v.unnamed && v.gender == old.gender
}

// agree says whether two ids do not contradict each other. A general of a state
// may command for an alliance.
func agree(a, b string) bool {
	return a == "" || b == "" || a == b || strings.HasSuffix(a, "-MIL") && !strings.Contains(b, "-") || strings.HasSuffix(b, "-MIL") && !strings.Contains(a, "-")
}

// nameEnds says whether the words of name are the last ones of full, or its
// first and last: a surname, a full name, a name without the middle one.
func nameEnds(full, name []string) bool {
	if len(name) > len(full) {
		full, name = name, full
	}
	n := len(full) - len(name)
	if slices.EqualFunc(full[n:], name, sameWord) {
		return true
	}
	return len(name) > 1 && slices.EqualFunc(full[:len(name)], name, sameWord)
}

// sameWord compares two words of names, with or without the article.
func sameWord(a, b string) bool {
	return strings.TrimPrefix(a, "ال") == strings.TrimPrefix(b, "ال")
}

// with returns v completed by what is known of old.
func (v *voice) with(old *voice) *voice {
	w := *v
	if len(old.name) >= len(w.name) && old.Speaker != "" {
		w.Speaker, w.name = old.Speaker, old.name
	}
	if (w.bare || w.general) && old.Org != "" || w.Org == "" {
		w.Org = old.Org
	}
	if w.Country == "" {
		w.Country = old.Country
	}
	if old.Role != "" && (w.Role == "" || w.bare || w.general) {
		w.Role = old.Role
	}
	if w.gender == 0 {
		w.gender = old.gender
	}
	if w.def && len(old.name) == 0 {
		w.Speaker = old.Speaker
		w.kind = old.kind
	}
	if w.bare {
		w.full = cmp.Or(old.full, old.Source)
	}
	if w.outlet == "" {
		w.outlet = old.outlet
	}
	return &w
}

// nameAt finds a bare name at token i: that of a voice named before.
func (r *reader) nameAt(i, limit int, pre string) (*voice, bool) {
	if !r.word(i) || r.finite(i) != nil {
		return nil, false
	}
	readings, n := nameReadings(r.fold(i), pre)
	for _, w := range readings[:n] {
		if !r.mem.words[strings.TrimPrefix(w, "ال")] {
			continue
		}
		for k := len(r.mem.voices) - 1; k >= 0; k-- {
			old := r.mem.voices[k]
			m := matchName(r, i, limit, w, old.name)
			if m == 0 {
				continue
			}
			v := *old
			v.first, v.last, v.Source = i, i+m, r.src(i, i+m)
			return &v, true
		}
	}
	return r.holderAt(i, limit, pre)
}

// nameReadings are the ways to take proclitics off a name, and how many there
// are.
func nameReadings(fold, pre string) (readings [2]string, n int) {
	if pre == "" {
		readings[0], n = fold, 1
		if (strings.HasPrefix(fold, "و") || strings.HasPrefix(fold, "ف")) && len(fold) > 6 {
			readings[1], n = fold[len("و"):], 2
		}
		return readings, n
	}
	w, ok := strings.CutPrefix(fold, pre)
	if !ok {
		return readings, 0
	}
	readings[0], n = w, 1
	if strings.HasPrefix(w, "ل") { // للسلمي is ل + السلمي
		readings[1], n = "ا"+w, 2
	}
	return readings, n
}

// matchName counts the tokens from i, the first read as w, that are a name
// of old: all its words, its last ones, or its first and then more.
func matchName(r *reader, i, limit int, w string, name []string) int {
	for from := 0; from < len(name); from++ {
		if !sameWord(name[from], w) || len(w) < 5 {
			continue
		}
		n := 1
		for from+n < len(name) && i+n < limit && sameWord(name[from+n], r.fold(i+n)) {
			n++
		}
		if from+n == len(name) {
			return n
		}
	}
	return 0
}
