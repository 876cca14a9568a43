package main

import (
	"fmt"
	"io"
	"strings"
	"time"
)

// progress is a line that shows how far a long command has come, on a terminal
// only.
type progress struct {
	w     io.Writer
	on    bool
	what  string // the things that are counted
	start time.Time
	last  time.Time
	done  int64
	total int64 // 0: not known
}

func newProgress(w io.Writer, what string, total int64) *progress {
	return &progress{w: w, on: isTerminal(w), what: what, total: total, start: time.Now()}
}

// barWidth is the length of the bar, in columns.
const barWidth = 30

// set shows the state, at most ten times a second.
func (p *progress) set(done int64, note string) {
	p.done = done
	if !p.on || time.Since(p.last) < 100*time.Millisecond {
		return
	}
	p.last = time.Now()
	fmt.Fprint(p.w, "\r\x1b[K", p.line(time.Since(p.start), note))
}

func (p *progress) line(took time.Duration, note string) string {
	rate := float64(p.done) / max(took.Seconds(), 0.001)
	if p.total <= 0 {
		return fmt.Sprintf("%d %s  %.0f/s  %s", p.done, p.what, rate, note)
	}
	share := min(float64(p.done)/float64(p.total), 1)
	full := int(share * barWidth)
	left := ""
	if rate > 0 && share < 1 {
		left = "  " + (time.Duration(float64(p.total-p.done)/rate) * time.Second).Round(time.Second).String() + " left"
	}
	return fmt.Sprintf("[%s%s] %3.0f%%  %d/%d %s%s  %s", strings.Repeat("█", full), strings.Repeat("·", barWidth-full), 100*share, p.done, p.total, p.what, left, note)
}

// say prints a line of talk above the bar.
func (p *progress) say(format string, args ...any) {
	p.clear()
	fmt.Fprintf(p.w, format+"\n", args...)
}

func (p *progress) clear() {
	if p.on {
		fmt.Fprint(p.w, "\r\x1b[K")
	}
}
