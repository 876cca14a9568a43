// Package jsonl stores reports in one append-only file of JSON Lines, a
// report a line: the simplest store there is, and one that any tool reads.
//
// The file is a log. A report that was written before is not written again;
// every other is, an older revision too, and Load tells what they amount to.
// One process writes a file at a time, which a lock makes sure of.
package jsonl

import (
	"bufio"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/marsad-news/marsad/event"
	"github.com/marsad-news/marsad/sink"
)

var _ sink.Sink = (*Sink)(nil)

// Sink appends to a file.
type Sink struct {
	f    *os.File
	size int64 // bytes that are whole lines
	seen map[[16]byte]struct{}
	last map[string]top // by article id
}

// top is the report of an article that stands: the last of its highest
// revision.
type top struct {
	revision int
	sum      [16]byte
}

// Open opens or creates the file at path. A last line that a crash cut short
// is removed: Write had not returned for it, so it will be delivered again.
func Open(path string) (*Sink, error) {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o644)
	if err != nil {
		return nil, fmt.Errorf("jsonl: %w", err)
	}
	s := &Sink{f: f, seen: map[[16]byte]struct{}{}, last: map[string]top{}}
	if err := s.prepare(path); err != nil {
		return nil, errors.Join(fmt.Errorf("jsonl: open %s: %w", path, err), f.Close())
	}
	return s, nil
}

func (s *Sink) prepare(path string) error {
	if err := lock(s.f); err != nil {
		return fmt.Errorf("another process writes it: %w", err)
	}
	whole, err := lines(s.f, func(line []byte) error {
		var r struct {
			Article struct {
				ID       string
				Revision int
			}
		}
		if err := json.Unmarshal(line, &r); err == nil { // Load says which line is none
			s.index(r.Article.ID, r.Article.Revision, sum(line))
		}
		return nil
	})
	if err != nil {
		return err
	}
	s.size = whole
	if err := s.f.Truncate(whole); err != nil {
		return err
	}
	if err := s.f.Sync(); err != nil {
		return err
	}
	return syncDir(filepath.Dir(path)) // or a new file's name may not survive
}

// Write implements [sink.Sink] with one write and one fsync for the batch.
func (s *Sink) Write(_ context.Context, reports []event.Report) error {
	var buf bytes.Buffer
	var fresh [][16]byte
	undo := s.snapshot(reports, &fresh)
	for i := range reports {
		a := &reports[i].Article
		line, err := encode(&reports[i])
		if err != nil {
			undo()
			return fmt.Errorf("jsonl: encode report %s: %w", a.ID, err)
		}
		if k := sum(line); !s.known(a.ID, a.Revision, k) {
			if _, seen := s.seen[k]; !seen {
				fresh = append(fresh, k)
			}
			s.index(a.ID, a.Revision, k)
			buf.Write(line)
			buf.WriteByte('\n')
		}
	}
	if buf.Len() == 0 {
		return nil
	}
	if err := s.append(buf.Bytes()); err != nil {
		undo()
		return fmt.Errorf("jsonl: append %d bytes: %w", buf.Len(), err)
	}
	return nil
}

// known says that writing the line again would change nothing: it stands, or
// it was there before and stands under a newer revision.
func (s *Sink) known(id string, revision int, k [16]byte) bool {
	_, seen := s.seen[k]
	t := s.last[id]
	return seen && (k == t.sum || revision < t.revision)
}

func (s *Sink) index(id string, revision int, k [16]byte) {
	s.seen[k] = struct{}{}
	if t, ok := s.last[id]; !ok || revision >= t.revision {
		s.last[id] = top{revision: revision, sum: k}
	}
}

// snapshot returns what puts the index back as it was before a batch; fresh
// are by then the lines that the batch brought.
func (s *Sink) snapshot(reports []event.Report, fresh *[][16]byte) (undo func()) {
	before := make(map[string]top, len(reports))
	for i := range reports {
		if t, ok := s.last[reports[i].Article.ID]; ok {
			before[reports[i].Article.ID] = t
		}
	}
	return func() {
		for _, k := range *fresh {
			delete(s.seen, k)
		}
		for i := range reports {
			id := reports[i].Article.ID
			if t, ok := before[id]; ok {
				s.last[id] = t
			} else {
				delete(s.last, id)
			}
		}
	}
}

// append writes b behind the last whole line. After a failure the file ends
// there again, or, if not even that can be done, the next append overwrites.
func (s *Sink) append(b []byte) error {
	_, err := s.f.WriteAt(b, s.size)
	if err == nil {
		err = s.f.Sync()
	}
	if err != nil {
		return errors.Join(err, s.f.Truncate(s.size))
	}
	s.size += int64(len(b))
	return nil
}

// Close implements [sink.Sink].
func (s *Sink) Close() error { return s.f.Close() }

// Load folds the file at path into what its reports amount to.
func Load(path string) (*sink.State, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("jsonl: %w", err)
	}
	defer f.Close() //nolint:errcheck // only read
	state, n := &sink.State{}, 0
	_, err = lines(f, func(line []byte) error {
		n++
		var r event.Report
		if err := json.Unmarshal(line, &r); err != nil {
			return fmt.Errorf("line %d: %w", n, err)
		}
		return state.Apply(&r)
	})
	if err != nil {
		return nil, fmt.Errorf("jsonl: read %s: %w", path, err)
	}
	return state, nil
}

// lines calls do with each line that is whole, without its end, and returns
// how many bytes those lines take.
func lines(r io.Reader, do func(line []byte) error) (whole int64, err error) {
	in := bufio.NewReaderSize(r, 1<<20)
	for {
		line, err := in.ReadBytes('\n')
		switch {
		case errors.Is(err, io.EOF):
			return whole, nil // what is left has no end: torn
		case err != nil:
			return whole, err
		case bytes.IndexByte(line, 0) >= 0:
			return whole, nil // a block that never reached the disk: JSON has no NUL
		}
		whole += int64(len(line))
		if line = bytes.TrimSpace(line); len(line) == 0 {
			continue
		}
		if err := do(line); err != nil {
			return whole, err
		}
	}
}

// encode is one line; it checks the report as every other driver does.
func encode(r *event.Report) ([]byte, error) {
	if _, err := sink.Plan(r); err != nil {
		return nil, err
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(r); err != nil {
		return nil, err
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), nil
}

// sum tells lines apart: half of a SHA-256 leaves no chance of a collision
// and keeps the index at 16 bytes a report.
func sum(line []byte) (k [16]byte) {
	h := sha256.Sum256(line)
	copy(k[:], h[:])
	return k
}
