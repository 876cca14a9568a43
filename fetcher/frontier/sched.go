package frontier

import "container/heap"

// host is a host with work waiting in memory.
type host struct {
	id    uint64
	name  string // once an item of it was looked at
	doors []Item // polls, first in first out
	late  []Item // polls that wait behind all news
	queue [classes][]entry
	size  int
	at    int64 // Unix nanoseconds: not before
	spill int64 // Unix seconds up to which its overflow was put off
	busy  bool
	in    *hostHeap
	index int
}

// maxQueue bounds what one host holds of a class in memory: at the least interval it is
// more than two hours of work.
const maxQueue = 2048

func (h *host) bulkOnly() bool {
	return len(h.doors) == 0 && len(h.queue[Live]) == 0 && len(h.queue[Revisit]) == 0
}

func (h *host) empty() bool { return len(h.doors) == 0 && len(h.late) == 0 && h.size == 0 }

// hostHeap orders hosts by when they may be asked.
type hostHeap []*host

func (q hostHeap) Len() int           { return len(q) }
func (q hostHeap) Less(i, j int) bool { return q[i].at < q[j].at }
func (q hostHeap) Swap(i, j int) {
	q[i], q[j] = q[j], q[i]
	q[i].index, q[j].index = i, j
}
func (q *hostHeap) Push(x any) {
	h := x.(*host)
	h.index, h.in = len(*q), q
	*q = append(*q, h)
}
func (q *hostHeap) Pop() any {
	old := *q
	h := old[len(old)-1]
	old[len(old)-1] = nil
	*q = old[:len(old)-1]
	h.in = nil
	return h
}

// soon holds entries that are read but not due yet, earliest first.
type soon []entry

func (s soon) Len() int           { return len(s) }
func (s soon) Less(i, j int) bool { return s[i].due < s[j].due }
func (s soon) Swap(i, j int)      { s[i], s[j] = s[j], s[i] }
func (s *soon) Push(x any)        { *s = append(*s, x.(entry)) }
func (s *soon) Pop() any {
	old := *s
	e := old[len(old)-1]
	*s = old[:len(old)-1]
	return e
}

// sched orders the work in memory: hosts with news before hosts that have only
// bulk work, each by its own clock.
type sched struct {
	hosts  map[uint64]*host
	prime  hostHeap // doors, live and revisits
	bulk   hostHeap // nothing but backfill
	soon   soon
	loaded [classes]int // entries in memory, by their calendar
}

func newSched() *sched { return &sched{hosts: map[uint64]*host{}} }

func (s *sched) host(id uint64) *host {
	h, ok := s.hosts[id]
	if !ok {
		h = &host{id: id}
		s.hosts[id] = h
	}
	return h
}

// place puts a host where it belongs after its work or its time changed.
func (s *sched) place(h *host) {
	if h.in != nil {
		heap.Remove(h.in, h.index)
	}
	switch {
	case h.busy:
	case h.empty():
		delete(s.hosts, h.id)
	case h.bulkOnly():
		heap.Push(&s.bulk, h)
	default:
		heap.Push(&s.prime, h)
	}
}

// ready takes the first host that may be asked now, news first.
func (s *sched) ready(now int64) *host {
	for _, q := range []*hostHeap{&s.prime, &s.bulk} {
		if len(*q) > 0 && (*q)[0].at <= now {
			return heap.Pop(q).(*host)
		}
	}
	return nil
}

// wake is when the next host or entry comes due, in Unix nanoseconds; 0 when
// nothing waits.
func (s *sched) wake() int64 {
	var t int64
	first := func(v int64) {
		if t == 0 || v < t {
			t = v
		}
	}
	if len(s.prime) > 0 {
		first(s.prime[0].at)
	}
	if len(s.bulk) > 0 {
		first(s.bulk[0].at)
	}
	if len(s.soon) > 0 {
		first(int64(s.soon[0].due) * 1e9)
	}
	return t
}

// push queues an entry that is due. It reports false when the host holds
// enough.
func (s *sched) push(e entry) bool {
	h := s.host(e.host)
	if len(h.queue[e.class]) >= maxQueue { // each class has its own room: history cannot keep news out
		return false
	}
	h.queue[e.class] = append(h.queue[e.class], e)
	h.size++
	if !h.busy && (h.in == nil || h.in == &s.bulk && e.class != Backfill) {
		s.place(h)
	}
	return true
}

// pop takes the host's most urgent entry.
func (h *host) pop() (entry, bool) {
	for c := range h.queue {
		if q := h.queue[c]; len(q) > 0 {
			e := q[0]
			h.queue[c] = q[1:]
			if len(h.queue[c]) == 0 {
				h.queue[c] = nil
			}
			h.size--
			return e, true
		}
	}
	return entry{}, false
}
