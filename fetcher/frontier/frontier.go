// Package frontier remembers every URL that was ever found and says which one
// is due next.
//
// What is known lives on disk: a table of fixed records, a log of addresses
// and a calendar of appointments, each written before the caller is told. Only
// the work of the next hour and a Bloom filter are in memory, both bounded. A
// killed process loses nothing: the record is the truth, and the calendar is
// rebuilt from the table when the last close was not clean.
//
// One process at a time may hold a directory; a lock on it makes sure. The
// package asks no host for anything and knows no manners: the caller says when
// a host may be asked.
package frontier

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"sync"
	"time"

	"github.com/bits-and-blooms/bloom/v3"
)

// Class is how urgent work is.
type Class uint8

// The classes, most urgent first. Polls of doors come before all of them.
const (
	Live     Class = iota // found just now
	Revisit               // seen before, looked at again
	Backfill              // old, asked for by an operator
	classes
)

// Item is one URL to fetch.
type Item struct {
	URL       string
	Host      string // whose clock it runs on
	Source    string
	FoundBy   string // the door
	Published string // what the door said
	Title     string // what the door said
	Kind      string // what a poll is for; empty: an article
	Class     Class
	Found     time.Time
	Due       time.Time
	Visit     int    // visits made before this one
	State     uint8  // disposition so far; 0: none
	Tries     int    // visits in a row that gave no answer
	ETag      string // validators of the last visit
	Modified  string
	Body      uint64 // first 8 bytes of the hash of the last body; 0: none
	key       uint64
	host      uint64
	hour      uint32
	cal       uint8
}

// Options tune a Frontier.
type Options struct {
	// Ready is when a host may be asked, as its clock says; nil: at once.
	Ready func(host string) time.Time
	// Key is what tells two pages apart; nil: the URL itself.
	Key func(url string) string
	// Loaded bounds the entries held in memory, of each class; 0: 200,000, some
	// 10 MB.
	Loaded int
	// Segment is how large a file of the log grows, in bytes, and half of what
	// the log may have before it is tidied; 0: 64 MiB.
	Segment int64
	// Forget is how long a URL is known that needs no more visits; 0: for ever.
	// It is found anew if a door still names it then.
	Forget time.Duration
	// Expect is how many URLs the Bloom filter is made for; 0: a million.
	Expect uint
}

// Frontier is safe for concurrent use.
type Frontier struct {
	o     Options
	dir   string
	lock  *os.File
	mu    sync.Mutex
	tab   *table
	log   *urlLog
	cal   [classes]*calendar
	s     *sched
	seen  *bloom.BloomFilter
	count [256]int64 // records by state
	fly   map[uint64]bool
	id    string

	pass     *pass
	logLimit int64  // size of the log at which the next pass begins
	clock    uint32 // Unix seconds: the time as the last caller named it
	lost     int    // texts that could not be read
}

// ErrHeld says that another process holds the directory.
var ErrHeld = errors.New("frontier is held by another process")

// Open opens the frontier in dir, or creates it.
func Open(dir string, o Options) (*Frontier, error) {
	if o.Loaded == 0 {
		o.Loaded = 200_000
	}
	if o.Expect == 0 {
		o.Expect = 1_000_000
	}
	if o.Segment == 0 {
		o.Segment = 64 << 20
	}
	if o.Key == nil {
		o.Key = func(u string) string { return u }
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, fmt.Errorf("open frontier: %w", err)
	}
	f := &Frontier{o: o, dir: dir, s: newSched(), fly: map[uint64]bool{}}
	if err := f.open(); err != nil {
		return nil, errors.Join(fmt.Errorf("open frontier %s: %w", dir, err), f.closeFiles())
	}
	return f, nil
}

func (f *Frontier) open() (err error) {
	if f.lock, err = lock(filepath.Join(f.dir, "lock")); err != nil {
		return err
	}
	if f.id, err = readID(filepath.Join(f.dir, "id")); err != nil {
		return err
	}
	if f.tab, err = openTable(f.dir); err != nil {
		return err
	}
	if f.log, err = openLog(f.dir, f.o.Segment); err != nil {
		return err
	}
	if err := f.resumePass(); err != nil {
		return err
	}
	f.tab.old, f.tab.dropped = f.old, f.forgot
	clean := filepath.Join(f.dir, "clean")
	_, err = os.Stat(clean)
	dirty := err != nil && f.log.end > 1
	if dirty {
		if err := os.RemoveAll(filepath.Join(f.dir, "due")); err != nil { // made anew from the table
			return fmt.Errorf("rebuild calendar: %w", err)
		}
	}
	for i, name := range [classes]string{"live", "again", "bulk"} {
		if f.cal[i], err = openCalendar(filepath.Join(f.dir, "due", name)); err != nil {
			return err
		}
	}
	if err := f.scan(dirty); err != nil {
		return err
	}
	if err := os.Remove(clean); err != nil && !errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("mark as open: %w", err)
	}
	return nil
}

// readID reads the name that a frontier was given when it was made.
func readID(path string) (string, error) {
	b, err := os.ReadFile(path)
	if err == nil && len(b) > 0 {
		return string(b), nil
	}
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return "", fmt.Errorf("read name of frontier: %w", err)
	}
	id := rand.Text()
	if err := os.WriteFile(path+".new", []byte(id), 0o644); err != nil {
		return "", fmt.Errorf("name frontier: %w", err)
	}
	return id, os.Rename(path+".new", path)
}

// ID tells this frontier from every other, wherever it lies.
func (f *Frontier) ID() string { return f.id }

// scan reads the whole table once: to count, to fill the filter, and after a
// crash to make the calendar anew.
func (f *Frontier) scan(rebuild bool) error {
	f.seen = bloom.NewWithEstimates(max(f.o.Expect, uint(2*f.tab.count)), 0.01)
	f.tab.count = 0
	return f.tab.each(func(r Record) error {
		f.tab.count++
		f.count[r.State]++
		f.seen.Add(keyBytes(r.Key))
		if !rebuild || r.Due == 0 {
			return nil
		}
		meta, err := f.log.read(r.Meta, 2)
		if errors.Is(err, errCorrupt) {
			return f.lose(&r)
		}
		if err != nil {
			return err
		}
		return f.appoint(&r, hash(meta[1]))
	})
}

// lose gives up the visits of a URL whose text cannot be read, as a loss of
// power may leave it. One that was never visited counts as never found, so
// that the next door that names it makes it known anew.
func (f *Frontier) lose(r *Record) error {
	f.lost++
	r.Due, r.Meta = 0, 0
	return f.tab.write(r, false)
}

func keyBytes(k uint64) []byte { return binary.LittleEndian.AppendUint64(nil, k) }

// hash is stable over processes and not to be steered by whoever makes URLs.
func hash(s string) uint64 {
	sum := sha256.Sum256([]byte(s))
	return binary.LittleEndian.Uint64(sum[:]) | 1 // 0 marks a free slot
}

func (f *Frontier) appoint(r *Record, host uint64) error {
	return f.cal[min(r.Class, classes-1)].add(&entry{key: r.Key, host: host, due: r.Due, class: r.Class})
}

// Add makes a URL known and due, unless it is known. door is a bit that says
// which door named it.
func (f *Frontier) Add(it Item, door uint8) (added bool, err error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	key := hash(f.o.Key(it.URL))
	rec, known, err := f.tab.find(key)
	if err != nil {
		return false, err
	}
	if known && !rec.lost() && (rec.Meta != 0 || rec.Due != 0 || it.Visit == 0) {
		return false, f.named(&rec, door, it.Class)
	}
	if known { // lost; or a mark of another frontier, and now what that had to do yet
		f.count[rec.State]--
	}
	f.clock = max(f.clock, unix(it.Found))
	rec.Due, rec.Found, rec.Class, rec.Doors = unix(it.Due), unix(it.Found), it.Class, door
	rec.Visit, rec.State = uint8(min(max(it.Visit, 0), 255)), it.State // of one that another frontier had
	if rec.Meta, err = f.describe(&it); err != nil {
		return false, err
	}
	if err := f.appoint(&rec, hash(it.Host)); err != nil {
		return false, err
	}
	if err := f.tab.write(&rec, !known); err != nil {
		return false, err
	}
	f.seen.Add(keyBytes(key))
	f.count[rec.State]++
	return true, nil
}

// describe writes down what [Frontier.item] reads.
func (f *Frontier) describe(it *Item) (uint64, error) {
	return f.log.append(it.URL, it.Host, it.Source, it.FoundBy, it.Published, it.Title, strconv.FormatInt(it.Found.UnixMilli(), 36), it.ETag, it.Modified)
}

// named notes that another door named a known URL, and hurries one that waits
// as backfill once it turns out to be news.
func (f *Frontier) named(rec *Record, door uint8, c Class) error {
	hurry := rec.State == 0 && rec.Class == Backfill && c < Backfill && !f.fly[rec.Key]
	if rec.Doors&door == door && !hurry {
		return nil
	}
	rec.Doors |= door
	if hurry {
		meta, err := f.log.read(rec.Meta, 2)
		if err != nil {
			return err
		}
		rec.Class = c
		if err := f.appoint(rec, hash(meta[1])); err != nil {
			return err
		}
	}
	return f.tab.write(rec, false)
}

// old says whether a record may be forgotten.
func (f *Frontier) old(r *Record) bool {
	return f.o.Forget > 0 && r.Due == 0 && r.State != 0 && !f.fly[r.Key] && f.clock > r.Found && time.Duration(f.clock-r.Found)*time.Second > f.o.Forget
}

func (f *Frontier) forgot(state uint8, n int64) { f.count[state] -= n }

// Known says whether a URL was ever found. The filter in front answers for
// most that were not, without touching the disk.
func (f *Frontier) Known(url string) (bool, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	key := hash(f.o.Key(url))
	if !f.seen.Test(keyBytes(key)) {
		return false, nil
	}
	rec, ok, err := f.tab.find(key)
	return ok && !rec.lost(), err
}

// Poll queues the poll of a door: before all articles of the host, or behind
// its news when its class is Backfill. It is not kept on disk: whoever keeps the
// doors asks again after a restart.
func (f *Frontier) Poll(it Item) {
	f.mu.Lock()
	defer f.mu.Unlock()
	it.host = hash(it.Host)
	h := f.s.host(it.host)
	if it.Class == Backfill {
		h.late = append(h.late, it)
	} else {
		h.doors = append(h.doors, it)
	}
	if !h.busy && h.in != &f.s.prime {
		f.s.place(h)
	}
}

func unix(t time.Time) uint32 {
	if t.IsZero() {
		return 0
	}
	return uint32(max(t.Unix(), 1))
}
