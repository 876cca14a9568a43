// Package repeat remembers which blocks of text stand on many pages of a site:
// appeals, mastheads, footers, invitations. What repeats is no article.
//
// A Memory is plain data: it is told of pages, asked about blocks, and written
// to bytes, so that workers can share it and it survives a restart. It knows
// blocks by their hashes only, and no clock: it forgets by counting pages.
package repeat

import (
	"encoding/binary"
	"errors"
	"slices"
)

// The measures of a memory.
const (
	// window is after how many pages all counts are halved: a site's appeal of
	// last month counts a quarter of today's.
	window = 64
	// minPages is on how many pages a block must have stood, and minShare in
	// how many of a hundred, to be called repeated. A paragraph of background
	// that a desk puts under every story on a subject stays below.
	minPages = 5
	minShare = 40
	// enoughPages must be known of a site before anything is called repeated.
	enoughPages = 8
	// maxBlocks is how many blocks are remembered of a site: 25 KB written out.
	maxBlocks = 2500
	// maxRecent is how many pages are remembered, so that a page that is read
	// again does not count twice.
	maxRecent = 128
	// maxOfPage bounds what one page may add.
	maxOfPage = 1000
)

// Memory is what is remembered of one site. The zero value is empty.
type Memory struct {
	pages  int // counted, halved with the blocks
	seq    uint32
	blocks map[uint64]entry
	recent []uint64 // ids of the last pages
}

type entry struct {
	count uint16 // pages it stood on
	last  uint32 // page on which it was seen last
}

// Add tells the memory of a page: its id and the hashes of its blocks. It
// reports whether the page was new.
func (m *Memory) Add(page uint64, blocks []uint64) bool {
	if slices.Contains(m.recent, page) {
		return false
	}
	if m.recent = append(m.recent, page); len(m.recent) > maxRecent {
		m.recent = slices.Delete(m.recent, 0, len(m.recent)-maxRecent)
	}
	if m.blocks == nil {
		m.blocks = make(map[uint64]entry, len(blocks))
	}
	m.seq++
	m.pages++
	for _, h := range blocks[:min(len(blocks), maxOfPage)] {
		e := m.blocks[h]
		if e.last == m.seq && e.count > 0 {
			continue // twice on the same page
		}
		if e.count < 1<<15 {
			e.count++
		}
		e.last = m.seq
		m.blocks[h] = e
	}
	if m.pages >= window {
		m.decay()
	}
	if len(m.blocks) > maxBlocks {
		m.shrink()
	}
	return true
}

// Repeats reports whether a block stands on many pages of the site.
func (m *Memory) Repeats(block uint64) bool {
	if m == nil || m.pages < enoughPages {
		return false
	}
	n := int(m.blocks[block].count)
	return n >= minPages && n*100 >= minShare*m.pages
}

// Pages is how many pages the memory rests on.
func (m *Memory) Pages() int { return m.pages }

// decay halves all counts and forgets what stood on one page only.
func (m *Memory) decay() {
	m.pages /= 2
	for h, e := range m.blocks {
		if e.count /= 2; e.count == 0 {
			delete(m.blocks, h)
		} else {
			m.blocks[h] = e
		}
	}
}

// shrink forgets the rarest blocks, the longest unseen first, down to three
// quarters of the bound.
func (m *Memory) shrink() {
	type known struct {
		hash uint64
		entry
	}
	all := make([]known, 0, len(m.blocks))
	for h, e := range m.blocks {
		all = append(all, known{h, e})
	}
	slices.SortFunc(all, func(a, b known) int {
		switch {
		case a.count != b.count:
			return int(b.count) - int(a.count)
		case a.last != b.last:
			return int(int64(b.last) - int64(a.last))
		case a.hash < b.hash:
			return -1
		}
		return 1
	})
	for _, k := range all[maxBlocks*3/4:] {
		delete(m.blocks, k.hash)
	}
}

// version is the first byte of a written memory.
const version = 1

// ErrFormat says that the bytes are no memory of a known version.
var ErrFormat = errors.New("not a memory of repeated blocks")

// MarshalBinary writes the memory; the same memory gives the same bytes.
func (m *Memory) MarshalBinary() ([]byte, error) {
	out := []byte{version}
	out = binary.AppendUvarint(out, uint64(m.pages))
	out = binary.AppendUvarint(out, uint64(m.seq))
	out = binary.AppendUvarint(out, uint64(len(m.recent)))
	for _, p := range m.recent {
		out = binary.LittleEndian.AppendUint64(out, p)
	}
	hashes := make([]uint64, 0, len(m.blocks))
	for h := range m.blocks {
		hashes = append(hashes, h)
	}
	slices.Sort(hashes)
	out = binary.AppendUvarint(out, uint64(len(hashes)))
	for _, h := range hashes {
		e := m.blocks[h]
		out = binary.LittleEndian.AppendUint64(out, h)
		out = binary.AppendUvarint(out, uint64(e.count))
		out = binary.AppendUvarint(out, uint64(m.seq-e.last))
	}
	return out, nil
}

// UnmarshalBinary reads what MarshalBinary wrote, over what m held.
func (m *Memory) UnmarshalBinary(data []byte) error {
	r := reader{data: data}
	if v := r.bytes(1); len(v) != 1 || v[0] != version {
		return ErrFormat
	}
	n := Memory{pages: int(r.number(1 << 20)), seq: uint32(r.number(1<<32 - 1))}
	for range r.number(maxRecent) {
		n.recent = append(n.recent, r.fixed())
	}
	count := r.number(maxBlocks + maxOfPage)
	n.blocks = make(map[uint64]entry, min(count, uint64(len(data)/10)))
	for range count {
		h, c, ago := r.fixed(), r.number(1<<15), r.number(uint64(n.seq))
		n.blocks[h] = entry{uint16(c), n.seq - uint32(ago)}
	}
	if r.bad || len(r.data) > 0 || uint64(len(n.blocks)) != count {
		return ErrFormat
	}
	*m = n
	return nil
}

type reader struct {
	data []byte
	bad  bool
}

func (r *reader) bytes(n int) []byte {
	if len(r.data) < n {
		r.bad = true
		return nil
	}
	b := r.data[:n]
	r.data = r.data[n:]
	return b
}

func (r *reader) fixed() uint64 {
	if b := r.bytes(8); b != nil {
		return binary.LittleEndian.Uint64(b)
	}
	return 0
}

// number reads a number up to most.
func (r *reader) number(most uint64) uint64 {
	v, n := binary.Uvarint(r.data)
	if n <= 0 || v > most {
		r.bad, r.data = true, nil
		return 0
	}
	r.data = r.data[n:]
	return v
}

// ID is the id of a page for Add: of its canonical address, so that a page
// that changes between visits is still one page (FNV-1a, 64 bits).
func ID(address string) uint64 {
	h := uint64(14695981039346656037)
	for i := range len(address) {
		h = (h ^ uint64(address[i])) * 1099511628211
	}
	return h
}
