package fetcher

import (
	"context"
	"errors"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/marsad-news/marsad/event"
	"github.com/marsad-news/marsad/fetcher/feed"
	"github.com/marsad-news/marsad/fetcher/frontier"
	"github.com/marsad-news/marsad/fetcher/safehttp"
	"github.com/marsad-news/marsad/fetcher/sitemap"
)

// Media types that doors come as. Feeds come as nearly anything.
var (
	feedTypes    = []string{"application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/feed+json", "application/json", "application/xml", "text/xml", "text/html", "text/plain", "application/octet-stream", "application/x-rss+xml", "application/xhtml+xml"}
	sitemapTypes = append([]string{"application/gzip", "application/x-gzip", "application/gzip-compressed", "binary/octet-stream"}, feedTypes...)
)

const acceptFeed = "application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, text/xml;q=0.9, */*;q=0.5"

// poll asks a door what is new.
func (w *Worker) poll(ctx context.Context, it frontier.Item) frontier.Result {
	key, child, _ := strings.Cut(it.FoundBy, childMark)
	d := w.doors.get(key)
	if d == nil { // the config changed under the job
		return frontier.Result{}
	}
	if child != "" {
		return w.pollChild(ctx, d, it)
	}
	res, err := w.get(ctx, d.st.Source, w.doorRequest(d, it.URL, w.trusted(ctx, d)))
	w.archiveDoor(d, res, err)
	d.mu.Lock()
	defer d.mu.Unlock()
	if r, ok := w.putOff(it, res, err); ok {
		d.st.Next = r.Next
		w.doors.back(d)
		return r
	}
	now := time.Now()
	h, same, v := w.read(ctx, d, res, err)
	w.learn(d, res, h, same, v, now)
	if errors.Is(err, errForeign) {
		w.follow(d, res)
	}
	w.children(d, h.maps)
	if err := w.doors.save(ctx, d); err != nil {
		w.log.Warn("door not stored", "source", d.st.Source, "door", d.st.Door, "err", err)
	}
	w.polled(d, v, h)
	w.doors.back(d)
	if v.grade > 0 {
		w.log.Info("door could not be read", "source", d.st.Source, "kind", d.st.Kind, "door", d.st.at(), "cause", v.noted, "next", d.st.Next.UTC().Format(time.RFC3339))
	}
	return frontier.Result{HostReady: w.gate.Ready(it.Host)}
}

func (w *Worker) doorRequest(d *door, url string, v safehttp.Validators) safehttp.Request {
	r := safehttp.Request{URL: url, Language: d.site.Lang, Ports: d.site.Ports, AnyCert: d.site.AnyCert, Validators: v, Before: w.hop(d.site, nil)}
	switch d.st.Kind {
	case event.JobFront:
		r.Accept, r.Types = acceptArticle, articleTypes
	case event.JobSitemap:
		r.Types, r.MaxBody = sitemapTypes, sitemap.MaxBytes
	default:
		r.Accept, r.Types, r.MaxBody = acceptFeed, feedTypes, feed.MaxBytes
	}
	return r
}

// read makes known what a door's answer names.
func (w *Worker) read(ctx context.Context, d *door, res *safehttp.Response, err error) (h harvest, same bool, v verdict) {
	v = judge(res, err)
	if err != nil || v.is != Published && v.is != Unchanged {
		return h, false, v
	}
	if challenge(res) != "" {
		return h, false, verdict{is: Blocked, grade: 1, noted: "challenge"}
	}
	next, change := d.st.Valid.Judge(res)
	if change != safehttp.Changed {
		d.st.Valid = next
		return harvest{entries: d.st.Entries}, true, verdict{is: Unchanged}
	}
	h, err = w.openDoor(ctx, d, res)
	if err != nil {
		if errors.Is(err, feed.ErrNotFeed) || errors.Is(err, sitemap.ErrNotSitemap) {
			w.rediscover(d, res)
			return h, false, verdict{is: Failed, grade: 1, noted: "not_" + string(d.st.Kind)}
		}
		return h, false, verdict{is: Retried, grade: 0.25, noted: "frontier"}
	}
	d.st.Valid, d.st.Disks = next, w.disksOf(ctx, d, h.parts) // only now: what was not taken in must come again
	return h, false, v
}

// openDoor reads the body by the kind of door.
func (w *Worker) openDoor(ctx context.Context, d *door, res *safehttp.Response) (harvest, error) {
	switch d.st.Kind {
	case event.JobFront:
		var list []discovery
		for _, l := range d.site.finder.Links(res.Body, res.Final) {
			list = append(list, discovery{url: l.URL, title: l.Text})
		}
		w.introduce(ctx, d, res)
		return w.gather(d.site, d.st.Kind, list)
	case event.JobSitemap:
		return w.openSitemap(d, res, d.st.Good.IsZero())
	default:
		f, err := feed.Parse(res.Body, res.Header.Get("Content-Type"), res.Final)
		if err != nil {
			return harvest{}, err
		}
		h, err := w.gather(d.site, d.st.Kind, feedEntries(f))
		h.every, h.moved = max(f.Every, cacheAge(res.Header)), f.Moved
		return h, err
	}
}

// maxAge is how old an entry of a sitemap may be to count as news; older ones
// are history, for a backfill.
const maxAge = 7 * 24 * time.Hour

// openSitemap takes in a sitemap. What one without dates names when it is read
// for the first time is history: it waits behind all news, so that ten million
// links cannot starve one fresh article. What is new in it later is news.
func (w *Worker) openSitemap(d *door, res *safehttp.Response, first bool) (harvest, error) {
	m, err := sitemap.Parse(res.Body)
	if err != nil {
		return harvest{}, err
	}
	var list []discovery
	now, old := time.Now(), 0
	for _, e := range m.Entries {
		at := e.Published
		if at == "" {
			at = e.Modified
		}
		published, class := "", frontier.Live
		if at == "" && first {
			class = frontier.Backfill
		}
		if t, ok := feed.Date(at); ok {
			if now.Sub(t) > maxAge {
				old++
				continue
			}
			published = t.Format(time.RFC3339)
			if e.Published == "" {
				published = "" // a change is no publication
			}
		}
		list = append(list, discovery{url: e.URL, title: e.Title, published: published, class: class})
	}
	h, err := w.gather(d.site, d.st.Kind, list)
	h.every = cacheAge(res.Header)
	if old > 0 {
		h.left["old"] = old
	}
	for _, c := range m.Maps {
		h.maps = append(h.maps, childMap{c.URL, c.Modified})
	}
	return h, err
}

var maxAgeRE = regexp.MustCompile(`(?i)(?:^|[ ,])max-age\s*=\s*"?(\d{1,9})`)

// cacheAge is how long an answer stays fresh by its own word.
func cacheAge(h http.Header) time.Duration {
	cc := h.Get("Cache-Control")
	if strings.Contains(strings.ToLower(cc), "no-cache") || strings.Contains(strings.ToLower(cc), "no-store") {
		return 0
	}
	if m := maxAgeRE.FindStringSubmatch(cc); m != nil {
		n, _ := strconv.Atoi(m[1]) // the pattern lets nothing else through
		age, _ := strconv.Atoi(h.Get("Age"))
		return max(time.Duration(n-age)*time.Second, 0)
	}
	exp, err := http.ParseTime(h.Get("Expires"))
	date, err2 := http.ParseTime(h.Get("Date"))
	if err != nil || err2 != nil {
		return 0
	}
	return max(exp.Sub(date), 0)
}

// learn takes the outcome of a poll into the door's state.
func (w *Worker) learn(d *door, res *safehttp.Response, h harvest, same bool, v verdict, now time.Time) {
	st := &d.st
	st.Polls++
	st.Last, st.Cause = now, v.noted
	if res != nil {
		st.Status = res.Status
	}
	r := pollResult{entries: h.entries, fresh: h.fresh, same: same, first: st.Good.IsZero(), every: h.every}
	if v.grade > 0 {
		st.Grade += v.grade
		st.Fails++
		r.grade = st.Grade
	} else {
		st.Grade, st.Fails, st.Cause = 0, 0, ""
		st.Good, st.Fresh = now, h.fresh
		if !same {
			st.Entries = h.entries
		}
		st.Named += int64(h.fresh)
		if h.fresh > 0 {
			st.Rhythm = rhythm(st.Rhythm, now.Sub(st.News), st.News.IsZero())
			st.News = now
		}
	}
	st.Every, st.Why = nextInterval(st.Every, boundsOf(d.site.Source), r)
	if d.site.Poll > 0 && st.Every > d.site.Poll && v.grade == 0 {
		st.Every, st.Why = max(d.site.Poll, r.every), "the config's poll"
	}
	st.Next = now.Add(wait(st.Every, st.Grade))
	if st.Kind == event.JobSitemap && st.Fails >= deadDoor && (v.noted == "status_404" || v.noted == "not_sitemap") {
		st.Retired = v.noted
		w.log.Warn("sitemap retired", "source", st.Source, "door", st.Door, "cause", v.noted, "polls", st.Fails)
	}
	if until := w.gate.Ready(d.host); until.After(st.Next) {
		st.Next, st.Why = until, "the host asked to be left alone"
	}
	if v.grade == 0 && res != nil {
		w.relocate(d, res, h)
	}
}

// rhythm smooths the time between polls that brought news.
func rhythm(old, latest time.Duration, first bool) time.Duration {
	if first {
		return 0
	}
	if old == 0 {
		return latest
	}
	return old + (latest-old)/4
}

// relocate follows a door that moved for good.
func (w *Worker) relocate(d *door, res *safehttp.Response, h harvest) {
	to := res.Moved
	if h.moved != "" {
		to = h.moved
	}
	if to == "" {
		return
	}
	u, err := d.site.rules.Normalise(nil, to)
	if err != nil || u == d.st.at() {
		return
	}
	w.log.Info("door moved", "source", d.st.Source, "from", d.st.at(), "to", u)
	d.st.URL = u
}

// follow sends a door after a redirect to a host of another fetcher.
func (w *Worker) follow(d *door, res *safehttp.Response) {
	if res == nil || len(res.Hops) == 0 {
		return
	}
	if u, err := d.site.rules.Normalise(nil, res.Hops[len(res.Hops)-1].Location); err == nil {
		d.st.URL, d.st.Next = u, time.Now()
	}
}

// lost is how many polls in a row a door must fail before we look for where it
// went.
const lost = 3

// rediscover looks for the door in the page that came instead of it.
func (w *Worker) rediscover(d *door, res *safehttp.Response) {
	for _, f := range feed.Discover(res.Body, res.Final) {
		if f.Kind == string(d.st.Kind) && f.Sure && f.URL != d.st.at() {
			if u, err := d.site.rules.Normalise(nil, f.URL); err == nil {
				w.log.Info("door rediscovered", "source", d.st.Source, "from", d.st.at(), "to", u)
				d.st.URL = u
			}
			return
		}
	}
	if d.st.Fails >= lost && d.st.URL != "" {
		d.st.URL = "" // back to where the config says
	}
}

// introduce puts feeds into service that a front page names, for a source that
// has none.
func (w *Worker) introduce(ctx context.Context, d *door, res *safehttp.Response) {
	if len(d.site.Feeds) > 0 {
		return
	}
	for _, f := range feed.Discover(res.Body, res.Final) {
		if f.Sure && w.doors.add(ctx, d.site, event.JobKind(f.Kind), f.URL) {
			w.log.Info("door found", "source", d.st.Source, "kind", f.Kind, "door", f.URL)
		}
	}
}
