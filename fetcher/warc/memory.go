package warc

import (
	"container/list"
	"sync"
	"time"
)

// memory knows the newest originals, by digest and by address. It is bounded:
// what it forgets is stored again.
type memory struct {
	trust time.Duration
	mu    sync.Mutex
	by    map[string]*list.Element // "d" and a digest, "u" and an address
	order *list.List               // of *known, the newest first
}

type known struct {
	ref
	digest string
	keys   [2]string
}

// remembered is how many originals are known, some 400 bytes each.
const remembered = 50_000

func newMemory(trust time.Duration) *memory {
	return &memory{trust: trust, by: map[string]*list.Element{}, order: list.New()}
}

func (m *memory) add(digest string, r ref) {
	m.mu.Lock()
	defer m.mu.Unlock()
	k := &known{r, digest, [2]string{"d" + digest, "u" + r.url}}
	e := m.order.PushFront(k)
	m.by[k.keys[0]], m.by[k.keys[1]] = e, e
	for m.order.Len() > remembered {
		m.drop(m.order.Back())
	}
}

func (m *memory) drop(e *list.Element) {
	for _, key := range e.Value.(*known).keys {
		if m.by[key] == e {
			delete(m.by, key)
		}
	}
	m.order.Remove(e)
}

// same finds an original with the digest that may still be referred to.
func (m *memory) same(digest string, now time.Time) (ref, bool) {
	r, _, ok := m.find("d"+digest, now)
	return r, ok
}

// last finds the newest original of an address.
func (m *memory) last(url string, now time.Time) (r ref, digest string, ok bool) {
	return m.find("u"+url, now)
}

func (m *memory) find(key string, now time.Time) (ref, string, bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	e, ok := m.by[key]
	if !ok {
		return ref{}, "", false
	}
	k := e.Value.(*known)
	if now.Sub(k.date) > m.trust {
		return ref{}, "", false
	}
	return k.ref, k.digest, true
}
