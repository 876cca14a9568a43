package app

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/marsad-news/marsad/enricher"
	"github.com/marsad-news/marsad/internal/config"
	"github.com/marsad-news/marsad/parser"
	"github.com/marsad-news/marsad/sink"
	"github.com/marsad-news/marsad/sink/jsonl"
	"github.com/marsad-news/marsad/sink/postgres"
	"github.com/marsad-news/marsad/sink/sqlite"
)

// ErrConfig says that the fault lies in what the configuration names.
var ErrConfig = errors.New("bad configuration")

// NewParser reads pages by the shipped outlet rules and those of the
// configuration. With trace it also says why.
func NewParser(cfg config.Config, trace bool) (*parser.Parser, error) {
	opts := parser.Options{Trace: trace}
	var err error
	if opts.Rules, err = own("parser.rules", cfg.Parser.Rules); err != nil {
		return nil, err
	}
	p, err := parser.New(opts)
	return p, blame("parser.rules", cfg.Parser.Rules, err)
}

// NewEnricher knows the shipped word lists and those of the configuration.
func NewEnricher(cfg config.Config) (*enricher.Enricher, error) {
	var opts enricher.Options
	var err error
	if opts.Data, err = own("enricher.data", cfg.Enricher.Data); err != nil {
		return nil, err
	}
	e, err := enricher.New(opts)
	return e, blame("enricher.data", cfg.Enricher.Data, err)
}

// own is a directory that the configuration names, nil where it names none.
func own(key, dir string) (fs.FS, error) {
	if dir == "" {
		return nil, nil //nolint:nilnil // no directory is what was asked for
	}
	if _, err := os.ReadDir(dir); err != nil {
		return nil, fmt.Errorf("%w: %s: %w", ErrConfig, key, err)
	}
	return os.DirFS(dir), nil
}

// blame lays a fault at the configuration where that names a directory: what
// ships with the program is tested.
func blame(key, dir string, err error) error {
	if err == nil || dir == "" {
		return err
	}
	return fmt.Errorf("%w: %s: %s: %w", ErrConfig, key, dir, err)
}

func (a *App) openParser(ctx context.Context) error {
	p, err := NewParser(a.cfg, false)
	if err != nil {
		return err
	}
	stage := a.stages.Stage("parser", parser.ParkReasons, parser.DiscardReasons)
	w, err := parser.NewWorker(ctx, p, a.bus, stage, a.counts, a.cfg.Parser.Workers, a.log)
	if err != nil {
		return err
	}
	a.loops = append(a.loops, loop{"parser", w.Run})
	return nil
}

func (a *App) openEnricher(ctx context.Context) error {
	e, err := NewEnricher(a.cfg)
	if err != nil {
		return err
	}
	stage := a.stages.Stage("enricher", nil, nil)
	w, err := enricher.NewWorker(ctx, e, a.bus, stage, a.counts, a.cfg.Enricher.Workers)
	if err != nil {
		return err
	}
	a.loops = append(a.loops, loop{"enricher", w.Run})
	return nil
}

func (a *App) openSinks(ctx context.Context) error {
	for _, s := range a.cfg.Sinks {
		driver, err := a.openSink(ctx, s)
		if err != nil {
			return fmt.Errorf("%s: %w", s.Name, err)
		}
		a.closers = append(a.closers, driver.Close)
		stage := a.stages.Stage(sink.Stage(s.Name), sink.ParkReasons, nil)
		w := sink.NewWorker(s.Name, driver, a.bus, stage, a.counts)
		a.loops = append(a.loops, loop{sink.Stage(s.Name), w.Run})
	}
	return nil
}

func (a *App) openSink(ctx context.Context, s config.Sink) (sink.Sink, error) {
	switch s.Type {
	case "postgres":
		dsn, err := a.dsn(s)
		if err != nil {
			return nil, err
		}
		return postgres.Open(ctx, dsn, s.Schema)
	case "jsonl":
		path, err := a.file(s)
		if err != nil {
			return nil, err
		}
		return jsonl.Open(path)
	default:
		path, err := a.file(s)
		if err != nil {
			return nil, err
		}
		return sqlite.Open(ctx, path)
	}
}

func (a *App) dsn(s config.Sink) (string, error) {
	if s.DSNFile == "" {
		return s.DSN, nil
	}
	return secret(s.DSNFile)
}

// file is the path of a sink's file, with its directory made.
func (a *App) file(s config.Sink) (string, error) {
	path := a.cfg.Path(s.Path)
	if err := os.MkdirAll(filepath.Dir(path), 0o750); err != nil {
		return "", fmt.Errorf("make directory: %w", err)
	}
	return path, nil
}
