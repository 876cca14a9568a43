package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/marsad-news/marsad/event/crosswalk"
	"github.com/marsad-news/marsad/internal/export"
	"github.com/marsad-news/marsad/internal/store"
)

// exportFile is one file under way. It appears under its name when it is
// whole.
type exportFile struct {
	format string
	add    func(c *store.Claim, text func() (string, error)) error
	end    func() error // writes what could only be known at the end
	rows   int

	buf  *bufio.Writer
	temp *os.File // nil for standard output
	path string
}

// isDir says whether files are to be written into a directory of that name.
func isDir(path string) bool {
	if strings.HasSuffix(path, string(filepath.Separator)) {
		return true
	}
	st, err := os.Stat(path)
	return err == nil && st.IsDir()
}

// open starts the files.
func (x *exporting) open() error {
	table, err := crosswalk.Load()
	if err != nil {
		return err
	}
	events := export.NewEvents(table, x.english, x.names.Medium)
	for _, format := range x.formats {
		f, err := x.create(format)
		if err == nil {
			x.files = append(x.files, f)
			err = f.start(x, events)
		}
		if err != nil {
			return x.close(fmt.Errorf("write %s: %w", format, err))
		}
	}
	return nil
}

func (x *exporting) create(format string) (*exportFile, error) {
	f := &exportFile{format: format, path: x.out}
	if x.out == "" {
		f.buf = bufio.NewWriter(x.std.out)
		return f, nil
	}
	if isDir(x.out) {
		if err := os.MkdirAll(x.out, 0o755); err != nil {
			return nil, err
		}
		f.path = filepath.Join(x.out, format+"."+x.output)
	}
	var err error
	if f.temp, err = os.CreateTemp(filepath.Dir(f.path), "."+filepath.Base(f.path)+".*"); err != nil {
		return nil, err
	}
	f.buf = bufio.NewWriter(f.temp)
	return f, nil
}

// start says what the file makes of a claim.
func (f *exportFile) start(x *exporting, events *export.Events) error {
	switch f.format {
	case exportPLOVER:
		return f.events(x, export.PLOVERColumns, events.PLOVER)
	case exportCAMEO:
		return f.events(x, export.CAMEOColumns, events.CAMEO)
	case exportACLED:
		return f.events(x, export.ACLEDColumns, events.ACLED)
	case exportStock:
		return f.stock(x)
	}
	if x.output == outputNDJSON {
		f.whole()
		return nil
	}
	return f.events(x, export.ClaimColumns, func(c *store.Claim) [][]any { return [][]any{export.ClaimRow(c)} })
}

// table starts rows under columns.
func (f *exportFile) table(x *exporting, columns []string) (export.File, error) {
	if x.output == outputNDJSON {
		return export.NewNDJSON(f.buf, columns), nil
	}
	return export.NewCSV(f.buf, columns)
}

func (f *exportFile) events(x *exporting, columns []string, rows func(*store.Claim) [][]any) error {
	t, err := f.table(x, columns)
	f.end = func() error { return t.Flush() }
	f.add = func(c *store.Claim, _ func() (string, error)) error {
		for _, row := range rows(c) {
			f.rows++
			if err := t.Write(row); err != nil {
				return fmt.Errorf("write %s: %w", f.format, err)
			}
		}
		return nil
	}
	return err
}

func (f *exportFile) stock(x *exporting) error {
	t, err := f.table(x, export.StockColumns)
	s := export.NewStock(x.period, x.names.Medium)
	f.add = s.Add
	f.end = func() error {
		x.leftOut(s)
		err := s.Rows(func(row []any) error {
			f.rows++
			return t.Write(row)
		})
		return errors.Join(err, t.Flush())
	}
	return err
}

// leftOut tells of levels that are in no cell for their date.
func (x *exporting) leftOut(s *export.Stock) {
	for _, l := range []struct {
		n   int
		why string
	}{
		{s.Coarse, "their dates cover more than a " + string(x.period)},
		{s.Undated, "neither they nor their articles have a date"},
		{s.Ahead, "their dates were still to come when they were published"},
	} {
		if l.n > 0 {
			fmt.Fprintf(x.std.err, "stock: %d levels are left out: %s\n", l.n, l.why)
		}
	}
}

// whole writes claims as JSON with all their fields.
func (f *exportFile) whole() {
	enc := json.NewEncoder(f.buf)
	enc.SetEscapeHTML(false)
	f.end = func() error { return nil }
	f.add = func(c *store.Claim, _ func() (string, error)) error {
		f.rows++
		if c.StoredAt.IsZero() { // it is from no store
			return enc.Encode(&c.Claim)
		}
		return enc.Encode(c)
	}
}

// close ends the files. After an error other than of single inputs none of
// them appears under its name.
func (x *exporting) close(err error) error {
	keep := err == nil || errors.Is(err, errSome)
	for _, f := range x.files {
		if ferr := f.close(keep); ferr != nil {
			err = errors.Join(err, fmt.Errorf("write %s: %w", f.format, ferr))
			continue
		}
		if !keep {
			continue
		}
		fmt.Fprintf(x.std.err, "%s: %d rows of %d claims\n", f.format, f.rows, x.read)
		if f.format == exportACLED {
			fmt.Fprintln(x.std.err, "acled: "+export.Coverage)
		}
	}
	return err
}

func (f *exportFile) close(keep bool) (err error) {
	if keep {
		err = errors.Join(f.end(), f.buf.Flush())
	}
	if f.temp == nil {
		return err
	}
	if err == nil && keep {
		err = f.temp.Chmod(0o644)
	}
	if err = errors.Join(err, f.temp.Close()); err != nil || !keep {
		return errors.Join(err, os.Remove(f.temp.Name()))
	}
	return os.Rename(f.temp.Name(), f.path)
}
