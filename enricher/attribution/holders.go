package attribution

import (
	"slices"
	"strconv"
	"strings"

	"github.com/marsad-news/marsad/enricher/lexicon"
	"github.com/marsad-news/marsad/internal/text"
)

// holder is one term of office of a person.
type holder struct {
	org      string
	from, to int // years, both included
}

// holders are terms of office by folded name, and the first words of names.
type holders struct {
	terms map[string][]holder
	first map[string]bool
}

// term reads the term of an entry of data/holders.tsv.
func (h holders) add(e *lexicon.Entry) {
	from, _ := strconv.Atoi(e.Get("from"))
	to, err := strconv.Atoi(e.Get("to"))
	if err != nil {
		to = lastYear
	}
	for _, f := range e.Forms {
		key := nameKey(strings.Fields(text.FoldString(f.Text)))
		h.first[strings.Fields(key)[0]] = true
		h.terms[key] = append(h.terms[key], holder{strings.ReplaceAll(e.Get("org"), " ", "_"), from, to})
	}
}

// lastYear ends a term that goes on.
const lastYear = 9999

// nameKey joins the words of a name.
func nameKey(words []string) string { return strings.Join(words, " ") }

// org is whom the bearer of a name spoke for in a year; in a year of change
// the later term wins.
func (h holders) org(name []string, year int) string {
	best := ""
	for _, t := range h.terms[nameKey(name)] {
		if year >= t.from && year <= t.to {
			best = t.org
		}
	}
	return best
}

// year is the year of publication, 0 when it is not known.
func (c Context) year() int {
	if len(c.Published) < 4 {
		return 0
	}
	y, err := strconv.Atoi(c.Published[:4])
	if err != nil {
		return 0
	}
	return y
}

// known gives a named voice without organisation the office he held in the
// year of the text.
func (r *reader) known(v *voice) {
	if v.Org != "" || len(v.name) == 0 {
		return
	}
	if y := r.ctx.year(); y > 0 {
		if v.Org = r.terms.org(v.name, y); v.Org != "" && v.Country == "" {
			v.Country = r.isoOf(v.Org)
		}
	}
}

// holderState is the state of somebody in office whose name begins at token i:
// «حكومة الرئيس فلان».
func (r *reader) holderState(i int) string {
	if !r.word(i) || !r.terms.first[r.fold(i)] {
		return ""
	}
	for last := min(i+maxName, len(r.d.Tokens)); last > i; last-- {
		if words := r.folds(i, last); len(words) == last-i {
			if iso := r.isoOf(r.terms.org(words, r.ctx.year())); iso != "" {
				return iso
			}
		}
	}
	return ""
}

// holderAt reads the name of somebody in office at token i.
func (r *reader) holderAt(i, limit int, pre string) (*voice, bool) {
	year := r.ctx.year()
	if year == 0 {
		return nil, false
	}
	readings, n := nameReadings(r.fold(i), pre)
	for _, first := range readings[:n] {
		if !r.terms.first[first] {
			continue
		}
		name := []string{first}
		for k := i + 1; k < min(i+maxName, limit) && r.word(k); k++ {
			name = append(name, r.fold(k))
		}
		for last := i + len(name); last > i; last-- {
			words := slices.Clip(name[:last-i])
			if r.terms.org(words, year) == "" {
				continue
			}
			v := r.nameVoice(i, last)
			v.name = words
			v.Speaker = clean(strings.TrimSpace(r.src(i, last)[len(r.fold(i))-len(first):]))
			v.Source = v.Speaker
			r.known(v)
			return r.mem.resolved(v), true
		}
	}
	return nil, false
}
