package console

import (
	"cmp"
	"math"
	"net/url"
	"strings"
	"unicode"

	"github.com/marsad-news/marsad/event"
	"github.com/marsad-news/marsad/internal/store"
)

// card is a claim as a page shows it: every word in the reader's language but
// those of the article.
type card struct {
	store.Claim
	Polarity, Kind, Status    string
	Actor, Role               string
	Place                     []string
	Quantity, Basis           string
	Speaker, Org, Via, Source string
	Published, Stored         string
	Percent                   int // confidence
	Context                   []piece
	InTitle, Gone             bool
	Original                  string // the page it was read from, where that is a web address
	Sides                     string // who affirms and who denies it; empty where that cannot be asked
}

func (u *ui) card(c *store.Claim) card {
	p, a := c.Provenance, c.Attribution
	v := card{
		Claim:    *c,
		Polarity: u.word("polarity", string(c.Claim.Polarity)), Kind: u.word("kind", string(c.Claim.Kind)),
		Status: u.word("status", string(c.Claim.Status)), Actor: u.actor(c.Force.Actor), Place: u.place(&c.Claim.Place),
		Quantity: u.quantity(c.Claim.Quantity), Speaker: a.Speaker, Org: u.org(a.Org), Via: u.org(a.Via), Source: p.Source,
		Published: u.date(p.Published), Stored: u.date(c.StoredAt.UTC().Format("2006-01-02T15:04")),
		Percent: int(math.Round(100 * min(max(c.Confidence, 0), 1))), InTitle: c.Section == event.SectionTitle,
		Gone: c.Retracted(), Original: web(p.URL), Sides: sidesLink(&c.Claim),
	}
	if c.Force.Role != "" {
		v.Role = u.word("role", c.Force.Role)
	}
	if q := c.Claim.Quantity; q != nil && q.Basis == "change" {
		v.Basis = u.T("basis.change")
	}
	return v
}

// web is s where it is an address that a link may lead to.
func web(s string) string {
	p, err := url.Parse(s)
	if err != nil || p.Scheme != "http" && p.Scheme != "https" || p.Host == "" {
		return ""
	}
	return s
}

// place are the parts of a place, the smallest first. Each is of one language
// and so needs an isolation of its own. A reader of Arabic gets Arabic names;
// a site without one is called as the article calls it, where that is Arabic.
func (u *ui) place(p *event.Place) []string {
	if p.Country == "" && p.Text != "" {
		return []string{p.Text}
	}
	site, division := p.Site, p.Admin1
	if u.names != nil {
		site = cmp.Or(u.names.Site(p.Country, p.Site), site)
		division = cmp.Or(u.names.Division(p.Country, p.Admin1), division)
	}
	if site != "" && site == p.Site && u.Lang == "ar" && arabic(p.Text) {
		site = p.Text
	}
	if division == site {
		division = "" // a town and the division of its name
	}
	return append(some(site, division), u.country(p.Country))
}

func arabic(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return unicode.Is(unicode.Arabic, r) })
}

func (u *ui) comma() string { return u.T("comma") }

func (u *ui) quantity(q *event.Quantity) string {
	if q == nil {
		return ""
	}
	n := ""
	switch {
	case q.Value != nil:
		n = number3(*q.Value)
	case q.Min != nil && q.Max != nil:
		n = number3(*q.Min) + "–" + number3(*q.Max)
	case q.Min != nil:
		n = number3(*q.Min) + "+"
	case q.Max != nil:
		n = "≤ " + number3(*q.Max)
	default:
		return ""
	}
	unit := u.word("unit", q.Unit)
	sep := " "
	if q.Unit == "percent" {
		sep = ""
	}
	f, ok := u.words["q."+q.Qualifier]
	if !ok {
		f = "%s"
	}
	return strings.TrimSpace(strings.Replace(f, "%s", n+sep+unit, 1))
}

// row is one line of the table that shows every slot of a claim.
type row struct {
	Name, Value string
	Foreign     bool // the article's own words
}

func (u *ui) rows(c *store.Claim) (out []row) {
	add := func(key, value string, foreign bool) {
		if value != "" {
			out = append(out, row{u.T(key), value, foreign})
		}
	}
	v, a := u.card(c), c.Attribution
	add("polarity", v.Polarity, false)
	add("kind", v.Kind, false)
	add("action", string(c.Action), false)
	add("status", v.Status, false)
	add("actor", v.Actor, false)
	add("force", c.Force.Name, true)
	add("role", v.Role, false)
	add("unit_name", c.Force.Unit, true)
	add("quantity", strings.TrimSpace(v.Quantity+" "+v.Basis), false)
	add("place", strings.Join(v.Place, u.comma()), true)
	if c.Origin != nil {
		add("origin", strings.Join(u.place(c.Origin), u.comma()), true)
	}
	if c.Destination != nil {
		add("destination", strings.Join(u.place(c.Destination), u.comma()), true)
	}
	if t := c.Time; t != nil {
		when := u.date(t.From)
		if t.To != "" && t.To != t.From {
			when += " – " + u.date(t.To)
		}
		if t.Text != "" {
			when += " («" + t.Text + "»)"
		}
		add("time", when, true)
	}
	add("speaker", strings.Join(some(a.Speaker, a.Role), u.comma()), true)
	add("org", v.Org, false)
	add("via", v.Via, false)
	add("exception", c.Exception, true)
	add("section", u.word("section", string(c.Section)), false)
	return out
}

func some(s ...string) (out []string) {
	for _, v := range s {
		if v != "" {
			out = append(out, v)
		}
	}
	return out
}
