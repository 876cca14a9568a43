package fetcher

import (
	"context"
	"errors"
	"time"

	"github.com/marsad-news/marsad/event"
	"github.com/marsad-news/marsad/fetcher/feed"
	"github.com/marsad-news/marsad/fetcher/frontier"
	"github.com/marsad-news/marsad/fetcher/link"
	"github.com/marsad-news/marsad/internal/bus"
)

// discovery is an address that a door named.
type discovery struct {
	by        string // the kind of door
	door      uint8  // its bit
	url       string // as named
	title     string
	published string
	found     time.Time
	class     frontier.Class
	due       time.Time // not before that; zero: now
	visit     int       // visits that were made of it elsewhere
	stay      bool      // it is on the queue of its part already: not to be passed on to it
}

// doorBit is the bit of a kind of door in a record.
func doorBit(kind string) uint8 {
	switch kind {
	case string(event.JobFeed):
		return 1
	case string(event.JobSitemap):
		return 2
	case string(event.JobFront):
		return 4
	case "backfill":
		return 8
	default:
		return 16
	}
}

// errNotOurs says that an address is none that the source wants fetched.
var errNotOurs = errors.New("the address is not on the source's pattern")

// discover makes an address known, unless it is, and due at once. An address
// of a host in another part goes to whoever has that part.
func (w *Worker) discover(s *site, d discovery) (fresh bool, err error) {
	u, err := s.rules.Normalise(nil, d.url)
	if err != nil {
		return false, err
	}
	if d.by != "list" && !s.takes(u) {
		return false, errNotOurs
	}
	if d.found.IsZero() {
		d.found = time.Now()
	}
	it := frontier.Item{
		URL: u, Host: link.Host(u), Source: s.ID, FoundBy: d.by, Published: d.published, Title: clip(d.title, 500), Class: d.class,
		Found: d.found, Due: time.Now(), Visit: d.visit,
	}
	if d.due.After(it.Due) {
		it.Due = d.due
	}
	if d.visit > 0 {
		it.State = Published.number()
	}
	p := w.mine(it.Host)
	switch {
	case p == nil && d.stay:
		return false, errForeign
	case p == nil:
		return false, w.passOn(&it)
	}
	fresh, err = p.f.Add(it, d.door)
	if fresh && d.visit == 0 {
		late := lateness(d.published, d.found)
		w.ledger.found(s.ID, d.by, late, time.Now())
		if late >= 0 {
			w.metrics.late.Observe(late.Seconds())
		}
	}
	p.wake() // for a known one too: it may have waited as history and be news now
	return fresh, err
}

// passOn puts an address on the queue of the part that it belongs to.
func (w *Worker) passOn(it *frontier.Item) error {
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	err := w.deps.Jobs.Push(ctx, w.partOf(it.Host), it.Host, jobOf(it))
	if errors.Is(err, bus.ErrOutstanding) {
		return nil
	}
	return err
}

func clip(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && s[n]&0xc0 == 0x80 {
		n--
	}
	return s[:n]
}

// harvest is what a poll brought.
type harvest struct {
	entries int            // addresses named
	fresh   int            // of them, not known before
	left    map[string]int // named besides, and left out, by reason
	every   time.Duration  // how often the door changes, by its own word
	moved   string         // where it says it lives now
	maps    []childMap     // of a sitemap index
	parts   map[int]bool   // of the hosts named
}

type childMap struct{ url, modified string }

// gather makes known what a door named.
func (w *Worker) gather(s *site, kind event.JobKind, list []discovery) (harvest, error) {
	h := harvest{left: map[string]int{}, parts: map[int]bool{}}
	now := time.Now()
	for _, d := range list {
		d.by, d.door, d.found = string(kind), doorBit(string(kind)), now
		fresh, err := w.discover(s, d)
		switch {
		case err == nil:
			h.entries++
			if u, err := s.rules.Normalise(nil, d.url); err == nil {
				h.parts[w.partOf(link.Host(u))] = true
			}
		case errors.Is(err, errNotOurs):
			h.left["pattern"]++
			continue
		case link.Bad(err):
			h.left["malformed"]++
			continue
		default:
			return h, err
		}
		if fresh {
			h.fresh++
		}
	}
	return h, nil
}

func feedEntries(f *feed.Feed) []discovery {
	list := make([]discovery, 0, len(f.Entries))
	for _, e := range f.Entries {
		at := e.Published
		if at == "" {
			at = e.Updated
		}
		list = append(list, discovery{url: e.URL, title: e.Title, published: at})
	}
	return list
}
