package docs_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"strings"
	"testing"

	"github.com/marsad-news/marsad/internal/golden"
)

const messagesHead = `# Messages

Written by ` + "`go test ./docs -run Messages -update`" + ` out of the package event; a test compares it with the code.

Subjects begin with a prefix, ` + "`marsad`" + ` unless the configuration says otherwise. Tokens are ` + "`[a-z0-9_-]`" + `, ` + "`_`" + ` stands for unknown, and the number of tokens is fixed. Messages are JSON. A field is never renamed and never gets another meaning; new fields may appear, and a reader ignores what it does not know.

| stream | subject | carries | kept |
|---|---|---|---|
| JOBS | ` + "`marsad.jobs.<part>.<host>.<urlhash>`" + ` | what is due: one fetch, or up to 32 on different hosts of the part under the first one's address; one outstanding for each URL | until it is done |
| PAGES | ` + "`marsad.pages.<source>`" + ` | a fetched page, its body inside | until it is parsed, at least 10 minutes |
| ARTICLES | ` + "`marsad.articles.v1.<lang>.<source>`" + ` | an article without boilerplate | 7 days, public |
| REPORTS | ` + "`marsad.reports.v1.<lang>.<source>`" + ` | an article with all its claims | 7 days, and until every sink has it |
| CLAIMS | ` + "`marsad.claims.v1.<country>.<force>.<kind>.<polarity>.<source>`" + ` | one claim | 7 days, public |
| DEAD | ` + "`marsad.dead.<stage>.<reason>`" + ` | a message that was given up, whole, with the reason in its headers | 30 days |

Ids come from what they name: an article's from its canonical URL, a claim's from its article, kind, force, place, polarity, its exact words and which occurrence of them. They stay when a page is read again. ` + "`revision`" + ` counts the texts of an article; ` + "`op`" + ` says whether a record is created, updated or retracted.

Delivery is at least once. Write by id, and a repetition changes nothing.
`

// TestMessages keeps messages.md equal to the types; -update rewrites it.
func TestMessages(t *testing.T) {
	fset := token.NewFileSet()
	var b strings.Builder
	b.WriteString(messagesHead)
	for _, name := range []string{"event.go", "claim.go"} {
		f, err := parser.ParseFile(fset, "../event/"+name, nil, parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range f.Decls {
			g, ok := d.(*ast.GenDecl)
			if !ok || g.Tok != token.TYPE {
				continue
			}
			for _, s := range g.Specs {
				if st, ok := s.(*ast.TypeSpec).Type.(*ast.StructType); ok {
					table(&b, s.(*ast.TypeSpec).Name.Name, g.Doc.Text(), st)
				}
			}
		}
	}
	golden.Text(t, "messages.md", b.String())
}

func table(b *strings.Builder, name, doc string, st *ast.StructType) {
	fmt.Fprintf(b, "\n## %s\n\n%s\n| field | type | |\n|---|---|---|\n", name, doc)
	for _, f := range st.Fields.List {
		tag := strings.Trim(f.Tag.Value, "`")
		_, tag, _ = strings.Cut(tag, `json:"`)
		tag, _, _ = strings.Cut(tag, `"`)
		key, opts, _ := strings.Cut(tag, ",")
		note := strings.TrimSpace(f.Comment.Text())
		if opts == "" && note == "" {
			note = "always there"
		}
		fmt.Fprintf(b, "| `%s` | %s | %s |\n", key, typeName(f.Type), strings.ReplaceAll(note, "|", "\\|"))
	}
}

// typeName is the type as a reader of JSON sees it.
func typeName(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.StarExpr:
		return typeName(e.X)
	case *ast.ArrayType:
		if id, ok := e.Elt.(*ast.Ident); ok && id.Name == "byte" {
			return "base64"
		}
		return "list of " + typeName(e.Elt)
	case *ast.MapType:
		return "object"
	case *ast.SelectorExpr:
		return "RFC 3339 time"
	case *ast.Ident:
		switch e.Name {
		case "int", "float64":
			return "number"
		case "bool", "string":
			return e.Name
		}
		return e.Name
	}
	return "?"
}
