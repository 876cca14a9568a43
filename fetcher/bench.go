package fetcher

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"runtime"
	"sync"
	"sync/atomic"
	"time"

	"github.com/marsad-news/marsad/event"
	"github.com/marsad-news/marsad/fetcher/farm"
	"github.com/marsad-news/marsad/internal/bus"
)

// BenchOptions size a benchmark. Zero values take the defaults.
type BenchOptions struct {
	Hosts    int           // of the farm when politeness is off; 0: 200
	Articles int           // of each host then; 0: 400
	Workers  int           // requests under way; 0: 64
	Polite   int           // hosts when politeness is on; 0: 5000
	Interval time.Duration // of each host then; 0: 5 s
	For      time.Duration // that politeness is watched; 0: 30 s
	NoPolite bool          // leave politeness out
}

// BenchReport is what a benchmark found.
type BenchReport struct {
	Bare       float64 `json:"bare_per_second"`  // a bare net/http loop over the same farm
	Rate       float64 `json:"fetch_per_second"` // the fetcher, politeness off
	Ratio      float64 `json:"ratio"`
	Broker     float64 `json:"broker_per_second"`  // … over an embedded broker that outlives the process: jobs and pages on its streams, each acknowledged
	Durable    float64 `json:"durable_per_second"` // … over one that outlives the power, with a sync to disk before each acknowledgement
	Pages      int64   `json:"pages"`
	Hosts      int     `json:"polite_hosts"`
	Requests   int     `json:"polite_requests"`
	Violations int     `json:"violations"`
	MeanError  float64 `json:"interval_error_mean"` // share of the interval
	P99Error   float64 `json:"interval_error_p99"`
	HeapStart  uint64  `json:"heap_start_bytes"` // once all hosts are at work
	HeapEnd    uint64  `json:"heap_end_bytes"`
}

func (o *BenchOptions) fill() {
	or := func(p *int, d int) {
		if *p == 0 {
			*p = d
		}
	}
	or(&o.Hosts, 200)
	or(&o.Articles, 400)
	or(&o.Workers, 64)
	or(&o.Polite, 5000)
	if o.Interval == 0 {
		o.Interval = 5 * time.Second
	}
	if o.For == 0 {
		o.For = 30 * time.Second
	}
}

// Bench measures the fetcher against a farm on loopback in this process, and
// says on talk what it is doing.
func Bench(ctx context.Context, o BenchOptions, talk io.Writer) (BenchReport, error) {
	o.fill()
	var r BenchReport
	if err := benchRate(ctx, &o, &r, talk); err != nil {
		return r, err
	}
	if o.NoPolite {
		return r, nil
	}
	return r, benchPolite(ctx, &o, &r, talk)
}

func benchRate(ctx context.Context, o *BenchOptions, r *BenchReport, talk io.Writer) error {
	f, err := farm.Start(farm.Options{Hosts: o.Hosts, Articles: o.Articles})
	if err != nil {
		return err
	}
	defer f.Close()
	total := int64(o.Hosts * o.Articles)
	fmt.Fprintf(talk, "a bare net/http loop over %d pages of %d hosts\n", total, o.Hosts)
	for i := range 2 { // before and after: the machine may have other things to do
		rate, err := bareLoop(ctx, f, o)
		if err != nil {
			return err
		}
		r.Bare += rate / 2
		if i == 0 {
			fmt.Fprintf(talk, "the fetcher over the same pages, politeness off\n")
			if r.Rate, err = fullSpeed(ctx, f, o, r, memoryBench); err != nil {
				return err
			}
			fmt.Fprintf(talk, "the same over an embedded broker\n")
			if r.Broker, err = fullSpeed(ctx, f, o, r, brokerBench(true)); err != nil {
				return err
			}
			fmt.Fprintf(talk, "the same over one that syncs every write to disk\n")
			if r.Durable, err = fullSpeed(ctx, f, o, r, brokerBench(false)); err != nil {
				return err
			}
		}
	}
	r.Ratio = r.Rate / r.Bare
	fmt.Fprintf(talk, "%.0f pages/s bare, %.0f fetched: ratio %.2f; over a broker %.0f: %.2f of that; synced %.0f: %.2f of that\n",
		r.Bare, r.Rate, r.Ratio, r.Broker, r.Broker/r.Rate, r.Durable, r.Durable/r.Rate)
	return nil
}

// bareLoop is what a program would do that has no manners and no memory.
func bareLoop(ctx context.Context, f *farm.Farm, o *BenchOptions) (float64, error) {
	d := net.Dialer{}
	t := &http.Transport{
		MaxIdleConns: 4096, MaxIdleConnsPerHost: max(2, o.Workers/8),
		DialContext: func(ctx context.Context, network, addr string) (net.Conn, error) {
			_, port, err := net.SplitHostPort(addr)
			if err != nil {
				return nil, err
			}
			return d.DialContext(ctx, network, net.JoinHostPort("127.0.0.1", port))
		},
	}
	defer t.CloseIdleConnections()
	client := &http.Client{Transport: t}
	var next, bad atomic.Int64
	names, start := f.Names(), time.Now()
	var wg sync.WaitGroup
	for range o.Workers {
		wg.Go(func() {
			for ctx.Err() == nil {
				i := int(next.Add(1) - 1)
				if i >= len(names)*o.Articles {
					return
				}
				if err := bareGet(ctx, client, f.Story(names[i%len(names)], i/len(names))); err != nil {
					bad.Add(1)
				}
			}
		})
	}
	wg.Wait()
	if n := bad.Load(); n > 0 {
		return 0, fmt.Errorf("bare loop: %d requests failed", n)
	}
	return float64(len(names)*o.Articles) / time.Since(start).Seconds(), ctx.Err()
}

func bareGet(ctx context.Context, c *http.Client, url string) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return err
	}
	resp, err := c.Do(req)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	_, err = io.Copy(io.Discard, resp.Body)
	return err
}

// benchDeps makes what a fetcher under measurement stands on; each page that is
// on file is told to publish.
type benchDeps func(ctx context.Context, publish func()) (Deps, func(), error)

func memoryBench(_ context.Context, publish func()) (Deps, func(), error) {
	return MemoryDeps(func(context.Context, *event.Page) error { publish(); return nil }), func() {}, nil
}

// brokerBench has a broker of its own in this process, as marsad run has one.
func brokerBench(processOnly bool) benchDeps {
	return func(ctx context.Context, publish func()) (Deps, func(), error) {
		return openBroker(ctx, processOnly, publish)
	}
}

func openBroker(ctx context.Context, processOnly bool, publish func()) (Deps, func(), error) {
	dir, err := os.MkdirTemp("", "marsad-bench-")
	if err != nil {
		return Deps{}, nil, fmt.Errorf("make a folder for the broker: %w", err)
	}
	b, err := bus.Embed(ctx, bus.EmbedOptions{Dir: dir, ProcessOnly: processOnly}, bus.Options{})
	if err != nil {
		return Deps{}, nil, errors.Join(err, os.RemoveAll(dir))
	}
	done := func() {
		_ = b.Close()         // what was measured was acknowledged
		_ = os.RemoveAll(dir) // as with the frontier's
	}
	d, err := BusDeps(ctx, b, nil, nil, false)
	if err != nil {
		done()
		return Deps{}, nil, err
	}
	pages := d.Pages
	d.Pages = pagesFunc(func(ctx context.Context, p *event.Page) error {
		err := pages.Publish(ctx, p)
		if err == nil {
			publish()
		}
		return err
	})
	return d, done, nil
}

// benchWorker runs a fetcher over a farm until stop says so.
func benchWorker(ctx context.Context, f *farm.Farm, cfg Config, over benchDeps, publish func(), stop func() bool) error {
	dir, err := os.MkdirTemp("", "marsad-bench-")
	if err != nil {
		return fmt.Errorf("make a folder for the frontier: %w", err)
	}
	defer func() { _ = os.RemoveAll(dir) }() // a directory left over in the temporary one harms nobody
	cfg.Dir, cfg.OpenLoopback = dir, true
	for i, name := range f.Names() {
		cfg.Sources = append(cfg.Sources, Source{ID: fmt.Sprintf("s%05d", i), Feeds: []string{f.Feed(name)}, Ports: f.Ports()})
	}
	deps, closeDeps, err := over(ctx, publish)
	if err != nil {
		return err
	}
	defer closeDeps()
	deps.Resolver = f
	w, err := New(cfg, deps, slog.New(slog.DiscardHandler))
	if err != nil {
		return err
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	ended := make(chan error, 1)
	go func() { ended <- w.Run(ctx) }()
	tick := time.NewTicker(10 * time.Millisecond)
	defer tick.Stop()
	for !stop() {
		select {
		case err := <-ended:
			return errors.Join(errors.New("the fetcher ended early"), err)
		case <-tick.C:
		}
	}
	cancel()
	return <-ended
}

func fullSpeed(ctx context.Context, f *farm.Farm, o *BenchOptions, r *BenchReport, over benchDeps) (float64, error) {
	total := int64(o.Hosts * o.Articles)
	var pages atomic.Int64
	start := time.Now()
	var end time.Time
	err := benchWorker(ctx, f, Config{Workers: o.Workers, Delay: time.Nanosecond, Poll: time.Hour}, over, func() { pages.Add(1) }, func() bool {
		end = time.Now()
		return pages.Load() >= total || ctx.Err() != nil || time.Since(start) > 5*time.Minute
	})
	if err != nil {
		return 0, err
	}
	r.Pages = pages.Load()
	if r.Pages < total {
		return 0, fmt.Errorf("only %d of %d pages came", r.Pages, total)
	}
	return float64(r.Pages) / end.Sub(start).Seconds(), nil
}

func benchPolite(ctx context.Context, o *BenchOptions, r *BenchReport, talk io.Writer) error {
	rounds := int(o.For/o.Interval) + 4
	f, err := farm.Start(farm.Options{Hosts: o.Polite, Articles: rounds, Body: 4000, Interval: o.Interval})
	if err != nil {
		return err
	}
	defer f.Close()
	settle := 2*o.Interval + time.Duration(o.Polite)*time.Second/spread
	fmt.Fprintf(talk, "%d hosts, one request each %s, for %s after %s to begin\n", o.Polite, o.Interval, o.For, settle)
	start := time.Now()
	err = benchWorker(ctx, f, Config{Workers: o.Workers, Delay: o.Interval, Poll: time.Hour}, memoryBench, func() {}, func() bool {
		if r.HeapStart == 0 && time.Since(start) > settle {
			r.HeapStart = heapNow()
		}
		if time.Since(start) <= settle+o.For && ctx.Err() == nil {
			return false
		}
		r.HeapEnd = heapNow()
		return true
	})
	v := f.Judge()
	r.Hosts, r.Requests, r.Violations, r.MeanError, r.P99Error = v.Hosts, v.Requests, len(v.Violations), v.MeanError, v.P99Error
	fmt.Fprintf(talk, "%d requests, %d violations, error of the interval %.2f %% in the mean, %.2f %% at the 99th percentile; heap %d MB then %d MB\n",
		r.Requests, r.Violations, 100*r.MeanError, 100*r.P99Error, r.HeapStart>>20, r.HeapEnd>>20)
	return err
}

func heapNow() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}
