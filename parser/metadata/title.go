package metadata

import (
	"strings"

	"github.com/marsad-news/marsad/parser/charset"
)

// claim is one place that says what the page is called.
type claim struct {
	text   string
	key    string
	by     string
	weight float64
	seen   bool // printed on the page
}

// The weights of the places. None decides alone: a headline that the page
// prints and its head repeats outweighs any single one.
const (
	byPrinted  = 2.5
	byH1       = 3.0
	byNamed    = 2.5
	byLower    = 1.0
	byOpen     = 3.0
	byLinked   = 2.5
	byTitleTag = 2.5
	byTwitter  = 1.0
	byFeed     = 3.0
)

// maxLower is how many lower headings are weighed: the headline is among the
// first, lists of other stories follow.
const maxLower = 12

// maxClaims bounds the headings that are weighed against each other.
const maxClaims = 60

// title chooses the headline by agreement.
func (e *Evidence) title(c Context) (title, by string) {
	claims := e.titleClaims(c)
	site := e.siteNames(c)
	lead := bag(c.Text)
	best, bestScore := -1, 0.0
	for i := range claims {
		if score := scoreTitle(claims, i, site, lead); score > bestScore {
			best, bestScore = i, score
		}
	}
	if best < 0 {
		return "", ""
	}
	return whole(claims, best), claims[best].by
}

func (e *Evidence) titleClaims(c Context) []claim {
	var out []claim
	add := func(text, by string, w float64, seen bool) {
		if text = charset.Line(text); text != "" {
			out = append(out, claim{text, key(text), by, w, seen})
		}
	}
	add(c.Printed, "printed", byPrinted, true)
	lower := 0
	for i := range e.Headings {
		h := &e.Headings[i]
		switch {
		case h.Home || len(out) > maxClaims:
		case h.Level == 1 && !h.Aside:
			out = append(out, claim{h.Text, h.key, "h1", byH1, true})
		case h.Named && !h.Aside:
			out = append(out, claim{h.Text, h.key, "named", byNamed, true})
		case h.Level > 0 && lower < maxLower:
			lower++
			out = append(out, claim{h.Text, h.key, "heading", byLower, true})
		}
	}
	for _, k := range []string{"og:title", "twitter:title", "dc.title", "title", "headline"} {
		w := byTwitter
		if k == "og:title" {
			w = byOpen
		}
		for _, part := range parts(e.Meta[k]) {
			add(part, "meta", w, false)
		}
	}
	for i := range e.Data {
		if n := &e.Data[i]; n.Article() {
			add(n.Headline, "json-ld", byLinked, false)
		}
	}
	for _, part := range parts(e.TitleTag) {
		add(part, "title", byTitleTag, false)
	}
	for _, part := range parts(c.FeedTitle) {
		add(part, "feed", byFeed, false)
	}
	return out
}

// separators stand between a headline and the name of a site.
var separators = []string{" | ", " - ", " – ", " — ", " :: ", " » ", " « ", " · ", " • ", " ― ", "|", ": "}

// parts is a title and what is left of it without its first or last part.
func parts(s string) []string {
	if s == "" {
		return nil
	}
	out := []string{s}
	for _, sep := range separators {
		if i := strings.Index(s, sep); i > 0 {
			out = append(out, strings.TrimSpace(s[i+len(sep):]), strings.TrimSpace(s[:i]))
		}
		if i := strings.LastIndex(s, sep); i > 0 {
			out = append(out, strings.TrimSpace(s[:i]))
		}
	}
	return out
}

// scoreTitle adds up the places that agree with a claim.
func scoreTitle(claims []claim, i int, site map[string]bool, lead map[string]bool) float64 {
	me := claims[i].key
	words := strings.Fields(me)
	if site[me] || len(words) == 0 {
		return 0
	}
	score := 0.0
	for j := range claims {
		score += vote(claims, me, j)
	}
	score += 2 * share(words, lead)
	if claims[i].seen {
		score += 0.5
	}
	if len(words) < 4 {
		score *= 0.5
	}
	return score
}

// vote is what the claim at j adds for a title: nothing when an earlier claim
// of the same place, as good or better, has spoken.
func vote(claims []claim, me string, j int) float64 {
	w := agreement(claims, me, j)
	if w == 0 {
		return 0
	}
	for k := range claims {
		if k == j || claims[k].by != claims[j].by {
			continue
		}
		if o := agreement(claims, me, k); o > w || o == w && k < j {
			return 0
		}
	}
	return w
}

func agreement(claims []claim, me string, j int) float64 {
	switch {
	case claims[j].key == me:
		return claims[j].weight
	case near(me, claims[j].key):
		return 0.8 * claims[j].weight
	}
	return 0
}

// near reports whether two titles are the same but for an ellipsis, a badge of
// a word or two, or a cut-off end.
func near(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	if !strings.HasPrefix(b, a) {
		return false
	}
	n := wordCount(a)
	return n >= 4 && wordCount(b)-n <= max(2, n/2)
}

// whole is the claim at i, or one that agrees and is better printed: a cut-off
// title gives way to the whole one, a heading with a badge to the title alone.
func whole(claims []claim, i int) string {
	best := claims[i].text
	me := claims[i].key
	cut := strings.HasSuffix(best, "…") || strings.HasSuffix(best, "...")
	for j := range claims {
		if !cut && !claims[j].seen && claims[j].key == me {
			return best // the head repeats it word for word
		}
	}
	for j := range claims {
		other := claims[j].key
		switch {
		case cut && near(me, other) && len(other) > len(me):
			return claims[j].text
		case claims[i].seen && !claims[j].seen && near(me, other) && len(other) < len(me) && claims[j].weight >= byTitleTag &&
			wordCount(me)-wordCount(other) <= 2 && !strings.HasSuffix(claims[j].text, "…"):
			best = claims[j].text
		}
	}
	return best
}

// siteName is what the site calls itself.
func (e *Evidence) siteName() string {
	for _, k := range []string{"og:site_name", "application-name", "apple-mobile-web-app-title"} {
		if v := e.Meta[k]; v != "" {
			return v
		}
	}
	for i := range e.Data {
		if e.Data[i].Publisher != "" {
			return e.Data[i].Publisher
		}
	}
	return ""
}

// siteNames are the names that are no headline: the site's own, and what a
// heading that links home says.
func (e *Evidence) siteNames(c Context) map[string]bool {
	m := map[string]bool{key(c.Source): true, "الرييسيه": true, "home": true}
	add := func(s string) {
		if k := key(s); k != "" {
			m[k] = true
		}
	}
	for _, k := range []string{"og:site_name", "application-name", "apple-mobile-web-app-title", "twitter:site"} {
		add(e.Meta[k])
	}
	for i := range e.Data {
		n := &e.Data[i]
		add(n.Publisher)
		for _, t := range n.Types {
			if t == "WebSite" || t == "Organization" || t == "NewsMediaOrganization" {
				add(n.Name)
			}
		}
	}
	for _, h := range e.Headings {
		if h.Home {
			m[h.key] = true
		}
	}
	return m
}

// leadSample is how much of a text a title is compared with, in bytes.
const leadSample = 2400

// bag is the set of words at the beginning of a text: 300 of them.
func bag(s string) map[string]bool {
	if len(s) > leadSample {
		s = s[:leadSample]
	}
	m := make(map[string]bool, 256)
	for i, w := range charset.Words(s) {
		if i == 300 {
			break
		}
		if len(w) > 4 {
			m[w] = true
		}
	}
	return m
}

func share(words []string, in map[string]bool) float64 {
	n, hit := 0, 0
	for _, w := range words {
		if len(w) > 4 {
			n++
			if in[w] {
				hit++
			}
		}
	}
	if n == 0 {
		return 0
	}
	return float64(hit) / float64(n)
}
