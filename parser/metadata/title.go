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
	byText     = 2.0 // at most, by the words that it shares with the text
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
	bases := make([]float64, len(claims))
	for i := range claims {
		if k := sameClaim(claims, i); k < i {
			bases[i] = bases[k]
		} else if me := claims[i].key; me != "" && !site[me] {
			bases[i] = votes(claims, me)
		}
	}
	best, ahead := leader(claims, bases)
	if best < 0 {
		return "", ""
	}
	if ahead <= byText && c.Text != "" { // the text may turn it
		lead := bag(c.Text)
		for i := range claims {
			if k := sameClaim(claims, i); k < i {
				bases[i] = bases[k]
			} else if bases[i] > 0 {
				bases[i] += byText * share(claims[i].key, lead)
			}
		}
		best, _ = leader(claims, bases)
	}
	return whole(claims, best), claims[best].by
}

// leader is the claim with the highest score, and how far it is ahead of the
// next that says something else; -1 if none counts.
func leader(claims []claim, bases []float64) (best int, ahead float64) {
	best = -1
	top := 0.0
	for i := range claims {
		if score := claims[i].score(bases[i]); score > top {
			best, top = i, score
		}
	}
	if best < 0 {
		return best, 0
	}
	ahead = top
	for i := range claims {
		if claims[i].key != claims[best].key {
			ahead = min(ahead, top-claims[i].score(bases[i]))
		}
	}
	return best, ahead
}

func (e *Evidence) titleClaims(c Context) []claim {
	lasting := e.lastingClaims(c.FeedTitle)
	printed := charset.Line(c.Printed)
	if printed == "" {
		return lasting
	}
	return append([]claim{{printed, key(printed), "printed", byPrinted, true}}, lasting...)
}

// lastingClaims are those that do not depend on what was read of the text.
func (e *Evidence) lastingClaims(feed string) []claim {
	if e.claims != nil && e.claimsFeed == feed {
		return e.claims
	}
	out := make([]claim, 0, 16)
	add := func(text, by string, w float64, seen bool) {
		if text = charset.Line(text); text != "" {
			out = append(out, claim{text, key(text), by, w, seen})
		}
	}
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
	for _, part := range parts(feed) {
		add(part, "feed", byFeed, false)
	}
	e.claims, e.claimsFeed = out, feed
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

// sameClaim is the first claim that says the same as the one at i.
func sameClaim(claims []claim, i int) int {
	for k := range i {
		if claims[k].key == claims[i].key {
			return k
		}
	}
	return i
}

// score is what a claim with that support is worth by its form: a printed title
// is worth more, a name less.
func (c *claim) score(base float64) float64 {
	if base == 0 {
		return 0
	}
	if c.seen {
		base += 0.5
	}
	if wordCount(c.key) < 4 {
		base *= 0.5
	}
	return base
}

// votes adds up what the claims say for a title. Of those from one place only
// the best speaks.
func votes(claims []claim, me string) float64 {
	var room [maxClaims]float64
	agree := room[:0]
	for j := range claims {
		agree = append(agree, agreement(claims, me, j))
	}
	sum := 0.0
	for j, w := range agree {
		if w > 0 && !outspoken(claims, agree, j) {
			sum += w
		}
	}
	return sum
}

// outspoken reports whether another claim of the same place agrees as much as
// the one at j and stands before it, or agrees more.
func outspoken(claims []claim, agree []float64, j int) bool {
	for k, w := range agree {
		if k != j && (w > agree[j] || w == agree[j] && k < j) && claims[k].by == claims[j].by {
			return true
		}
	}
	return false
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

// minLong is the least length of a word that a title and a text may share, in
// bytes: three Arabic letters.
const minLong = 5

// wordSet holds the longer words at the beginning of a text by their hashes: a
// collision would only make a title a little likelier.
type wordSet struct {
	slots [1024]uint32
	n     int
}

// leadWords is how many of its words are taken: the set stays sparse.
const leadWords = 300

func bag(s string) *wordSet {
	m, read := &wordSet{}, 0
	for w := range strings.SplitSeq(charset.Key(s[:min(len(s), leadSample)]), " ") {
		if read++; read > leadWords {
			break
		}
		if at, ok := m.find(w); !ok && len(w) >= minLong {
			m.slots[at] = wordHash(w)
			m.n++
		}
	}
	return m
}

// find is the slot of a word, and whether the word is there.
func (m *wordSet) find(w string) (slot uint32, ok bool) {
	h := wordHash(w)
	for slot = h % uint32(len(m.slots)); m.slots[slot] != 0; slot = (slot + 1) % uint32(len(m.slots)) {
		if m.slots[slot] == h {
			return slot, true
		}
	}
	return slot, false
}

// wordHash is FNV-1a, 32 bits, and never 0.
func wordHash(w string) uint32 {
	h := uint32(2166136261)
	for i := range len(w) {
		h = (h ^ uint32(w[i])) * 16777619
	}
	return max(h, 1)
}

// share is how many of the longer words of a key stand in a set.
func share(k string, in *wordSet) float64 {
	if in.n == 0 {
		return 0
	}
	n, hit := 0, 0
	for w := range strings.SplitSeq(k, " ") {
		if len(w) < minLong {
			continue
		}
		n++
		if _, ok := in.find(w); ok {
			hit++
		}
	}
	if n == 0 {
		return 0
	}
	return float64(hit) / float64(n)
}
