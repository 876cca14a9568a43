package attribution

import (
	"cmp"
	"slices"
)

// finish adds the quotations to the speeches and sorts them.
func (r *reader) finish() []Speech {
	slices.SortStableFunc(r.out, bySpan)
	r.markQuoted()
	n := len(r.out)
	for _, q := range r.quotes {
		if q.words(r.d) < 2 {
			continue
		}
		start, end := trimSpace(r.d.Text, q.Start, q.End)
		if end <= start {
			continue
		}
		sp := Speech{Start: start, End: end, Rule: RuleQuotation}
		if _, s := At(r.out[:n], start, end); s != nil {
			sp = *s
			sp.Start, sp.End = start, end
		}
		sp.Quoted = true
		r.out = append(r.out, sp)
	}
	slices.SortStableFunc(r.out, bySpan)
	return slices.Clone(r.out)
}

// markQuoted marks the speeches that begin inside a quotation.
func (r *reader) markQuoted() {
	for i := range r.out {
		sp := &r.out[i]
		if k := r.inside[r.d.TokenAt(sp.Start)]; k >= 0 && r.quotes[k].words(r.d) > 2 {
			sp.Quoted = true
		}
	}
}

// bySpan orders speeches by where they begin, longer ones first.
func bySpan(a, b Speech) int {
	if c := cmp.Compare(a.Start, b.Start); c != 0 {
		return c
	}
	return cmp.Compare(b.End, a.End)
}
