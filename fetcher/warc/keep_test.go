package warc

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/marsad-news/marsad/event"
	"github.com/marsad-news/marsad/fetcher/safehttp"
)

var day = time.Date(2026, 11, 3, 9, 0, 0, 123456000, time.UTC)

// clock is a time that tests move.
type clock struct {
	mu sync.Mutex
	t  time.Time
}

func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.t
}

func (c *clock) add(d time.Duration) time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.t = c.t.Add(d)
	return c.t
}

func open(t *testing.T, o Options) *Keep {
	t.Helper()
	if o.Dir == "" {
		o.Dir = t.TempDir()
	}
	k, err := Open(o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = k.Close() })
	return k
}

func page(url string) *event.Page {
	return &event.Page{URL: url, Source: "manara", Title: "خبر\r\nWARC-Type: forged", Published: "2026-11-03", FoundAt: day, FoundBy: "feed"}
}

func exchange(url, body string, at time.Time) *safehttp.Response {
	return &safehttp.Response{
		URL: url, Final: url, Status: 200, Proto: "HTTP/2.0", Start: at, Wire: []byte(body), Body: []byte(body),
		Header: http.Header{"Content-Type": {"text/html; charset=utf-8"}, "Etag": {`"1"`}},
		Sent:   http.Header{"User-Agent": {"MarsadBot/1.0 (+mailto:desk@news.example)"}},
	}
}

func keep(t *testing.T, k *Keep, url, body string, at time.Time) string {
	t.Helper()
	where, err := k.Keep(exchange(url, body, at), page(url))
	if err != nil {
		t.Fatal(err)
	}
	return where
}

func read(t *testing.T, dir, where string) *Exchange {
	t.Helper()
	a, err := OpenArchive(dir)
	if err != nil {
		t.Fatal(err)
	}
	x, err := a.Exchange(where, 0)
	if err != nil {
		t.Fatal(err)
	}
	return x
}

func entries(t *testing.T, dir string, f Filter) (out []Entry) {
	t.Helper()
	a, err := OpenArchive(dir)
	if err != nil {
		t.Fatal(err)
	}
	if err := a.Each(f, func(e Entry) error { out = append(out, e); return nil }); err != nil {
		t.Fatal(err)
	}
	return out
}

func TestWhatIsKeptComesBackWhole(t *testing.T) {
	dir := t.TempDir()
	k := open(t, Options{Dir: dir, Software: "marsad/test", Contact: "desk@news.example"})
	const url, body = "https://news.example/a?x=1", "<html><body>قوات في البلاد</body></html>"
	where := keep(t, k, url, body, day)
	for _, state := range []string{"while the file is open", "when it is closed"} {
		x := read(t, dir, where)
		if x.URL != url || string(x.Body) != body || x.Status != 200 || !x.Date.Equal(day) || x.Source != "manara" || x.FoundBy != "feed" || !x.Found.Equal(day) || x.Published != "2026-11-03" {
			t.Errorf("%s: %+v", state, x)
		}
		if x.Title != "خبر WARC-Type: forged" {
			t.Errorf("%s: title %q", state, x.Title)
		}
		if x.Header.Get("Etag") != `"1"` || x.MediaType() != "text/html" {
			t.Errorf("%s: header %v", state, x.Header)
		}
		es := entries(t, dir, Filter{})
		if len(es) != 1 || es[0].Where() != where || es[0].Source != "manara" || es[0].Mime != "text/html" || !es[0].Time.Equal(day) {
			t.Errorf("%s: entries %+v", state, es)
		}
		if err := k.Close(); err != nil {
			t.Fatal(err)
		}
	}
	left, _ := filepath.Glob(filepath.Join(dir, "*"))
	if len(left) != 2 || !strings.HasSuffix(left[0], ".cdxj") || !strings.HasSuffix(left[1], ".warc.gz") {
		t.Errorf("files are %q", left)
	}
}

// TestFileIsWARC reads the bytes without this package's reader: each record is
// one gzip member, with the lines that the standard wants, in its order.
func TestFileIsWARC(t *testing.T) {
	dir := t.TempDir()
	k := open(t, Options{Dir: dir})
	keep(t, k, "https://news.example/a", "<p>one</p>", day)
	if err := k.Close(); err != nil {
		t.Fatal(err)
	}
	files, _ := filepath.Glob(filepath.Join(dir, "*.warc.gz"))
	data, err := os.ReadFile(files[0])
	if err != nil {
		t.Fatal(err)
	}
	want := [][]string{
		{"WARC/1.1\r\nWARC-Type: warcinfo\r\n", "WARC-Filename: " + filepath.Base(files[0]), "format: WARC File Format 1.1\r\n"},
		{
			"WARC/1.1\r\nWARC-Type: response\r\n", "WARC-Date: 2026-11-03T09:00:00.123456Z\r\n", "WARC-Target-URI: https://news.example/a\r\n",
			"Content-Type: application/http;msgtype=response\r\n", "WARC-Payload-Digest: sha1:3CURHRYR54XL2CVXV2KABN2Y3JA4O4B2\r\n", "WARC-Protocol: h2\r\n",
			"\r\n\r\nHTTP/1.1 200 OK\r\n", "\r\n\r\n<p>one</p>\r\n\r\n",
		},
		{"WARC/1.1\r\nWARC-Type: request\r\n", "WARC-Concurrent-To: <urn:uuid:", "\r\n\r\nGET /a HTTP/1.1\r\nHost: news.example\r\nUser-Agent: MarsadBot"},
	}
	in := bytes.NewReader(data)
	for i, parts := range want {
		z, err := gzip.NewReader(in)
		if err != nil {
			t.Fatalf("member %d: %v", i, err)
		}
		z.Multistream(false)
		text, err := io.ReadAll(z)
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range parts {
			if !strings.Contains(string(text), p) {
				t.Errorf("record %d has no %q:\n%s", i, p, text)
			}
		}
		if !bytes.HasSuffix(text, []byte("\r\n\r\n")) {
			t.Errorf("record %d does not end in two line ends", i)
		}
	}
	if in.Len() != 0 {
		t.Errorf("%d bytes behind the last record", in.Len())
	}
}

func TestUnchangedBodiesBecomeRevisits(t *testing.T) {
	dir := t.TempDir()
	k := open(t, Options{Dir: dir})
	const url = "https://news.example/a"
	keep(t, k, url, "<p>one</p>", day)
	again := keep(t, k, url, "<p>one</p>", day.Add(time.Hour))
	same := exchange(url, "", day.Add(2*time.Hour))
	same.Status = http.StatusNotModified
	not, err := k.Keep(same, page(url))
	if err != nil {
		t.Fatal(err)
	}
	for name, where := range map[string]string{"the same body": again, "not modified": not} {
		x := read(t, dir, where)
		if !x.Revisit || string(x.Body) != "<p>one</p>" || x.Status != 200 || x.MediaType() != "text/html" {
			t.Errorf("%s: %+v", name, x)
		}
	}
	if es := entries(t, dir, Filter{}); len(es) != 3 || es[0].Revisit() || !es[1].Revisit() || !es[2].Revisit() {
		t.Errorf("entries are %+v", es)
	}
	unknown := exchange("https://news.example/b", "", day)
	unknown.Status = http.StatusNotModified
	if where, err := k.Keep(unknown, page("https://news.example/b")); where != "" || err != nil {
		t.Errorf("an answer about a page that is not there is kept at %q, %v", where, err)
	}
}

func TestRevisitsOutliveARestart(t *testing.T) {
	dir, c := t.TempDir(), &clock{t: day}
	k := open(t, Options{Dir: dir, Now: c.now})
	keep(t, k, "https://news.example/a", "<p>one</p>", day)
	if err := k.Close(); err != nil {
		t.Fatal(err)
	}
	c.add(time.Hour)
	k = open(t, Options{Dir: dir, Now: c.now})
	where := keep(t, k, "https://news.example/a", "<p>one</p>", c.now())
	if x := read(t, dir, where); !x.Revisit || string(x.Body) != "<p>one</p>" {
		t.Errorf("after a restart: %+v", x)
	}
	c.add(30 * 24 * time.Hour)
	where = keep(t, k, "https://news.example/a", "<p>one</p>", c.now())
	if x := read(t, dir, where); x.Revisit {
		t.Error("a record refers to one that may be gone before it")
	}
}

func TestProcessesShareADirectory(t *testing.T) {
	dir := t.TempDir()
	a, b := open(t, Options{Dir: dir}), open(t, Options{Dir: dir})
	var both sync.WaitGroup
	for i, k := range []*Keep{a, b} {
		for j := range 4 {
			both.Go(func() {
				for n := range 10 {
					url := fmt.Sprintf("https://news.example/%d/%d/%d", i, j, n)
					if _, err := k.Keep(exchange(url, "<p>"+url, day), page(url)); err != nil {
						t.Error(err)
					}
				}
			})
		}
	}
	both.Wait()
	es := entries(t, dir, Filter{})
	if len(es) != 80 {
		t.Fatalf("%d exchanges, want 80", len(es))
	}
	for _, e := range es {
		if x := read(t, dir, e.Where()); string(x.Body) != "<p>"+e.URL {
			t.Errorf("%s holds %q", e.URL, x.Body)
		}
	}
}

func TestFilterSelects(t *testing.T) {
	dir := t.TempDir()
	k := open(t, Options{Dir: dir})
	for i, source := range []string{"manara", "sada", "manara"} {
		url := fmt.Sprintf("https://news.example/%d", i)
		p := page(url)
		p.Source = source
		if _, err := k.Keep(exchange(url, fmt.Sprint(i), day.Add(time.Duration(i)*time.Hour)), p); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct {
		f    Filter
		want int
	}{
		{Filter{}, 3}, {Filter{From: day.Add(time.Hour)}, 2}, {Filter{To: day.Add(time.Hour)}, 1}, {Filter{Sources: []string{"sada"}}, 1},
		{Filter{URL: "https://news.example/2"}, 1}, {Filter{URL: "https://news.example/*"}, 3}, {Filter{URL: "https://x.example/*"}, 0},
	} {
		if got := len(entries(t, dir, c.f)); got != c.want {
			t.Errorf("%+v selects %d, want %d", c.f, got, c.want)
		}
	}
}

func TestPlacesThatAreNoneAreRefused(t *testing.T) {
	dir := t.TempDir()
	k := open(t, Options{Dir: dir})
	where := keep(t, k, "https://news.example/a", "<p>", day)
	a, err := OpenArchive(dir)
	if err != nil {
		t.Fatal(err)
	}
	file, _, _ := strings.Cut(where, ":")
	for _, bad := range []string{"", "x", "../../etc/passwd:0", file + ":-1", file + ":7", file + ":9999999", "gone.warc.gz:0", file + ":0"} {
		if x, err := a.Exchange(bad, 0); err == nil {
			t.Errorf("%q holds %+v", bad, x)
		}
	}
	if _, err := a.Exchange("gone.warc.gz:0", 0); !errors.Is(err, ErrNotFound) {
		t.Errorf("a file that is gone: %v", err)
	}
}

func BenchmarkKeep(b *testing.B) {
	k, err := Open(Options{Dir: b.TempDir()})
	if err != nil {
		b.Fatal(err)
	}
	defer k.Close()
	body := strings.Repeat("<p>قال المتحدث إن القوات باقية في القاعدة</p>\n", 600)
	b.SetBytes(int64(len(body)))
	b.ReportAllocs()
	n := 0
	for b.Loop() {
		n++
		url := fmt.Sprintf("https://news.example/%d", n)
		if _, err := k.Keep(exchange(url, fmt.Sprint(body, n), day), page(url)); err != nil {
			b.Fatal(err)
		}
	}
}
