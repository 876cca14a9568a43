package fetcher

import (
	"fmt"
	"testing"
	"time"

	"github.com/marsad-news/marsad/fetcher/farm"
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

// Every kind of bad site at once: each article ends as it must, the books
// balance, and no host has anything to complain of.
func TestMixedFarm(t *testing.T) {
	const articles = 4
	interval := 150 * time.Millisecond
	f := startFarm(t, farm.Options{Hosts: len(farm.Kinds), Kinds: farm.Kinds, Articles: articles, Interval: interval})
	s, n := &shelf{}, &tally{}
	deps := MemoryDeps(s.publish)
	deps.Resolver, deps.Counts = f, n
	w := run(t, Config{
		Dir: t.TempDir(), OpenLoopback: true, Workers: 48, Delay: interval, Poll: time.Hour, Timeout: 3 * time.Second, Sources: farmSources(f),
		Tries: []time.Duration{300 * time.Millisecond}, MaxBody: 1 << 20, Revisits: []time.Duration{time.Hour},
	}, deps)
	want := map[farm.Kind]Disposition{
		farm.Plain: Published, farm.Delay: Published, farm.Throttle: Published, farm.Loop: Failed, farm.Drip: Failed, farm.Bomb: TooLarge, farm.BrotliBomb: TooLarge, farm.Brotli: Published,
		farm.Endless: TooLarge, farm.ShortLength: Failed, farm.Old: Published, farm.Liar: Published, farm.Moved: Published,
		farm.Windows: Published, farm.Flood: Published, farm.Challenge: Blocked, farm.Vanish: Published,
	}
	for _, name := range f.Names() {
		kind := f.KindOf(name)
		for i := range articles {
			u := f.Story(name, i)
			must, ok := want[kind]
			if kind == farm.Forbidden {
				if must, ok = Published, true; i%2 == 1 {
					must = Robots
				}
			}
			if kind == farm.Drip && i > 1 {
				continue // each takes the whole time-out, twice
			}
			if ok {
				eventually(t, fmt.Sprintf("%s is %s (now %s)", u, must, stateOf(w, u)), func() bool { return stateOf(w, u) == must })
			}
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
	t.Logf("requests %d, known %d, ends %v, memory %d", v.Requests, tot.Known, tot.Ends, tot.Memory)
	for _, name := range f.Names() {
		switch f.KindOf(name) {
		case farm.RobotsDown, farm.RobotsDead, farm.BadCert:
			if f.Asked(name, "/feed.xml") > 0 {
				t.Errorf("%s was asked although it is closed", name)
			}
		case farm.Forbidden:
			if f.Asked(name, "/story/1") > 0 {
				t.Errorf("%s was asked for what it forbids", name)
			}
		}
	}
}
