package fetcher

import (
	"context"
	"hash/fnv"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/marsad-news/marsad/fetcher/feed"
	"github.com/marsad-news/marsad/fetcher/frontier"
	"github.com/marsad-news/marsad/fetcher/safehttp"
)

// A sitemap index is polled; of its sitemaps those that changed are read.
const (
	childMark   = "\x00"
	firstRead   = "first" // behind the mark: the sitemap was not read before
	maxChildren = 10      // read after one poll: the newest
	keptMaps    = 2000    // remembered of an index, some 60 bytes each
	deadChild   = 3       // failures after which a sitemap of an index is retired
	deadDoor    = 10      // failures after which a sitemap that the config names is; feeds come back from the dead and never are
)

// children queues the sitemaps of an index that are worth reading now.
func (w *Worker) children(d *door, list []childMap) {
	if len(list) == 0 {
		return
	}
	named := map[string]string{}
	var order []string
	for _, c := range list {
		if u, err := d.site.rules.Normalise(nil, c.url); err == nil {
			named[u] = clip(c.modified, 40)
			order = append(order, u)
		}
	}
	d.st.forgetMaps(named)
	for _, u := range worthReading(order, named, d.st.Maps, d.st.DeadMaps) {
		p := w.mine(hostOf(u))
		if p == nil {
			continue
		}
		mark, class := childMark+firstRead, frontier.Live
		if _, ok := d.st.Maps[mapKey(u)]; ok {
			mark = childMark + "again"
		} else if !recent(named[u], time.Now()) {
			class = frontier.Backfill // history: no news waits for it
		}
		d.st.Maps[mapKey(u)] = named[u]
		p.f.Poll(frontier.Item{URL: u, Host: hostOf(u), Source: d.st.Source, Kind: string(d.st.Kind), FoundBy: d.key() + mark, Class: class, Due: time.Now(), Found: time.Now()})
		p.wake()
	}
}

// recent says whether a sitemap that changed then may hold news.
func recent(modified string, now time.Time) bool {
	t, ok := feed.Date(modified)
	return ok && now.Sub(t) <= maxAge
}

// forgetMaps drops what the index does not name any more: rotating sitemaps
// come and go.
func (s *DoorState) forgetMaps(named map[string]string) {
	if s.Maps == nil {
		s.Maps = map[string]string{}
	}
	keys := make(map[string]bool, len(named))
	for u := range named {
		keys[mapKey(u)] = true
	}
	maps.DeleteFunc(s.Maps, func(k, _ string) bool { return !keys[k] })
	maps.DeleteFunc(s.DeadMaps, func(k string, _ int) bool { return !keys[k] })
	for k := range s.DeadMaps { // any: one that is forgotten is tried again
		if len(s.DeadMaps) <= keptMaps {
			break
		}
		delete(s.DeadMaps, k)
	}
}

// mapKey is what is kept of a sitemap's address: two of one index that share a
// key share their date, and no harm is done.
func mapKey(u string) string {
	h := fnv.New64a()
	_, _ = h.Write([]byte(u)) // never fails
	return strconv.FormatUint(h.Sum64(), 36)
}

// worthReading are the sitemaps of an index to read now, at most maxChildren:
// those that changed since they were read, the newest first, then those never
// read, and of those that tell no date the first and the last of the list,
// where outlets put their newest.
func worthReading(order []string, named, read map[string]string, dead map[string]int) []string {
	var changed, unread []string
	for i, u := range order {
		if dead[mapKey(u)] >= deadChild {
			continue
		}
		last, seen := read[mapKey(u)]
		switch {
		case named[u] != "" && (!seen || last != named[u]):
			changed = append(changed, u)
		case !seen:
			unread = append(unread, u)
		case named[u] == "" && (i == 0 || i == len(order)-1):
			changed = append(changed, u)
		}
	}
	slices.SortStableFunc(changed, func(a, b string) int { return strings.Compare(named[b], named[a]) })
	list := append(changed, unread...)
	room := max(keptMaps-len(read), 2)
	return list[:min(len(list), maxChildren, room)]
}

// pollChild reads one sitemap of an index.
func (w *Worker) pollChild(ctx context.Context, d *door, it frontier.Item) frontier.Result {
	res, err := w.get(ctx, d.st.Source, w.doorRequest(d, it.URL, safehttp.Validators{}))
	w.archiveDoor(d, res, err)
	d.mu.Lock()
	defer d.mu.Unlock()
	if r, ok := w.putOff(it, res, err); ok {
		delete(d.st.Maps, mapKey(it.URL)) // read at the next poll of the index
		return r
	}
	v := judge(res, err)
	if v.is == Published {
		h, err := w.openSitemap(d, res, strings.HasSuffix(it.FoundBy, childMark+firstRead))
		if err == nil {
			d.st.Named += int64(h.fresh)
			if d.st.Disks != nil {
				maps.Copy(d.st.Disks, w.disksOf(ctx, d, h.parts))
			}
			w.polled(d, v, h)
			return frontier.Result{HostReady: w.gate.Ready(it.Host)}
		}
		v = verdict{is: Failed, grade: 1, noted: "not_sitemap"}
	}
	if d.st.DeadMaps == nil {
		d.st.DeadMaps = map[string]int{}
	}
	delete(d.st.Maps, mapKey(it.URL))
	key := mapKey(it.URL)
	if d.st.DeadMaps[key]++; d.st.DeadMaps[key] == deadChild {
		w.log.Info("sitemap retired", "source", d.st.Source, "sitemap", it.URL, "cause", v.noted)
	}
	w.polled(d, v, harvest{})
	return frontier.Result{HostReady: w.gate.Ready(it.Host)}
}

// polled writes the poll of one sitemap of an index into the books.
func (w *Worker) polled(d *door, v verdict, h harvest) {
	w.ledger.polled(d.st.Source, string(d.st.Kind), v, h, time.Now())
	w.metrics.polled(d.st.Kind, v, h)
	w.count(d.st.Source, v.is, v.grade == 0, false)
}
