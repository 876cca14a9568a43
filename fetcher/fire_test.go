package fetcher

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"net"
	"net/netip"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/marsad-news/marsad/event"
	"github.com/marsad-news/marsad/fetcher/farm"
	"github.com/marsad-news/marsad/fetcher/frontier"
	"github.com/marsad-news/marsad/fetcher/link"
	"github.com/marsad-news/marsad/internal/bus"
)

// The test binary is also the programs that the fire test kills.
func TestMain(m *testing.M) {
	switch os.Getenv("MARSAD_FIRE_ROLE") {
	case "broker":
		fireBroker()
	case "fetcher":
		fireFetcher()
	default:
		os.Exit(m.Run())
	}
}

// fireOrder is what the parent tells its children.
type fireOrder struct {
	Dir      string
	Port     int
	Interval time.Duration
	Sources  []Source
}

func readOrder() (o fireOrder) {
	data, err := os.ReadFile(os.Getenv("MARSAD_FIRE_ORDER"))
	if err == nil {
		err = json.Unmarshal(data, &o)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	return o
}

func fireBroker() {
	o := readOrder()
	_, err := bus.Embed(context.Background(), bus.EmbedOptions{Dir: filepath.Join(o.Dir, "nats"), ProcessOnly: true, Host: "127.0.0.1", Port: o.Port}, bus.Options{})
	if err != nil {
		fmt.Fprintln(os.Stderr, "broker:", err)
		os.Exit(1)
	}
	fmt.Println("up")
	select {}
}

// fireDNS knows the farm's names, and leads some astray on the second look.
type fireDNS struct{ looks sync.Map }

func (d *fireDNS) LookupNetIP(_ context.Context, _, host string) ([]netip.Addr, error) {
	n, _ := d.looks.LoadOrStore(host, new(atomic.Int64))
	if strings.HasPrefix(host, string(farm.Rebind)) && n.(*atomic.Int64).Add(1) > 1 {
		return []netip.Addr{netip.MustParseAddr("10.11.12.13")}, nil
	}
	return []netip.Addr{netip.MustParseAddr("127.0.0.1")}, nil
}

const fireLease = 6 * time.Second

func fireFetcher() {
	o := readOrder()
	ctx := context.Background()
	fail := func(err error) {
		if err != nil {
			fmt.Fprintln(os.Stderr, "fetcher:", err)
			os.Exit(1)
		}
	}
	b, err := bus.Dial(ctx, bus.DialOptions{URL: fmt.Sprintf("nats://127.0.0.1:%d", o.Port)}, bus.Options{})
	fail(err)
	deps, err := busDeps(ctx, b, nil, nil, fireLease)
	fail(err)
	deps.Resolver = &fireDNS{}
	w, err := New(Config{
		Dir: filepath.Join(o.Dir, "frontier"+os.Getenv("MARSAD_FIRE_PLACE")), OpenLoopback: true, Parts: 8, Workers: 32, Delay: o.Interval, Poll: 20 * time.Second, Timeout: 2 * time.Second,
		MaxBody: 1 << 20, Sources: o.Sources, Tries: []time.Duration{2 * time.Second, 2 * time.Second}, Revisits: []time.Duration{time.Hour},
	}, deps, slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelError})))
	fail(err)
	fail(w.Run(ctx))
}

// child is a process that may be killed.
type child struct {
	cmd *exec.Cmd
	up  *bufio.Scanner
}

func spawn(t *testing.T, role, order, place string) *child {
	t.Helper()
	cmd := exec.Command(os.Args[0], "-test.run=^$")
	cmd.Env = append(os.Environ(), "MARSAD_FIRE_ROLE="+role, "MARSAD_FIRE_ORDER="+order, "MARSAD_FIRE_PLACE="+place)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	return &child{cmd, bufio.NewScanner(out)}
}

// kill ends it as a power cut does: SIGKILL.
func (c *child) kill() {
	_ = c.cmd.Process.Kill()
	_ = c.cmd.Wait()
}

func freePort(t *testing.T) int {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port
}

// Four fetchers over one broker and a farm of all kinds of bad sites; one
// fetcher is killed every few seconds, the broker twice. No address is lost,
// and no host is asked too soon: the farm's own log is the judge.
func TestUnderFire(t *testing.T) { underFire(t, false) }

// The same with each fetcher on a machine of its own, whose disk the others do
// not see: what one had known is known to whoever has its part next, or found
// again.
func TestUnderFireApart(t *testing.T) { underFire(t, true) }

func underFire(t *testing.T, apart bool) {
	if os.Getenv("MARSAD_FIRE") == "" {
		t.Skip("takes two minutes and starts processes: set MARSAD_FIRE=1")
	}
	place := func(i int) string {
		if apart {
			return strconv.Itoa(i)
		}
		return ""
	}
	const articles = 8
	interval := time.Second
	f := startFarm(t, farm.Options{Hosts: 2 * len(farm.Kinds), Kinds: farm.Kinds, Articles: articles, Body: 5000, Interval: interval})
	dir := t.TempDir()
	o := fireOrder{Dir: dir, Port: freePort(t), Interval: interval, Sources: farmSources(f)}
	data, err := json.Marshal(o)
	if err != nil {
		t.Fatal(err)
	}
	order := filepath.Join(dir, "order.json")
	if err := os.WriteFile(order, data, 0o644); err != nil {
		t.Fatal(err)
	}
	broker := spawn(t, "broker", order, "")
	broker.up.Scan()
	crew := make([]*child, 4)
	for i := range crew {
		crew[i] = spawn(t, "fetcher", order, place(i))
	}
	defer func() {
		for _, c := range append(crew, broker) {
			c.kill()
		}
	}()
	got := collect(t, o.Port)
	kills := 0
	for start := time.Now(); time.Since(start) < 60*time.Second; kills++ {
		time.Sleep(4 * time.Second)
		if kills == 4 || kills == 9 {
			broker.kill()
			time.Sleep(time.Second)
			broker = spawn(t, "broker", order, "")
			broker.up.Scan()
		}
		i := rand.IntN(len(crew))
		crew[i].kill()
		crew[i] = spawn(t, "fetcher", order, place(i))
	}
	want := wanted(f, articles)
	missing := func() (m []string) {
		have := got()
		for _, u := range want {
			if have[u] == 0 {
				m = append(m, u)
			}
		}
		return m
	}
	for deadline := time.Now().Add(4 * time.Minute); len(missing()) > 0 && time.Now().Before(deadline); time.Sleep(time.Second) {
	}
	for _, u := range missing() {
		t.Errorf("lost: %s", u)
	}
	v := f.Judge()
	for _, c := range v.Violations {
		t.Error(c)
	}
	for _, c := range crew {
		c.kill()
	}
	known, ends := books(t, filepath.Join(dir, "frontier*"), missing())
	sum := int64(0)
	for _, n := range ends {
		sum += n
	}
	if known != sum || known < int64(len(want)) {
		t.Errorf("known %d, dispositions %d", known, sum)
	}
	t.Logf("known %d, by disposition %v", known, ends)
	twice := 0
	for _, n := range got() {
		twice += n - 1
	}
	t.Logf("%d pages came more than once", twice)
	t.Logf("%d fetchers killed, broker twice; %d pages wanted and had; farm: %d hosts, %d requests, %d violations", kills, len(want), v.Hosts, v.Requests, len(v.Violations))
}

// books opens what the killed fetchers left behind.
func books(t *testing.T, dir string, missing []string) (known int64, ends map[Disposition]int64) {
	ends = map[Disposition]int64{}
	parts, err := filepath.Glob(filepath.Join(dir, "p[0-9]*"))
	if err != nil || len(parts) == 0 {
		t.Fatalf("no frontiers: %v", err)
	}
	for _, p := range parts {
		f, err := frontier.Open(p, frontier.Options{Key: link.Key})
		if err != nil {
			t.Fatal(err)
		}
		for _, u := range missing {
			if r, ok, err := f.Lookup(u); ok || err != nil {
				t.Logf("%s in %s: %+v, %v; now %d", u, filepath.Base(p), r, err, time.Now().Unix())
			}
		}
		s := f.Stats()
		known += s.Known
		for i, d := range Dispositions {
			ends[d] += s.States[i]
		}
		if err := f.Close(); err != nil {
			t.Error(err)
		}
	}
	return known, ends
}

// wanted are the pages that must come from a farm, whatever happens.
func wanted(f *farm.Farm, articles int) (urls []string) {
	for _, name := range f.Names() {
		for i := range articles {
			switch f.KindOf(name) {
			case farm.Forbidden:
				if i%2 == 1 {
					continue
				}
			case farm.Refuse:
				if i == 2 { // asked for a minute of peace: comes later
					continue
				}
			case farm.Plain, farm.Delay, farm.Throttle, farm.Old, farm.Brotli, farm.Liar, farm.Moved, farm.Windows, farm.Flood: // a page that vanishes after one look may be lost with a fetcher: it ends as gone
			default:
				continue
			}
			urls = append(urls, f.Story(name, i))
		}
	}
	return urls
}

// collect reads the pages that come out, over broker and fetcher deaths.
func collect(t *testing.T, port int) func() map[string]int {
	b, err := bus.Dial(t.Context(), bus.DialOptions{URL: fmt.Sprintf("nats://127.0.0.1:%d", port)}, bus.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = b.Close() })
	var mu sync.Mutex
	got := map[string]int{}
	go func() {
		_ = b.Consume(t.Context(), bus.Consumer{Stream: bus.Pages, Durable: "fire", Workers: 2}, func(_ context.Context, m bus.Message) error {
			var p event.Page
			if err := json.Unmarshal(m.Data, &p); err != nil {
				return bus.Permanent("undecodable", err)
			}
			mu.Lock()
			defer mu.Unlock()
			got[p.URL]++
			return nil
		})
	}()
	return func() map[string]int {
		mu.Lock()
		defer mu.Unlock()
		m := make(map[string]int, len(got))
		for k, n := range got {
			m[k] = n
		}
		return m
	}
}
