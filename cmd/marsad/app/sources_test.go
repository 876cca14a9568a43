package app

import (
	"errors"
	"log/slog"
	"testing"
	"time"

	"github.com/marsad-news/marsad/console"
	"github.com/marsad-news/marsad/fetcher"
	"github.com/marsad-news/marsad/internal/bus"
	"github.com/marsad-news/marsad/internal/bus/bustest"
	"github.com/marsad-news/marsad/internal/config"
)

// note writes an hour of the coverage ledger, as a fetcher would.
func note(t *testing.T, ledger fetcher.Table, source string, at time.Time, misses int) {
	t.Helper()
	h := fetcher.Hour{Source: source, Hour: at.UTC().Truncate(time.Hour), First: at, Last: at, Polls: map[string]int{"feed": 3}}
	if misses > 0 {
		h.Misses = map[string]int{"first_byte": misses}
	}
	if err := fetcher.AddHour(t.Context(), ledger, &h); err != nil {
		t.Fatal(err)
	}
}

func TestHoursBeforeASourceWasFollowedAreNotBlind(t *testing.T) {
	a := &App{bus: bustest.New(t), cfg: config.Config{Sources: []config.Source{{ID: "a", Feeds: []string{"https://a.example/rss"}}}}}
	books, err := fetcher.Tables(t.Context(), a.bus)
	if err != nil {
		t.Fatal(err)
	}
	now := time.Now()
	note(t, books.Ledger, "new", now.Add(-2*time.Hour), 0)
	note(t, books.Ledger, "new", now, 3)
	note(t, books.Ledger, "old", now.Add(-5*24*time.Hour), 0)
	note(t, books.Ledger, "old", now, 0)
	r := a.consoleSources()
	for source, want := range map[string]struct{ hours, blind int }{"new": {3, 2}, "old": {ledgerHours, ledgerHours - 1}, "never": {ledgerHours, ledgerHours}} {
		hours, err := r.Hours(t.Context(), source)
		if err != nil {
			t.Fatal(err)
		}
		blind := 0
		for _, h := range hours {
			if h.Blind {
				blind++
			}
		}
		if len(hours) != want.hours || blind != want.blind {
			t.Errorf("%s: %d hours, %d blind; want %+v", source, len(hours), blind, want)
		}
	}
	s, err := r.Sources(t.Context())
	if err != nil || len(s.List) != 1 || s.List[0].State != string(fetcher.Unseen) || s.Known != 0 {
		t.Errorf("%+v, %v", s, err)
	}
	if (&App{}).consoleSources() != nil {
		t.Error("a console without a broker claims to know its sources")
	}
}

func TestConsoleAloneAsksTheBrokerOfItsConfiguration(t *testing.T) {
	server, err := bus.Embed(t.Context(), bus.EmbedOptions{Dir: t.TempDir(), ProcessOnly: true, Host: "127.0.0.1", Port: -1}, bus.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = server.Close() })
	a := &App{log: slog.New(slog.DiscardHandler), cfg: config.Config{Sources: []config.Source{{ID: "a", Feeds: []string{"https://a.example/rss"}}}}}
	a.cfg.NATS.URL = server.URL()
	r := a.consoleSources()
	s, err := r.Sources(t.Context())
	if err != nil || len(s.List) != 1 || s.List[0].State != string(fetcher.Unseen) {
		t.Errorf("%+v, %v", s, err)
	}
	if hours, err := r.Hours(t.Context(), "a"); err != nil || len(hours) != ledgerHours {
		t.Errorf("%d hours, %v", len(hours), err)
	}
	if err := a.Close(); err != nil {
		t.Error(err)
	}
	a.cfg.NATS.URL = "nats://127.0.0.1:1"
	if _, err := a.consoleSources().Sources(t.Context()); !errors.Is(err, console.ErrUnreachable) {
		t.Errorf("a broker that is not there gives %v", err)
	}
}
