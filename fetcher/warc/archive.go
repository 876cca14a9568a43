package warc

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Archive is a directory of WARC files that is read, while others may write
// it.
type Archive struct{ dir string }

// OpenArchive opens a directory for reading.
func OpenArchive(dir string) (*Archive, error) {
	st, err := os.Stat(dir)
	if err != nil {
		return nil, fmt.Errorf("open archive: %w", err)
	}
	if !st.IsDir() {
		return nil, fmt.Errorf("open archive: %s is no directory", dir)
	}
	return &Archive{dir}, nil
}

// Filter selects exchanges. Empty fields do not narrow.
type Filter struct {
	From, To time.Time // of the visit; To is not included
	Sources  []string
	URL      string // as found or where it led; a final * stands for any ending
	Kinds    []Kind // what the exchanges were for; none: pages
}

// Takes says whether the filter selects an entry.
func (f *Filter) Takes(e *Entry) bool {
	if !f.From.IsZero() && e.Time.Before(f.From) || !f.To.IsZero() && !e.Time.Before(f.To) {
		return false
	}
	if len(f.Kinds) == 0 && e.Kind != Page || len(f.Kinds) > 0 && !slices.Contains(f.Kinds, e.Kind) {
		return false
	}
	if len(f.Sources) > 0 && !slices.Contains(f.Sources, e.Source) {
		return false
	}
	if f.URL == "" {
		return true
	}
	if start, ok := strings.CutSuffix(f.URL, "*"); ok {
		return strings.HasPrefix(e.URL, start) || strings.HasPrefix(e.As, start)
	}
	return e.URL == f.URL || e.As == f.URL
}

// Each calls fn with the entries that f selects: file by file, the oldest file
// first, and in the order of their times within a file.
func (a *Archive) Each(f Filter, fn func(Entry) error) error {
	all, err := files(a.dir)
	if err != nil {
		return fmt.Errorf("list archive: %w", err)
	}
	for i := range all {
		s := &all[i]
		if !s.open && !f.From.IsZero() && strings.HasPrefix(s.name, "marsad-") && s.last.Before(f.From) {
			continue // its last record is older; of files of others the time says nothing
		}
		var chosen []Entry
		err := eachEntry(a.dir, s, func(e Entry) error {
			if e.File = s.name; f.Takes(&e) {
				chosen = append(chosen, e)
			}
			return nil
		})
		if err != nil {
			return fmt.Errorf("read index of %s: %w", s.name, err)
		}
		slices.SortStableFunc(chosen, func(x, y Entry) int { return x.Time.Compare(y.Time) })
		if err := each(chosen, fn); err != nil {
			return err
		}
	}
	return nil
}

// Exchange reads what stands at a place, as an [Entry] or a page names it. The
// body of a revisit is that of the record it refers to; [ErrNotFound] when
// that one is gone.
func (a *Archive) Exchange(where string, limit int64) (*Exchange, error) {
	rec, done, err := a.record(where)
	if err != nil {
		return nil, err
	}
	defer done()
	x, err := rec.Exchange(limit)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", where, err)
	}
	x.Where = where
	if !x.Revisit {
		return x, nil
	}
	of := rec.Fields.Get(fieldRefers)
	if of == "" {
		return nil, fmt.Errorf("read %s: %w: what it stands for has no place", where, ErrNotFound)
	}
	return a.resolve(x, of, limit)
}

// resolve puts the body of the original under the revisit.
func (a *Archive) resolve(x *Exchange, of string, limit int64) (*Exchange, error) {
	rec, done, err := a.record(of)
	if err != nil {
		return nil, fmt.Errorf("read original of %s: %w", x.Where, err)
	}
	defer done()
	o, err := rec.Exchange(limit)
	if err != nil {
		return nil, fmt.Errorf("read original of %s: %w", x.Where, err)
	}
	if o.Revisit || o.Digest != x.Digest {
		return nil, fmt.Errorf("read original of %s: %w: another record stands at %s", x.Where, ErrNotFound, of)
	}
	x.Status, x.Body = o.Status, o.Body
	for name, values := range o.Header { // a 304 repeats only some
		if _, ok := x.Header[name]; !ok {
			x.Header[name] = values
		}
	}
	return x, nil
}

// record opens the record at a place.
func (a *Archive) record(where string) (*Record, func(), error) {
	file, off, ok := strings.Cut(where, ":")
	at, err := strconv.ParseInt(off, 10, 64)
	if !ok || err != nil || at < 0 || file != filepath.Base(file) {
		return nil, nil, fmt.Errorf("%q is no place in an archive", where)
	}
	path := filepath.Join(a.dir, file)
	f, err := openStored(&stored{name: file, path: path + openEnd, open: true})
	if errors.Is(err, os.ErrNotExist) {
		return nil, nil, fmt.Errorf("%w: file %s", ErrNotFound, file)
	}
	if err != nil {
		return nil, nil, err
	}
	rec, err := NewReader(io.NewSectionReader(f, at, 1<<62), at).Next()
	if errors.Is(err, io.EOF) {
		err = fmt.Errorf("%w: %s ends before byte %d", ErrNotFound, file, at)
	}
	if err != nil {
		return nil, nil, errors.Join(fmt.Errorf("read %s: %w", where, err), f.Close())
	}
	return rec, func() { _ = f.Close() }, nil
}
