package score

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/marsad-news/marsad/event"
)

// span is a stretch of the folded text; the zero span overlaps nothing.
type span struct{ start, end int }

func overlap(a, b span) bool { return a.start < b.end && b.start < a.end }

type gold struct {
	*Gold
	span span
}

type predicted struct {
	claim *event.Claim
	span  span
	found bool
}

func locateGold(text string, claims []Gold) []gold {
	at := func(i int) (string, int) {
		c := &claims[i]
		switch {
		case c.At != nil:
			return fold(c.Evidence), *c.At
		case c.Line != nil:
			return fold(c.Evidence), *c.Line
		}
		return fold(c.Evidence), -1
	}
	spans := locate(text, len(claims), at)
	out := make([]gold, len(claims))
	for i := range claims {
		out[i] = gold{&claims[i], spans[i]}
	}
	return out
}

func locatePredicted(text string, claims []event.Claim) []predicted {
	spans := locate(text, len(claims), func(i int) (string, int) { return fold(claims[i].Evidence.Text), claims[i].Evidence.Start })
	out := make([]predicted, len(claims))
	for i := range claims {
		out[i] = predicted{&claims[i], spans[i], spans[i].end > 0}
	}
	return out
}

// locate finds each piece of evidence in the text. A piece that stands there
// more than once is dealt out in the order of its places.
func locate(text string, n int, at func(i int) (piece string, place int)) []span {
	places := map[string][]int{}
	for i := range n {
		piece, place := at(i)
		if !slices.Contains(places[piece], place) {
			places[piece] = append(places[piece], place)
		}
	}
	out := make([]span, n)
	for i := range n {
		piece, place := at(i)
		var starts []int
		for from := 0; piece != ""; {
			k := strings.Index(text[from:], piece)
			if k < 0 {
				break
			}
			starts = append(starts, from+k)
			from += k + 1
		}
		if len(starts) == 0 {
			continue
		}
		slices.Sort(places[piece])
		k := min(slices.Index(places[piece], place), len(starts)-1)
		out[i] = span{starts[k], starts[k] + len(piece)}
	}
	return out
}

// core reports whether what identifies a claim agrees; with flip, whether all
// of it but the polarity does.
func core(g *Gold, p *event.Claim, flip bool) bool {
	return g.Kind.has(string(p.Kind)) && g.Actor.has(p.Force.Actor) && g.Country.has(p.Place.Country) &&
		g.Polarity.has(string(p.Polarity)) != flip
}

// match pairs annotated and predicted claims one to one: as many as possible,
// required ones first, then those with more slots right. It returns for each
// annotated claim the index of its prediction, or -1.
func match(gs []gold, ps []predicted) []int {
	type edge struct{ rank, gold, pred int }
	var edges []edge
	for i := range gs {
		for j := range ps {
			if !overlap(gs[i].span, ps[j].span) || !core(gs[i].Gold, ps[j].claim, false) {
				continue
			}
			rank := 0
			if !gs[i].Optional {
				rank += 1 << 20
			}
			for _, s := range slots(gs[i].Gold, ps[j].claim) {
				if s.right {
					rank += 2
				}
				if s.right && s.strict {
					rank += 1 << 8
				}
			}
			edges = append(edges, edge{rank, i, j})
		}
	}
	slices.SortStableFunc(edges, func(a, b edge) int { return cmp.Compare(b.rank, a.rank) })
	by := make([][]int, len(gs))
	var order []int
	for _, e := range edges {
		if len(by[e.gold]) == 0 {
			order = append(order, e.gold)
		}
		by[e.gold] = append(by[e.gold], e.pred)
	}
	return augment(by, order, len(ps))
}

// augment finds a largest matching by augmenting paths.
func augment(by [][]int, order []int, preds int) []int {
	owner := make([]int, preds)
	for j := range owner {
		owner[j] = -1
	}
	var grow func(i int, seen map[int]bool) bool
	grow = func(i int, seen map[int]bool) bool {
		for _, j := range by[i] {
			if seen[j] {
				continue
			}
			seen[j] = true
			if owner[j] < 0 || grow(owner[j], seen) {
				owner[j] = i
				return true
			}
		}
		return false
	}
	for _, i := range order {
		grow(i, map[int]bool{})
	}
	m := make([]int, len(by))
	for i := range m {
		m[i] = -1
	}
	for j, i := range owner {
		if i >= 0 {
			m[i] = j
		}
	}
	return m
}

// slot is one compared slot of a matched pair.
type slot struct {
	name          string
	right, strict bool
}

// slots compares what the annotator gave.
func slots(g *Gold, p *event.Claim) []slot {
	s := []slot{{"status", g.Status.has(string(p.Status)), true}}
	if g.Quantity != nil || p.Quantity != nil {
		s = append(s, slot{"quantity", quantity(g.Quantity, p.Quantity), true})
	}
	if g.Role.given() {
		s = append(s, slot{"role", g.Role.has(p.Force.Role), true})
	}
	if g.Site.given() {
		s = append(s, slot{"site", site(g.Site, p.Place), true})
	}
	if g.Speaker.given() {
		s = append(s, slot{"speaker", speaker(g.Speaker, p.Attribution.Speaker), false})
	}
	if g.Org.given() {
		s = append(s, slot{"org", g.Org.has(p.Attribution.Org), false})
	}
	s = append(s, slot{"quoted", g.Quoted == p.Attribution.Quoted, false})
	if g.Time.given() {
		s = append(s, slot{"time", when(g.Time, p.Time), false})
	}
	return s
}

func quantity(g *Quantity, p *event.Quantity) bool {
	switch {
	case g == nil: // numbers of bases and vehicles are not always annotated
		return p.Unit != "personnel" && p.Unit != "percent"
	case p == nil:
		return false
	}
	number := g.Min.has(p.Min) && g.Max.has(p.Max)
	if len(g.Value) > 0 {
		number = g.Value.has(p.Value)
	}
	return number && either(g.Qualifier, p.Qualifier, "exact") && either(g.Basis, p.Basis, "total") && either(g.Unit, p.Unit, "personnel")
}

// either compares a slot that has a default.
func either(g OneOf, p, fallback string) bool {
	if p == "" {
		p = fallback
	}
	if len(g) == 0 {
		return p == fallback
	}
	return g.has(p) || g.has("") && p == fallback
}

// site accepts any of the place's names that contains, or is contained in, an
// annotated one.
func site(g OneOf, p event.Place) bool {
	for _, want := range g {
		want = bare(want)
		for _, got := range []string{p.Site, p.Text, p.Admin1} {
			got = bare(got)
			if want != "" && got != "" && (strings.Contains(got, want) || strings.Contains(want, got)) {
				return true
			}
		}
	}
	return false
}

// bare leaves the letters of a name, without the class nouns.
func bare(s string) string {
	s = strings.NewReplacer("camp", "", "base", "").Replace(strings.ToLower(s))
	return strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || unicode.Is(unicode.Arabic, r) {
			return r
		}
		return -1
	}, s)
}

func speaker(g OneOf, got string) bool {
	got = fold(got)
	for _, want := range g {
		if want = fold(want); want != "" && (strings.Contains(got, want) || got != "" && strings.Contains(want, got)) {
			return true
		}
	}
	return false
}

// when accepts a time whose start or end falls under an annotated date, or
// whose ends fall under those of an annotated interval.
func when(g OneOf, p *event.Time) bool {
	if p == nil {
		return false
	}
	for _, want := range g {
		from, to, _ := strings.Cut(want, "/")
		if to == "" {
			to = from
		}
		if p.From != "" && strings.HasPrefix(p.From, from) || p.To != "" && strings.HasPrefix(p.To, to) {
			return true
		}
	}
	return false
}

// Reliability groups predictions by confidence, in tenths: how many there are
// and how many of them are right.
func (s *Score) Reliability() []string {
	var n, right [10]int
	for _, j := range s.Confidence {
		k := min(int(j.Confidence*10), 9)
		n[k]++
		if j.Right {
			right[k]++
		}
	}
	var rows []string
	for k := range n {
		if n[k] > 0 {
			rows = append(rows, "."+strconv.Itoa(k)+"–  "+strconv.Itoa(n[k])+"  "+strconv.FormatFloat(ratio(right[k], n[k]), 'f', 2, 64))
		}
	}
	return rows
}
