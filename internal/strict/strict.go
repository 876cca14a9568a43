// Package strict decodes YAML in which every key must be known.
//
// A misspelt key is an error that names the file, the line and the key that
// was probably meant. It knows no particular file: the keys are the yaml tags
// of the value that is decoded into.
package strict

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"reflect"
	"strings"

	"go.yaml.in/yaml/v3"
)

// Decode reads one YAML document from data over what into holds already. Name
// is the file's name for errors. All faults are reported at once. An empty
// document changes nothing.
func Decode(data []byte, name string, into any) error {
	var doc yaml.Node
	if err := yaml.NewDecoder(bytes.NewReader(data)).Decode(&doc); err != nil {
		if errors.Is(err, io.EOF) {
			return nil
		}
		return fmt.Errorf("%s: %s", name, clean(err))
	}
	var faults []error
	check(&doc, reflect.TypeOf(into), name, "", &faults)
	if len(faults) > 0 {
		return errors.Join(faults...)
	}
	if err := doc.Decode(into); err != nil {
		return fmt.Errorf("%s: %s", name, clean(err))
	}
	return nil
}

// clean drops the library's own name from its messages, which keep the line.
func clean(err error) string {
	s := strings.TrimPrefix(err.Error(), "yaml: ")
	return strings.ReplaceAll(strings.TrimPrefix(s, "unmarshal errors:\n  "), "\n  ", "; ")
}

// check walks a node beside the type that it will be decoded into.
func check(n *yaml.Node, t reflect.Type, name, path string, faults *[]error) {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	if t.Implements(unmarshaler) || reflect.PointerTo(t).Implements(unmarshaler) {
		return
	}
	switch {
	case n.Kind == yaml.DocumentNode || n.Kind == yaml.AliasNode:
		for _, c := range append(n.Content, n.Alias) {
			if c != nil {
				check(c, t, name, path, faults)
			}
		}
	case n.Kind == yaml.SequenceNode && t.Kind() == reflect.Slice:
		for _, c := range n.Content {
			check(c, t.Elem(), name, path+"[]", faults)
		}
	case n.Kind == yaml.MappingNode && t.Kind() == reflect.Map:
		for i := 1; i < len(n.Content); i += 2 {
			check(n.Content[i], t.Elem(), name, path, faults)
		}
	case n.Kind == yaml.MappingNode && t.Kind() == reflect.Struct:
		checkKeys(n, t, name, path, faults)
	}
}

var unmarshaler = reflect.TypeFor[yaml.Unmarshaler]()

func checkKeys(n *yaml.Node, t reflect.Type, name, path string, faults *[]error) {
	known := fields(t)
	seen := map[string]int{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		where := strings.TrimPrefix(path+"."+key.Value, ".")
		if line, twice := seen[key.Value]; twice {
			*faults = append(*faults, fmt.Errorf("%s:%d: key %q is given twice, first in line %d", name, key.Line, where, line))
		}
		seen[key.Value] = key.Line
		ft, ok := known[key.Value]
		if !ok {
			*faults = append(*faults, fmt.Errorf("%s:%d: unknown key %q%s", name, key.Line, where, meant(key.Value, known)))
			continue
		}
		check(value, ft, name, where, faults)
	}
}

// fields maps the yaml names of a struct's fields to their types.
func fields(t reflect.Type) map[string]reflect.Type {
	m := map[string]reflect.Type{}
	for f := range t.Fields() {
		tag, opts, _ := strings.Cut(f.Tag.Get("yaml"), ",")
		switch {
		case opts == "inline":
			for k, v := range fields(f.Type) {
				m[k] = v
			}
		case tag == "-" || !f.IsExported():
		case tag == "":
			m[strings.ToLower(f.Name)] = f.Type
		default:
			m[tag] = f.Type
		}
	}
	return m
}

// meant proposes the known key nearest to what was written, if it is near
// enough to be a slip: at most a third of its letters differ.
func meant(key string, known map[string]reflect.Type) string {
	best, at := "", len(key)/3+2
	for k := range known {
		if d := distance(key, k); d < at || d == at && k < best {
			best, at = k, d
		}
	}
	if best == "" {
		return ""
	}
	return fmt.Sprintf("; did you mean %q?", best)
}

// distance is the Levenshtein distance in bytes.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		prev := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := prev
			if a[i] != b[j] {
				cost = min(prev, row[j], row[j+1]) + 1
			}
			prev, row[j+1] = row[j+1], cost
		}
	}
	return row[len(b)]
}
