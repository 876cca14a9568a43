package frontier

import (
	"container/heap"
	"errors"
	"strconv"
	"time"
)

// Next hands out an item that is due on a host that is free, and takes the
// host until Done. When there is none it says when to ask again: at once after
// an Add, a Poll or a Done, else then.
func (f *Frontier) Next(now time.Time) (it Item, ok bool, again time.Time, err error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.clock = unix(now)
	if err := f.pump(now); err != nil {
		return it, false, now.Add(pause), err
	}
	for {
		h := f.s.ready(now.UnixNano())
		if h == nil {
			return it, false, f.again(now), nil
		}
		it, ok, err = f.take(h, now)
		if err != nil {
			return it, false, now.Add(pause), err
		}
		if ok {
			return it, true, now, nil
		}
	}
}

// pause is how long to wait after a fault of the disk: it is there still.
const pause = time.Second

// longest is how long nobody need ask while nothing changes. Work has its time
// on record; this bounds what a step of the wall's clock can hold up.
const longest = time.Minute

// again is when the next work may be there.
func (f *Frontier) again(now time.Time) time.Time {
	hour := unix(now) / hourSecs
	t := now.Add(longest)
	for _, c := range f.cal {
		if c.behind(hour) { // there was no room for all that is due
			t = now.Add(pause)
		}
	}
	if next := time.Unix(int64(hour+1)*hourSecs, 0); next.Before(t) {
		t = next
	}
	if w := f.s.wake(); w != 0 && w < t.UnixNano() {
		t = time.Unix(0, w)
	}
	return t
}

// take gives the host's most urgent item, if its clock allows one.
func (f *Frontier) take(h *host, now time.Time) (Item, bool, error) {
	defer func() { f.s.place(h) }()
	if h.name != "" && f.later(h, h.name, now) {
		return Item{}, false, nil
	}
	if len(h.doors) > 0 {
		it := h.doors[0]
		if f.later(h, it.Host, now) {
			return it, false, nil
		}
		h.doors = h.doors[1:]
		h.busy = true
		return it, true, nil
	}
	if len(h.late) > 0 && h.bulkOnly() {
		it := h.late[0]
		if f.later(h, it.Host, now) {
			return it, false, nil
		}
		h.late = h.late[1:]
		h.busy = true
		return it, true, nil
	}
	e, ok := h.pop()
	if !ok {
		return Item{}, false, nil
	}
	rec, known, err := f.tab.find(e.key)
	if err != nil {
		f.postpone(e)
		return Item{}, false, err
	}
	if !known || rec.Due != e.due && rec.Due > unix(now) || rec.Due == 0 || rec.Class != e.class || f.fly[e.key] {
		f.drop(e) // the record says otherwise
		return Item{}, false, nil
	}
	it, err := f.item(&rec)
	if errors.Is(err, errCorrupt) {
		f.drop(e)
		return it, false, errors.Join(err, f.lose(&rec))
	}
	if err != nil {
		f.postpone(e)
		return it, false, err
	}
	it.host, it.hour, it.cal = e.host, e.hour, e.cal
	if f.later(h, it.Host, now) {
		h.queue[e.class] = append([]entry{e}, h.queue[e.class]...)
		h.size++
		return it, false, nil
	}
	h.busy = true
	f.fly[e.key] = true
	return it, true, nil
}

// later puts a host off whose clock does not allow a request yet.
func (f *Frontier) later(h *host, name string, now time.Time) bool {
	if f.o.Ready == nil {
		return false
	}
	h.name = name
	r := f.o.Ready(name).UnixNano()
	// Both as wall time: by their monotonic readings r may lie ahead of now when
	// it does not by the wall, and the same host would come up for ever.
	if r <= now.UnixNano() {
		return false
	}
	h.at = r
	return true
}

// postpone keeps an entry that a fault of the disk stands before: nothing else
// may be left that would bring its URL again.
func (f *Frontier) postpone(e entry) {
	e.due = f.clock + uint32(retry/time.Second)
	heap.Push(&f.s.soon, e)
}

func (f *Frontier) drop(e entry) {
	f.s.loaded[e.cal]--
	f.cal[e.cal].done(e.hour)
}

func (f *Frontier) item(r *Record) (Item, error) {
	m, err := f.log.read(r.Meta, 9)
	if err != nil {
		return Item{}, err
	}
	it := Item{
		URL: m[0], Host: m[1], Source: m[2], FoundBy: m[3], Published: m[4], Title: m[5], ETag: m[7], Modified: m[8], Class: r.Class, Visit: int(r.Visit), State: r.State, Tries: int(r.Tries),
		Due: time.Unix(int64(r.Due), 0).UTC(), Found: time.Unix(int64(r.Found), 0).UTC(), Body: r.Body, key: r.Key,
	}
	if ms, err := strconv.ParseInt(m[6], 36, 64); err == nil {
		it.Found = time.UnixMilli(ms).UTC()
	}
	return it, nil
}
