package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/marsad-news/marsad/cmd/marsad/app"
	"github.com/marsad-news/marsad/event"
	"github.com/marsad-news/marsad/fetcher/warc"
	"github.com/marsad-news/marsad/internal/bus"
	"github.com/marsad-news/marsad/internal/config"
	"github.com/marsad-news/marsad/internal/newsroom"
)

// house is the whole pipeline over a newsroom on loopback, with a broker that
// other commands can reach.
type house struct {
	t    *testing.T
	site *newsroom.Site
	base string
	app  *app.App
	cfg  string // a configuration file for commands

	mu       sync.Mutex
	articles []event.Article
}

// newHouse runs everything and waits until the feeds' pages are through.
func newHouse(t *testing.T) *house {
	t.Helper()
	h := &house{t: t, site: newsroom.New()}
	base, stop, err := h.site.Start("127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(stop)
	h.base = base
	dir := t.TempDir()
	cfg := demoConfig(base, dir, "127.0.0.1:0", "127.0.0.1:0")
	cfg.NATS.Listen, cfg.NATS.Durability, cfg.Fetcher.Archive.Dir = "127.0.0.1:0", "process", "warc"
	if h.app, err = app.Open(t.Context(), cfg, app.All, version, slog.New(slog.DiscardHandler)); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	var all sync.WaitGroup
	t.Cleanup(func() {
		cancel()
		all.Wait()
		if err := h.app.Close(); err != nil {
			t.Error(err)
		}
	})
	all.Go(func() {
		if err := h.app.Run(ctx); err != nil {
			t.Error(err)
		}
	})
	all.Go(func() { h.follow(ctx) })
	h.write(dir, &cfg)
	last, since := 0, time.Now()
	h.settle(func() bool { // nothing new for a while: each poll names the same pages
		if n := h.count(""); n != last {
			last, since = n, time.Now()
		}
		return last > 10 && time.Since(since) > 2*time.Second
	})
	return h
}

func (h *house) write(dir string, cfg *config.Config) {
	h.t.Helper()
	var b strings.Builder
	fmt.Fprintf(&b, "data_dir: %s\nnats: {url: %q}\nfetcher: {open_loopback: true, delay: 10ms, archive: {dir: warc}}\nsources:\n", dir, h.app.Bus().URL())
	for _, s := range cfg.Sources {
		fmt.Fprintf(&b, "  - {id: %s, lang: %s, feeds: [%q]}\n", s.ID, s.Lang, s.Feeds[0])
	}
	h.cfg = filepath.Join(dir, "marsad.yaml")
	if err := os.WriteFile(h.cfg, []byte(b.String()), 0o600); err != nil {
		h.t.Fatal(err)
	}
}

func (h *house) follow(ctx context.Context) {
	err := h.app.Bus().Follow(ctx, bus.Tail{Stream: bus.Articles, Since: time.Now().Add(-time.Minute)}, func(m bus.Message) error {
		var a event.Article
		if err := json.Unmarshal(m.Data, &a); err != nil {
			return err
		}
		h.mu.Lock()
		defer h.mu.Unlock()
		h.articles = append(h.articles, a)
		return nil
	})
	if err != nil {
		h.t.Error(err)
	}
}

// count is how many articles came from a replay whose id begins so; from live
// news for the empty one.
func (h *house) count(replay string) (n int) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for i := range h.articles {
		if r := h.articles[i].Replay; r == "" && replay == "" || replay != "" && strings.HasPrefix(r, replay) {
			n++
		}
	}
	return n
}

// settle waits until ok and every stage is idle.
func (h *house) settle(ok func() bool) {
	h.t.Helper()
	for deadline := time.Now().Add(3 * time.Minute); time.Now().Before(deadline); time.Sleep(50 * time.Millisecond) {
		idle := ok()
		for _, s := range []bus.Stream{bus.Pages, bus.Articles, bus.Reports} {
			if i, err := h.app.Bus().Idle(h.t.Context(), s); err != nil || !i {
				idle = false
			}
		}
		if idle {
			return
		}
	}
	h.t.Fatalf("waited in vain; %d live articles", h.count(""))
}

// summary reads the last line of a comparison.
func summary(t *testing.T, out string) (s compared, changes []change) {
	t.Helper()
	lines := strings.Split(strings.TrimSpace(out), "\n")
	for _, l := range lines[:len(lines)-1] {
		var c change
		if err := json.Unmarshal([]byte(l), &c); err != nil {
			t.Fatalf("%v: %s", err, l)
		}
		changes = append(changes, c)
	}
	if err := json.Unmarshal([]byte(lines[len(lines)-1]), &s); err != nil || s.Op != "summary" {
		t.Fatalf("%v: %s", err, lines[len(lines)-1])
	}
	return s, changes
}

// TestArchiveReplaysWhatWasFetched takes the newsroom into store and archive,
// and feeds the archive through again.
func TestArchiveReplaysWhatWasFetched(t *testing.T) {
	h := newHouse(t)
	live := h.count("")

	code, out, talk := call(t, "", "replay", "-c", h.cfg, "--diff")
	if code != 0 {
		t.Fatalf("diff ends with %d: %s", code, talk)
	}
	s, changes := summary(t, out)
	if s.Articles < live || s.NotStored > 0 || len(s.By) == 0 || s.Blocks != fromBroker {
		t.Errorf("compared %+v; %d articles came live", s, live)
	}
	same := 0
	for _, n := range s.By {
		same += n[opSame]
	}
	if same < 20 || len(changes) > 0 {
		t.Errorf("the same build reads %d claims the same, and differs in %+v", same, changes)
	}

	code, out, _ = call(t, "", "replay", "-c", h.cfg, "--dry-run", "--source", "manara")
	if n := strings.Count(out, "\tmanara\t"); code != 0 || n == 0 || n != strings.Count(out, "\n") {
		t.Errorf("dry run of one source ends with %d and names %d of it:\n%s", code, n, out)
	}

	code, _, talk = call(t, "", "replay", "-c", h.cfg, "--id", "again")
	if code != 0 {
		t.Fatalf("replay ends with %d: %s", code, talk)
	}
	h.settle(func() bool { return h.count("again") >= live })
	if n := h.count(""); n != live {
		t.Errorf("%d articles without the replay's id, %d before", n, live)
	}
	call(t, "", "replay", "-c", h.cfg, "--id", "again")
	h.settle(func() bool { return true })
	if n := h.count("again"); n != live {
		t.Errorf("the same replay twice gives %d articles, want %d", n, live)
	}

	for _, c := range []struct {
		args []string
		code int
		talk string
	}{
		{[]string{"replay", "-c", h.cfg, "--from", "soon"}, 2, `from: "soon" is no time`},
		{[]string{"replay", "-c", h.cfg, "--archive", "/no/such/dir"}, 1, "open archive"},
		{[]string{"replay", "--diff"}, 2, "there is no archive"},
		{[]string{"replay", "-c", h.cfg, "extra"}, 2, "takes no arguments"},
	} {
		if code, _, talk := call(t, "", c.args...); code != c.code || !strings.Contains(talk, c.talk) {
			t.Errorf("%v ends with %d and says %q", c.args, code, talk)
		}
	}
}

// TestDiffShowsWhatAnotherBuildWouldDo compares the archive with a store whose
// claims were made otherwise.
func TestDiffShowsWhatAnotherBuildWouldDo(t *testing.T) {
	claim := func(id, actor, evidence string, start int) event.Claim {
		return event.Claim{ID: id, Kind: event.Presence, Polarity: event.Affirmed, Force: event.Force{Actor: actor}, Section: event.SectionBody,
			Evidence: event.Evidence{Text: evidence, Start: start, End: start + len(evidence)}, Provenance: &event.Provenance{Article: "a"}}
	}
	same, moved := claim("1", "USA", "kept as it is", 0), claim("2", "USA", "number read otherwise", 100)
	movedNow := moved
	movedNow.Quantity, movedNow.Rules = &event.Quantity{Qualifier: "about", Unit: "personnel"}, []string{"r"}
	other, otherNow := claim("3", "USA", "force read otherwise", 200), claim("4", "IRN", "force read otherwise", 200)
	gone, fresh := claim("5", "TUR", "no claim any more", 300), claim("6", "RUS", "a new claim", 400)
	sameNow := same
	sameNow.Rules = []string{"another rule"}
	got, n := diffClaims([]event.Claim{same, moved, other, gone}, []event.Claim{sameNow, movedNow, otherNow, fresh})
	var told []string
	for _, c := range got {
		s := c.Op
		if c.Before != nil {
			s += " " + c.Before.ID
		}
		if c.Claim != nil {
			s += " " + c.Claim.ID
		}
		told = append(told, s+" "+strings.Join(c.Fields, ","))
	}
	want := "changed 2 2 quantity; changed 3 4 force; added 6 ; dropped 5 "
	if n != 1 || strings.Join(told, "; ") != want {
		t.Errorf("%d the same; %s", n, strings.Join(told, "; "))
	}
}

// othersWARC is a file as another crawler would have written it.
func othersWARC(t *testing.T, pages map[string]string) string {
	t.Helper()
	p := filepath.Join(t.TempDir(), "crawl.warc")
	f, err := os.Create(p)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for u, body := range pages {
		block := "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + body
		fmt.Fprintf(f, "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: %s\r\nWARC-Date: 2024-08-15T10:00:00Z\r\nContent-Type: application/http\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n", u, len(block), block)
	}
	return p
}

func TestBackfillBringsInThePast(t *testing.T) {
	h := newHouse(t)
	live := h.count("")
	older := h.base + "/manara/older.html"
	crawl := othersWARC(t, map[string]string{older: pageHTML, "https://unknown.example/x": pageHTML})

	asked := h.site.Hits()["/robots.txt"]
	code, out, talk := call(t, "", "backfill", "-c", h.cfg, "--source", "manara", "--dry-run", h.base+"/sitemap.xml")
	if n := strings.Count(out, "\n"); code != 0 || n < 5 || !strings.Contains(out, "manara\t"+h.base) {
		t.Errorf("dry run of a sitemap ends with %d: %d addresses\n%s", code, n, talk)
	}
	if n := h.site.Hits()["/robots.txt"]; n != asked { // the fetchers, who have the host's clock, know it already
		t.Errorf("robots.txt was asked for %d times more: a dry run went by a clock of its own", n-asked)
	}
	away := file(t, "away.yaml", regexp.MustCompile(`(?m)^nats:.*$`).ReplaceAllString(readFile(t, h.cfg), "nats: {url: \"nats://127.0.0.1:1\"}"))
	code, out, talk = call(t, "", "backfill", "-c", away, "--source", "manara", "--dry-run", h.base+"/sitemap.xml")
	if n := strings.Count(out, "\n"); code != 0 || n < 5 || !strings.Contains(talk, "by a clock of its own") {
		t.Errorf("dry run without a broker ends with %d: %d addresses\n%s", code, n, talk)
	}
	code, _, talk = call(t, "", "backfill", "-c", h.cfg, "--source", "manara", h.base+"/sitemap.xml")
	if code != 0 {
		t.Fatalf("backfill of a sitemap ends with %d: %s", code, talk)
	}
	draft := h.base + "/manara/nowhere.html"
	code, _, talk = call(t, "# addresses\n"+draft+"\t2024-01-01\nhttps://unknown.example/y\n", "backfill", "-c", h.cfg, "--source", "manara", "-")
	if code != 0 || !strings.Contains(talk, "addresses queued") {
		t.Fatalf("backfill of a list ends with %d: %s", code, talk)
	}
	for deadline := time.Now().Add(3 * time.Minute); h.site.Hits()["/manara/nowhere.html"] == 0; time.Sleep(50 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatal("an address of the list was not fetched")
		}
	}

	code, _, talk = call(t, "", "backfill", "-c", h.cfg, "--source", "manara", "--match", "older", crawl)
	if code != 0 || !strings.Contains(talk, "1 pages sent") {
		t.Fatalf("backfill of a WARC file ends with %d: %s", code, talk)
	}
	h.settle(func() bool { return h.count("backfill-") == 1 })
	if n := h.count(""); n != live {
		t.Errorf("%d live articles, %d before: a backfill made news", n, live)
	}
	code, _, talk = call(t, "", "backfill", "-c", h.cfg, "--source", "manara", "--match", "older", crawl)
	if code != 0 || !strings.Contains(talk, "done before") || !strings.Contains(talk, "0 pages sent") {
		t.Errorf("the same backfill again ends with %d: %s", code, talk)
	}
	for _, c := range []struct {
		args []string
		code int
		talk string
	}{
		{[]string{"backfill", "-c", h.cfg}, 2, "backfill wants"},
		{[]string{"backfill", "-c", h.cfg, "--source", "nobody", "-"}, 2, `there is no source "nobody"`},
		{[]string{"backfill", "-c", h.cfg, "/no/such/list.txt"}, 4, "no such file"},
		{[]string{"backfill", "-c", h.cfg, h.base + "/feed.xml"}, 4, "not a sitemap"},
		{[]string{"backfill", "-c", h.cfg, "--match", "(", "-"}, 2, "match"},
	} {
		if code, _, talk := call(t, "", c.args...); code != c.code || !strings.Contains(talk, c.talk) {
			t.Errorf("%v ends with %d and says %q", c.args, code, talk)
		}
	}
}

// TestBackfillGoesOnWhereItStopped stops a backfill of a WARC file in the
// middle.
func TestBackfillGoesOnWhereItStopped(t *testing.T) {
	pages := map[string]string{}
	for i := range 30 {
		pages[fmt.Sprintf("https://news.example/khabar/%d", 1000+i)] = pageHTML
	}
	crawl := othersWARC(t, pages)
	f, err := os.Open(crawl)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var third int64
	n := 0
	if _, err := warc.Walk(f, 0, 0, func(_ *warc.Exchange, at int64) error {
		if n++; n == 10 {
			third = at
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	state := filepath.Join(t.TempDir(), "state.json")
	s, err := loadState(state, false)
	if err != nil {
		t.Fatal(err)
	}
	s.at(crawl, inputState{Offset: third})
	b := &backfill{state: s}
	if err := b.save(true); err != nil {
		t.Fatal(err)
	}
	again, err := loadState(state, false)
	if err != nil {
		t.Fatal(err)
	}
	if got := again.Inputs[crawl].Offset; got != third {
		t.Fatalf("the state says %d, want %d", got, third)
	}
	if _, err := f.Seek(third, io.SeekStart); err != nil {
		t.Fatal(err)
	}
	rest := 0
	if _, err := warc.Walk(f, third, 0, func(*warc.Exchange, int64) error { rest++; return nil }); err != nil {
		t.Fatal(err)
	}
	if rest != 21 {
		t.Errorf("%d pages are left, want the tenth and those after it", rest)
	}
	if err := os.WriteFile(state, []byte("{"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := loadState(state, false); err == nil || !strings.Contains(err.Error(), "--again") {
		t.Errorf("a broken state: %v", err)
	}
}

func TestProgressTellsShareAndTime(t *testing.T) {
	p := &progress{what: "pages", total: 200, done: 50}
	if got := p.line(10*time.Second, "manara"); !strings.Contains(got, " 25%  50/200 pages  30s left  manara") {
		t.Errorf("line is %q", got)
	}
	p.total = 0
	if got := p.line(10*time.Second, ""); !strings.HasPrefix(got, "50 pages  5/s") {
		t.Errorf("line is %q", got)
	}
}
