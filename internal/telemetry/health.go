package telemetry

import (
	"fmt"
	"net/http"
	"sort"
	"sync"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// Health is a set of named readiness checks. A nil error means ready.
type Health struct {
	mu     sync.Mutex
	checks map[string]func() error
}

// Add puts a check in the set, or replaces the one of that name.
func (h *Health) Add(name string, check func() error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.checks == nil {
		h.checks = make(map[string]func() error)
	}
	h.checks[name] = check
}

// Result is the outcome of one check.
type Result struct {
	Name string
	Err  error
}

// Results runs the checks, in the order of their names.
func (h *Health) Results() []Result {
	h.mu.Lock()
	defer h.mu.Unlock()
	var rs []Result
	for name, check := range h.checks {
		rs = append(rs, Result{name, check()})
	}
	sort.Slice(rs, func(i, j int) bool { return rs[i].Name < rs[j].Name })
	return rs
}

// Handler serves /metrics, /livez and /readyz. Live means that the process
// answers; ready means that every check passes, and /readyz says which does
// not with status 503.
func Handler(reg *prometheus.Registry, h *Health) http.Handler {
	mux := http.NewServeMux()
	mux.Handle("GET /metrics", promhttp.HandlerFor(reg, promhttp.HandlerOpts{EnableOpenMetrics: true, Registry: reg}))
	mux.HandleFunc("GET /livez", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprintln(w, "ok") })
	mux.HandleFunc("GET /readyz", func(w http.ResponseWriter, _ *http.Request) {
		rs := h.Results()
		status := http.StatusOK
		for _, r := range rs {
			if r.Err != nil {
				status = http.StatusServiceUnavailable
			}
		}
		w.WriteHeader(status)
		for _, r := range rs {
			if r.Err != nil {
				fmt.Fprintf(w, "%s: not ready: %v\n", r.Name, r.Err)
			} else {
				fmt.Fprintf(w, "%s: ok\n", r.Name)
			}
		}
	})
	return mux
}
