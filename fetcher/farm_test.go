package fetcher

import (
	"fmt"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus/testutil"

	"github.com/marsad-news/marsad/fetcher/farm"
	"github.com/marsad-news/marsad/fetcher/safehttp"
)

func startFarm(t testing.TB, o farm.Options) *farm.Farm {
	t.Helper()
	f, err := farm.Start(o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(f.Close)
	return f
}

func farmSources(f *farm.Farm) []Source {
	var list []Source
	for i, name := range f.Names() {
		s := Source{ID: fmt.Sprintf("s%05d", i), Tier: 1, Feeds: []string{f.Feed(name)}, Ports: f.Ports()}
		if f.KindOf(name) == farm.Flood {
			s.Sitemaps = []string{f.Base(name) + "/sitemap.xml"}
		}
		list = append(list, s)
	}
	return list
}

// nuisance is what must become of a kind of site: the disposition of its
// articles, the line in its source's ledger and the counter.
type nuisance struct {
	end    Disposition     // of the first article; empty: it is never found
	cause  string          // in the ledger, of visits or of polls
	reason safehttp.Reason // of a request without a usable answer
}

var nuisances = map[farm.Kind]nuisance{
	farm.Plain:       {Published, "", ""},
	farm.Delay:       {Published, "", ""},
	farm.Forbidden:   {Published, "robots", safehttp.Held},
	farm.Throttle:    {Published, "throttled", ""},
	farm.Refuse:      {Published, "throttled", ""},
	farm.RobotsDown:  {"", "robots_status_5xx", safehttp.Held},
	farm.RobotsDead:  {"", "robots_protocol", safehttp.Protocol},
	farm.Loop:        {Failed, "redirect_loop", safehttp.RedirectLoop},
	farm.Drip:        {Failed, "timeout", safehttp.Timeout},
	farm.Bomb:        {TooLarge, "too_large", safehttp.TooLarge},
	farm.BrotliBomb:  {TooLarge, "too_large", safehttp.TooLarge},
	farm.Brotli:      {Published, "", ""},
	farm.Endless:     {TooLarge, "too_large", safehttp.TooLarge},
	farm.ShortLength: {Failed, "bad_length", safehttp.BadLength},
	farm.Old:         {Published, "", ""},
	farm.Liar:        {Published, "", ""},
	farm.Moved:       {Published, "", ""},
	farm.Windows:     {Published, "", ""},
	farm.Flood:       {Published, "", ""},
	farm.Challenge:   {Blocked, "status_403", ""},
	farm.Vanish:      {Published, "", ""},
	farm.Rebind:      {Refused, "bad_address", safehttp.BadAddress},
	farm.BadCert:     {"", "robots_tls", safehttp.TLS},
}

// Every kind of bad site at once: each article ends as it must, with a line in
// the ledger and a counter, the books balance, and no host has anything to
// complain of.
func TestMixedFarm(t *testing.T) {
	const articles = 4
	interval := 150 * time.Millisecond
	f := startFarm(t, farm.Options{Hosts: len(farm.Kinds), Kinds: farm.Kinds, Articles: articles, Interval: interval})
	s, n := &shelf{}, &tally{}
	deps := MemoryDeps(s.publish)
	deps.Resolver, deps.ResolveFor, deps.Counts = f, time.Nanosecond, n
	cfg := Config{
		Dir: t.TempDir(), OpenLoopback: true, Workers: 48, Delay: interval, Poll: time.Hour, Timeout: 3 * time.Second, Sources: farmSources(f),
		Tries: []time.Duration{300 * time.Millisecond}, MaxBody: 1 << 20, Revisits: []time.Duration{time.Hour},
	}
	w := run(t, cfg, deps)
	for i, name := range f.Names() {
		checkNuisance(t, w, f, name, cfg.Sources[i].ID, articles)
	}
	for _, name := range f.Names() {
		if p := s.get(f.Story(name, 0)); f.KindOf(name) == farm.Windows && (p == nil || p.Title != "خبر رقم 0") {
			t.Errorf("a title out of a feed in windows-1256: %+v", p)
		}
	}
	v := f.Judge()
	for _, c := range v.Violations {
		t.Error(c)
	}
	tot := w.Totals()
	sum := int64(0)
	for _, c := range tot.Ends {
		sum += c
	}
	if sum != tot.Known || tot.Known < articles*15 {
		t.Errorf("known %d, dispositions %d: %v", tot.Known, sum, tot.Ends)
	}
	for d, least := range map[Disposition]int{Published: 10 * articles, Failed: 2 * articles, TooLarge: 3 * articles, Blocked: articles, Robots: 2, Refused: 1, Retried: 2 * articles} {
		if n.get(d) < least {
			t.Errorf("%d visits are counted as %s, want %d and more", n.get(d), d, least)
		}
	}
	t.Logf("requests %d, known %d, ends %v, memory %d", v.Requests, tot.Known, tot.Ends, tot.Memory)
}

func checkNuisance(t *testing.T, w *Worker, f *farm.Farm, name, source string, articles int) {
	t.Helper()
	kind := f.KindOf(name)
	want, ok := nuisances[kind]
	if !ok {
		t.Fatalf("nobody says what becomes of %s", kind)
	}
	for i := range articles {
		must := want.end
		switch {
		case must == "",
			kind == farm.Drip && i > 1,   // each takes the whole time-out, twice
			kind == farm.Refuse && i > 0, // after the third the host is left alone for a minute
			kind == farm.Rebind && i > 0: // it is left alone for ten minutes
			continue
		case kind == farm.Forbidden && i%2 == 1:
			must = Robots
		}
		u := f.Story(name, i)
		if kind == farm.Rebind || kind == farm.Refuse { // which is first is chance
			eventually(t, fmt.Sprintf("an article of %s is %s", name, must), func() bool {
				for k := range articles {
					if stateOf(w, f.Story(name, k)) == must {
						return true
					}
				}
				return false
			})
			continue
		}
		eventually(t, fmt.Sprintf("%s is %s (now %s)", u, must, stateOf(w, u)), func() bool { return stateOf(w, u) == must })
	}
	if want.cause != "" {
		eventually(t, fmt.Sprintf("the ledger of %s says %s", name, want.cause), func() bool {
			w.flushLedger(t.Context())
			hours, err := Coverage(t.Context(), w.deps.Ledger, source, time.Now().Add(-2*time.Hour), time.Now().Add(time.Second))
			n := 0
			for _, h := range hours {
				n += h.Causes[want.cause] + h.Misses[want.cause]
			}
			return err == nil && n > 0
		})
	}
	if want.reason != "" && testutil.ToFloat64(w.metrics.errors.WithLabelValues(string(want.reason))) == 0 {
		t.Errorf("%s: no request is counted as %s", name, want.reason)
	}
	switch kind {
	case farm.RobotsDown, farm.RobotsDead, farm.BadCert:
		if f.Asked(name, "/feed.xml") > 0 {
			t.Errorf("%s was asked although it is closed", name)
		}
	case farm.Forbidden:
		if f.Asked(name, "/story/1") > 0 {
			t.Errorf("%s was asked for what it forbids", name)
		}
	case farm.Moved:
		for _, d := range w.doors.bySource()[source] {
			if d.URL != f.Base(name)+"/moved.xml" {
				t.Errorf("%s lives at %q", d.Door, d.URL)
			}
		}
	}
}
