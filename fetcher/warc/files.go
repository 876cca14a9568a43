package warc

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// seal writes the index of a file and gives both their final names. The index
// comes first: a file under its final name has one.
func seal(dir, name string, entries []Entry) error {
	index := filepath.Join(dir, indexName(name))
	f, err := os.OpenFile(index+".tmp", os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o640)
	if err != nil {
		return err
	}
	if err := errors.Join(writeIndex(f, entries), f.Sync(), f.Close()); err != nil {
		return err
	}
	if err := os.Rename(index+".tmp", index); err != nil {
		return err
	}
	return os.Rename(filepath.Join(dir, name+openEnd), filepath.Join(dir, name))
}

// indexName is the name of a file's index.
func indexName(file string) string {
	return strings.TrimSuffix(strings.TrimSuffix(file, ".gz"), ".warc") + indexEnd
}

// mendAll seals the files that processes left behind which are gone.
func mendAll(dir string, log *slog.Logger) error {
	left, err := filepath.Glob(filepath.Join(dir, "*"+fileEnd+openEnd))
	if err != nil {
		return err
	}
	for _, path := range left {
		cut, n, err := mend(path)
		switch {
		case errors.Is(err, errBusy), errors.Is(err, fs.ErrNotExist):
			continue // another process writes it, or was quicker to mend it
		case err != nil:
			return fmt.Errorf("mend %s: %w", filepath.Base(path), err)
		}
		log.Info("archive file mended", "file", filepath.Base(path), "cut_bytes", cut, "records", n)
	}
	return nil
}

var errBusy = errors.New("another process has the file")

// mend cuts the torn tail off a file, makes its index and gives it its final
// name. Damage with whole records behind it is left as it is: readers pass it
// over.
func mend(path string) (cut int64, records int, err error) {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return 0, 0, err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	if !lock(f) {
		return 0, 0, errBusy
	}
	dir, name := filepath.Dir(path), strings.TrimSuffix(filepath.Base(path), openEnd)
	entries, end, _, err := Scan(f, name)
	if err != nil {
		return 0, 0, err
	}
	size, err := f.Seek(0, io.SeekEnd)
	if err != nil {
		return 0, 0, err
	}
	if end == 0 { // not even its head was written
		return size, 0, os.Remove(path)
	}
	if end < size {
		if err := errors.Join(f.Truncate(end), f.Sync()); err != nil {
			return 0, 0, err
		}
	}
	return size - end, len(entries), seal(dir, name, entries)
}

// stored is a file of the archive.
type stored struct {
	name string // without openEnd
	path string
	size int64
	last time.Time // of its last record
	open bool      // being written, or left behind
	gz   bool
}

// files are the WARC files of a directory, the oldest first.
func files(dir string) ([]stored, error) {
	all, err := os.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	var out []stored
	for _, d := range all {
		name, open := strings.CutSuffix(d.Name(), openEnd)
		if d.IsDir() || !strings.HasSuffix(name, ".warc") && !strings.HasSuffix(name, fileEnd) {
			continue
		}
		st, err := d.Info()
		if errors.Is(err, fs.ErrNotExist) {
			continue // removed or sealed this moment
		}
		if err != nil {
			return nil, err
		}
		out = append(out, stored{name, filepath.Join(dir, d.Name()), st.Size(), st.ModTime(), open, strings.HasSuffix(name, ".gz")})
	}
	slices.SortFunc(out, func(a, b stored) int {
		if c := a.last.Compare(b.last); c != 0 {
			return c
		}
		return strings.Compare(a.name, b.name)
	})
	return out, nil
}

// expire removes what is too old, and the oldest of what is too much. Several
// processes may do it at once.
func (k *Keep) expire() error {
	all, err := files(k.o.Dir)
	if err != nil {
		return err
	}
	all = slices.DeleteFunc(all, func(s stored) bool { return !strings.HasPrefix(s.name, "marsad-") }) // what others put there is theirs
	var total int64
	for i := range all {
		total += all[i].size
	}
	now := k.o.Now()
	for i := range all {
		f := &all[i]
		old := k.o.MaxAge > 0 && now.Sub(f.last) > k.o.MaxAge
		much := k.o.MaxBytes > 0 && total > k.o.MaxBytes
		if f.open || !old && !much {
			continue
		}
		if err := removeStored(k.o.Dir, f); err != nil {
			return err
		}
		total -= f.size
		k.o.Metrics.expired(f.size, old)
		k.o.Log.Info("archive file removed", "file", f.name, "bytes", f.size, "too_old", old)
	}
	k.o.Metrics.stored(total)
	return nil
}

func removeStored(dir string, f *stored) error {
	for _, p := range []string{f.path, filepath.Join(dir, indexName(f.name))} {
		if err := os.Remove(p); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return nil
}

// recall learns from the newest indexes what may be referred to.
func (k *Keep) recall() error {
	all, err := files(k.o.Dir)
	if err != nil {
		return err
	}
	since := k.o.Now().Add(-k.seen.trust)
	var entries []Entry
	for _, f := range slices.Backward(all) {
		if f.open || f.last.Before(since) || len(entries) >= remembered {
			continue
		}
		err := eachEntry(k.o.Dir, &f, func(e Entry) error {
			if !e.Revisit() && e.Digest != "" && e.Time.After(since) {
				entries = append(entries, e)
			}
			return nil
		})
		if err != nil {
			k.o.Log.Warn("archive index not read", "file", f.name, "err", err)
		}
	}
	slices.SortFunc(entries, func(a, b Entry) int { return a.Time.Compare(b.Time) })
	for i := range entries {
		e := &entries[i]
		k.seen.add(e.Digest, ref{e.URL, e.Time, e.Where()})
	}
	return nil
}

// eachEntry calls f with the entries of a file: from its index if that is
// there and sound, else from the file.
func eachEntry(dir string, s *stored, f func(Entry) error) error {
	if !s.open {
		x, err := os.Open(filepath.Join(dir, indexName(s.name)))
		if err == nil {
			defer x.Close()
			var entries []Entry
			if err := readIndex(x, func(e Entry) error { entries = append(entries, e); return nil }); err == nil {
				return each(entries, f)
			}
		}
	}
	in, err := openStored(s)
	if err != nil {
		return err
	}
	defer in.Close()
	entries, _, _, err := Scan(in, s.name)
	if err != nil {
		return err
	}
	return each(entries, f)
}

func each(entries []Entry, f func(Entry) error) error {
	for i := range entries {
		if err := f(entries[i]); err != nil {
			return err
		}
	}
	return nil
}

// openStored opens a file under the name it has by now.
func openStored(s *stored) (*os.File, error) {
	f, err := os.Open(s.path)
	if errors.Is(err, fs.ErrNotExist) && s.open {
		f, err = os.Open(strings.TrimSuffix(s.path, openEnd))
	}
	if err != nil {
		return nil, fmt.Errorf("open archive file: %w", err)
	}
	return f, nil
}
