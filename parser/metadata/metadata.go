// Package metadata says what a page is called, who wrote it, when, where it
// lives and whose text it is.
//
// A page claims these things in many places, and some of them lie: templates
// name the site for a title, the day of the visit for a date and "admin" for a
// writer. The package reads all claims from the tree into Evidence and then
// decides by agreement and by an order of trust. It reads nodes and strings:
// no clock, no network, and nothing of what the article means.
package metadata

import (
	"time"
)

// Evidence is all that a page claims about itself, in document order.
type Evidence struct {
	Lang      string            // of the html element
	TitleTag  string            // of the title element
	Meta      map[string]string // name, property or itemprop of meta elements, lower case → first content
	Canonical string
	Data      []Node    // JSON-LD
	Headings  []Heading // headings and elements named as titles
	Times     []Stamp   // time elements and elements marked up as dates
	Writers   []string  // elements marked up as authors
	State     []string  // scripts that hold the page's own state
	Printed   []Printed // short lines with digits: where dates are printed
	Linked    int       // headings that are links to other pages, outside navigation
	More      int       // links that say "read more"
	Players   int       // video and audio players

	claims     []claim // of the title, once asked for
	claimsFeed string  // … with this title in the feed
}

// Printed is a short line of the page that may hold a date or name the writer.
type Printed struct {
	Text  string
	Aside bool
	Seq   int // counts the page's lines
}

// Heading is an element that may be the article's headline.
type Heading struct {
	Text  string
	Level int  // 1 to 6; 0 for an element that only its names call a title
	Named bool // class, id or itemprop call it the title
	Home  bool // it links to the site's root
	Link  bool // it is a link to another page
	Aside bool // it stands in navigation, comments or lists of other stories
	Seq   int  // line of the page that it begins
	key   string
}

// Stamp is an element that carries a date.
type Stamp struct {
	Value    string // its machine-readable form, or its text
	Text     string
	Modified bool
	Marked   bool // published or updated by its names
	Aside    bool
	Seq      int
}

// Context is what is known of the page beside its tree.
type Context struct {
	URL       string
	Source    string
	FeedTitle string
	FeedDate  string
	FetchedAt time.Time
	Printed   string   // headline as printed above the text
	Dates     []string // stamps printed about the article
	Byline    string   // as printed
	Text      string   // the article
	Rule      Fields   // what an outlet's rule found: it outranks the rest
}

// Fields is what was decided.
type Fields struct {
	Title, TitleBy    string
	Byline            string
	Published, DateBy string
	Modified          string
	Canonical         string
	SiteName          string
}

// Headline is the title as far as it can be told without the text.
func (e *Evidence) Headline(c Context) string {
	if c.Rule.Title != "" {
		return c.Rule.Title
	}
	t, _ := e.title(c)
	return t
}

// Decide weighs the claims.
func (e *Evidence) Decide(c Context) Fields {
	f := Fields{SiteName: e.siteName()}
	f.Canonical = Canonical(c.URL, e.Canonical, e.Meta["og:url"])
	f.Title, f.TitleBy = e.title(c)
	if c.Rule.Title != "" {
		f.Title, f.TitleBy = c.Rule.Title, "rule"
	}
	f.Published, f.DateBy, f.Modified = e.dates(c, f.Title)
	if f.SiteName == "" {
		f.SiteName = e.siteInTitle(f.Title)
	}
	f.Byline = e.byline(c, f.SiteName, f.Title)
	return f
}
