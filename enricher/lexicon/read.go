package lexicon

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
)

// maxLine is the longest line of a list in bytes; a country with all its
// spellings needs about a thousand.
const maxLine = 64 << 10

// Read reads a list in the form that the package comment describes. The name
// is that of the file, for error messages; all faults are reported at once.
func Read(r io.Reader, name string) ([]Entry, error) {
	sc := bufio.NewScanner(r)
	sc.Buffer(make([]byte, 0, 4096), maxLine)
	var entries []Entry
	var errs []error
	for line := 1; sc.Scan(); line++ {
		s := strings.TrimRight(sc.Text(), "\r")
		if strings.TrimSpace(s) == "" || strings.HasPrefix(s, "#") {
			continue
		}
		e, err := ParseLine(s)
		if err != nil {
			errs = append(errs, fmt.Errorf("read %s:%d: %w", name, line, err))
			continue
		}
		entries = append(entries, e)
	}
	if err := sc.Err(); err != nil {
		errs = append(errs, fmt.Errorf("read %s: %w", name, err))
	}
	return entries, errors.Join(errs...)
}

// ParseLine reads one line of a list.
func ParseLine(line string) (Entry, error) {
	f := strings.Split(line, "\t")
	if len(f) != 5 {
		return Entry{}, fmt.Errorf("parse line: %d fields, want class, id, forms, features, reason", len(f))
	}
	for i := range f {
		f[i] = strings.TrimSpace(f[i])
	}
	e := Entry{Class: f[0], ID: f[1], Reason: f[4]}
	if e.Class == "" || e.ID == "" || f[2] == "" || e.Reason == "" {
		return Entry{}, fmt.Errorf("parse line: class, id, forms and reason may not be empty")
	}
	var err error
	if e.Forms, err = ParseForms(f[2]); err != nil {
		return Entry{}, fmt.Errorf("parse %s %s: %w", e.Class, e.ID, err)
	}
	if e.Feat, err = ParseFeatures(f[3]); err != nil {
		return Entry{}, fmt.Errorf("parse %s %s: %w", e.Class, e.ID, err)
	}
	return e, nil
}

// ParseFeatures reads "key=value key=value"; _ in a value stands for a space.
func ParseFeatures(s string) (Features, error) {
	fields := strings.Fields(s)
	if len(fields) == 0 {
		return nil, nil
	}
	feat := make(Features, 0, len(fields))
	for _, kv := range fields {
		k, v, ok := strings.Cut(kv, "=")
		if !ok || k == "" {
			return nil, fmt.Errorf("parse features: %q is not key=value", kv)
		}
		if slices.ContainsFunc(feat, func(f Feature) bool { return f.Key == k }) {
			return nil, fmt.Errorf("parse features: %s is given twice", k)
		}
		feat = append(feat, Feature{k, strings.ReplaceAll(v, "_", " ")})
	}
	return feat, nil
}

// The marks before a form that is also another word, and the Tag of the forms
// made from it: the set finds them, the list's owner decides by the company
// they keep.
const (
	Gated    = "?"
	Wavering = "~" // wants more company than Gated
)

// ParseForms reads the forms field of a line and makes its inflections.
func ParseForms(s string) ([]Form, error) {
	var forms []Form
	for part := range strings.SplitSeq(s, "|") {
		part, tag := cutTag(strings.TrimSpace(part))
		if part == "" {
			continue
		}
		more, err := parseForm(part)
		if err != nil {
			return nil, err
		}
		for i := range more {
			more[i].Tag = tag
		}
		forms = append(forms, more...)
	}
	if len(forms) == 0 {
		return nil, errors.New("parse forms: none given")
	}
	return forms, nil
}

func cutTag(s string) (rest, tag string) {
	for _, tag := range []string{Gated, Wavering} {
		if rest, ok := strings.CutPrefix(s, tag); ok {
			return rest, tag
		}
	}
	return s, ""
}

func parseForm(s string) ([]Form, error) {
	tag, rest, ok := strings.Cut(s, ":")
	if !ok {
		return []Form{{Text: s}}, nil
	}
	fields := strings.Split(rest, ",")
	for i := range fields {
		fields[i] = strings.TrimSpace(fields[i])
	}
	if fields[0] == "" {
		return nil, fmt.Errorf("parse form %q: nothing after the tag", s)
	}
	switch tag {
	case "n":
		return asNouns(fields), nil
	case "noun":
		return NounForms(fields[0], fields[1:]...), nil
	case "adj":
		return AdjForms(fields[0], fields[1:]...), nil
	case "verb":
		return verbFields(fields)
	case "en":
		return asTheyStand(fields), nil
	case "N":
		return englishNouns(fields), nil
	}
	return nil, fmt.Errorf("parse form %q: unknown tag %q", s, tag)
}

func asNouns(words []string) []Form {
	var forms []Form
	for _, w := range words {
		forms = append(forms, Form{Text: w, Gram: Gram{Part: Noun}, Art: true, Suf: true})
	}
	return forms
}

func asTheyStand(words []string) []Form {
	var forms []Form
	for _, w := range words {
		forms = append(forms, Form{Text: w})
	}
	return forms
}

func englishNouns(words []string) []Form {
	var forms []Form
	for _, w := range words {
		forms = append(forms,
			Form{Text: w, Gram: Gram{Part: Noun, Number: Singular}},
			Form{Text: w + "s", Gram: Gram{Part: Noun, Number: Plural}})
	}
	return forms
}

func verbFields(f []string) ([]Form, error) {
	if len(f) > 7 {
		return nil, fmt.Errorf("parse verb %q: %d fields, want at most 7", f[0], len(f))
	}
	f = append(f, make([]string, 7-len(f))...)
	return VerbForms(VerbStems{
		Past: f[0], Present: f[1], Masdar: f[2], ActivePart: f[3], PassivePart: f[4],
		PassivePast: f[5], PassivePresent: f[6],
	}), nil
}
