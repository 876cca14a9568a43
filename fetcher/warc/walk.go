package warc

import (
	"errors"
	"fmt"
	"io"
	"strings"
)

// Tally counts what a walk over a file met.
type Tally struct {
	Records   int // of any type
	Exchanges int // handed on
	Besides   int // not handed on: robots.txt, doors and redirects of our own archives
	Revisits  int // of them, revisits with their body
	Lost      int // revisits whose original is not in the file before them
	Broken    int // answers that could not be read
	Damaged   int // stretches of the file that could not be read
}

// Walk reads a file of any origin and calls fn with each answer that may be a page, and with an
// offset from which a later walk meets it again: in stands at offset base.
// What cannot be read is counted and passed over. Revisits get their body when
// the original stands before them in the same file, for which in must be an
// [io.ReaderAt] too; otherwise they count as lost.
func Walk(in io.Reader, base, limit int64, fn func(x *Exchange, at int64) error) (Tally, error) {
	var t Tally
	r := NewReader(in, base)
	w := walker{in: in, limit: limit, at: map[string]int64{}}
	for {
		rec, err := r.Next()
		var damage *DamageError
		switch {
		case errors.Is(err, io.EOF):
			return t, nil
		case errors.As(err, &damage):
			t.Damaged++
			continue
		case err != nil:
			return t, fmt.Errorf("read archive: %w", err)
		}
		t.Records++
		if rec.Type != Response && rec.Type != Resource && rec.Type != Revisit {
			continue
		}
		x, err := w.exchange(rec, &t)
		if err != nil {
			continue
		}
		if x.Kind != Page {
			t.Besides++
			continue
		}
		t.Exchanges++
		if err := fn(x, r.End()); err != nil {
			return t, err
		}
	}
}

// walker remembers where originals stand.
type walker struct {
	in    io.Reader
	limit int64
	at    map[string]int64 // digest, or address and date, to offset
}

// mostOriginals bounds what a walk remembers, some 150 bytes each.
const mostOriginals = 500_000

func (w *walker) exchange(rec *Record, t *Tally) (*Exchange, error) {
	x, err := rec.Exchange(w.limit)
	if err != nil {
		if !errors.Is(err, ErrNoAnswer) {
			t.Broken++
		}
		return nil, err
	}
	if x.Revisit {
		if err := w.resolve(rec, x); err != nil {
			t.Lost++
			return nil, err
		}
		t.Revisits++
		return x, nil
	}
	if rec.Direct && len(w.at) < mostOriginals {
		w.at[strings.ToLower(x.Digest)] = rec.Offset
		w.at[rec.Target+" "+formatDate(rec.Date)] = rec.Offset
	}
	return x, nil
}

func (w *walker) resolve(rec *Record, x *Exchange) error {
	file, ok := w.in.(io.ReaderAt)
	if !ok {
		return ErrNotFound
	}
	date, err := parseDate(rec.Fields.Get("WARC-Refers-To-Date"))
	at, found := w.at[plainURI(rec.Fields.Get("WARC-Refers-To-Target-URI"))+" "+formatDate(date)]
	if err != nil || !found {
		at, found = w.at[strings.ToLower(x.Digest)]
	}
	if !found || x.Digest == "" && err != nil {
		return ErrNotFound
	}
	orig, err := NewReader(io.NewSectionReader(file, at, 1<<62), at).Next()
	if err != nil {
		return err
	}
	o, err := orig.Exchange(w.limit)
	if err != nil {
		return err
	}
	x.Status, x.Header, x.Body = o.Status, o.Header, o.Body
	return nil
}
