package boilerplate

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// outline writes a tree without what trim may leave out.
func outline(t testing.TB, page io.Reader) string {
	doc, err := html.Parse(page)
	if err != nil {
		t.Skip("nested too deep")
	}
	var b strings.Builder
	var walk func(n *html.Node)
	walk = func(n *html.Node) {
		fmt.Fprintf(&b, "(%d %q", n.Type, n.Data)
		for _, a := range n.Attr {
			if kept(n, a.Key) {
				fmt.Fprintf(&b, " %q=%q", a.Key, a.Val)
			}
		}
		switch n.DataAtom {
		case atom.Script:
			if n.FirstChild == nil || !isDataScript("", n.FirstChild.Data) {
				b.WriteByte(')')
				return
			}
		case atom.Style, atom.Noscript, atom.Svg, atom.Select:
			b.WriteByte(')')
			return
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
		}
		b.WriteByte(')')
	}
	walk(doc)
	return b.String()
}

func kept(n *html.Node, key string) bool {
	e := known[n.Data]
	switch {
	case e.only != nil:
		return e.only[key]
	case e.whole:
		return true
	}
	return !browserOnly[strings.ToLower(key)] && !strings.HasPrefix(key, "on") && (e.is != image || key != "src")
}

// left is a trimmed page.
func left(t testing.TB, page string) string {
	b, err := io.ReadAll(trim(page))
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestTrimLeavesOutWhatOnlyABrowserWants(t *testing.T) {
	for _, c := range []struct{ page, want string }{
		{"<p>a<script>var x = '<p>'</script>b", "<p>a<script></script>b"},
		{"<SCRIPT type=text/javascript>x</SCRIPT ><style>p{}</style>", "<SCRIPT type=text/javascript></SCRIPT ><style></style>"},
		{"<noscript><img src=x></noscript>c", "<noscript></noscript>c"},
		{`<script type="application/ld+json">{"a":1}</script>`, `<script type="application/ld+json">{"a":1}</script>`},
		{"<script>window.__NUXT__={}</script>", "<script>window.__NUXT__={}</script>"},
		{`<a href="/x" target=_blank onclick='go("<p>")' class=b>`, `<a href="/x"   class=b>`},
		{`<svg class=i><title>Icon</title><path d="M0 0"/></svg>d`, `<svg class=i></svg>d`},
		{`<svg/><script>x</script>`, `<svg/><script></script>`},
		{`<div data-x="<script>">e</div><script>x</script>`, `<div data-x="<script>">e</div><script></script>`},
		{"<!-- <script> --><script>x</script>", "<!-- <script> --><script></script>"},
		{"<textarea><script>f</textarea><script>x</script>", "<textarea><script>f</textarea><script></script>"},
		// not sure: as it is
		{"<svg><foreignObject><p>g</svg><script>x</script>", "<svg><foreignObject><p>g</svg><script>x</script>"},
		{"<script><!-- <script>x</script> --></script>h<script>y</script>", "<script><!-- <script>x</script> --></script>h<script>y</script>"},
		{"<script>never closed <p>i", "<script>never closed <p>i"},
		{"<math><mi><script>x</script>", "<math><mi><script>x</script>"},
		{`<a width="5`, `<a width="5`},
		{"j < k <", "j < k <"},
	} {
		if got := left(t, c.page); got != c.want {
			t.Errorf("trim(%q) leaves %q, want %q", c.page, got, c.want)
		}
	}
}

func TestTrimKeepsTheTreeOfEveryPage(t *testing.T) {
	pages, err := filepath.Glob("testdata/pages/*.html")
	more, _ := filepath.Glob("../testdata/newsroom/*.html")
	fixtures, _ := filepath.Glob("../site/rules/fixtures/*.html")
	if err != nil || len(pages) == 0 || len(more) == 0 || len(fixtures) == 0 {
		t.Fatalf("no pages: %v", err)
	}
	for _, f := range slices.Concat(pages, more, fixtures) {
		page, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		if got, want := outline(t, trim(string(page))), outline(t, bytes.NewReader(page)); got != want {
			t.Errorf("%s: the tree differs", f)
		}
	}
}

// FuzzTrim: the tree of a trimmed page is that of the page but for what trim
// may leave out.
func FuzzTrim(f *testing.F) {
	for _, s := range []string{
		"<p>a<script>var x = '<p>'</script>b", "<table><svg><path d=x></svg><tr><td>c", "<svg/ a=/><style>x</style>", "<a width/=5 = '> x=\"'>d",
		"<noscript><p>e</noscript>", "<!--><script>--></script>", "<!doctype x><?php ><b width=1><b width=2><b width=3>", "<template><style></template></style>",
		"<select><style><p></style>", "<script><!--<script></script>--></script>", "<svg><title><path></title></p></svg>",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, page string) {
		if got, want := outline(t, trim(page)), outline(t, strings.NewReader(page)); got != want {
			t.Errorf("%q is trimmed to %q:\n%s\nwant\n%s", page, left(t, page), got, want)
		}
	})
}
