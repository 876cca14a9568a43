package parser_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"github.com/marsad-news/marsad/event"
	"github.com/marsad-news/marsad/internal/bus"
	"github.com/marsad-news/marsad/internal/bus/bustest"
	"github.com/marsad-news/marsad/internal/telemetry"
	"github.com/marsad-news/marsad/parser"
)

// bench is a running worker with what it published.
type bench struct {
	t   *testing.T
	bus *bus.Bus

	mu       sync.Mutex
	articles []event.Article
}

func newBench(t *testing.T) *bench {
	t.Helper()
	b := &bench{t: t, bus: bustest.New(t)}
	p, err := parser.New(parser.Options{})
	if err != nil {
		t.Fatal(err)
	}
	reg := prometheus.NewRegistry()
	stage := telemetry.NewStages(reg).Stage("parser", parser.ParkReasons, parser.DiscardReasons)
	w, err := parser.NewWorker(t.Context(), p, b.bus, stage, telemetry.NewPipeline(reg), 1, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	var all sync.WaitGroup
	t.Cleanup(func() { cancel(); all.Wait() })
	all.Go(func() {
		if err := w.Run(ctx); err != nil {
			t.Error(err)
		}
	})
	all.Go(func() {
		err := b.bus.Follow(ctx, bus.Tail{Stream: bus.Articles, Since: time.Now().Add(-time.Minute)}, func(m bus.Message) error {
			var a event.Article
			if err := json.Unmarshal(m.Data, &a); err != nil {
				return err
			}
			b.mu.Lock()
			defer b.mu.Unlock()
			b.articles = append(b.articles, a)
			return nil
		})
		if err != nil {
			t.Error(err)
		}
	})
	return b
}

func (b *bench) send(p event.Page) {
	b.t.Helper()
	if p.FetchedAt.IsZero() {
		p.FetchedAt = time.Date(2024, 8, 15, 10, 0, 0, 0, time.UTC)
	}
	if err := b.bus.Publish(b.t.Context(), b.bus.Subjects.Page(p.Source), "", p); err != nil {
		b.t.Fatal(err)
	}
}

// patience is how long a test waits for what takes a second on an idle machine.
const patience = time.Minute

// await waits until n articles are out and nothing is left to do.
func (b *bench) await(n int) []event.Article {
	b.t.Helper()
	for deadline := time.Now().Add(patience); time.Now().Before(deadline); time.Sleep(10 * time.Millisecond) {
		idle, err := b.bus.Idle(b.t.Context(), bus.Pages)
		b.mu.Lock()
		got := slices.Clone(b.articles)
		b.mu.Unlock()
		if err == nil && idle && len(got) >= n {
			if len(got) > n {
				b.t.Fatalf("%d articles came out, want %d", len(got), n)
			}
			return got
		}
	}
	b.t.Fatalf("waited in vain for %d articles", n)
	return nil
}

func (b *bench) letters() []string {
	b.t.Helper()
	var rs []string
	if err := b.bus.DeadLetters(b.t.Context(), func(l bus.Letter) bool { rs = append(rs, l.Reason); return true }); err != nil {
		b.t.Fatal(err)
	}
	return rs
}

const address = "https://mizan.example/news/1"

func page(body string) event.Page {
	return event.Page{ID: event.PageID(address, event.BodyHash([]byte(body))), URL: address, Source: "mizan", Status: 200, Body: []byte(body),
		Header: map[string]string{"Content-Type": "text/html; charset=utf-8"}}
}

func article(second string) string {
	return `<html lang="ar"><head><title>مباحثات في الوادي</title></head><body><nav><a href="/">الرئيسية</a></nav><article><h1>مباحثات في الوادي</h1>
<p>أعلنت وزارة الدفاع في بيان صدر صباح اليوم أن المباحثات العسكرية مع الجانب الآخر ستستأنف خلال الأسبوع المقبل في العاصمة.</p>
<p>` + second + `</p></article><div class="comments"><p>تعليق: هنا خمسون ألف جندي يا جماعة!</p></div></body></html>`
}

const (
	first = "وأضاف البيان أن الوفد الفني عرض على الحاضرين خرائط المواقع التي سيجري تسليمها خلال الأشهر المقبلة."
	later = "وأضاف البيان المعدل أن الوفد الفني لم يعرض على الحاضرين أي خرائط للمواقع خلال هذه الجولة من المباحثات."
)

func TestWorkerCountsRevisionsOfTheTextOnly(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.send(page(article(first)))
	a := b.await(1)[0]
	if a.Revision != 1 || a.Op != event.Created || !strings.Contains(a.Text, first) || strings.Contains(a.Text, "خمسون") {
		t.Fatalf("first text: revision %d, %s, %q", a.Revision, a.Op, a.Text)
	}
	b.send(page(strings.Replace(article(first), "خمسون", "ستون", 1))) // only a comment changed
	b.send(page(article(later)))
	got := b.await(2)
	if a := got[1]; a.Revision != 2 || a.Op != event.Updated || !strings.Contains(a.Text, later) || a.ID != got[0].ID {
		t.Errorf("later text: revision %d, %s, id %s after %s", a.Revision, a.Op, a.ID, got[0].ID)
	}
}

func TestWorkerRetractsAnArticleThatIsGoneOnce(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	gone := event.Page{URL: address, Source: "mizan", Status: 404, Gone: true}
	b.send(gone) // nobody heard of it yet
	b.send(page(article(first)))
	b.await(1)
	b.send(gone)
	b.send(gone)
	got := b.await(2)
	if a := got[1]; a.Op != event.Retracted || a.ID != got[0].ID || a.Revision != 2 || a.Lang != "ar" {
		t.Errorf("%+v", a)
	}
}

// TestWorkerKeepsTheNewestText replays what an archive holds, in no order.
func TestWorkerKeepsTheNewestText(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	at := time.Date(2024, 8, 15, 10, 0, 0, 123456789, time.UTC)
	send := func(text, replay string, at time.Time) {
		p := page(article(text))
		p.Replay, p.FetchedAt = replay, at
		b.send(p)
	}
	send(first, "", at)
	send(later, "", at.Add(time.Hour))
	send(first, "r1", at)
	send(later, "r1", at.Add(time.Hour).Truncate(time.Microsecond))
	got := b.await(3)
	if a := got[2]; a.Revision != 2 || a.Replay != "r1" || !strings.Contains(a.Text, later) {
		t.Errorf("replayed is revision %d of %q: %q", a.Revision, a.Replay, a.Text)
	}
	b.send(event.Page{URL: address, Source: "mizan", Status: 404, Gone: true, FetchedAt: at.Add(2 * time.Hour)})
	b.await(4)
	send(later, "r2", at.Add(time.Hour))
	b.await(4)
}

func TestWorkerReadsCompressedBodies(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	var z bytes.Buffer
	w := gzip.NewWriter(&z)
	if _, err := w.Write([]byte(article(first))); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	p := page(article(first))
	p.Encoding, p.Body = "gzip", z.Bytes()
	b.send(p)
	if a := b.await(1)[0]; !strings.Contains(a.Text, first) {
		t.Errorf("text is %q", a.Text)
	}
}

// TestWorkerOutlivesBadInput sends what no parser likes; each gives at most
// one dead letter with its reason, and the good page behind them comes out.
func TestWorkerOutlivesBadInput(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	if err := b.bus.Publish(t.Context(), b.bus.Subjects.Page("mizan"), "", []int{1}); err != nil {
		t.Fatal(err)
	}
	corrupt := page(article(first))
	corrupt.URL, corrupt.Encoding = "https://mizan.example/corrupt", "gzip"
	b.send(corrupt)
	for i, body := range []string{
		"", "\x00\x01\x02\xff\xfe\x89PNG", strings.Repeat("<div>", 20000) + first, article(first)[:200],
		"<html><body>" + strings.Repeat("<p ", 5000), `<a href="x">` + strings.Repeat("خبر ", 3),
	} {
		p := page(body)
		p.URL = fmt.Sprintf("https://mizan.example/bad/%d", i)
		b.send(p)
	}
	good := page(article(later))
	good.URL = "https://mizan.example/good"
	b.send(good)
	found := false
	for deadline := time.Now().Add(patience); !found && time.Now().Before(deadline); time.Sleep(20 * time.Millisecond) {
		b.mu.Lock()
		found = slices.ContainsFunc(b.articles, func(a event.Article) bool { return strings.Contains(a.Text, later) })
		b.mu.Unlock()
	}
	if !found {
		t.Fatal("the good page did not come out")
	}
	reasons := b.letters()
	slices.Sort(reasons)
	if !slices.Equal(reasons, []string{"corrupt_body", "undecodable"}) {
		t.Errorf("dead letters are %v", reasons)
	}
}

// word is an invented name: a site's memory tells blocks apart by their words,
// not by their numbers.
func word(i int) string {
	return string([]rune{'ا', 'ل', rune('ب' + i%3), 'ا', rune('س' + i%8), 'ي', rune('ل' + i/5%3), rune('د' + i/15%4), 'ة'})
}

// TestWorkerQuarantinesASiteThatWasRedesigned shows pages of one shape and then
// of another, whose text is not the article's any more.
func TestWorkerQuarantinesASiteThatWasRedesigned(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	const old = 34 // some more than a verdict rests on
	for i := range old {
		var text strings.Builder
		for k := range 12 {
			fmt.Fprintf(&text, "<p>وأضاف مختار %s أن الوفد الفني زار قرية %s وعرض على أهلها خرائط المواقع التي سيجري تسليمها خلال الأشهر المقبلة.</p>", word(i+k), word(i*7+k))
		}
		p := page(strings.Replace(article(first), "<p>"+first+"</p>", text.String(), 1))
		p.URL = fmt.Sprintf("https://mizan.example/old/%d", i)
		b.send(p)
	}
	b.await(old)
	for i := range old { // far more than the verdict needs: it ends with the first letter
		p := page(fmt.Sprintf("<html lang=ar><head><title>خبر %d من أخبار الوادي</title></head><body><h1>خبر %d من أخبار الوادي</h1><div><p>قال مختار %s إن الطريق إلى قرية %s مفتوح منذ الصباح.</p></div></body></html>", i, i, word(i), word(i+9)))
		p.URL = fmt.Sprintf("https://mizan.example/new/%d", i)
		b.send(p)
		b.settle()
		if rs := b.letters(); len(rs) > 0 {
			if rs[0] != "drifted" {
				t.Errorf("dead letters are %v, want the pages of the new design as drifted", rs)
			}
			return
		}
	}
	t.Errorf("%d pages of the new design, and no dead letter", old)
}

// settle waits until every page that was sent is done with.
func (b *bench) settle() {
	b.t.Helper()
	for deadline := time.Now().Add(patience); time.Now().Before(deadline); time.Sleep(5 * time.Millisecond) {
		if idle, err := b.bus.Idle(b.t.Context(), bus.Pages); err == nil && idle {
			return
		}
	}
	b.t.Fatal("waited in vain for the pages to be done with")
}
