package farm

import (
	"fmt"
	"math"
	"slices"
	"sync"
	"time"
)

// judge writes down when one host was asked.
type judge struct {
	mu      sync.Mutex
	last    time.Time
	blocked time.Time // asked to be left alone until then
	inside  int
	n       int
	gaps    []float32 // seconds between requests, for the mean error
	wrong   []string
}

// begin notes a request and what is wrong with its time.
func (j *judge) begin(now time.Time, interval time.Duration, path string) {
	j.mu.Lock()
	defer j.mu.Unlock()
	if j.n > 0 {
		gap := now.Sub(j.last)
		if len(j.gaps) < 1000 {
			j.gaps = append(j.gaps, float32(gap.Seconds()))
		}
		if gap < interval {
			j.fault("%s came %s after the one before, %s is the interval", path, gap, interval)
		}
	}
	if now.Before(j.blocked) {
		j.fault("%s came %s before the end of a block", path, j.blocked.Sub(now))
	}
	if j.inside > 0 {
		j.fault("%s came while another request was under way", path)
	}
	j.last = now
	j.inside++
	j.n++
}

func (j *judge) fault(format string, args ...any) {
	if len(j.wrong) < 20 {
		j.wrong = append(j.wrong, fmt.Sprintf(format, args...))
	}
}

func (j *judge) end(time.Time) {
	j.mu.Lock()
	j.inside--
	j.mu.Unlock()
}

// leave notes that the host asked to be left alone.
func (j *judge) leave(d time.Duration) {
	j.mu.Lock()
	j.blocked = time.Now().Add(d)
	j.mu.Unlock()
}

// Verdict sums up a farm's log.
type Verdict struct {
	Hosts      int
	Requests   int
	Violations []string // host and what it has to complain of
	MeanError  float64  // of the gaps over the interval, as a share of it
	P99Error   float64
	Gaps       int
}

// Judge sums up. Only gaps of hosts that had work all the time say how exactly
// an interval is kept: those under twice the interval count.
func (f *Farm) Judge() Verdict {
	v := Verdict{Hosts: len(f.names)}
	var errs []float64
	for _, name := range f.names {
		s := f.sites[name]
		s.judge.mu.Lock()
		v.Requests += s.judge.n
		for _, w := range s.judge.wrong {
			v.Violations = append(v.Violations, name+": "+w)
		}
		for _, g := range s.judge.gaps {
			if want := s.interval.Seconds(); want > 0 && float64(g) < 2*want {
				errs = append(errs, math.Abs(float64(g)-want)/want)
			}
		}
		s.judge.mu.Unlock()
	}
	v.Gaps = len(errs)
	if len(errs) > 0 {
		slices.Sort(errs)
		for _, e := range errs {
			v.MeanError += e / float64(len(errs))
		}
		v.P99Error = errs[len(errs)*99/100]
	}
	return v
}

// Asked is how often a path of a host was asked for.
func (f *Farm) Asked(name, path string) int {
	s := f.sites[name]
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.asked[path]
}
