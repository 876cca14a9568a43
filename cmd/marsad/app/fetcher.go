package app

import (
	"context"
	"path/filepath"

	"github.com/marsad-news/marsad/fetcher"
	"github.com/marsad-news/marsad/fetcher/warc"
	"github.com/marsad-news/marsad/internal/config"
)

func (a *App) openFetcher(ctx context.Context) error {
	stage := a.stages.Stage("fetcher", nil, nil)
	deps, err := fetcher.BusDeps(ctx, a.bus, stage, a.counts, a.cfg.NATS.URL != "")
	if err != nil {
		return err
	}
	f := a.cfg.Fetcher
	keep, err := a.openArchive()
	if err != nil {
		return err
	}
	w, err := fetcher.New(fetcher.Config{
		Dir: filepath.Join(a.cfg.DataDir, "frontier"), Contact: f.Contact, Version: a.version,
		Workers: f.Workers, Parts: f.Parts, Delay: f.Delay, Poll: f.Poll, MaxBody: f.MaxBody, Timeout: f.Timeout,
		OpenLoopback: f.OpenLoopback, Sources: Sources(a.cfg.Sources), Archive: keep,
	}, deps, a.log)
	if err != nil {
		return err
	}
	a.totals = w.Totals
	if err := w.Register(a.reg); err != nil {
		return err
	}
	a.loops = append(a.loops, loop{"fetcher", w.Run})
	return nil
}

// openArchive opens the archive of the configuration for writing, nil when
// there is none.
func (a *App) openArchive() (fetcher.Archiver, error) {
	c := a.cfg.Fetcher.Archive
	metrics, err := warc.NewMetrics(a.reg)
	if err != nil || c.Dir == "" {
		return nil, err
	}
	keep, err := warc.Open(warc.Options{
		Dir: a.cfg.Path(c.Dir), MaxAge: c.MaxAge, MaxBytes: int64(c.MaxMB) << 20,
		Software: "marsad/" + a.version, Contact: a.cfg.Fetcher.Contact, Log: a.log, Metrics: metrics,
	})
	if err != nil {
		return nil, err
	}
	a.closers = append(a.closers, keep.Close)
	return keep, nil
}

// Sources are the fetcher's sources, without those that are disabled.
func Sources(list []config.Source) []fetcher.Source {
	var out []fetcher.Source
	for _, s := range list {
		if s.Disabled {
			continue
		}
		out = append(out, fetcher.Source{
			ID: s.ID, Name: s.Name, Country: s.Country, Tier: s.Tier, Lang: s.Lang,
			Feeds: s.Feeds, Sitemaps: s.Sitemaps, Fronts: s.Fronts, URLs: s.URLs, Pattern: s.Pattern, Tracking: s.Tracking,
			Poll: s.Poll, Delay: s.Delay, Ports: s.Ports, AnyCert: s.AnyCert, Verified: s.Verified, Notes: s.Notes,
		})
	}
	return out
}
