package metadata

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"time"
)

// dates decides when the article was published and last changed, by the order
// of trust: JSON-LD, meta elements, time elements, the page's own state, what
// is printed, the address, the feed.
func (e *Evidence) dates(c Context, title string) (published, by, modified string) {
	only := func(d string) func() (string, string) { return func() (string, string) { return d, "" } }
	_, _, weak := e.metaDates(c)
	var d dating
	for _, p := range []struct {
		by   string
		read func() (published, modified string)
	}{
		{"rule", only(iso(c.Rule.Published, c))},
		{"json-ld", func() (string, string) { return e.linkedDates(c, title) }},
		{"meta", func() (string, string) { p, m, _ := e.metaDates(c); return p, m }},
		{"time", func() (string, string) { return e.timeDates(c) }},
		{"data", func() (string, string) { return e.state(c) }},
		{"text", func() (string, string) { return d.whole(e.printed(c, title)) }},
		{"meta", only(weak)},
		{"url", only(urlDate(c))},
		{"feed", only(iso(c.FeedDate, c))},
		{"text", func() (string, string) { return Today(c.Text, c), "" }},
		{"text", func() (string, string) { return d.vague, "" }},
	} {
		if d.settled() {
			break
		}
		published, modified := p.read()
		d.take(p.by, published, modified)
		if len(d.published) > dayLen && (p.by == "json-ld" || p.by == "meta") {
			break // the head is whole: what is printed adds nothing
		}
	}
	return d.result()
}

// dating is what the places have said so far.
type dating struct {
	published, by, modified string
	exact                   string // the published day or hour with more of it
	vague                   string // a month alone
}

// settled reports whether there is nothing more to learn.
func (d *dating) settled() bool { return len(d.published) > dayLen && d.modified != "" }

// whole keeps a printed month for the last: it could be half of a file number,
// or a caption's.
func (d *dating) whole(published, modified string) (string, string) {
	if len(published) < dayLen {
		d.vague, published = published, ""
	}
	return published, modified
}

// take adds what one place says: the first decides, a later one may add the
// day to the same month or the time to the same day.
func (d *dating) take(by, published, modified string) {
	switch {
	case d.published == "":
		if published != "" {
			d.published, d.by = published, by
		}
	case len(d.published) <= dayLen && len(published) > len(d.published) && strings.HasPrefix(published, d.published) && !strings.Contains(published, "T00:00:00"):
		d.exact = cmp.Or(d.exact, published)
	}
	if d.modified == "" && by != "url" {
		d.modified = modified
	}
}

func (d *dating) result() (published, by, modified string) {
	published = cmp.Or(d.exact, d.published)
	if published != "" && d.modified != "" && d.modified < published[:min(len(published), dayLen)] {
		return published, d.by, ""
	}
	return published, d.by, d.modified
}

// dayLen is the length of a date without a time of day.
const dayLen = len("2006-01-02")

// linkedDates reads the dates of the JSON-LD node that describes this article:
// a node whose headline is another's describes the site or the next story.
func (e *Evidence) linkedDates(c Context, title string) (published, modified string) {
	for i := range e.Data {
		n := &e.Data[i]
		if !n.Article() || n.Headline != "" && title != "" && !sameTitle(n.Headline, title) {
			continue
		}
		if published == "" {
			published = iso(n.Published, c)
		}
		if modified == "" {
			modified = iso(n.Modified, c)
		}
	}
	return published, modified
}

// sameTitle reports whether two headlines are about the same article: one
// begins with the other, or most of their words are the same.
func sameTitle(a, b string) bool {
	a, b = key(a), key(b)
	if a == b || strings.HasPrefix(a, b) || strings.HasPrefix(b, a) || near(a, b) {
		return true
	}
	in := map[string]bool{}
	for _, w := range strings.Fields(b) {
		in[w] = true
	}
	n, hit := 0, 0
	for _, w := range strings.Fields(a) {
		n++
		if in[w] {
			hit++
		}
	}
	return n > 0 && float64(hit) >= 0.6*float64(n)
}

// The meta elements that say when an article was published; those in weak are
// often the day on which the page was built.
var (
	publishedKeys = []string{"article:published_time", "og:article:published_time", "og:published_time", "datepublished", "parsely-pub-date", "sailthru.date",
		"publishdate", "publish-date", "publish_date", "published_time", "published-date", "article.published", "dc.date.issued", "dcterms.issued", "dcterms.created", "dc.date.created", "article_date_original", "cxenseparse:recs:publishtime", "iso-8601-publish-date", "rnews:datepublished"}
	modifiedKeys = []string{"article:modified_time", "og:updated_time", "og:article:modified_time", "datemodified", "dcterms.modified", "dc.date.modified", "last-modified", "lastmod", "article.updated"}
	weakKeys     = []string{"date", "dc.date", "pubdate", "created", "revised", "dcterms.date", "datecreated"}
)

func (e *Evidence) metaDates(c Context) (published, modified, weak string) {
	first := func(keys []string) string {
		for _, k := range keys {
			if v := e.Meta[k]; v != "" {
				if d := iso(v, c); d != "" {
					return d
				}
			}
		}
		return ""
	}
	return first(publishedKeys), first(modifiedKeys), first(weakKeys)
}

// timeDates reads the elements marked up as dates that stand with the article.
// An element named as the publication's outranks a bare time element.
func (e *Evidence) timeDates(c Context) (published, modified string) {
	marked := false
	for _, s := range e.Times {
		if s.Aside || e.others(s.Seq) {
			continue
		}
		d := iso(s.Value, c)
		if d == "" && s.Value != s.Text {
			d = iso(s.Text, c)
		}
		switch {
		case d == "":
		case s.Modified || updating(s.Text):
			if modified == "" {
				modified = d
			}
		case published == "" || s.Marked && !marked:
			published, marked = d, s.Marked
		}
	}
	return published, modified
}

// others reports whether a line of the page belongs to another story: the last
// heading over it links to another page.
func (e *Evidence) others(seq int) bool {
	link := false
	for i := range e.Headings {
		if e.Headings[i].Seq > seq {
			break
		}
		link = e.Headings[i].Link && !e.Headings[i].Home
	}
	return link
}

// printed reads the stamps that stand about the article: those that the body's
// reader found, else the lines around the headline. A stamp that names today
// or an update is not the day of publication.
func (e *Evidence) printed(c Context, title string) (published, modified string) {
	vague := "" // a month could be half of a file number
	for _, s := range append(slices.Clone(c.Dates), e.around(title, linesBelow, false)...) {
		for _, part := range clauses(s) {
			if today(part) {
				continue
			}
			d := iso(part, c)
			switch {
			case d == "":
			case updating(part):
				if modified == "" {
					modified = d
				}
			case len(d) < len("2006-01-02"):
				vague = cmp.Or(vague, d)
			case published == "":
				published = d
			}
		}
		if published != "" {
			break
		}
	}
	return cmp.Or(published, vague), modified
}

// Under is the date printed right under the headline of a second article.
func (e *Evidence) Under(title string, c Context) string {
	for _, s := range e.around(title, linesUnder, true) {
		if d := iso(s, c); d != "" && !today(s) && !updating(s) {
			return d
		}
	}
	return ""
}

// clauses are the parts of a line of particulars, which bars set apart.
func clauses(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool { return r == '|' || r == '•' })
}

// How far from the headline a stamp may be printed, in lines of the page.
const (
	linesBelow = 25
	linesAbove = 4
	linesUnder = 4 // of a second article
)

// around is the short lines under the headline, then those right over it; aside
// lets lines of navigation and lists through.
func (e *Evidence) around(title string, reach int, aside bool) []string {
	k := key(title)
	if k == "" {
		return nil
	}
	var below, above []string
	for _, h := range e.Headings {
		if h.key != k && !near(h.key, k) {
			continue
		}
		for _, p := range e.Printed {
			switch {
			case p.Seq < h.Seq-linesAbove || p.Seq > h.Seq+reach || p.Aside && !aside:
			case strings.Count(p.Text, " ") > 24 || key(p.Text) == k:
			case p.Seq > h.Seq:
				below = append(below, p.Text)
			case p.Seq < h.Seq:
				above = append(above, p.Text)
			}
		}
	}
	return append(below, above...)
}

// dayOf finds the day of a report in its first sentences: «اليوم الخميس (15 آب
// 2024)», «اليوم السبت 28 جانفي 2017».
var dayOf = regexp.MustCompile(`اليوم،? (?:السبت|الأحد|الاحد|الإثنين|الاثنين|الثلاثاء|الأربعاء|الاربعاء|الخميس|الجمعة)،? ?\(?([0-9٠-٩]{1,2} [^()،.\n]{2,30} ?[0-9٠-٩]{4})`)

// daySample is how much of a text is searched for its day, in bytes.
const daySample = 1500

// Today is the day that the text itself calls today.
func Today(text string, c Context) string {
	if m := dayOf.FindStringSubmatch(text[:min(len(text), daySample)]); m != nil {
		return iso(m[1], c)
	}
	return ""
}

// updating reports whether a stamp is introduced as that of a change.
func updating(s string) bool {
	k := key(s)
	for _, w := range []string{"تحديث", "التحديث", "تعديل", "التعديل", "حدث في", "عدل في", "updated", "modified", "edited"} {
		if strings.HasPrefix(k, w) || strings.HasPrefix(k, "اخر "+w) || strings.HasPrefix(k, "تاريخ "+w) || strings.HasPrefix(k, "تم ال"+w) || strings.HasPrefix(k, "last "+w) {
			return true
		}
	}
	return false
}

// today reports whether a stamp is the calendar of the visit, or the day of a
// printout.
func today(s string) bool {
	k := key(s)
	return strings.HasPrefix(k, "اليوم ") || strings.HasPrefix(k, "today") || strings.HasPrefix(k, "تاريخ الطباعه") || strings.HasPrefix(k, "تاريخ اليوم")
}

// inAddress finds a date in a URL's path: /2024/08/15/, /2024-08-15-, /20240815/.
var inAddress = regexp.MustCompile(`[/_-]((?:19|20)\d\d)[/-]?(0?[1-9]|1[0-2])[/-]?(0?[1-9]|[12]\d|3[01])(?:[/_.-]|$)`)

// inMonth finds a year and month: /2024/08/.
var inMonth = regexp.MustCompile(`/((?:19|20)\d\d)/(0[1-9]|1[0-2])/`)

func urlDate(c Context) string {
	path := c.URL
	if i := strings.Index(path, "://"); i >= 0 {
		path = path[i+3:]
	}
	if i := strings.IndexAny(path, "?#"); i >= 0 {
		path = path[:i]
	}
	if m := inAddress.FindStringSubmatch(path); m != nil {
		return sane(m[1]+"-"+two(m[2])+"-"+two(m[3]), c)
	}
	if m := inMonth.FindStringSubmatch(path); m != nil {
		return sane(m[1]+"-"+m[2], c)
	}
	return ""
}

func two(s string) string {
	if len(s) == 1 {
		return "0" + s
	}
	return s
}

// iso is a printed or machine-readable stamp as ISO 8601, if it can be the
// date of this page.
func iso(s string, c Context) string {
	if s = strings.TrimSpace(s); s == "" || len(s) > 200 {
		return ""
	}
	out, ok := Stamp8601(s, c.FetchedAt)
	if !ok {
		return ""
	}
	return sane(out, c)
}

// firstNews is before the first Arabic news site: an earlier date is a slip.
const firstNews = "1995"

// sane refuses dates before there were news sites and after the page was
// fetched: a day's grace for zones.
func sane(d string, c Context) string {
	if d < firstNews || len(d) < 4 {
		return ""
	}
	if !c.FetchedAt.IsZero() && d[:min(10, len(d))] > c.FetchedAt.Add(48*time.Hour).Format("2006-01-02") {
		return ""
	}
	return d
}
