package main

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
)

// The formats of an input.
const (
	formatHTML  = "html"
	formatText  = "text"
	formatJSONL = "jsonl"
)

// document is one thing to extract from. For HTML and flattened text Body
// holds the page; for a JSON line Text may hold a body that is clean already.
type document struct {
	ID        string `json:"id"`
	URL       string `json:"url"`
	Source    string `json:"source"`
	Published string `json:"published"`
	Title     string `json:"title"`
	Lang      string `json:"lang"`
	Text      string `json:"text"`
	HTML      string `json:"html"`
	Strip     bool   `json:"strip"` // Text is a flattened page

	body        []byte
	contentType string
	format      string
}

// maxInput is the most bytes of one input file, after decompression.
const maxInput = 1 << 30

// open returns the documents of one argument: a file, a URL or "-".
func open(ctx context.Context, arg, format string, std stdio, emit func(document) error) error {
	if strings.HasPrefix(arg, "http://") || strings.HasPrefix(arg, "https://") {
		d, err := fetchOne(ctx, arg)
		if err != nil {
			return err
		}
		return emit(d)
	}
	in, name, err := source(arg, std)
	if err != nil {
		return err
	}
	defer in.Close()
	if format == "" {
		format = formatOf(name)
	}
	if format == formatJSONL {
		return lines(in, emit)
	}
	data, err := io.ReadAll(io.LimitReader(in, maxInput))
	if err != nil {
		return fmt.Errorf("read %s: %w", arg, err)
	}
	id := name
	for ext := filepath.Ext(id); ext != "" && ext != id; ext = filepath.Ext(id) {
		id = strings.TrimSuffix(id, ext)
		if !known(ext) {
			id += ext
			break
		}
	}
	return emit(document{ID: id, body: data, format: format})
}

// source opens a file, or standard input for "-", and decompresses it when its
// name ends in .gz. The name comes without that ending.
func source(arg string, std stdio) (in io.ReadCloser, name string, err error) {
	if arg == "-" {
		return io.NopCloser(std.in), "stdin", nil
	}
	f, err := os.Open(arg)
	if err != nil {
		return nil, "", err
	}
	name, packed := strings.CutSuffix(filepath.Base(arg), ".gz")
	if !packed {
		return f, name, nil
	}
	z, err := gzip.NewReader(f)
	if err != nil {
		return nil, "", errors.Join(fmt.Errorf("open %s: %w", arg, err), f.Close())
	}
	return unpacked{z, f}, name, nil
}

// unpacked is a compressed file that is closed with what reads it.
type unpacked struct {
	io.Reader
	io.Closer
}

func known(ext string) bool {
	switch strings.ToLower(ext) {
	case ".html", ".htm", ".xhtml", ".txt", ".jsonl", ".gz", ".json":
		return true
	}
	return false
}

func formatOf(name string) string {
	switch strings.ToLower(filepath.Ext(name)) {
	case ".txt":
		return formatText
	case ".jsonl", ".ndjson":
		return formatJSONL
	default:
		return formatHTML
	}
}

// errInput marks what is wrong with an input, not with the output.
var errInput = errors.New("bad input")

// eachLine calls do with every line that holds something, counted from 1. It
// goes on after a bad line, and tells all of them at the end.
func eachLine(in io.Reader, do func(n int, line []byte) error) error {
	sc := bufio.NewScanner(in)
	sc.Buffer(make([]byte, 1<<20), maxInput)
	var faults []error
	for n := 1; sc.Scan(); n++ {
		line := bytes.TrimSpace(sc.Bytes())
		if len(line) == 0 {
			continue
		}
		err := do(n, line)
		if err != nil && !errors.Is(err, errInput) {
			return err
		}
		if err != nil {
			faults = append(faults, err)
		}
	}
	if err := sc.Err(); err != nil {
		faults = append(faults, fmt.Errorf("%w: %w", errInput, err))
	}
	return errors.Join(faults...)
}

// lines reads JSON Lines. A line that cannot be read is told and passed over.
func lines(r io.Reader, emit func(document) error) error {
	return eachLine(r, func(n int, line []byte) error {
		var d document
		if err := json.Unmarshal(line, &d); err != nil {
			return fmt.Errorf("%w: line %d: %w", errInput, n, err)
		}
		switch {
		case d.HTML != "":
			d.format, d.body, d.contentType = formatHTML, []byte(d.HTML), "text/html; charset=utf-8"
		case d.Strip:
			d.format, d.body = formatText, []byte(d.Text)
		default:
			d.format = formatJSONL
		}
		return emit(d)
	})
}
