package main

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/marsad-news/marsad/fetcher"
	"github.com/marsad-news/marsad/fetcher/warc"
	"github.com/marsad-news/marsad/internal/bus"
	"github.com/marsad-news/marsad/parser"
	"github.com/marsad-news/marsad/parser/repeat"
)

// blocks is what a comparison knows of the blocks that each site repeats, as
// the parser that works live knows it: from its table on the broker where one
// is reached, else out of the archive. It only reads.
type blocks struct {
	from  string // broker or archive
	table *bus.KV
	close func()
	known map[string]*repeat.Memory // by host
}

// Where a comparison knows the repeated blocks from.
const (
	fromBroker  = "broker"
	fromArchive = "archive"
)

// openBlocks asks the broker of the configuration, and reads the archive where
// there is none.
func openBlocks(ctx context.Context, r *replay, p *parser.Parser) (*blocks, error) {
	k := &blocks{from: fromArchive, known: map[string]*repeat.Memory{}, close: func() {}}
	if r.cfg.NATS.URL == "" {
		return k, k.learn(ctx, r, p)
	}
	b, err := dial(ctx, r.cfg, slog.New(slog.DiscardHandler))
	if err != nil {
		fmt.Fprintf(r.std.err, "marsad: %v; what sites repeat is learnt from the archive\n", err)
		return k, k.learn(ctx, r, p)
	}
	k.from, k.close = fromBroker, func() { _ = b.Close() } // it only read
	if k.table, err = b.KV(ctx, "sites", 0); err != nil {
		k.close()
		return nil, err
	}
	return k, nil
}

// of is the memory of the site of an address.
func (k *blocks) of(ctx context.Context, address string) (*repeat.Memory, error) {
	host := hostOnly(address)
	if m, ok := k.known[host]; ok {
		return m, nil
	}
	m := &repeat.Memory{}
	k.known[host] = m
	if k.table == nil {
		return m, nil
	}
	data, rev, err := k.table.Get(ctx, host)
	if err != nil || rev == 0 {
		return m, err
	}
	var row struct {
		Repeat []byte `json:"repeat"`
	}
	if json.Unmarshal(data, &row) != nil || m.UnmarshalBinary(row.Repeat) != nil {
		*m = repeat.Memory{} // another version's: the parser begins anew too
	}
	return m, nil
}

// hostOnly is the host of an address without its port, as the parser names sites.
func hostOnly(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return strings.ToLower(u.Hostname())
}

// learnPages is how many pages of a site are read to know what it repeats: a
// memory halves its counts after so many.
const learnPages = 64

// learn reads the last pages of each site up to the end of the slice.
func (k *blocks) learn(ctx context.Context, r *replay, p *parser.Parser) error {
	last := map[string][]warc.Entry{}
	f := r.filter
	f.From, f.URL = time.Time{}, ""
	err := r.archive.Each(f, func(e warc.Entry) error {
		if !brought(&e) || e.Revisit() {
			return ctx.Err()
		}
		host := hostOnly(e.URL)
		list := append(last[host], e)
		last[host] = list[max(0, len(list)-learnPages):]
		return ctx.Err()
	})
	if err != nil {
		return err
	}
	for host, list := range last {
		slices.SortStableFunc(list, func(a, b warc.Entry) int { return a.Time.Compare(b.Time) })
		m := &repeat.Memory{}
		k.known[host] = m
		for i := range list {
			x, err := r.archive.Exchange(list[i].Where(), r.cfg.Fetcher.MaxBody)
			if err != nil {
				continue // told of when it is compared
			}
			if pg, err := fetcher.ArchivedPage(x, r.id); err == nil {
				res := p.HTML(inputOf(pg, x))
				m.Add(repeat.ID(x.Final), res.Trace.Hashes)
			}
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
	}
	return nil
}
