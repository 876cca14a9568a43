// Package config reads the configuration file and the source list.
//
// Only cmd imports it: each worker declares the few settings that it needs. A
// key that is not known, a value out of bounds or a source given twice is an
// error with file, line and key, and all faults are reported at once.
package config

import (
	_ "embed"
	"errors"
	"fmt"
	"net/mail"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/marsad-news/marsad/internal/strict"
)

// Example is the documented file that ships with the binary; a test proves
// that it loads and equals [Default].
//
//go:embed example.yaml
var Example []byte

// Config is the whole file.
type Config struct {
	DataDir  string   `yaml:"data_dir"` // embedded broker, stores and archive live below it
	Listen   string   `yaml:"listen"`   // address of the console and the API; empty: none
	Admin    string   `yaml:"admin"`    // address of metrics and health; empty: none
	Log      Log      `yaml:"log"`
	NATS     NATS     `yaml:"nats"`
	Fetcher  Fetcher  `yaml:"fetcher"`
	Parser   Parser   `yaml:"parser"`
	Enricher Enricher `yaml:"enricher"`
	Sinks    []Sink   `yaml:"sinks"`

	SourceFiles []string `yaml:"source_files"` // more files with a list of sources, beside this one
	Sources     []Source `yaml:"sources"`
}

// Log says what is logged and how.
type Log struct {
	Level  string `yaml:"level"`  // debug, info, warn, error
	Format string `yaml:"format"` // text or json
}

// NATS says which broker carries the messages.
type NATS struct {
	URL          string `yaml:"url"` // empty: an embedded broker under data_dir
	Creds        string `yaml:"creds"`
	User         string `yaml:"user"`
	PasswordFile string `yaml:"password_file"`
	CA           string `yaml:"ca"`
	Prefix       string `yaml:"prefix"` // first token of every subject
	Replicas     int    `yaml:"replicas"`
	Durability   string `yaml:"durability"` // of the embedded broker: power (sync every write) or process
	Listen       string `yaml:"listen"`     // of the embedded broker, for subscribers; empty: no socket
}

// Fetcher says how pages are fetched.
type Fetcher struct {
	Contact      string        `yaml:"contact"`  // e-mail or page that publishers can complain to; required before live fetching
	Workers      int           `yaml:"workers"`  // pages fetched at once, over all hosts
	Parts        int           `yaml:"parts"`    // into which hosts are split; all fetchers of a deployment must agree
	Delay        time.Duration `yaml:"delay"`    // least time between two requests to one host
	Poll         time.Duration `yaml:"poll"`     // first interval between two polls of a feed
	MaxBody      int64         `yaml:"max_body"` // bytes, after decompression
	Timeout      time.Duration `yaml:"timeout"`
	OpenLoopback bool          `yaml:"open_loopback"` // fetch from loopback too: for tests and the demo
	Archive      Archive       `yaml:"archive"`
}

// Archive says whether and how fetched bodies are kept as WARC files.
type Archive struct {
	Dir    string        `yaml:"dir"`     // empty: none
	MaxAge time.Duration `yaml:"max_age"` // files older than that are removed
	MaxMB  int           `yaml:"max_mb"`  // of all files together, oldest removed first; 0: no limit
}

// Parser says how pages are read.
type Parser struct {
	Workers int    `yaml:"workers"`
	Rules   string `yaml:"rules"` // directory with outlet rules beside the built-in ones
}

// Enricher says how claims are found.
type Enricher struct {
	Workers int    `yaml:"workers"`
	Data    string `yaml:"data"` // directory with word lists and places beside the built-in ones
}

// Sink is one store.
type Sink struct {
	Name    string `yaml:"name"`
	Type    string `yaml:"type"`     // sqlite, postgres, jsonl
	Path    string `yaml:"path"`     // of a sqlite or jsonl file
	DSN     string `yaml:"dsn"`      // of a postgres server
	DSNFile string `yaml:"dsn_file"` // file that holds the DSN
	Schema  string `yaml:"schema"`   // of a postgres server
}

// Source is one outlet and the doors to it.
type Source struct {
	ID       string            `yaml:"id"`
	Name     map[string]string `yaml:"name"`    // by language: ar, en
	Country  string            `yaml:"country"` // ISO 3166 alpha-3
	Tier     int               `yaml:"tier"`    // 1 to 3: how much it matters
	Lang     string            `yaml:"lang"`
	Feeds    []string          `yaml:"feeds"`
	Sitemaps []string          `yaml:"sitemaps"`
	Fronts   []string          `yaml:"fronts"`  // front or section pages
	URLs     []string          `yaml:"urls"`    // single articles
	Pattern  string            `yaml:"pattern"` // regular expression that an article's URL matches
	Poll     time.Duration     `yaml:"poll"`
	Delay    time.Duration     `yaml:"delay"`
	Ports    []uint16          `yaml:"ports"`    // besides 80 and 443
	AnyCert  bool              `yaml:"any_cert"` // its certificate is not verified
	Tracking []string          `yaml:"tracking"` // query parameters to drop, besides the usual ones
	Disabled bool              `yaml:"disabled"`
	Verified string            `yaml:"verified"` // date on which the doors were last seen to work; empty: never
	Notes    string            `yaml:"notes"`
}

// Default is the configuration of an empty file.
func Default() Config {
	return Config{
		DataDir: "data", Listen: "127.0.0.1:8080", Admin: "127.0.0.1:9464",
		Log:  Log{Level: "info", Format: "text"},
		NATS: NATS{Prefix: "marsad", Replicas: 1, Durability: "power"},
		Fetcher: Fetcher{
			Workers: 16, Parts: 16, Delay: 5 * time.Second, Poll: 5 * time.Minute, MaxBody: 5 << 20, Timeout: 30 * time.Second,
			Archive: Archive{MaxAge: 30 * 24 * time.Hour},
		},
		Parser:   Parser{Workers: 2},
		Enricher: Enricher{Workers: 2},
		Sinks:    []Sink{{Name: "sqlite", Type: "sqlite", Path: "marsad.db"}},
	}
}

// Load reads the file at path over the defaults, and the source files that it
// names. An empty path gives the defaults.
func Load(path string) (Config, error) {
	c := Default()
	if path == "" {
		return c, c.Check()
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return Config{}, fmt.Errorf("read config: %w", err)
	}
	c.Sinks = nil
	if err := strict.Decode(data, path, &c); err != nil {
		return Config{}, err
	}
	if c.Sinks == nil {
		c.Sinks = Default().Sinks
	}
	for _, f := range c.SourceFiles {
		ss, err := LoadSources(filepath.Join(filepath.Dir(path), f))
		if err != nil {
			return Config{}, err
		}
		c.Sources = append(c.Sources, ss...)
	}
	return c, c.Check()
}

// LoadSources reads a file with a list of sources under the key "sources".
func LoadSources(path string) ([]Source, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("read sources: %w", err)
	}
	var list struct {
		Sources []Source `yaml:"sources"`
	}
	if err := strict.Decode(data, path, &list); err != nil {
		return nil, err
	}
	return list.Sources, nil
}

// Check reports every fault at once, each with the key that a person would
// edit.
func (c Config) Check() error {
	var errs []error
	fault := func(format string, args ...any) { errs = append(errs, fmt.Errorf("config: "+format, args...)) }
	if !slices.Contains([]string{"debug", "info", "warn", "error"}, c.Log.Level) {
		fault("log.level: %q is none of debug, info, warn, error", c.Log.Level)
	}
	if !slices.Contains([]string{"text", "json"}, c.Log.Format) {
		fault("log.format: %q is neither text nor json", c.Log.Format)
	}
	if !slices.Contains([]string{"power", "process"}, c.NATS.Durability) {
		fault("nats.durability: %q is neither power nor process", c.NATS.Durability)
	}
	if c.NATS.Prefix == "" || strings.Trim(c.NATS.Prefix, "abcdefghijklmnopqrstuvwxyz0123456789_-") != "" {
		fault("nats.prefix: %q is not one token of [a-z0-9_-]", c.NATS.Prefix)
	}
	if c.NATS.Replicas < 1 || c.NATS.Replicas > 5 {
		fault("nats.replicas: %d is not between 1 and 5", c.NATS.Replicas)
	}
	for key, n := range map[string]int{"fetcher.workers": c.Fetcher.Workers, "fetcher.parts": c.Fetcher.Parts, "parser.workers": c.Parser.Workers, "enricher.workers": c.Enricher.Workers} {
		if n < 1 {
			fault("%s: %d is not at least 1", key, n)
		}
	}
	if c.Fetcher.MaxBody < 1<<10 {
		fault("fetcher.max_body: %d is under 1024 bytes", c.Fetcher.MaxBody)
	}
	if c.Fetcher.Delay < time.Second && !c.Fetcher.OpenLoopback {
		fault("fetcher.delay: %s is under 1s", c.Fetcher.Delay)
	}
	errs = append(errs, c.checkSinks()...)
	return errors.Join(append(errs, checkSources(c.Sources)...)...)
}

func (c Config) checkSinks() []error {
	var errs []error
	seen := map[string]bool{}
	for i, s := range c.Sinks {
		key := fmt.Sprintf("config: sinks[%d]", i)
		if s.Name == "" || seen[s.Name] {
			errs = append(errs, fmt.Errorf("%s.name: %q is empty or taken", key, s.Name))
		}
		seen[s.Name] = true
		switch s.Type {
		case "sqlite", "jsonl":
			if s.Path == "" {
				errs = append(errs, fmt.Errorf("%s.path: a %s sink needs one", key, s.Type))
			}
		case "postgres":
			if (s.DSN == "") == (s.DSNFile == "") {
				errs = append(errs, fmt.Errorf("%s: a postgres sink needs dsn or dsn_file", key))
			}
		default:
			errs = append(errs, fmt.Errorf("%s.type: %q is none of sqlite, postgres, jsonl", key, s.Type))
		}
	}
	return errs
}

func checkSources(sources []Source) []error {
	var errs []error
	ids, doors := map[string]bool{}, map[string]string{}
	for i, s := range sources {
		key := fmt.Sprintf("config: sources[%d] %s", i, s.ID)
		if s.ID == "" || strings.Trim(s.ID, "abcdefghijklmnopqrstuvwxyz0123456789_-") != "" {
			errs = append(errs, fmt.Errorf("%s: id %q is not one token of [a-z0-9_-]", key, s.ID))
		}
		if ids[s.ID] {
			errs = append(errs, fmt.Errorf("%s: the id is taken", key))
		}
		ids[s.ID] = true
		all := slices.Concat(s.Feeds, s.Sitemaps, s.Fronts, s.URLs)
		if len(all) == 0 {
			errs = append(errs, fmt.Errorf("%s: no feeds, sitemaps, fronts or urls", key))
		}
		for _, d := range all {
			if u, err := url.Parse(d); err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
				errs = append(errs, fmt.Errorf("%s: %q is not an http URL", key, d))
			}
			if other, taken := doors[d]; taken {
				errs = append(errs, fmt.Errorf("%s: %s is a door of %s already", key, d, other))
			}
			doors[d] = s.ID
		}
	}
	return errs
}

// CheckLive says what is missing before pages of strangers may be fetched.
func (c Config) CheckLive() error {
	if len(c.Sources) == 0 {
		return errors.New("config: sources: none is given")
	}
	return c.CheckContact()
}

// CheckContact says what publishers miss who want to reach whoever runs us.
func (c Config) CheckContact() error {
	if c.Fetcher.OpenLoopback {
		return nil
	}
	if _, err := mail.ParseAddress(c.Fetcher.Contact); err == nil {
		return nil
	}
	if u, err := url.Parse(c.Fetcher.Contact); err == nil && u.Host != "" {
		return nil
	}
	return fmt.Errorf("config: fetcher.contact: %q is no e-mail address or page; publishers must be able to reach you", c.Fetcher.Contact)
}

// Path resolves a path of the file against the data directory.
func (c Config) Path(p string) string {
	if filepath.IsAbs(p) || p == "" {
		return p
	}
	return filepath.Join(c.DataDir, p)
}
