package warc

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// raw writes a record as some other tool would.
func raw(kind, target, block string, extra ...string) string {
	head := "WARC/1.0\r\nWARC-Type: " + kind + "\r\nWARC-Target-URI: " + target + "\r\nWARC-Date: 2020-01-02T03:04:05Z\r\nWARC-Record-ID: <urn:uuid:1>\r\n"
	for _, e := range extra {
		head += e + "\r\n"
	}
	return head + fmt.Sprintf("Content-Length: %d\r\n\r\n%s\r\n\r\n", len(block), block)
}

func packed(parts ...string) []byte {
	var b bytes.Buffer
	for _, p := range parts {
		z := gzip.NewWriter(&b)
		_, _ = z.Write([]byte(p))
		_ = z.Close()
	}
	return b.Bytes()
}

const reply = "Content-Type: application/http; msgtype=response"

func http1(header, body string) string { return "HTTP/1.1 200 OK\r\n" + header + "\r\n" + body }

// walkAll returns the bodies of a file by address.
func walkAll(t *testing.T, data []byte) (map[string]string, Tally) {
	t.Helper()
	got := map[string]string{}
	tally, err := Walk(bytes.NewReader(data), 0, 0, func(x *Exchange, _ int64) error {
		got[x.Final] = string(x.Body)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return got, tally
}

func TestReadsFilesOfOthers(t *testing.T) {
	html := "Content-Type: text/html\r\n"
	one := raw("response", "<http://a.example/>", http1(html, "<p>one"), reply)
	two := raw("response", "http://b.example/", http1(html, "<p>two"), reply)
	info := raw("warcinfo", "", "software: other/1.0\r\n", "Content-Type: application/warc-fields")
	lf := func(s string) string { // the block keeps its length
		head, block, _ := strings.Cut(s, "\r\n\r\n")
		return strings.ReplaceAll(head, "\r\n", "\n") + "\n\n" + strings.TrimRight(block, "\r\n") + "\n\n"
	}
	want := map[string]string{"http://a.example/": "<p>one", "http://b.example/": "<p>two"}
	for name, data := range map[string][]byte{
		"plain":                    []byte(info + one + two),
		"a member for each record": packed(info, one, two),
		"one member for all":       packed(info + one + two),
		"no line ends between":     []byte(strings.TrimRight(one, "\r\n") + two),
		"lines end in LF":          []byte(lf(one) + lf(two)),
		"mixed":                    append([]byte(one), packed(two)...),
		"blank lines first":        append([]byte("\r\n\r\n"), packed(one, two)...),
	} {
		got, tally := walkAll(t, data)
		if diff := cmp.Diff(want, got); diff != "" || tally.Damaged > 0 {
			t.Errorf("%s: damaged %d (-want +got):\n%s", name, tally.Damaged, diff)
		}
	}
}

func TestReadsBodiesAsTheyWereSent(t *testing.T) {
	const html = "<html>متن</html>"
	z := string(packed(html))
	chunks := fmt.Sprintf("%x\r\n%s\r\n0\r\n\r\n", len(html), html)
	for _, c := range []struct{ name, block, want string }{
		{"plain", http1("", html), html},
		{"chunked", http1("Transfer-Encoding: chunked\r\n", chunks), html},
		{"chunked, and undone by the archive", http1("Transfer-Encoding: chunked\r\n", html), html},
		{"gzip", http1("Content-Encoding: gzip\r\n", z), html},
		{"gzip, and undone by the archive", http1("Content-Encoding: gzip\r\n", html), html},
		{"gzip in chunks", http1("content-encoding: GZIP\r\ntransfer-encoding: chunked\r\n", fmt.Sprintf("%x;ext=1\r\n%s\r\n0\r\n\r\n", len(z), z)), html},
		{"brotli, and undone by the archive", http1("Content-Encoding: br\r\n", html), html},
		{"a head without reason", "HTTP/1.1 200\r\n\r\n" + html, html},
		{"a head with broken lines", "HTTP/1.1 200 OK\r\nno colon here\r\n: x\r\n\r\n" + html, html},
	} {
		got, tally := walkAll(t, packed(raw("response", "http://a.example/", c.block, reply)))
		if got["http://a.example/"] != c.want {
			t.Errorf("%s: %q, %+v", c.name, got, tally)
		}
	}
}

func TestWhatIsNoAnswerIsPassedOver(t *testing.T) {
	good := raw("response", "http://a.example/", http1("", "<p>"), reply)
	for name, block := range map[string]string{
		"a request":            raw("request", "http://a.example/", "GET / HTTP/1.1\r\n\r\n", "Content-Type: application/http;msgtype=request"),
		"a name look-up":       raw("response", "dns:a.example", "20200102 a.example. A 192.0.2.1", "Content-Type: text/dns"),
		"an unknown type":      raw("conversion", "http://a.example/", "text"),
		"an endless body":      raw("response", "http://x.example/", http1("", strings.Repeat("x", MaxBody+10)), reply),
		"brotli":               raw("response", "http://x.example/", http1("Content-Encoding: br\r\n", "\x0b\x02\x80"), reply),
		"a bomb":               raw("response", "http://x.example/", http1("Content-Encoding: gzip\r\n", string(packed(strings.Repeat("\x00", MaxBody*4)))), reply),
		"no status":            raw("response", "http://x.example/", "hello", reply),
		"a negative length":    "WARC/1.0\r\nWARC-Type: response\r\nContent-Length: -5\r\n\r\n",
		"no length":            "WARC/1.0\r\nWARC-Type: response\r\n\r\n",
		"an endless head":      "WARC/1.0\r\n" + strings.Repeat("X: y\r\n", 100_000) + "\r\n",
		"some other text":      "hello\r\nworld\r\n",
		"a length past number": "WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 99999999999999999999\r\n\r\n",
	} {
		for form, data := range map[string][]byte{"plain": []byte(block + "\r\n" + good), "packed": packed(block, good)} {
			got, tally := walkAll(t, data)
			if len(got) != 1 || got["http://a.example/"] != "<p>" {
				t.Errorf("%s, %s: %d exchanges, %+v", name, form, len(got), tally)
			}
		}
	}
}

func TestDamageCostsOnlyWhatIsDamaged(t *testing.T) {
	var parts []string
	for i := range 5 {
		parts = append(parts, raw("response", fmt.Sprintf("http://a.example/%d", i), http1("", strings.Repeat(fmt.Sprint("<p>text ", i), 100)), reply))
	}
	data := packed(parts...)
	at := len(packed(parts[:2]...)) + 40 // inside the third
	for i := range 20 {
		data[at+i] ^= 0x55
	}
	got, tally := walkAll(t, data)
	if tally.Damaged == 0 || len(got) != 4 || got["http://a.example/2"] != "" {
		t.Errorf("%d exchanges, %+v", len(got), tally)
	}
	got, tally = walkAll(t, packed(parts...)[:at])
	if len(got) != 2 || tally.Damaged != 1 {
		t.Errorf("cut: %d exchanges, %+v", len(got), tally)
	}
}

func TestRevisitsOfOthersAreResolved(t *testing.T) {
	first := raw("response", "http://a.example/", http1("Content-Type: text/html\r\n", "<p>one"), reply, "WARC-Payload-Digest: sha1:ABC")
	byDate := raw("revisit", "http://b.example/", "HTTP/1.1 304 Not Modified\r\n\r\n", reply, "WARC-Refers-To-Target-URI: http://a.example/", "WARC-Refers-To-Date: 2020-01-02T03:04:05Z")
	byDigest := raw("revisit", "http://c.example/", "", reply, "WARC-Payload-Digest: SHA1:abc")
	lost := raw("revisit", "http://d.example/", "", reply, "WARC-Payload-Digest: sha1:XYZ")
	for name, data := range map[string][]byte{"packed": packed(first, byDate, byDigest, lost), "plain": []byte(first + byDate + byDigest + lost)} {
		got, tally := walkAll(t, data)
		want := map[string]string{"http://a.example/": "<p>one", "http://b.example/": "<p>one", "http://c.example/": "<p>one"}
		if diff := cmp.Diff(want, got); diff != "" || tally.Revisits != 2 || tally.Lost != 1 {
			t.Errorf("%s: %+v (-want +got):\n%s", name, tally, diff)
		}
	}
}

func TestWalkGoesOnFromAnOffset(t *testing.T) {
	var parts []string
	for i := range 4 {
		parts = append(parts, raw("response", fmt.Sprintf("http://a.example/%d", i), http1("", "<p>"), reply))
	}
	for name, data := range map[string][]byte{"packed": packed(parts...), "plain": []byte(strings.Join(parts, ""))} {
		var from int64
		stop := errors.New("stop")
		_, err := Walk(bytes.NewReader(data), 0, 0, func(x *Exchange, at int64) error {
			if from = at; x.Final == "http://a.example/2" {
				return stop
			}
			return nil
		})
		if !errors.Is(err, stop) {
			t.Fatal(err)
		}
		var rest []string
		in := bytes.NewReader(data)
		_, _ = in.Seek(from, io.SeekStart)
		if _, err := Walk(in, from, 0, func(x *Exchange, _ int64) error { rest = append(rest, x.Final); return nil }); err != nil {
			t.Fatal(err)
		}
		if got := strings.Join(rest, " "); got != "http://a.example/2 http://a.example/3" {
			t.Errorf("%s: went on with %s", name, got)
		}
	}
}

// zeros is a body that would fill any memory.
type zeros struct{ left int64 }

func (z *zeros) Read(p []byte) (int, error) {
	if z.left <= 0 {
		return 0, io.EOF
	}
	n := min(int64(len(p)), z.left)
	clear(p[:n])
	z.left -= n
	return int(n), nil
}

func TestMemoryIsBounded(t *testing.T) {
	const size = 1 << 30
	head := fmt.Sprintf("WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: http://a.example/\r\nContent-Type: application/http\r\nContent-Length: %d\r\n\r\n", int64(size))
	tail := "\r\n\r\n" + raw("response", "http://b.example/", http1("", "<p>"), reply)
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	n := 0
	tally, err := Walk(io.MultiReader(strings.NewReader(head), &zeros{size}, strings.NewReader(tail)), 0, 1<<20, func(*Exchange, int64) error { n++; return nil })
	runtime.ReadMemStats(&after)
	if err != nil || n != 1 {
		t.Fatalf("%d exchanges, %+v, %v", n, tally, err)
	}
	if grown := after.TotalAlloc - before.TotalAlloc; grown > 16<<20 {
		t.Errorf("took %d MB for a body of 1 GB", grown>>20)
	}
}

func FuzzReader(f *testing.F) {
	one := raw("response", "http://a.example/", http1("Transfer-Encoding: chunked\r\n", "3\r\n<p>\r\n0\r\n\r\n"), reply)
	f.Add([]byte(one))
	f.Add(packed(one, one))
	f.Add(packed(one + one))
	f.Add(append([]byte(one), packed(raw("revisit", "http://a.example/", "", reply, "WARC-Payload-Digest: sha1:X"))...))
	f.Add([]byte("WARC/1.0\r\nContent-Length: 5\r\n\r\n\x1f\x8b\x08"))
	f.Fuzz(func(t *testing.T, data []byte) {
		// Whatever the bytes: reading ends, offsets grow, and a file of whole
		// records stays readable behind them.
		r, last := NewReader(bytes.NewReader(data), 0), int64(-1)
		for range len(data) + 2 {
			rec, err := r.Next()
			if errors.Is(err, io.EOF) {
				last = -2
				break
			}
			if err == nil && rec.Direct {
				if rec.Offset <= last || rec.Offset > int64(len(data)) {
					t.Fatalf("record at %d after one at %d of %d bytes", rec.Offset, last, len(data))
				}
				last = rec.Offset
			}
			if err == nil {
				_, _ = rec.Exchange(1 << 16)
			}
		}
		if last != -2 {
			t.Fatal("reading does not end")
		}
	})
}

func TestKeysPutASiteTogether(t *testing.T) {
	for address, want := range map[string]string{
		"https://www.News.example/A?b=1": "example,news,www)/A?b=1", "http://news.example": "example,news)/", "http://127.0.0.1:8080/x": "127.0.0.1:8080)/x",
		"https://news.example/%D8%AE a": "example,news)/%D8%AE%20a", "no address": "no%20address",
	} {
		if got := Key(address); got != want {
			t.Errorf("%s has the key %s, want %s", address, got, want)
		}
	}
}

func FuzzIndexLine(f *testing.F) {
	e := Entry{Key: "example,a)/", Time: day, URL: "http://a.example/", Mime: "text/html", Status: 200, Digest: "X", Offset: 5, Length: 7, File: "f.warc.gz"}
	f.Add(e.Line())
	f.Add("a 20200102030405 {}")
	f.Fuzz(func(t *testing.T, s string) {
		e, err := ParseLine(s)
		if err != nil {
			return
		}
		again, err := ParseLine(e.Line())
		if err != nil {
			t.Fatalf("%q is written as %q, which cannot be read: %v", s, e.Line(), err)
		}
		if again.Line() != e.Line() || again.Offset != e.Offset || again.Length != e.Length {
			t.Fatalf("%q comes back as %+v", s, again)
		}
	})
}
