package frontier

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func TestNewsGoesBeforeBackfill(t *testing.T) {
	f := open(t, t.TempDir(), Options{Loaded: 100})
	for n := range 5000 {
		it := page(fmt.Sprintf("h%d", n%50), n)
		it.Class = Backfill
		add(t, f, it)
	}
	if _, ok := next(t, f, t0); !ok {
		t.Fatal("nothing due")
	}
	add(t, f, page("news", 1))
	f.Poll(Item{URL: "https://h1/feed", Host: "h1", Kind: "feed"})
	got := map[string]bool{}
	for range 2 {
		it, _ := next(t, f, t0)
		got[it.Host] = true
	}
	if !got["news"] || !got["h1"] {
		t.Errorf("backfill went first: %v", got)
	}
	if s := f.Stats(); s.Loaded > 101 {
		t.Errorf("%d entries in memory", s.Loaded)
	}
}

// After a time of standing still more second looks are due than memory has
// room for.
func TestNewsGoesBeforeSecondLooks(t *testing.T) {
	f := open(t, t.TempDir(), Options{Loaded: 100})
	for n := range 2000 {
		it := page(fmt.Sprintf("h%d", n%50), n)
		it.Class, it.Visit, it.State, it.Due = Revisit, 1, 1, t0.Add(-10*time.Hour)
		add(t, f, it)
	}
	if it, ok := next(t, f, t0); !ok || it.Class != Revisit {
		t.Fatalf("%+v, %v", it, ok)
	}
	add(t, f, page("news", 1))
	for range 50 {
		if it, ok := next(t, f, t0); ok && it.Host == "news" {
			return
		}
	}
	t.Error("second looks went first")
}

// Before second looks had a calendar of their own they stood in that of news.
func TestSecondLooksAmongNewsComeOnce(t *testing.T) {
	dir := t.TempDir()
	f := open(t, dir, Options{})
	it := page("a", 1)
	it.Class, it.Visit, it.State = Revisit, 1, 1
	add(t, f, it)
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	due := filepath.Join(dir, "due")
	if err := errors.Join(os.RemoveAll(filepath.Join(due, "live")), os.Rename(filepath.Join(due, "again"), filepath.Join(due, "live"))); err != nil {
		t.Fatal(err)
	}
	f = open(t, dir, Options{})
	it, ok := next(t, f, t0)
	if !ok || it.Class != Revisit {
		t.Fatalf("%+v, %v", it, ok)
	}
	done(t, f, it, Result{State: 2})
	if it, ok := next(t, f, t0.Add(2*time.Hour)); ok {
		t.Errorf("again %+v", it)
	}
	if s := f.Stats(); s.Buckets != 0 || s.Loaded != 0 {
		t.Errorf("%+v", s)
	}
}

func TestHistoryOfAHostKeepsNoNewsOut(t *testing.T) {
	f := open(t, t.TempDir(), Options{})
	for n := range 2 * maxQueue {
		it := page("a", n)
		it.Class = Backfill
		add(t, f, it)
	}
	it, ok := next(t, f, t0)
	if !ok {
		t.Fatal("nothing due")
	}
	fresh := page("a", 1_000_000)
	add(t, f, fresh)
	done(t, f, it, Result{State: 1})
	if it, ok = next(t, f, t0.Add(time.Second)); !ok || it.URL != fresh.URL {
		t.Errorf("%+v, %v", it, ok)
	}
}

func TestBackfillBecomesNews(t *testing.T) {
	f := open(t, t.TempDir(), Options{})
	old := page("a", 1)
	old.Class = Backfill
	add(t, f, old)
	if add(t, f, page("a", 1)) {
		t.Fatal("known")
	}
	it, ok := next(t, f, t0)
	if !ok || it.Class != Live {
		t.Fatalf("%+v", it)
	}
	done(t, f, it, Result{State: 1})
	if it, ok := next(t, f, t0); ok {
		t.Errorf("twice: %+v", it)
	}
}

// A poll that looks for history waits behind all news of its host, and goes
// before old articles.
func TestPollsForHistoryWaitBehindNews(t *testing.T) {
	f := open(t, t.TempDir(), Options{})
	old := page("a", 1)
	old.Class = Backfill
	add(t, f, old)
	f.Poll(Item{URL: "https://a/map.xml", Host: "a", Kind: "sitemap", Class: Backfill})
	f.Poll(Item{URL: "https://a/feed.xml", Host: "a", Kind: "feed"})
	add(t, f, page("a", 2))
	again := page("a", 3)
	again.Class = Revisit
	add(t, f, again)
	var got []string
	for range 5 {
		it, ok := next(t, f, t0)
		if !ok {
			t.Fatalf("nothing after %q", got)
		}
		got = append(got, strings.TrimPrefix(it.URL, "https://a/"))
		done(t, f, it, Result{State: 1})
	}
	if s := strings.Join(got, " "); s != "feed.xml story/2 story/3 map.xml story/1" {
		t.Error(s)
	}
	if _, ok := next(t, f, t0); ok || f.Stats().Hosts != 0 {
		t.Errorf("%+v", f.Stats())
	}
}

// Who sleeps until the time that Next names misses nothing.
func TestAgainIsWhenWorkIsThere(t *testing.T) {
	rests := map[string]time.Time{}
	f := open(t, t.TempDir(), Options{Loaded: 10, Ready: func(host string) time.Time { return rests[host] }})
	ask := func(now, want time.Time) {
		t.Helper()
		if it, ok, again, err := f.Next(now); ok || err != nil || !again.Equal(want) {
			t.Errorf("at %s: %+v, %v, %v, again at %s, want %s", now, it, ok, err, again, want)
		}
	}
	ask(t0, t0.Add(longest))
	soon := page("a", 1)
	soon.Due = t0.Add(40 * time.Second)
	add(t, f, soon)
	ask(t0, soon.Due)
	later := page("b", 1)
	later.Due = t0.Add(time.Hour + time.Second)
	add(t, f, later)
	it, _ := next(t, f, soon.Due)
	done(t, f, it, Result{State: 1})
	ask(t0.Add(time.Hour-time.Second), t0.Add(time.Hour)) // the hour begins before the minute ends
	ask(t0.Add(time.Hour), later.Due)
	it, _ = next(t, f, later.Due)
	done(t, f, it, Result{State: 1})
	now := later.Due
	rests["b"] = now.Add(20 * time.Minute)
	for n := range 20 { // more than there is room for, all at a host that rests
		it := page("b", 2+n)
		it.Due = now
		add(t, f, it)
	}
	ask(now, now.Add(time.Second))
}
