package frontier

import (
	"bufio"
	"bytes"
	"cmp"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
)

// Record is what is kept of every known URL: 40 bytes on disk, nothing in
// memory.
type Record struct {
	Key    uint64 // hash of what tells two pages apart
	Meta   uint64 // where its text stands in the log, 40 bits
	Due    uint32 // Unix seconds of the next visit; 0: none
	Found  uint32 // Unix seconds
	Visit  uint8  // visits made
	State  uint8  // index of a disposition; 0: waiting for its first visit
	Class  Class
	Doors  uint8  // bits: which doors named it
	Tries  uint8  // visits in a row that gave no answer
	Body   uint64 // first 8 bytes of the body's hash
	offset int64  // of its slot, when it came from the table
}

// lost says that the text of a URL that waited for its first visit is gone: no
// other record has neither a visit before it nor behind it.
func (r *Record) lost() bool { return r.State == 0 && r.Due == 0 }

const (
	slotSize   = 40
	headSize   = 64
	magic      = "MRSDURL1"
	overflow   = 1 << 12 // slots behind the last home slot: probing never wraps
	minBits    = 10
	loadNum    = 6 // the table doubles when it is more than 6/10 full
	loadDen    = 10
	probeSlots = 8 // read at once: most searches end within them
	pageSize   = 4 << 10
)

// table is an open-addressing hash table in a file. The home slot of a key is
// its top bits, so the table is nearly sorted and doubling it is one pass from
// front to back.
type table struct {
	f     *os.File
	path  string
	bits  uint
	count uint64
	probe [probeSlots * slotSize]byte

	old     func(*Record) bool // may be forgotten, when the table is made anew; nil: none
	dropped func(state uint8, n int64)
}

// errFullRegion cannot happen with hashed keys: thousands of neighbours.
var errFullRegion = errors.New("table region is full")

func openTable(dir string) (*table, error) {
	t := &table{path: filepath.Join(dir, "known.tab"), bits: minBits}
	f, err := os.OpenFile(t.path, os.O_RDWR|os.O_CREATE, 0o644)
	if err != nil {
		return nil, fmt.Errorf("open table: %w", err)
	}
	t.f = f
	random(f)
	info, err := f.Stat()
	if err != nil {
		return nil, errors.Join(fmt.Errorf("stat table: %w", err), f.Close())
	}
	if info.Size() == 0 || info.Size() == headSize+t.slots()*slotSize && t.blank() {
		err = t.create()
	} else {
		err = t.readHead()
	}
	if err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return t, nil
}

func (t *table) slots() int64 { return 1<<t.bits + overflow }

func (t *table) create() error {
	if err := t.f.Truncate(headSize + t.slots()*slotSize); err != nil {
		return fmt.Errorf("size table: %w", err)
	}
	return t.writeHead()
}

func (t *table) writeHead() error {
	h := make([]byte, headSize)
	copy(h, magic)
	h[8] = byte(t.bits)
	binary.LittleEndian.PutUint64(h[16:], t.count)
	if _, err := t.f.WriteAt(h, 0); err != nil {
		return fmt.Errorf("write table head: %w", err)
	}
	return nil
}

// blank says that there is nothing in a table but its size: its process was
// killed while it made it.
func (t *table) blank() bool {
	b, err := io.ReadAll(io.NewSectionReader(t.f, 0, headSize+t.slots()*slotSize))
	return err == nil && len(bytes.Trim(b, "\x00")) == 0
}

func (t *table) readHead() error {
	h := make([]byte, headSize)
	if _, err := t.f.ReadAt(h, 0); err != nil || string(h[:8]) != magic {
		return fmt.Errorf("read table head of %s: not a table of known URLs", t.path)
	}
	t.bits = uint(h[8])
	t.count = binary.LittleEndian.Uint64(h[16:])
	return nil
}

func (t *table) home(key uint64) int64 { return int64(key >> (64 - t.bits)) }

// find returns the record of a key, or the offset of the free slot where it
// belongs.
func (t *table) find(key uint64) (rec Record, ok bool, err error) {
	for slot := t.home(key); slot < t.slots(); slot += probeSlots {
		off := headSize + slot*slotSize
		n, err := t.f.ReadAt(t.probe[:], off)
		if err != nil && !errors.Is(err, io.EOF) {
			return rec, false, fmt.Errorf("read table: %w", err)
		}
		for i := 0; i+slotSize <= n; i += slotSize {
			k := binary.LittleEndian.Uint64(t.probe[i:])
			if k == 0 {
				return Record{Key: key, offset: off + int64(i)}, false, nil
			}
			if k == key {
				rec = decodeRecord(t.probe[i:])
				rec.offset = off + int64(i)
				return rec, true, nil
			}
		}
	}
	return rec, false, errFullRegion
}

// write stores a record in the slot that find gave it; added says that the
// slot was free.
func (t *table) write(rec *Record, added bool) error {
	var b [slotSize]byte
	encodeRecord(b[:], rec)
	if _, err := t.f.WriteAt(b[:], rec.offset); err != nil {
		return fmt.Errorf("write table: %w", err)
	}
	if added {
		t.count++
		if t.count*loadDen > loadNum<<t.bits {
			return t.grow()
		}
	}
	return nil
}

func encodeRecord(b []byte, r *Record) {
	le := binary.LittleEndian
	le.PutUint64(b, r.Key)
	put40(b[8:], r.Meta)
	put40(b[13:], 0) // once where validators stood alone
	le.PutUint32(b[18:], r.Due)
	le.PutUint32(b[22:], r.Found)
	b[26], b[27], b[28], b[29] = r.Visit, r.State, byte(r.Class), r.Doors
	le.PutUint64(b[30:], r.Body)
	b[38] = r.Tries
}

func decodeRecord(b []byte) Record {
	le := binary.LittleEndian
	return Record{
		Key: le.Uint64(b), Meta: get40(b[8:]), Due: le.Uint32(b[18:]), Found: le.Uint32(b[22:]),
		Visit: b[26], State: b[27], Class: Class(b[28]), Doors: b[29], Body: le.Uint64(b[30:]),
		Tries: b[38],
	}
}

func put40(b []byte, v uint64) {
	binary.LittleEndian.PutUint32(b, uint32(v))
	b[4] = byte(v >> 32)
}

func get40(b []byte) uint64 { return uint64(binary.LittleEndian.Uint32(b)) | uint64(b[4])<<32 }

// each calls f with every record, front to back, reading as a stream.
func (t *table) each(f func(Record) error) error {
	r := bufio.NewReaderSize(io.NewSectionReader(t.f, headSize, t.slots()*slotSize), 1<<20)
	b := make([]byte, slotSize)
	for off := int64(headSize); ; off += slotSize {
		if _, err := io.ReadFull(r, b); err != nil {
			if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
				return nil
			}
			return fmt.Errorf("scan table: %w", err)
		}
		if binary.LittleEndian.Uint64(b) == 0 {
			continue
		}
		rec := decodeRecord(b)
		rec.offset = off
		if err := f(rec); err != nil {
			return err
		}
	}
}

// grow makes the table anew without what may be forgotten, and doubles it when
// that frees less than half.
func (t *table) grow() error {
	bits, gone, err := t.need()
	if err != nil {
		return err
	}
	if err := t.renew(bits); err != nil {
		return err
	}
	for state, n := range gone {
		if n > 0 {
			t.dropped(uint8(state), n)
		}
	}
	return nil
}

// renew writes the table in one pass into a new file, which then takes the old
// one's name: a crash leaves one of the two whole.
func (t *table) renew(bits uint) error {
	tmp := t.path + ".new"
	f, err := os.Create(tmp)
	if err != nil {
		return fmt.Errorf("grow table: %w", err)
	}
	random(f)
	n := &table{f: f, path: t.path, bits: bits, old: t.old}
	if err := n.fill(t); err != nil {
		return errors.Join(err, f.Close(), os.Remove(tmp))
	}
	if err := errors.Join(f.Sync(), os.Rename(tmp, t.path)); err != nil {
		return errors.Join(fmt.Errorf("grow table: %w", err), f.Close())
	}
	_ = t.f.Close() // nothing refers to the old file any more
	t.f, t.bits, t.count = n.f, n.bits, n.count
	return nil
}

// need is how large the table must be, and what of it may be forgotten, by
// state.
func (t *table) need() (bits uint, gone [256]int64, err error) {
	if t.old == nil {
		return t.bits + 1, gone, nil
	}
	stay := t.count
	err = t.each(func(r Record) error {
		if t.old(&r) {
			gone[r.State]++
			stay--
		}
		return nil
	})
	if 2*stay*loadDen <= loadNum<<t.bits {
		return t.bits, gone, err
	}
	return t.bits + 1, gone, err
}

// fill writes the records of old in the order of their home slots, a page at a
// time: what is written in larger pieces is cached in such pieces, and each
// later write of a record would cost more the larger they are (see [random]).
func (t *table) fill(old *table) error {
	w := bufio.NewWriterSize(t.f, pageSize)
	if _, err := w.Write(make([]byte, headSize)); err != nil {
		return fmt.Errorf("grow table: %w", err)
	}
	var run []Record // neighbours, whose order is that of their arrival
	var last, next int64
	free := make([]byte, slotSize)
	flush := func() error {
		slices.SortFunc(run, func(a, b Record) int { return cmp.Compare(a.Key, b.Key) })
		for i := range run {
			if t.old != nil && t.old(&run[i]) {
				continue
			}
			for home := t.home(run[i].Key); next < home; next++ {
				_, _ = w.Write(free) // the error stays with w until Flush
			}
			var b [slotSize]byte
			encodeRecord(b[:], &run[i])
			if _, err := w.Write(b[:]); err != nil {
				return fmt.Errorf("grow table: %w", err)
			}
			next++
			t.count++
		}
		run = run[:0]
		return nil
	}
	err := old.each(func(r Record) error {
		if len(run) > 0 && r.offset != last+slotSize {
			if err := flush(); err != nil {
				return err
			}
		}
		run, last = append(run, r), r.offset
		return nil
	})
	if err := errors.Join(err, flush(), w.Flush()); err != nil {
		return err
	}
	if next > t.slots() {
		return errFullRegion
	}
	return t.create()
}

func (t *table) close() error { return errors.Join(t.writeHead(), t.f.Close()) }
