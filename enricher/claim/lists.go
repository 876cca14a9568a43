package claim

import (
	"bufio"
	"embed"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"

	"github.com/marsad-news/marsad/enricher/lexicon"
)

// data holds the word lists that say how claims are worded.
//
//go:embed data/*.tsv data/english/*.tsv
var data embed.FS

// UserDir is where in a directory of one's own the lists of this package lie:
// Arabic ones in it, English ones in its folder "english".
const UserDir = "claim"

// lists are the entries of the word lists, those of a user over those that are
// built in.
type lists struct {
	entries []lexicon.Entry
	at      map[[2]string]int      // index by class and id
	source  map[[2]string]string   // file and line that gave an entry last
	fns     map[string]bool        // functions that rules ask for
	sets    map[string][]string    // written forms by the name of the set
	given   map[[2]string]struct{} // entries of that directory
}

// readLists reads the built-in lists and over them those of further
// directories. An entry of a class and id that is there already adds its forms
// and replaces the features it names. All faults are reported at once, each
// with its file and line.
func readLists(extra ...fs.FS) (*lists, error) {
	builtin, err := fs.Sub(data, "data")
	if err != nil {
		return nil, fmt.Errorf("open word lists: %w", err)
	}
	l := newLists()
	if err := l.readDirs(builtin, "."); err != nil {
		return nil, err
	}
	for i := range l.entries {
		l.fns[functionOf(&l.entries[i])] = true
	}
	var errs []error
	for _, dir := range extra {
		errs = append(errs, l.readDirs(dir, UserDir))
	}
	return l, errors.Join(errs...)
}

func newLists() *lists {
	return &lists{at: map[[2]string]int{}, source: map[[2]string]string{}, sets: map[string][]string{}, fns: map[string]bool{}}
}

// functionOf is what rules know a function word or an adjective by.
func functionOf(e *lexicon.Entry) string { return e.Class + " " + e.Get(e.Class) }

// readDirs reads the Arabic lists of a directory and the English ones below.
func (l *lists) readDirs(files fs.FS, root string) error {
	l.given = map[[2]string]struct{}{}
	english := "english"
	if root != "." {
		english = root + "/english"
	}
	return errors.Join(l.readDir(files, root, lexicon.ParseLine), l.readDir(files, english, parseEnglish))
}

// readDir reads every list of a directory, line by line. A directory that is
// not there has none.
func (l *lists) readDir(files fs.FS, dir string, parse func(string) (lexicon.Entry, error)) error {
	names, err := fs.Glob(files, strings.TrimPrefix(dir+"/*.tsv", "./"))
	if err != nil {
		return fmt.Errorf("list word lists: %w", err)
	}
	var errs []error
	for _, name := range names {
		errs = append(errs, l.readFile(files, name, parse))
	}
	return errors.Join(errs...)
}

func (l *lists) readFile(files fs.FS, name string, parse func(string) (lexicon.Entry, error)) error {
	file, err := files.Open(name)
	if err != nil {
		return fmt.Errorf("open %s: %w", name, err)
	}
	defer func() { _ = file.Close() }() // it was only read
	return l.read(file, name, parse)
}

// maxLine is the longest line of a list in bytes.
const maxLine = 64 << 10

// read adds the lines of one list.
func (l *lists) read(r io.Reader, name string, parse func(string) (lexicon.Entry, error)) error {
	sc := bufio.NewScanner(r)
	sc.Buffer(make([]byte, 0, 4096), maxLine)
	var errs []error
	for n := 1; sc.Scan(); n++ {
		line := strings.TrimRight(sc.Text(), "\r")
		if strings.TrimSpace(line) == "" || strings.HasPrefix(line, "#") {
			continue
		}
		e, err := parse(line)
		if err == nil {
			err = l.add(e, fmt.Sprintf("%s:%d", name, n))
		}
		if err != nil {
			errs = append(errs, fmt.Errorf("read %s:%d: %w", name, n, err))
		}
	}
	if err := sc.Err(); err != nil {
		errs = append(errs, fmt.Errorf("read %s: %w", name, err))
	}
	return errors.Join(errs...)
}

// add adds an entry that stands at a line, or what it says to the one that is
// there already.
func (l *lists) add(e lexicon.Entry, at string) error {
	key := [2]string{e.Class, e.ID}
	if _, twice := l.given[key]; twice {
		return fmt.Errorf("%s %s stands at %s already", e.Class, e.ID, l.source[key])
	}
	if e.Class == setClass {
		return l.addSet(&e)
	}
	i, known := l.at[key]
	if known {
		e = merged(&l.entries[i], &e)
	}
	if err := l.check(&e); err != nil {
		return err
	}
	l.given[key], l.source[key] = struct{}{}, at
	if known {
		l.entries[i] = e
		return nil
	}
	l.at[key] = len(l.entries)
	l.entries = append(l.entries, e)
	return nil
}

// merged is an entry with the forms and features that another one adds.
func merged(old, more *lexicon.Entry) lexicon.Entry {
	e := *old
	e.Forms = append(slices.Clip(old.Forms), more.Forms...)
	e.Feat = old.Feat.With(more.Feat...)
	return e
}

// check says what is wrong with an entry: a feature that no rule knows.
func (l *lists) check(e *lexicon.Entry) error {
	w, err := newWord(e)
	if err != nil {
		return err
	}
	if (w.class == isFn || w.class == isAdj) && len(l.fns) > 0 && !l.fns[functionOf(e)] {
		return fmt.Errorf("read word %s: unknown %s %q", e.ID, e.Class, e.Get(e.Class))
	}
	return nil
}

// parseEnglish reads one line of a list of English words. A verb gives its
// five forms (base, third person, past, participle, ing), anything else its
// phrases.
func parseEnglish(line string) (lexicon.Entry, error) {
	f := strings.Split(line, "\t")
	if len(f) != 5 {
		return lexicon.Entry{}, fmt.Errorf("%d fields, want 5", len(f))
	}
	for i := range f {
		f[i] = strings.TrimSpace(f[i])
	}
	feat, err := lexicon.ParseFeatures(f[3])
	if err != nil {
		return lexicon.Entry{}, err
	}
	e := lexicon.Entry{Class: f[0], ID: f[1], Feat: feat, Reason: f[4]}
	if e.Class == "" || e.ID == "" || f[2] == "" || e.Reason == "" {
		return e, errors.New("class, id, forms and reason may not be empty")
	}
	e.Forms, err = englishForms(f[2], feat.Get("pos") == "v")
	return e, err
}

func englishForms(s string, verb bool) ([]lexicon.Form, error) {
	if !verb {
		var out []lexicon.Form
		for p := range strings.SplitSeq(s, "|") {
			out = append(out, lexicon.Form{Text: strings.TrimSpace(p)})
		}
		return out, nil
	}
	f := strings.Split(s, ",")
	if len(f) != 5 {
		return nil, fmt.Errorf("verb %q: %d forms, want 5", s, len(f))
	}
	g := func(t lexicon.Tense, v lexicon.Voice) lexicon.Gram {
		return lexicon.Gram{Part: lexicon.Verb, Tense: t, Voice: v}
	}
	out := []lexicon.Form{
		{Text: f[0], Gram: g(lexicon.Present, lexicon.Active)},
		{Text: f[1], Gram: g(lexicon.Present, lexicon.Active)},
		{Text: f[2], Gram: g(lexicon.Past, 0)},
		{Text: f[4], Gram: lexicon.Gram{Part: lexicon.ActiveParticiple}},
	}
	if f[3] != f[2] {
		out = append(out, lexicon.Form{Text: f[3], Gram: g(lexicon.Past, lexicon.Passive)})
	}
	return out, nil
}
