package fetcher

import (
	"context"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/marsad-news/marsad/event"
	"github.com/marsad-news/marsad/fetcher/frontier"
	"github.com/marsad-news/marsad/fetcher/safehttp"
	"github.com/marsad-news/marsad/internal/bus"
)

// A part may move to a fetcher on another machine, whose disk has another
// frontier. Clocks, back-offs, crawl-delays, robots.txt and the states of doors
// lie on the broker and move by themselves. This file carries the rest: which
// addresses are settled, so that none is fetched again, by marks on the broker;
// and in good order what is still to be visited, by jobs. What a machine took
// with it when it died its doors name again: a door's validators count only
// while the frontiers that took in what it named still have their parts.

// markBook writes down on the broker what a part has settled.
type markBook struct {
	table Table
	part  int
	mu    sync.Mutex
	fresh []frontier.Mark // not on file yet
	day   string
	n     int // row of the day that is being filled
}

const (
	markSize  = 9    // bytes: key and disposition
	rowMarks  = 4096 // in one row
	markDays  = 30   // that marks are kept: doors name nothing older, or it is fetched once more
	markEvery = 2 * time.Second
)

func markKey(part int, day string, n int) string {
	return fmt.Sprintf("%s|%s|%d", partToken(part), day, n)
}

func markDay(t time.Time) string { return t.UTC().Format("2006-01-02") }

func (m *markBook) add(k frontier.Mark) {
	if m.table == nil || k.State == 0 {
		return
	}
	m.mu.Lock()
	m.fresh = append(m.fresh, k)
	m.mu.Unlock()
}

// flush appends what is fresh to the rows of today.
func (m *markBook) flush(ctx context.Context, now time.Time) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if d := markDay(now); d != m.day {
		m.day, m.n = d, 0
	}
	for len(m.fresh) > 0 {
		key := markKey(m.part, m.day, m.n)
		row, rev, err := m.table.Get(ctx, key)
		if err != nil {
			return fmt.Errorf("read marks: %w", err)
		}
		n := min(rowMarks-len(row)/markSize, len(m.fresh))
		if n <= 0 {
			m.n++
			continue
		}
		for _, k := range m.fresh[:n] {
			row = append(binary.LittleEndian.AppendUint64(row, k.Key), k.State)
		}
		if _, err := m.table.Put(ctx, key, row, rev); isConflict(err) {
			continue // who had the part before still writes
		} else if err != nil {
			return fmt.Errorf("write marks: %w", err)
		}
		m.fresh = m.fresh[n:]
	}
	m.fresh = nil
	return nil
}

// each calls f with the rows of a part, the newest day first.
func (m *markBook) each(ctx context.Context, now time.Time, f func(day time.Time, list []frontier.Mark) error) error {
	for age := range markDays {
		day := now.AddDate(0, 0, -age)
		for n := 0; ; n++ {
			row, _, err := m.table.Get(ctx, markKey(m.part, markDay(day), n))
			if err != nil {
				return fmt.Errorf("read marks: %w", err)
			}
			if len(row) == 0 {
				break
			}
			var list []frontier.Mark
			for ; len(row) >= markSize; row = row[markSize:] {
				if s := row[8]; int(s) < len(Dispositions) {
					list = append(list, frontier.Mark{Key: binary.LittleEndian.Uint64(row), State: s})
				}
			}
			if err := f(day, list); err != nil {
				return err
			}
		}
	}
	return nil
}

// inherit makes known what others settled in a part that was not here last.
func (p *part) inherit(ctx context.Context, now time.Time) error {
	if p.marks.table == nil {
		return nil
	}
	n := 0
	err := p.marks.each(ctx, now, func(day time.Time, list []frontier.Mark) error {
		added, err := p.f.Import(list, day)
		n += added
		return err
	})
	if n > 0 {
		p.w.log.Info("known addresses taken over", "part", p.id, "addresses", n)
	}
	return err
}

// mostHanded bounds the jobs that a part is handed over by. History is not
// handed over: it waits for the part to come back, or for another backfill.
const (
	mostHanded  = 10_000
	handingOver = 3 * time.Second
)

// handOverWork puts what is still to be visited on the queue of a part that is
// given up, for a fetcher on another machine.
func (p *part) handOverWork(ctx context.Context) {
	ctx, cancel := context.WithTimeout(ctx, handingOver)
	defer cancel()
	n := 0
	err := p.f.Outstanding(func(it frontier.Item) bool {
		err := p.w.deps.Jobs.Push(ctx, p.id, it.Host, jobOf(&it))
		if err == nil {
			n++
		}
		return n < mostHanded && (err == nil || errors.Is(err, bus.ErrOutstanding))
	})
	if err != nil {
		p.w.log.Warn("work of a part not handed over", "part", p.id, "err", err)
	}
	if n > 0 {
		p.w.log.Info("work handed over", "part", p.id, "addresses", n)
	}
}

// placeOf names the folder of the frontiers: two fetchers with the same one
// share them.
func placeOf(dir string) (string, error) {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return "", fmt.Errorf("open frontier: %w", err)
	}
	path := filepath.Join(dir, "place")
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err == nil {
		_, err = f.WriteString(randomToken())
		err = errors.Join(err, f.Close())
	} else if errors.Is(err, os.ErrExist) {
		err = nil
	}
	if err != nil {
		return "", fmt.Errorf("name the place of frontiers: %w", err)
	}
	b, err := os.ReadFile(path)
	if err != nil {
		return "", fmt.Errorf("name the place of frontiers: %w", err)
	}
	return string(b), nil
}

// elsewhereToo says whether a living fetcher has its frontiers in another
// place.
func (w *Worker) elsewhereToo(ctx context.Context) (found bool) {
	if w.deps.Leases == nil {
		return false
	}
	err := w.deps.Leases.Each(ctx, func(key string, _ []byte) bool {
		owner, ok := strings.CutPrefix(key, memberKey(""))
		found = found || ok && !strings.HasPrefix(owner, w.place+"-")
		return !found
	})
	return found && err == nil
}

// firstLook is a discovery out of a job.
func firstLook(j event.Job) discovery {
	d := discovery{by: j.FoundBy, door: doorBit(j.FoundBy), url: j.URL, title: j.Title, published: j.Published, found: j.Found, class: frontier.Live, stay: true}
	switch {
	case j.FoundBy == FoundByBackfill || j.Priority >= int(frontier.Backfill):
		d.class = frontier.Backfill
	case j.Visit > 0: // it was had, and waits to be looked at again
		d.class, d.visit, d.due = frontier.Revisit, j.Visit, j.Due
	}
	return d
}

// diskOf is the frontier that has a part now; empty when that is not known.
func (w *Worker) diskOf(ctx context.Context, part int) string {
	if p := w.part(part); p != nil {
		return p.f.ID()
	}
	data, _, err := w.deps.Parts.Get(ctx, ownerKey(part))
	var o ownership
	if err != nil || json.Unmarshal(data, &o) != nil {
		return ""
	}
	return o.Disk
}

// trusted are the validators to poll a door with. When what it named lies on a
// disk that has the part no more they are forgotten: "nothing new" would be
// said of what nobody here knows.
func (w *Worker) trusted(ctx context.Context, d *door) safehttp.Validators {
	d.mu.Lock()
	defer d.mu.Unlock()
	for part, disk := range d.st.Disks {
		if now := w.diskOf(ctx, part); now != "" && now != disk {
			d.st.Valid, d.st.Maps, d.st.Disks = safehttp.Validators{Liar: d.st.Valid.Liar}, nil, nil
			break
		}
	}
	return d.st.Valid
}

// disksOf are the frontiers that have what a door named, and the one that has
// the door's own part.
func (w *Worker) disksOf(ctx context.Context, d *door, parts map[int]bool) map[int]string {
	disks := map[int]string{}
	own := w.partOf(d.host)
	disks[own] = w.diskOf(ctx, own)
	for part := range parts {
		disks[part] = w.diskOf(ctx, part)
	}
	return disks
}
