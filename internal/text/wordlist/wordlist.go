// Package wordlist reads the lists of words that code asks for by name.
//
// They are files that a package embeds, so a fault in one is a fault of the
// program. Knowledge stays in the lists: this package folds nothing and knows
// no word.
package wordlist

import (
	"fmt"
	"io/fs"
	"strings"
)

// Lists are the words of each list, in the order of the file.
type Lists map[string][]string

// Must reads an embedded file of lists and panics when it is at fault.
func Must(dir fs.FS, name string) Lists {
	raw, err := fs.ReadFile(dir, name)
	if err != nil {
		panic(fmt.Errorf("read word lists: %w", err))
	}
	l, err := Parse(string(raw))
	if err != nil {
		panic(fmt.Errorf("read word lists %s: %w", name, err))
	}
	return l
}

// Parse reads lines of three fields divided by tabs: the name of a list, words
// of it divided by blanks (a phrase has _ for its own), and the reason why they
// are in it. Lines of one name add up. A line that begins with # is a
// comment.
func Parse(s string) (Lists, error) {
	l := Lists{}
	n := 0
	for line := range strings.Lines(s) {
		n++
		line = strings.TrimRight(line, "\r\n")
		if strings.TrimSpace(line) == "" || strings.HasPrefix(line, "#") {
			continue
		}
		f := strings.Split(line, "\t")
		if len(f) != 3 {
			return nil, fmt.Errorf("parse line %d: %d fields, want list, words and reason", n, len(f))
		}
		words := strings.Fields(f[1])
		if f[0] == "" || len(words) == 0 || f[2] == "" {
			return nil, fmt.Errorf("parse line %d: an empty field", n)
		}
		for _, w := range words {
			l[f[0]] = append(l[f[0]], strings.ReplaceAll(w, "_", " "))
		}
	}
	return l, nil
}

// Set returns a list as a set of the folds of its words. It panics on a name
// that has no list.
func (l Lists) Set(name string, fold func(string) string) map[string]bool {
	if len(l[name]) == 0 {
		panic(fmt.Errorf("find word list %q: none of that name", name))
	}
	set := make(map[string]bool, len(l[name]))
	for _, w := range l[name] {
		set[fold(w)] = true
	}
	return set
}
