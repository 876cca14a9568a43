package frontier

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"
)

// Result is how the visit of an item ended.
type Result struct {
	State     uint8     // disposition, above 0; 0: not settled, try again at Next
	Failed    bool      // the visit gave no answer: counts as a try
	Next      time.Time // next visit; zero: none
	HostReady time.Time // when the host may be asked again
	ETag      string    // validators for the next visit
	Modified  string
	Body      uint64 // first 8 bytes of the body's hash; 0: keep the old one
}

// retry is when an item comes again that was given back without a time.
const retry = time.Minute

// Done settles an item that Next handed out and frees its host. One that could
// not be settled comes again.
func (f *Frontier) Done(it Item, r Result) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	var err error
	if it.Kind == "" {
		err = f.settle(&it, &r)
		delete(f.fly, it.key)
		if e := (entry{key: it.key, host: it.host, class: it.Class, hour: it.hour, cal: it.cal}); err != nil {
			f.postpone(e)
		} else {
			f.drop(e)
		}
	}
	if h, ok := f.s.hosts[it.host]; ok {
		h.busy = false
		h.at = r.HostReady.UnixNano()
		if r.HostReady.IsZero() {
			h.at = 0
		}
		f.s.place(h)
	}
	return err
}

func (f *Frontier) settle(it *Item, r *Result) error {
	rec, known, err := f.tab.find(it.key)
	if err != nil || !known {
		return err
	}
	if r.Failed {
		rec.Tries = uint8(min(int(rec.Tries)+1, 255))
	}
	if r.State != 0 {
		rec.Tries = 0
		f.count[rec.State]--
		f.count[r.State]++
		rec.State = r.State
		rec.Visit = uint8(min(int(rec.Visit)+1, 255))
	}
	if r.Body != 0 {
		rec.Body = r.Body
	}
	rec.Due = unix(r.Next)
	if rec.Due == 0 && rec.State == 0 {
		rec.Due = unix(it.Due.Add(retry)) // never lost, whatever the caller forgot
	}
	if rec.State != 0 && rec.Class == Live {
		rec.Class = Revisit
	}
	if rec.Due != 0 {
		if err := f.validate(&rec, it, r); err != nil {
			return err
		}
		if err := f.appoint(&rec, it.host); err != nil {
			return err
		}
	}
	return f.tab.write(&rec, false)
}

// maxValidators bounds what is kept of validators, in bytes: an ETag has some
// 40, a date 29.
const maxValidators = 1 << 10

// validate keeps the validators of a visit, when they are new, beside the
// address: what the next visit needs is read at once.
func (f *Frontier) validate(rec *Record, it *Item, r *Result) (err error) {
	if r.ETag == "" && r.Modified == "" || r.ETag == it.ETag && r.Modified == it.Modified {
		return nil
	}
	fresh := *it
	if fresh.ETag, fresh.Modified = r.ETag, r.Modified; len(r.ETag)+len(r.Modified) > maxValidators {
		fresh.ETag, fresh.Modified = "", "" // the next visit asks without condition
	}
	rec.Meta, err = f.describe(&fresh)
	return err
}

// Settled makes a URL known that needs no visit: another address of a page that
// was had. A known one stays as it is.
func (f *Frontier) Settled(it Item, state uint8) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	rec, known, err := f.tab.find(hash(f.o.Key(it.URL)))
	if err != nil || known && !rec.lost() {
		return err
	}
	rec.Found, rec.State, rec.Class = unix(it.Found), state, it.Class
	if rec.Meta, err = f.describe(&it); err != nil {
		return err
	}
	if err := f.tab.write(&rec, !known); err != nil {
		return err
	}
	if known {
		f.count[0]--
	}
	f.seen.Add(keyBytes(rec.Key))
	f.count[state]++
	return nil
}

// Flying says whether an item is handed out and not settled.
func (f *Frontier) Flying(url string) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.fly[hash(f.o.Key(url))]
}

// Stats are counts of what is known.
type Stats struct {
	Known   int64
	States  [256]int64 // by disposition; 0 waits for its first visit
	Loaded  int        // entries in memory
	Hosts   int        // hosts with work in memory
	Flying  int
	Lost    int   // addresses whose text could not be read since the frontier was opened
	Buckets int   // hours of the calendar on disk
	Log     int64 // bytes of the log of addresses
}

// Stats counts.
func (f *Frontier) Stats() Stats {
	f.mu.Lock()
	defer f.mu.Unlock()
	s := Stats{Known: int64(f.tab.count), States: f.count, Hosts: len(f.s.hosts), Flying: len(f.fly), Lost: f.lost, Log: f.log.size()}
	for i, c := range f.cal {
		s.Loaded += f.s.loaded[i]
		s.Buckets += len(c.hours)
	}
	return s
}

// Lookup returns the record of a URL.
func (f *Frontier) Lookup(url string) (Record, bool, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.tab.find(hash(f.o.Key(url)))
}

// Close closes the frontier in good order.
func (f *Frontier) Close() error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.tab == nil {
		return nil
	}
	err := os.WriteFile(filepath.Join(f.dir, "clean"), nil, 0o644)
	if err != nil {
		err = fmt.Errorf("mark as closed: %w", err)
	}
	return errors.Join(err, f.closeFiles())
}

func (f *Frontier) closeFiles() error {
	var errs []error
	if f.tab != nil {
		errs = append(errs, f.tab.close())
		f.tab = nil
	}
	if f.log != nil {
		errs = append(errs, f.log.close())
	}
	for _, c := range f.cal {
		if c != nil {
			errs = append(errs, c.close())
		}
	}
	if f.lock != nil {
		errs = append(errs, f.lock.Close())
	}
	return errors.Join(errs...)
}
