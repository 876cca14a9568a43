package frontier

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// The log grows with every address found and with every validator that
// changes, and most of it is soon of no use: of an address that needs no more
// visits only the record is asked. A pass over the table writes the texts that
// are still of use to the end of the log; then the segments before are removed.
// It goes a step at a time beside the work. The place that it began at is on
// file, so that a killed process goes on and copies nothing twice, and until
// the end of the pass each text stands where its record says.

// pass is one such pass.
type pass struct {
	cut  int64    // texts before that move
	slot int64    // of the table, looked at next
	tab  *os.File // the table then: when it was made anew, the pass begins again
}

const (
	passName  = "urls.pass"
	passSlots = 4096 // looked at in one step: some 0.2 ms when nothing moves
)

// Tidy makes one step of what keeps the log small, and says whether there is
// more to do now.
func (f *Frontier) Tidy() (more bool, err error) {
	f.mu.Lock()
	if f.tab == nil { // closed
		f.mu.Unlock()
		return false, nil
	}
	end, err := f.step()
	if err != nil || !end {
		more = f.pass != nil
		f.mu.Unlock()
		return more && err == nil, err
	}
	// What was moved must be on disk before what it was moved from is gone.
	files := []*os.File{f.tab.f}
	for _, s := range f.log.segs {
		if s.start >= f.pass.cut {
			files = append(files, s.f)
		}
	}
	f.mu.Unlock()
	for _, file := range files {
		if err := file.Sync(); err != nil && !errors.Is(err, os.ErrClosed) {
			return false, fmt.Errorf("sync frontier: %w", err)
		}
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.tab == nil || f.tab.f != files[0] { // made anew meanwhile: the next step looks again
		return f.tab != nil, nil
	}
	return false, f.endPass()
}

// step looks at some slots and says whether they were the last ones.
func (f *Frontier) step() (end bool, err error) {
	if f.pass == nil {
		if f.log.size() < f.logLimit {
			return false, nil
		}
		if err := f.beginPass(); err != nil {
			return false, err
		}
	}
	p := f.pass
	if p.tab != f.tab.f {
		p.slot, p.tab = 0, f.tab.f
	}
	n, err := f.tab.some(p.slot, passSlots, func(r *Record) error { return f.moveText(r, uint64(p.cut)) })
	if err != nil {
		return false, err
	}
	p.slot += n
	return p.slot >= f.tab.slots(), nil
}

func (f *Frontier) beginPass() error {
	at, err := f.log.cut()
	if err != nil {
		return err
	}
	tmp := filepath.Join(f.dir, passName+".new")
	if err := os.WriteFile(tmp, []byte(strconv.FormatInt(at, 10)), 0o644); err != nil {
		return fmt.Errorf("begin pass: %w", err)
	}
	if err := os.Rename(tmp, filepath.Join(f.dir, passName)); err != nil {
		return fmt.Errorf("begin pass: %w", err)
	}
	f.pass = &pass{cut: at}
	return nil
}

// resumePass goes on with the pass of a process that was killed.
func (f *Frontier) resumePass() error {
	f.logLimit = 2 * f.o.Segment
	b, err := os.ReadFile(filepath.Join(f.dir, passName))
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("resume pass: %w", err)
	}
	at, err := strconv.ParseInt(strings.TrimSpace(string(b)), 10, 64)
	if err != nil || at < f.log.first() || at > f.log.end {
		return nil //nolint:nilerr // begun anew when it is due
	}
	f.pass = &pass{cut: at}
	return nil
}

// moveText moves what a record still needs.
func (f *Frontier) moveText(r *Record, cut uint64) error {
	if r.Due == 0 || r.Meta >= cut { // without more visits nobody reads it
		return nil
	}
	at, err := f.log.move(r.Meta)
	if errors.Is(err, errCorrupt) {
		return nil // it could not be read before either
	}
	if err != nil {
		return err
	}
	r.Meta = at
	return f.tab.write(r, false)
}

func (f *Frontier) endPass() error {
	if err := f.log.removeBefore(f.pass.cut); err != nil {
		return err
	}
	if err := os.Remove(filepath.Join(f.dir, passName)); err != nil && !errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("end pass: %w", err)
	}
	f.pass = nil
	f.logLimit = max(2*f.o.Segment, 2*f.log.size())
	return nil
}

// some calls f with the records of n slots and says how many slots it looked
// at.
func (t *table) some(slot, n int64, f func(*Record) error) (int64, error) {
	b := make([]byte, min(n, t.slots()-slot)*slotSize)
	got, err := t.f.ReadAt(b, headSize+slot*slotSize)
	if err != nil && !errors.Is(err, io.EOF) {
		return 0, fmt.Errorf("read table: %w", err)
	}
	for i := 0; i+slotSize <= got; i += slotSize {
		if binary.LittleEndian.Uint64(b[i:]) == 0 {
			continue
		}
		r := decodeRecord(b[i:])
		r.offset = headSize + slot*slotSize + int64(i)
		if err := f(&r); err != nil {
			return 0, err
		}
	}
	return int64(len(b)) / slotSize, nil
}
