// Package arch holds the import rules of this module, as a test that reads the
// source.
package arch

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const module = "github.com/marsad-news/marsad/"

// ground is the ground floor, which every worker may stand on.
var ground = []string{"event", "internal/bus", "internal/telemetry", "internal/text", "internal/strict"}

// mayImport lists, for each tree, the other trees of this module that its code
// may use. Tests may also use inTests. A folder under no tree fails.
var mayImport = map[string][]string{
	"event":              {},
	"fetcher":            ground,
	"parser":             ground,
	"enricher":           ground,
	"sink":               append([]string{"internal/store"}, ground...),
	"console":            append([]string{"internal/store", "internal/export"}, ground...),
	"internal/text":      {"event"},
	"internal/bus":       {"event"},
	"internal/telemetry": {},
	"internal/store":     {"event"},
	"internal/export":    {"event", "internal/store"},
	"internal/config":    {"internal/strict"},
	"internal/strict":    {},
	"internal/newsroom":  {},
	"internal/golden":    {},
	"internal/arch":      {},
	"docs":               {"event", "internal/bus", "internal/export"},
	"deploy":             {},
	"cmd":                {"event", "fetcher", "parser", "enricher", "sink", "console", "internal"},
}

// inTests is what any test may use besides.
var inTests = []string{"internal/golden", "internal/bus/bustest", "internal/newsroom", "sink/sinktest"}

// confined lists the only trees that may import a foreign module.
var confined = map[string][]string{
	"github.com/nats-io/":                 {"internal/bus", "docs", "cmd/marsad/e2e"},
	"github.com/PuerkitoBio/goquery":      {"parser", "fetcher/feed"},
	"github.com/jackc/pgx":                {"sink/postgres"},
	"modernc.org/sqlite":                  {"sink/sqlite"},
	"database/sql":                        {"sink"},
	module + "internal/config":            {"cmd"},
	"log":                                 {},
	"github.com/prometheus/client_golang": {"internal/telemetry", "cmd", "fetcher", "parser", "enricher", "sink", "console"},
}

// pure are the packages that know no bus, clock, network or logger.
var pure = []string{
	"fetcher/feed", "fetcher/front", "fetcher/link", "fetcher/sitemap", "fetcher/robots", "parser/boilerplate", "parser/site", "parser/metadata",
	"parser/charset", "parser/drift", "parser/flat", "parser/repeat", "parser/tree", "internal/text", "enricher/number", "enricher/attribution", "enricher/claim",
	"enricher/lexicon", "enricher/gazetteer", "event", "internal/export", "internal/store",
}

// impure is what those may not import.
var impure = []string{module + "internal/bus", module + "internal/telemetry", "log/slog", "net", "net/http", "os", "os/exec"}

func TestImports(t *testing.T) {
	files := 0
	eachFile(t, func(path, dir string, f *ast.File) {
		files++
		tree, ok := within(dir, keys(mayImport))
		if !ok {
			t.Errorf("%s: no rule for this folder; add one to mayImport", dir)
			return
		}
		test := strings.HasSuffix(path, "_test.go") || strings.HasSuffix(dir, "test")
		for _, spec := range f.Imports {
			imp, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				t.Fatal(err)
			}
			if why := refuse(tree, dir, imp, test); why != "" {
				t.Errorf("%s must not import %s: %s", path, imp, why)
			}
		}
	})
	if files < 10 {
		t.Fatalf("read only %d files", files)
	}
}

// refuse says why a file of dir must not import imp, or nothing.
func refuse(tree, dir, imp string, test bool) string {
	to, ours := strings.CutPrefix(imp, module)
	if ours && to == root(dir) && dir != to && !test && isWorker(to) && to != "sink" {
		return "a sub-package never imports its parent"
	}
	if ours && to != tree {
		allowed := append(slices.Clone(mayImport[tree]), tree)
		if test {
			allowed = append(allowed, inTests...)
		}
		if _, ok := within(to, allowed); !ok {
			return tree + " does not stand on it"
		}
	}
	for prefix, trees := range confined {
		if _, ok := within(dir, trees); matches(imp, prefix) && !ok && !test {
			return "only " + strings.Join(trees, ", ") + " may"
		}
	}
	if _, ok := within(dir, pure); ok && !test && slices.Contains(impure, imp) {
		return "this package is pure"
	}
	return ""
}

// matches reports whether imp is the package, or lies under the module, that
// prefix names.
func matches(imp, prefix string) bool {
	return imp == prefix || strings.HasSuffix(prefix, "/") && strings.HasPrefix(imp, prefix) || strings.HasPrefix(imp, prefix+"/") && strings.Contains(prefix, ".")
}

func isWorker(tree string) bool {
	return slices.Contains([]string{"fetcher", "parser", "enricher", "sink", "console"}, tree)
}

func root(dir string) string { first, _, _ := strings.Cut(dir, "/"); return first }

// TestPackageComments wants every package to say what it is for.
func TestPackageComments(t *testing.T) {
	doc := map[string]bool{}
	eachFile(t, func(path, dir string, f *ast.File) {
		if !strings.HasSuffix(path, "_test.go") {
			doc[dir] = doc[dir] || f.Doc != nil
		}
	})
	for dir, ok := range doc {
		if !ok {
			t.Errorf("%s: no file has a package comment", dir)
		}
	}
}

// eachFile reads the files itself: the test cache notices a changed file, but
// not what a child process such as "go list" has read.
func eachFile(t *testing.T, f func(path, dir string, file *ast.File)) {
	t.Helper()
	const top = "../.."
	err := filepath.WalkDir(top, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name := d.Name()
		if d.IsDir() && path != top && (strings.HasPrefix(name, ".") || strings.HasPrefix(name, "_") || name == "testdata" || name == "tools") {
			return filepath.SkipDir
		}
		if d.IsDir() || filepath.Ext(path) != ".go" {
			return nil
		}
		rel, err := filepath.Rel(top, filepath.Dir(path))
		if err != nil {
			return err
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ParseComments)
		if err != nil {
			return err
		}
		f(path, filepath.ToSlash(rel), file)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// within returns the tree among trees that holds p.
func within(p string, trees []string) (string, bool) {
	for _, t := range trees {
		if p == t || strings.HasPrefix(p, t+"/") {
			return t, true
		}
	}
	return "", false
}

func keys(m map[string][]string) []string {
	var ks []string
	for k := range m {
		ks = append(ks, k)
	}
	return ks
}

// TestTheRulesBite plants violations and wants each refused.
func TestTheRulesBite(t *testing.T) {
	for _, c := range []struct{ tree, dir, imp string }{
		{"parser", "parser", module + "fetcher"},
		{"parser", "parser/site", module + "parser"},
		{"event", "event", module + "internal/text"},
		{"internal/bus", "internal/bus", module + "sink"},
		{"parser", "parser", module + "internal/config"},
		{"fetcher", "fetcher", "github.com/nats-io/nats.go"},
		{"enricher", "enricher/claim", "net/http"},
		{"console", "console", "modernc.org/sqlite"},
	} {
		if refuse(c.tree, c.dir, c.imp, false) == "" {
			t.Errorf("%s may import %s", c.dir, c.imp)
		}
	}
	for _, c := range []struct{ tree, dir, imp string }{
		{"parser", "parser", module + "parser/site"},
		{"sink", "sink/sqlite", module + "sink"},
		{"cmd", "cmd/marsad", module + "internal/config"},
		{"enricher", "enricher/claim", module + "enricher/lexicon"},
		{"parser", "parser/metadata", module + "internal/text/when"},
	} {
		if why := refuse(c.tree, c.dir, c.imp, false); why != "" {
			t.Errorf("%s may not import %s: %s", c.dir, c.imp, why)
		}
	}
}
