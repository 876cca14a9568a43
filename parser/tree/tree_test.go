package tree

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// outline writes a tree as one line, white space folded, without what Parse
// leaves out.
func outline(n *html.Node) string {
	var b strings.Builder
	write(&b, n)
	return b.String()
}

func write(b *strings.Builder, n *html.Node) {
	text := ""
	flush := func() {
		if t := strings.Join(strings.Fields(text), " "); t != "" {
			fmt.Fprintf(b, "%q", t)
		}
		text = ""
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch c.Type {
		case html.TextNode:
			text += c.Data
		case html.ElementNode:
			flush()
			b.WriteString("<" + c.Data)
			attrs := slices.Clone(c.Attr)
			slices.SortStableFunc(attrs, func(x, y html.Attribute) int { return strings.Compare(x.Key, y.Key) })
			for _, a := range attrs {
				fmt.Fprintf(b, " %s=%q", a.Key, strings.Join(strings.Fields(a.Val), " "))
			}
			b.WriteByte('>')
			switch c.DataAtom {
			case atom.Script, atom.Style, atom.Noscript, atom.Svg, atom.Math, atom.Iframe, atom.Noframes, atom.Textarea, atom.Select, atom.Template:
			default:
				write(b, c)
			}
			b.WriteString("</>")
		}
	}
	flush()
}

// standard is the outline of the tree that the standard's algorithm builds.
func standard(t *testing.T, page string) string {
	t.Helper()
	doc, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	return outline(doc)
}

func TestTreeIsThatOfBrowsers(t *testing.T) {
	for _, page := range []string{
		"", "text", "<p>a<p>b", "<title>a &amp; b</title><meta name=x content='&quot;y'><p>c", "<!doctype html><html lang=ar><head><link rel=x></head><body class=c>d",
		"<ul><li>a<li>b<ul><li>c</ul><li>d</ul>e", "<dl><dt>a<dd>b<dt>c</dl>", "<h1>a<h2>b</h3>c", "<div><span>a</div>b</span>c", "a</p>b", "a</br>b<hr>c",
		"<b>a<p>b</b>c</p>d", "<a href=1>a<a href=2>b</a>c", "<a href=1><div>a</a>b</div>c", "<p><b><i>a</p><p>b</i>c</b>d", "<b><b><b><b>a</b></b></b></b><p>b",
		"<i>a<div>b<b>c</i>d</div>e</b>f", "<font><p>a<table><tr><td>b</font>c</table>d", "<nobr>a<nobr>b", "<button>a<button>b</button>c<p>d</button>e",
		"<table><tr><td>a<td>b<tr><th>c</table>d", "<!doctype html><p>a<table><td>b</table>c", "<p>a<table><td>b</table>c", "<table>a<tr>b<td>c</table>",
		"<table><tr><div>a</div><td>b</table>", "<table><tbody><tr><td><table><tr><td>a</table>b</table>c", "<table><table><tr><td>a</table>",
		"<table><caption>a<tr><td>b", "<table><form><input type=hidden name=x><tr><td>a</form>b</table>", "<table><b><tr><td>a</b></table>c",
		"<form>a<form>b</form>c</form>d", "<form><div>a</form>b</div>c", "<div><p>a</div>b", "<p>a<div>b</p>c", "<center><p>a</center>b",
		"<object><p>a</object>b", "<b><object>a</b>b</object>c", "<select><option>a<option>b</select>c", "<ruby>a<rt>b<rp>c</ruby>d",
		"<A HREF='x&amp;y=1&copy=2' Class=Z>a</A>", "<p title='a>b' id=c>d", "<p a=1 / b=2/>e", "<x-y><p>a</x-y>b", "<image src=x>a", "<!-- <p>a --><p>b<!---->c<!-->d<!-- -- --!>e",
		"<?php a ?>b</>c<!x>d", "a < b <3 c", "<em><p>a</p></em> <em>b</em>", "<svg><path d=x><p>a", "<svg><title>a</title></svg>b", "<svg/>a<p>b", "<math><mi>a</mi></math>b",
		"<svg><foreignObject><div>a</div></foreignObject></svg>b", "<svg><a><g>x</g></a></svg>c", "<noscript><p>a</noscript>b", "<textarea><p>a</textarea>b", "<xmp><p>a</xmp>b",
		"<script>a='<p>'</script>b", "<script><!-- <script>x</script> --></script>b", "<style>a<p></style>b", "<template><p>a</template>b", "<template><template></template><p>x</template>b",
		"<html><p>a</html>b", "<head><p>a</head>b", "<address>a<li>b</address>c", "<pre>a\n\nb</pre>",
		"<article><h2>a</h2><p>b<aside>c</article>d", "<p><u>a<li>b</u>c", "<marquee><b>a</marquee>b", "<td>a<tr>b", "<p><table><td><p>a</table></p>b",
	} {
		if got, want := outline(Parse(page)), standard(t, page); got != want {
			t.Errorf("%s\n got %s\nwant %s", page, got, want)
		}
	}
}

func TestTreesOfWholePagesAreThoseOfBrowsers(t *testing.T) {
	var files []string
	for _, g := range []string{"../boilerplate/testdata/pages/*.html", "../testdata/newsroom/*.html", "../site/rules/fixtures/*.html"} {
		more, err := filepath.Glob(g)
		if err != nil || len(more) == 0 {
			t.Fatalf("%s: no pages (%v)", g, err)
		}
		files = append(files, more...)
	}
	for _, f := range files {
		page, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		s := strings.TrimPrefix(strings.ToValidUTF8(string(page), "?"), "\ufeff")
		if got, want := outline(Parse(s)), standard(t, s); got != want {
			i := 0
			for i < min(len(got), len(want)) && got[i] == want[i] {
				i++
			}
			from := max(0, i-80)
			t.Errorf("%s\n got %.200s\nwant %.200s", f, got[from:], want[from:])
		}
	}
}

func TestWhatOnlyABrowserWantsIsLeftOut(t *testing.T) {
	for _, c := range []struct{ page, want string }{
		{"<script>go()</script>", "<script></>"},
		{`<script type="application/ld+json">{"a":1}</script>`, `<script type="application/ld+json">{"a":1}</>`},
		{"<script>window.__NUXT__={}</script>", "<script>window.__NUXT__={}</>"},
		{"<style>p{}</style><noscript><p>a</noscript><textarea>b</textarea>", "<style></><noscript></><textarea></>"},
		{"<svg><title>icon</title><path d=x></svg>", "<svg></>"},
		{"<!-- a -->b", "b"},
		// broken: what is missing is taken for the least
		{"<p><a href=1>a<p>b", `<p><a href="1">a</></><p>b</>`},
		{"<!-- never closed <p>a", "a"},
		{"<p class='never closed>a", "<p class=\"'never\" closed=\"\">a</>"},
		{"<title>never closed<p>a", "<title></>never closed<p>a</>"},
		{"<p>a<script>never closed <p>b", "<p>a<script></></>"},
		{"a<div class=", "a"},
	} {
		var b strings.Builder
		var walk func(n *html.Node)
		walk = func(n *html.Node) {
			for x := n.FirstChild; x != nil; x = x.NextSibling {
				if x.Type == html.TextNode {
					b.WriteString(x.Data)
					continue
				}
				b.WriteString("<" + x.Data)
				for _, a := range x.Attr {
					fmt.Fprintf(&b, " %s=%q", a.Key, a.Val)
				}
				b.WriteByte('>')
				walk(x)
				b.WriteString("</>")
			}
		}
		root := Parse(c.page).FirstChild
		walk(root.FirstChild)
		walk(root.LastChild)
		if b.String() != c.want {
			t.Errorf("%s: got %s, want %s", c.page, b.String(), c.want)
		}
	}
}

// growing are pages that could cost more than linear time, by a number of
// parts.
var growing = map[string]func(n int) string{
	"nesting":             func(n int) string { return strings.Repeat("<div>", n) + "a" },
	"formatting":          func(n int) string { return strings.Repeat("<b><i>", n) + "a" },
	"formatting, unlike":  func(n int) string { return unlike(n, "<b id=%d>") + strings.Repeat("<p>a", n) },
	"formatting cut off":  func(n int) string { return strings.Repeat("<b><p>a</b>", n) },
	"formatting in turns": func(n int) string { return strings.Repeat("<b><i><u><s><div>a</b></i>", n) },
	"anchors":             func(n int) string { return strings.Repeat("<a><div>", n) },
	"paragraph ends":      func(n int) string { return strings.Repeat("<div>", n) + strings.Repeat("</p>", n) },
	"wrong ends": func(n int) string {
		return strings.Repeat("<section>", n) + strings.Repeat("</article></x></h1></b>", n)
	},
	"items":          func(n int) string { return strings.Repeat("<div>", 600) + strings.Repeat("<li><div>", n) },
	"tables":         func(n int) string { return strings.Repeat("<table>a<tr>b<td>", n) },
	"text in tables": func(n int) string { return "<table>" + strings.Repeat("<tr>a", n) },
	"attributes":     func(n int) string { return "<p" + unlike(n, " a%d=x") + ">a" },
	"comments":       func(n int) string { return strings.Repeat("<!--", n) },
	"dashes":         func(n int) string { return "<!--" + strings.Repeat("-", n) },
	"quotes":         func(n int) string { return strings.Repeat("<p a='>", n) + strings.Repeat("<p a=\">", n) },
	"titles":         func(n int) string { return strings.Repeat("<title>", n) },
	"templates":      func(n int) string { return strings.Repeat("<template>", n) + strings.Repeat("</template>", n) },
	"scripts":        func(n int) string { return strings.Repeat("<script><!--<script></script>", n) },
	"drawings":       func(n int) string { return strings.Repeat("<svg><g>", n) + strings.Repeat("<p><svg>", n) },
	"selects":        func(n int) string { return strings.Repeat("<select><option>", n) },
	"bodies":         func(n int) string { return unlike(n, "<body a%d=1>") },
	"forms":          func(n int) string { return strings.Repeat("<form><div></form>", n) },
	"signs":          func(n int) string { return strings.Repeat("<", n) },
}

func unlike(n int, format string) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, format, i)
	}
	return b.String()
}

// A page eight times as long takes about eight times as long. The alarm is at
// thirty: far from the sixty-four of quadratic time, and from a busy machine.
func TestTimeIsAboutLinear(t *testing.T) {
	if testing.Short() {
		t.Skip("times pages")
	}
	for name, page := range growing {
		t.Run(name, func(t *testing.T) {
			const n = 2000
			one, eight := page(n), page(8*n)
			var short, long time.Duration
			for range 4 { // what is quadratic is so every time
				short, long = fastest(one), fastest(eight)
				if long <= 30*short || long <= 200*time.Millisecond {
					return
				}
			}
			t.Errorf("%d bytes take %v, %d bytes %v", len(one), short, len(eight), long)
		})
	}
}

func fastest(page string) time.Duration {
	best := time.Hour
	for range 3 {
		start := time.Now()
		Parse(page)
		best = min(best, time.Since(start))
	}
	return best
}

func TestFiveMegabytesNeedBoundedMemory(t *testing.T) {
	for _, unit := range []string{"<b>", "<p>", "<p>some words of a paragraph</p>", "<a href=/x class=y>z</a>"} {
		page := strings.Repeat(unit, 5<<20/len(unit))
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		Parse(page)
		runtime.ReadMemStats(&after)
		if got, limit := after.TotalAlloc-before.TotalAlloc, uint64(160<<20); got > limit {
			t.Errorf("%s: %d bytes allocate %d, want under %d", unit, len(page), got, limit)
		}
	}
}

// FuzzParse: whatever the page, the tree has one head and one body, its links
// agree with each other and its nesting is bounded.
func FuzzParse(f *testing.F) {
	for _, page := range growing {
		f.Add(page(3))
	}
	f.Add("<b><p><table><a><td></b><form></a></p></table>x</form>")
	f.Add("<svg><desc><p></svg></p><select><li><option></ul>")
	f.Fuzz(func(t *testing.T, page string) {
		doc := Parse(page)
		root := doc.FirstChild
		if root == nil || root.NextSibling != nil || root.FirstChild.DataAtom != atom.Head || root.LastChild.DataAtom != atom.Body {
			t.Fatalf("%q: no head and body", page)
		}
		if n, deepest := measure(t, doc, 0); n > maxNodes+maxStyle || deepest > MaxDepth+8 {
			t.Fatalf("%q: %d nodes, %d deep", page, n, deepest)
		}
	})
}

func measure(t *testing.T, n *html.Node, depth int) (nodes, deepest int) {
	var last *html.Node
	deepest = depth
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Parent != n || c.PrevSibling != last || c.Type == html.TextNode && c.FirstChild != nil {
			t.Fatalf("%s in %s is linked wrongly", c.Data, n.Data)
		}
		k, d := measure(t, c, depth+1)
		nodes, deepest, last = nodes+1+k, max(deepest, d), c
	}
	if n.LastChild != last {
		t.Fatalf("%s has another last child", n.Data)
	}
	return nodes, deepest
}
