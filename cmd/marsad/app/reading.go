package app

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"github.com/marsad-news/marsad/console"
	"github.com/marsad-news/marsad/internal/config"
)

// OpenStore opens the first sink of the configuration that can be read, and
// returns what closes it. It makes no store that is not there.
func OpenStore(ctx context.Context, cfg config.Config) (console.Store, func() error, error) {
	a := &App{cfg: cfg}
	s, err := a.readable()
	if err != nil {
		return nil, nil, err
	}
	if s.Type == "sqlite" {
		if _, err := os.Stat(cfg.Path(s.Path)); errors.Is(err, fs.ErrNotExist) {
			return nil, nil, fmt.Errorf("open store: %w", err)
		}
	}
	store, err := a.openStore(ctx, s)
	if err != nil {
		return nil, nil, errors.Join(err, a.Close())
	}
	return store, a.Close, nil
}
