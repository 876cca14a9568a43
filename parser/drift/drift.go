// Package drift tells when a site's pages stop parsing as they did: after a
// redesign a parser goes on giving text, only not the article's.
//
// A Record holds the measures of a site's last pages, compares the latest with
// those before them and gives a verdict with its reason. It is plain data that
// encodes to JSON, so that workers can share it and it survives a restart. It
// knows numbers, not pages, and no clock.
package drift

import (
	"fmt"
	"slices"
)

// Sample is how one page was parsed.
type Sample struct {
	Kept    float64 `json:"kept"`              // share of the page's visible text that was kept, 0 to 1
	Links   float64 `json:"links"`             // share of the kept text that is link, 0 to 1
	Length  int     `json:"length"`            // letters kept
	Dated   bool    `json:"dated,omitempty"`   // a date was found on the page itself
	Article bool    `json:"article,omitempty"` // the page was an article at all
}

// How many pages a verdict rests on.
const (
	latest   = 10 // pages that are judged
	before   = 60 // pages that they are judged by
	baseline = 20 // fewer before them give no verdict
)

// Record is what is known of a site. The zero value is empty.
type Record struct {
	Before []Sample `json:"before,omitempty"`
	Latest []Sample `json:"latest,omitempty"`
}

// Verdict is what a record says of its site now.
type Verdict struct {
	Drifted bool
	Why     string // the measure that moved, with its figures
	Was, Is Measure
}

// Measure is the middle of some samples.
type Measure struct {
	Kept, Links, Length, Dated, Article float64 // medians; shares of pages for the last two
}

// Add takes a page into the record and returns the verdict. While a site has
// drifted its pages do not become the measure of the next.
func (r *Record) Add(s Sample) Verdict {
	r.Latest = append(r.Latest, s)
	v := r.Verdict()
	for len(r.Latest) > latest {
		if !v.Drifted {
			r.Before = append(r.Before, r.Latest[0])
		}
		r.Latest = slices.Delete(r.Latest, 0, 1)
	}
	if n := len(r.Before) - before; n > 0 {
		r.Before = slices.Delete(r.Before, 0, n)
	}
	return v
}

// Accept makes the latest pages the measure: an operator has looked at them.
func (r *Record) Accept() { r.Before, r.Latest = append(r.Before[:0], r.Latest...), nil }

// The limits of change between the pages before and the latest. They are wide:
// a week of short bulletins is no redesign.
const (
	shrunk     = 0.3  // length falls to this share
	grown      = 4.0  // … or to this multiple
	keptShrunk = 0.35 // kept share falls to this share of what it was
	keptGrown  = 2.5  // … or to this multiple, when it was under a half
	linksMore  = 0.25 // link density rises by so much
	mostly     = 0.7  // share of pages that "nearly all" begins with
	hardly     = 0.2  // … and that "hardly any" ends with
)

// Verdict compares the latest pages with those before them.
func (r *Record) Verdict() Verdict {
	if len(r.Before) < baseline || len(r.Latest) < latest {
		return Verdict{}
	}
	v := Verdict{Was: measure(r.Before), Is: measure(r.Latest)}
	was, is := v.Was, v.Is
	switch {
	case was.Article >= mostly && is.Article <= hardly:
		v.Why = fmt.Sprintf("articles on %.0f %% of the pages, before on %.0f %%", 100*is.Article, 100*was.Article)
	case was.Dated >= mostly && is.Dated <= hardly:
		v.Why = fmt.Sprintf("dates on %.0f %% of the pages, before on %.0f %%", 100*is.Dated, 100*was.Dated)
	case is.Length < shrunk*was.Length || is.Length > grown*was.Length:
		v.Why = fmt.Sprintf("texts of %.0f letters, before %.0f", is.Length, was.Length)
	case is.Kept < keptShrunk*was.Kept || is.Kept > keptGrown*was.Kept && was.Kept < 0.5:
		v.Why = fmt.Sprintf("%.0f %% of a page kept, before %.0f %%", 100*is.Kept, 100*was.Kept)
	case is.Links > was.Links+linksMore:
		v.Why = fmt.Sprintf("%.0f %% of the text is link, before %.0f %%", 100*is.Links, 100*was.Links)
	}
	v.Drifted = v.Why != ""
	return v
}

// measure is the middle of the samples; text is measured over articles only.
func measure(s []Sample) Measure {
	var kept, links, length []float64
	var m Measure
	for i := range s {
		if s[i].Article {
			m.Article++
			kept, links, length = append(kept, s[i].Kept), append(links, s[i].Links), append(length, float64(s[i].Length))
			if s[i].Dated {
				m.Dated++
			}
		}
	}
	if m.Article > 0 {
		m.Dated /= m.Article
	}
	m.Article /= float64(len(s))
	m.Kept, m.Links, m.Length = median(kept), median(links), median(length)
	return m
}

func median(x []float64) float64 {
	if len(x) == 0 {
		return 0
	}
	slices.Sort(x)
	return x[len(x)/2]
}
