package enricher_test

import (
	"fmt"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/marsad-news/marsad/enricher/score"
	"github.com/marsad-news/marsad/event"
)

// phenomenonItem is one text with the claims it makes.
type phenomenonItem struct {
	ID        string            `yaml:"id"`
	Note      string            `yaml:"note"`
	Published string            `yaml:"published"`
	Title     string            `yaml:"title"`
	Text      string            `yaml:"text"`
	Claims    []phenomenonClaim `yaml:"claims"`
}

// phenomenonClaim is an expected claim. A slot that is a list allows each of
// its values; a slot left out is not compared; "none" wants it empty.
type phenomenonClaim struct {
	Evidence    string   `yaml:"evidence"`
	Kind        oneOf    `yaml:"kind"`
	Actor       oneOf    `yaml:"actor"`
	Country     oneOf    `yaml:"country"`
	Polarity    oneOf    `yaml:"polarity"`
	Status      oneOf    `yaml:"status"`
	Quantity    quantity `yaml:"quantity"`
	Role        oneOf    `yaml:"role"`
	Site        oneOf    `yaml:"site"`
	Speaker     oneOf    `yaml:"speaker"`
	Org         oneOf    `yaml:"org"`
	Via         oneOf    `yaml:"via"`
	Quoted      *bool    `yaml:"quoted"`
	Time        oneOf    `yaml:"time"`
	Destination oneOf    `yaml:"destination"`
	Optional    bool     `yaml:"optional"`
}

type oneOf []string

// UnmarshalYAML reads a value or a list of values.
func (o *oneOf) UnmarshalYAML(n *yaml.Node) error {
	if n.Kind == yaml.SequenceNode {
		return n.Decode((*[]string)(o))
	}
	*o = oneOf{n.Value}
	return nil
}

func (o oneOf) none() bool { return len(o) == 1 && o[0] == "none" }

func (o oneOf) has(v string) bool {
	for _, s := range o {
		if s == v || s == "none" && v == "" {
			return true
		}
	}
	return len(o) == 0
}

// gold is the slot as the scorer compares it: not at all when it is none.
func (o oneOf) gold() score.OneOf {
	if o.none() {
		return nil
	}
	return score.OneOf(o)
}

// quantity is "value qualifier unit basis" with | between alternatives and
// min..max for an interval: "200..999 some personnel change|total".
type quantity struct {
	text string
	gold *score.Quantity
}

// UnmarshalYAML reads the four words, or none.
func (q *quantity) UnmarshalYAML(n *yaml.Node) error {
	q.text = n.Value
	if n.Value == "none" {
		return nil
	}
	w := strings.Fields(n.Value)
	if len(w) != 4 {
		return fmt.Errorf("read quantity %q: want number, qualifier, unit, basis", n.Value)
	}
	alt := func(s string) score.OneOf { return strings.Split(s, "|") }
	q.gold = &score.Quantity{Qualifier: alt(w[1]), Unit: alt(w[2]), Basis: alt(w[3])}
	to := func(dst *score.Numbers, s string) error {
		f, err := strconv.ParseFloat(s, 64)
		*dst = append(*dst, f)
		return err
	}
	if lo, hi, ok := strings.Cut(w[0], ".."); ok {
		if err := to(&q.gold.Min, lo); err != nil {
			return err
		}
		return to(&q.gold.Max, hi)
	}
	for _, v := range alt(w[0]) {
		if err := to(&q.gold.Value, v); err != nil {
			return err
		}
	}
	return nil
}

// read is the text that the claims stand in.
func (it *phenomenonItem) read() string {
	if it.Text == "" {
		return it.Title
	}
	return it.Text
}

// document is the item in the scorer's form.
func (it *phenomenonItem) document() score.Document {
	d := score.Document{ID: it.ID, Text: it.read()}
	for _, c := range it.Claims {
		d.Claims = append(d.Claims, score.Gold{
			Evidence: c.Evidence, Kind: c.Kind.gold(), Actor: c.Actor.gold(), Country: c.Country.gold(),
			Polarity: c.Polarity.gold(), Status: c.Status.gold(), Quantity: c.Quantity.gold, Role: c.Role.gold(),
			Site: c.Site.gold(), Speaker: c.Speaker.gold(), Org: c.Org.gold(), Time: c.Time.gold(),
			Quoted: c.Quoted != nil && *c.Quoted, Optional: c.Optional,
		})
	}
	return d
}

// String is the expected claim on a line.
func (c phenomenonClaim) String() string {
	var b strings.Builder
	put := func(name string, o oneOf) {
		if o != nil {
			fmt.Fprintf(&b, " %s=%s", name, strings.Join(o, "/"))
		}
	}
	for _, o := range []oneOf{c.Kind, c.Actor, c.Country, c.Polarity, c.Status} {
		b.WriteString(strings.Join(o, "/") + " ")
	}
	fmt.Fprintf(&b, "[%s]", c.Quantity.text)
	put("role", c.Role)
	put("site", c.Site)
	put("speaker", c.Speaker)
	put("org", c.Org)
	put("via", c.Via)
	put("time", c.Time)
	put("destination", c.Destination)
	if c.Quoted != nil {
		fmt.Fprintf(&b, " quoted=%t", *c.Quoted)
	}
	if c.Optional {
		b.WriteString(" optional")
	}
	return b.String() + " «" + c.Evidence + "»"
}

// line is a claim got, in the same form.
func line(c event.Claim) string {
	n := func(f *float64) string {
		if f == nil {
			return ""
		}
		return strconv.FormatFloat(*f, 'f', -1, 64)
	}
	s := fmt.Sprintf("%s %s %s %s %s [", c.Kind, c.Force.Actor, c.Place.Country, c.Polarity, c.Status)
	if q := c.Quantity; q != nil {
		s += n(q.Value)
		if q.Value == nil {
			s += n(q.Min) + ".." + n(q.Max)
		}
		s += " " + q.Qualifier + " " + q.Unit + " " + q.Basis
	}
	s += fmt.Sprintf("] role=%s site=%s (%s)", c.Force.Role, c.Place.Site, c.Place.Text)
	a := c.Attribution
	s += fmt.Sprintf(" speaker=%s org=%s via=%s quoted=%t", a.Speaker, a.Org, a.Via, a.Quoted)
	if c.Time != nil {
		s += " time=" + c.Time.From + "/" + c.Time.To
	}
	if c.Destination != nil {
		s += " destination=" + c.Destination.Country
	}
	return s + " «" + c.Evidence.Text + "»"
}

// report is what a reader needs to see what went wrong.
func (it *phenomenonItem) report(faults []string, got []event.Claim) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %s\n  text      %s\n", it.ID, strings.Join(faults, "; "), it.read())
	for _, c := range it.Claims {
		fmt.Fprintf(&b, "  expected  %s\n", c)
	}
	for _, c := range got {
		fmt.Fprintf(&b, "  got       %s\n", line(c))
	}
	return b.String()
}
