package jsonl

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/marsad-news/marsad/event"
	"github.com/marsad-news/marsad/sink"
	"github.com/marsad-news/marsad/sink/sinktest"
)

func open(t *testing.T, path string) *Sink {
	t.Helper()
	s, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestContract(t *testing.T) {
	sinktest.Run(t, func(t *testing.T) sinktest.Place {
		path := filepath.Join(t.TempDir(), "reports.jsonl")
		return sinktest.Place{
			Open: func(t *testing.T) sink.Sink { return open(t, path) },
			Read: func(t *testing.T) sinktest.Snapshot {
				s, err := Load(path)
				if err != nil {
					t.Fatal(err)
				}
				return sinktest.Of(t, s)
			},
		}
	})
}

func TestOpenHealsALineThatACrashCutShort(t *testing.T) {
	for name, tail := range map[string]string{
		"half a line":      `{"article":{"id":"torn"`,
		"a lost block":     "\x00\x00\x00\x00\n" + `{"article":{"id":"c"}}` + "\n",
		"half a character": "{\"article\":{\"title\":\"\xd8",
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "r.jsonl")
			s := open(t, path)
			if err := s.Write(t.Context(), []event.Report{sinktest.Report("a", 1, "x")}); err != nil {
				t.Fatal(err)
			}
			s.Close()
			f, err := os.OpenFile(path, os.O_APPEND|os.O_WRONLY, 0)
			if err != nil {
				t.Fatal(err)
			}
			f.WriteString(tail)
			f.Close()

			s = open(t, path)
			if err := s.Write(t.Context(), []event.Report{sinktest.Report("a", 1, "x"), sinktest.Report("b", 1, "y")}); err != nil {
				t.Fatal(err)
			}
			s.Close()
			b, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			lines := bytes.Split(bytes.TrimSuffix(b, []byte("\n")), []byte("\n"))
			if len(lines) != 2 {
				t.Fatalf("file has %d lines, want 2:\n%s", len(lines), b)
			}
			for _, l := range lines {
				if !json.Valid(l) {
					t.Errorf("not JSON: %q", l)
				}
			}
		})
	}
}

func TestOpenRefusesASecondWriter(t *testing.T) {
	path := filepath.Join(t.TempDir(), "r.jsonl")
	defer open(t, path).Close()
	if s, err := Open(path); err == nil {
		s.Close()
		t.Error("two sinks hold the same file")
	}
}

func TestAFailedBatchIsWrittenWhenItComesAgain(t *testing.T) {
	path := filepath.Join(t.TempDir(), "r.jsonl")
	s := open(t, path)
	write := func(r ...event.Report) error { return s.Write(t.Context(), r) }
	if err := write(sinktest.Report("a", 2, "x")); err != nil {
		t.Fatal(err)
	}
	stale, bad := sinktest.Report("a", 1, "y"), sinktest.Report("b", 1, "z")
	bad.Claims[0].ID = ""
	if err := write(stale, bad); err == nil {
		t.Fatal("a claim without id was taken")
	}
	if err := write(stale); err != nil {
		t.Fatal(err)
	}
	s.Close()
	st, err := Load(path)
	if err != nil {
		t.Fatal(err)
	}
	if n := len(sinktest.Of(t, st).Claims); n != 2 {
		t.Errorf("the log holds %d claims, want 2: the failed batch counts as written", n)
	}
}

func TestArabicStaysReadableInTheFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "r.jsonl")
	s := open(t, path)
	r := sinktest.Report("a", 1, "x")
	r.Article.Title = "<b>نفي</b> & «تأكيد»"
	if err := s.Write(t.Context(), []event.Report{r}); err != nil {
		t.Fatal(err)
	}
	s.Close()
	b, _ := os.ReadFile(path)
	if !bytes.Contains(b, []byte(r.Article.Title)) {
		t.Errorf("the title is escaped in the file: %s", b[:200])
	}
}

func FuzzLoadNeverPanics(f *testing.F) {
	f.Add([]byte(`{"article":{"id":"a"},"claims":[{"id":"c"}]}` + "\n"))
	f.Add([]byte("\n\n{}\n"))
	f.Add([]byte(`{"article":{"id":"a","embedded":[{"id":"a"}]}}` + "\n"))
	f.Fuzz(func(t *testing.T, b []byte) {
		path := filepath.Join(t.TempDir(), "r.jsonl")
		if err := os.WriteFile(path, b, 0o600); err != nil {
			t.Fatal(err)
		}
		s, err := Open(path)
		if err != nil {
			t.Fatalf("a log of any content opens: %v", err)
		}
		if err := s.Write(t.Context(), []event.Report{sinktest.Report("z", 1, "x")}); err != nil {
			t.Fatal(err)
		}
		s.Close()
		st, err := Load(path)
		if err != nil {
			return // said so
		}
		if _, err := st.Claims(); err != nil {
			t.Error(err)
		}
	})
}
