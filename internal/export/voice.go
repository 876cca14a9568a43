package export

import (
	"math"
	"net/url"
	"strings"

	"github.com/marsad-news/marsad/internal/store"
)

// voice is where a statement comes from, and what tells it from others.
type voice struct {
	origin string
	number interval   // what its number leaves open; everything where it has none
	quote  []uint64   // its words, eight at a time
	text   *signature // of its article, where the outlet or an agency is the origin
}

// ear tells whose voice a claim is.
type ear struct {
	medium func(org string) bool // tells agencies and outlets from other organisations: they tell what others know
	texts  map[string]*signature // by article
}

func newEar(medium func(org string) bool) ear { return ear{medium, map[string]*signature{}} }

// voice is that of a claim, before the text of its article is heard.
func (e *ear) voice(c *store.Claim) voice {
	v := voice{origin: e.originOf(c), number: interval{0, math.Inf(1)}, quote: shingles(c.Evidence.Text, quoteWords)}
	if c.Quantity != nil {
		if in, _, ok := intervalOf(c.Quantity); ok {
			v.number = in
		}
	}
	return v
}

// hear gives a voice the signature of its article where that tells a
// syndicated statement from an own one. text is asked for the article's text.
func (e *ear) hear(v *voice, article string, text func() (string, error)) error {
	if article == "" || !carried(v.origin) {
		return nil
	}
	sig, ok := e.texts[article]
	if !ok {
		words, err := text()
		if err != nil {
			return err
		}
		sig = sign(words)
		e.texts[article] = sig
	}
	v.text = sig
	return nil
}

// The kinds of origins, before the colon.
const (
	fromAgency = "agency:"
	fromOutlet = "outlet:"
)

// originOf is where a claim comes from: the innermost speaker, by his office
// where it is known; else the agency, whether it is said to speak or to have
// carried it; else the outlet.
func (e *ear) originOf(c *store.Claim) string {
	a := c.Attribution
	switch {
	case e.medium(a.Org):
		return fromAgency + a.Org
	case a.Org != "":
		return a.Org
	case a.Speaker != "":
		return "speaker:" + store.Fold(a.Speaker)
	case a.Via != "":
		return fromAgency + a.Via
	}
	return fromOutlet + outletOf(c)
}

// outletOf is the outlet of a claim: its source, or of a page that belongs to
// none the host.
func outletOf(c *store.Claim) string {
	p := provenance(c)
	if p.Source != "" {
		return p.Source
	}
	u, err := url.Parse(p.URL)
	if err != nil {
		return ""
	}
	return strings.TrimPrefix(u.Hostname(), "www.")
}

// carried says that an origin is not who knows, but who tells.
func carried(origin string) bool {
	return strings.HasPrefix(origin, fromAgency) || strings.HasPrefix(origin, fromOutlet)
}
