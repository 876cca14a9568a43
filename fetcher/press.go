package fetcher

import (
	"context"
	"fmt"
	"sync"

	"github.com/marsad-news/marsad/event"
	"github.com/marsad-news/marsad/internal/bus"
)

// press publishes pages. Those that come while others are being written go
// together: on a broker that syncs every write to disk, many pages share a
// sync. Each caller is told when its own page is on file, not before.
type press struct {
	store    func(context.Context, []bus.Out) error
	topic    func(source string) string
	separate bool // each page alone and at once: over a network, waiting for one another costs more than it saves

	mu      sync.Mutex
	waiting []sheet
	writing bool
}

// sheet is a page that waits to be written.
type sheet struct {
	out  bus.Out
	size int
	done chan error
}

// A batch is bounded by what the broker has to hold of it until it is whole.
const (
	batchPages = 256
	batchBytes = 8 << 20
)

func newPress(b *bus.Bus, separate bool) *press {
	return &press{store: b.PublishAll, topic: b.Subjects.Page, separate: separate}
}

// Publish implements [Pages].
func (p *press) Publish(ctx context.Context, page *event.Page) error {
	s := sheet{
		out: bus.Out{
			Subject: p.topic(page.Source),
			// The visit is part of the id: a page that changes back is a new message.
			ID:    fmt.Sprintf("page|%s|%d", page.ID, page.FetchedAt.UnixMilli()),
			Value: page,
		},
		size: len(page.Body), done: make(chan error, 1),
	}
	if p.separate {
		return p.store(ctx, []bus.Out{s.out})
	}
	p.mu.Lock()
	p.waiting = append(p.waiting, s)
	if !p.writing {
		p.writing = true
		go p.write(context.WithoutCancel(ctx))
	}
	p.mu.Unlock()
	return <-s.done // the page is read until then
}

// write writes batches until nothing waits.
func (p *press) write(ctx context.Context) {
	for {
		list := p.take()
		if len(list) == 0 {
			return
		}
		outs := make([]bus.Out, len(list))
		for i := range list {
			outs[i] = list[i].out
		}
		err := p.store(ctx, outs)
		if err != nil && len(list) > 1 { // one may have spoilt it for all: each is told its own fate
			for i := range list {
				list[i].done <- p.store(ctx, outs[i:i+1])
			}
			continue
		}
		for i := range list {
			list[i].done <- err
		}
	}
}

// take takes what fits into a batch; a writer whose hands stay empty is gone.
func (p *press) take() []sheet {
	p.mu.Lock()
	defer p.mu.Unlock()
	n, size := 0, 0
	for n < len(p.waiting) && n < batchPages && (n == 0 || size+p.waiting[n].size <= batchBytes) {
		size += p.waiting[n].size
		n++
	}
	list := p.waiting[:n:n]
	if p.waiting = p.waiting[n:]; len(p.waiting) == 0 {
		p.waiting = nil
	}
	if n == 0 {
		p.writing = false
	}
	return list
}
