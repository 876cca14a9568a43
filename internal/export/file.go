// Package export writes claims as the files that other programs read: our own
// columns, events in the codes of PLOVER, CAMEO and ACLED, levels of troops by
// period, and, for one force at one place, who affirms and who denies.
//
// It is pure: claims in, rows out, no store, clock or network. What a claim
// amounts to in a foreign code is known by event/crosswalk; this package only
// lays it out.
package export

import (
	"encoding/csv"
	"encoding/json"
	"errors"
	"io"
	"strconv"
	"strings"
)

// File is a file under way: rows of cells under fixed columns. A cell is a
// string, a float64, an int or a bool; nil and "" are unknown.
type File interface {
	Write(row []any) error
	Flush() error // what was written is out
}

// NewCSV starts a CSV file with its header. Text that a spreadsheet would run
// as a formula gets an apostrophe in front.
func NewCSV(w io.Writer, columns []string) (File, error) {
	f := &csvFile{w: csv.NewWriter(w)}
	return f, f.w.Write(columns)
}

type csvFile struct {
	w    *csv.Writer
	line []string
}

// Write implements [File].
func (f *csvFile) Write(row []any) error {
	f.line = f.line[:0]
	for _, cell := range row {
		f.line = append(f.line, text(cell))
	}
	return f.w.Write(f.line)
}

// Flush implements [File].
func (f *csvFile) Flush() error {
	f.w.Flush()
	return f.w.Error()
}

func text(cell any) string {
	switch v := cell.(type) {
	case string:
		return plain(v)
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	case int:
		return strconv.Itoa(v)
	case bool:
		return strconv.FormatBool(v)
	}
	return ""
}

// plain keeps a spreadsheet from running a cell as a formula: an apostrophe
// in front of what would start one, blanks before it or not.
func plain(s string) string {
	if t := strings.TrimLeft(s, " \t\r\n\u00a0\u200e\u200f\ufeff"); t != "" && strings.ContainsRune("=+-@＝＋－＠", []rune(t)[0]) || strings.HasPrefix(s, "\t") || strings.HasPrefix(s, "\r") {
		return "'" + s
	}
	return s
}

// NewNDJSON starts a file of JSON Lines: an object a row, its keys the columns
// in their order. What is unknown is absent; text is as it was.
func NewNDJSON(w io.Writer, columns []string) File { return &jsonFile{w: w, columns: columns} }

type jsonFile struct {
	w       io.Writer
	columns []string
	line    strings.Builder
}

// Write implements [File].
func (f *jsonFile) Write(row []any) error {
	f.line.Reset()
	sep := byte('{')
	for i, cell := range row {
		if cell == nil || cell == "" {
			continue
		}
		f.line.WriteByte(sep)
		sep = ','
		if err := errors.Join(f.value(f.columns[i], ':'), f.value(cell, 0)); err != nil {
			return err
		}
	}
	if sep == '{' {
		f.line.WriteByte('{')
	}
	f.line.WriteString("}\n")
	_, err := io.WriteString(f.w, f.line.String())
	return err
}

// value writes one JSON value, markup and Arabic as they are.
func (f *jsonFile) value(v any, end byte) error {
	var b strings.Builder
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return err
	}
	f.line.WriteString(strings.TrimSuffix(b.String(), "\n"))
	if end != 0 {
		f.line.WriteByte(end)
	}
	return nil
}

// Flush implements [File].
func (f *jsonFile) Flush() error { return nil }
