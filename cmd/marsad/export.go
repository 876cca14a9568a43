package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/marsad-news/marsad/cmd/marsad/app"
	"github.com/marsad-news/marsad/enricher/gazetteer"
	"github.com/marsad-news/marsad/internal/config"
	"github.com/marsad-news/marsad/internal/export"
	"github.com/marsad-news/marsad/internal/store"
)

// exportUsage is the help of the command.
const exportUsage = `usage: marsad export FORMAT[,FORMAT]... [flags] [FILE|-]...

Writes claims that stand as a file for other programs.
Without FILE the store of the configuration is read; FILE, or - for standard
input, holds JSON Lines: output of "marsad extract", a log of the jsonl sink,
or claims as subscribers and the console get them.

  plover   events in the columns of POLECAT
  cameo    events in the columns of Phoenix, without Goldstein scores
  acled    strategic developments in the columns of ACLED; never a complete record of presence
  stock    levels of troops by host, force, site and period, joins troopdata
  claims   the claims themselves, as the console exports them
  all      each of these, into the directory of --out

  marsad export plover --from 2025 --country IRQ > iraq.csv
  marsad export stock --force USA --period quarter --out stock.csv
  marsad export all -c marsad.yaml --min-confidence 0.5 --out exports/
  marsad extract page.html | marsad export acled --output ndjson -

flags:
`

// The formats of an export.
const (
	exportPLOVER = "plover"
	exportCAMEO  = "cameo"
	exportACLED  = "acled"
	exportStock  = "stock"
	exportClaims = "claims"
)

var exportFormats = []string{exportPLOVER, exportCAMEO, exportACLED, exportStock, exportClaims}

// exporting is one run of the command.
type exporting struct {
	std     stdio
	formats []string
	inputs  []string
	config  string
	dataDir string
	output  string // csv or ndjson
	out     string // file or directory, empty for standard output
	period  export.Period
	query   store.Query

	cfg   config.Config
	names *gazetteer.Names
	files []*exportFile
	read  int // claims
}

// The forms of a file.
const (
	outputCSV    = "csv"
	outputNDJSON = "ndjson"
)

func runExport(ctx context.Context, args []string, std stdio) error {
	x, err := parseExport(args, std)
	if err != nil {
		return err
	}
	if err := x.open(); err != nil {
		return err
	}
	err = x.claims(ctx)
	return x.close(err)
}

func parseExport(args []string, std stdio) (*exporting, error) {
	x := &exporting{std: std}
	fs := flags("export", std)
	fs.Usage = func() {
		fmt.Fprint(std.err, exportUsage)
		fs.PrintDefaults()
	}
	x.flags(fs)
	rest, err := parse(fs, args)
	if err != nil {
		return nil, err
	}
	if len(rest) == 0 {
		return nil, usage("export wants a format: %s, or all", strings.Join(exportFormats, ", "))
	}
	if x.formats, err = formatsOf(rest[0]); err != nil {
		return nil, err
	}
	x.inputs = rest[1:]
	return x, x.check()
}

func (x *exporting) flags(fs *flag.FlagSet) {
	fs.StringVar(&x.config, "c", os.Getenv("MARSAD_CONFIG"), "configuration file, which names the store")
	fs.StringVar(&x.dataDir, "data", "", "directory for everything that is kept (data_dir)")
	fs.StringVar(&x.output, "output", outputCSV, "csv or ndjson")
	fs.StringVar(&x.out, "out", "", "file, or a directory for one file a format; standard output without it")
	fs.StringVar((*string)(&x.period), "period", string(export.Year), "of stock: year, quarter or month")
	fs.StringVar(&x.query.From, "from", "", "published from then on: an ISO date or time, a prefix of one, or an age such as 36h")
	fs.StringVar(&x.query.To, "to", "", "published up to then, included")
	fs.StringVar(&x.query.Actor, "force", "", "only this force: ISO 3166 alpha-3 of a state, or an id such as NATO")
	fs.StringVar(&x.query.Country, "country", "", "only this place: ISO 3166 alpha-3")
	fs.Float64Var(&x.query.MinConfidence, "min-confidence", 0, "only claims at least so sure, 0 to 1")
}

// formatsOf reads the formats that are asked for.
func formatsOf(s string) ([]string, error) {
	if s == "all" {
		return exportFormats, nil
	}
	var out []string
	for f := range strings.SplitSeq(s, ",") {
		if !slices.Contains(exportFormats, f) {
			return nil, usage("format %q is none of %s, all", f, strings.Join(exportFormats, ", "))
		}
		if !slices.Contains(out, f) {
			out = append(out, f)
		}
	}
	return out, nil
}

// check finds what cannot be meant before anything is read or written.
func (x *exporting) check() error {
	var err error
	if x.query.From, err = timesOf(x.query.From, x.query.To, time.Now()); err != nil {
		return err
	}
	if x.cfg, err = load(x.config); err != nil {
		return err
	}
	if x.names, err = app.PlaceNames(x.cfg); err != nil {
		return err
	}
	x.query.Actor, x.query.Country = strings.ToUpper(x.query.Actor), strings.ToUpper(x.query.Country)
	c := x.query.Country
	if _, known := x.names.State(c); c != "" && c != "_" && !known {
		return usage("country: %q is no ISO 3166 alpha-3 code, such as IRQ", c)
	}
	from, before := x.query.Bounds()
	switch {
	case x.output != outputCSV && x.output != outputNDJSON:
		return usage("output %q is neither csv nor ndjson", x.output)
	case x.period != export.Year && x.period != export.Quarter && x.period != export.Month:
		return usage("period %q is none of year, quarter, month", x.period)
	case !(x.query.MinConfidence >= 0 && x.query.MinConfidence <= 1):
		return usage("min-confidence: %g is no number from 0 to 1", x.query.MinConfidence)
	case before != "" && from >= before:
		return usage("from is after to: nothing is published then")
	case len(x.formats) > 1 && !isDir(x.out):
		return usage("several formats need a directory: --out DIR/")
	}
	return nil
}

// english is the English name of a state.
func (x *exporting) english(iso string) (string, bool) {
	s, ok := x.names.State(iso)
	return s.English, ok
}

// claims hands every claim that is selected to every file.
func (x *exporting) claims(ctx context.Context) error {
	if len(x.inputs) > 0 {
		return x.fromFiles(ctx)
	}
	return x.fromStore(ctx)
}

func (x *exporting) fromStore(ctx context.Context) error {
	cfg := x.cfg
	if x.dataDir != "" {
		cfg.DataDir = x.dataDir
	}
	st, done, err := app.OpenStore(ctx, cfg)
	if err != nil {
		return err
	}
	defer func() { _ = done() }() // it only read
	bar := newProgress(x.std.err, "claims", 0)
	defer bar.clear()
	return store.Each(ctx, st, x.query, func(c *store.Claim) error {
		bar.set(int64(x.read), "")
		return x.add(c, func() (string, error) {
			a, err := st.Article(ctx, c.Provenance.Article)
			if errors.Is(err, store.ErrNotFound) {
				return "", nil
			}
			return a.Article.Text, err
		})
	})
}

// add hands a claim to every file. text is asked for the text of its article.
func (x *exporting) add(c *store.Claim, text func() (string, error)) error {
	x.read++
	for _, f := range x.files {
		if err := f.add(c, text); err != nil {
			return err
		}
	}
	return nil
}
