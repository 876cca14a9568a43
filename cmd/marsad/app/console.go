package app

import (
	"context"
	"fmt"

	"github.com/marsad-news/marsad/console"
	"github.com/marsad-news/marsad/enricher/gazetteer"
	"github.com/marsad-news/marsad/internal/config"
	"github.com/marsad-news/marsad/sink/postgres"
	"github.com/marsad-news/marsad/sink/sqlite"
)

// readable is the first sink that a console can read.
func (a *App) readable() (config.Sink, error) {
	for _, s := range a.cfg.Sinks {
		if s.Type == "sqlite" || s.Type == "postgres" {
			return s, nil
		}
	}
	return config.Sink{}, fmt.Errorf("no sink that a console can read: it needs sqlite or postgres")
}

func (a *App) openConsole(ctx context.Context) error {
	if a.cfg.Listen == "" {
		return nil
	}
	s, err := a.readable()
	if err != nil {
		return err
	}
	store, err := a.openStore(ctx, s)
	if err != nil {
		return err
	}
	names, err := PlaceNames(a.cfg)
	if err != nil {
		return err
	}
	stop := make(chan struct{})
	a.onStop = append(a.onStop, func() { close(stop) })
	h, err := console.New(store, console.Options{Log: a.log, Stop: stop, Sources: a.consoleSources(), Names: names})
	if err != nil {
		return err
	}
	return a.serve(ctx, "console", a.cfg.Listen, h)
}

// PlaceNames knows the shipped places, agencies and outlets and those of the
// configuration.
func PlaceNames(cfg config.Config) (*gazetteer.Names, error) {
	dir, err := own("enricher.data", cfg.Enricher.Data)
	if err != nil {
		return nil, err
	}
	if dir == nil {
		return gazetteer.LoadNames()
	}
	n, err := gazetteer.LoadNames(dir)
	return n, blame("enricher.data", cfg.Enricher.Data, err)
}

// openStore opens the reading side of a sink, and leaves it to Close.
func (a *App) openStore(ctx context.Context, s config.Sink) (console.Store, error) {
	if s.Type == "postgres" {
		dsn, err := a.dsn(s)
		if err != nil {
			return nil, err
		}
		store, err := postgres.OpenStore(ctx, dsn, s.Schema)
		if err != nil {
			return nil, err
		}
		a.closers = append(a.closers, store.Close)
		return store, nil
	}
	path, err := a.file(s)
	if err != nil {
		return nil, err
	}
	store, err := sqlite.OpenStore(ctx, path)
	if err != nil {
		return nil, err
	}
	a.closers = append(a.closers, store.Close)
	return store, nil
}
