// Command marsad reads the news and tells, with evidence, which forces are
// where, how many, according to whom, and who denies it.
//
// This package holds one file per subcommand: flags, output and exit codes. It
// decides nothing about pages, claims or messages.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"

	"github.com/marsad-news/marsad/cmd/marsad/app"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	os.Exit(exitCode(os.Stderr, run(ctx, os.Args[1:], stdio{os.Stdin, os.Stdout, os.Stderr})))
}

// stdio is the world of a subcommand: data in, data out, talk.
type stdio struct {
	in       io.Reader
	out, err io.Writer
}

// A command is one subcommand. The table is the help text.
type command struct {
	name, args, summary string
	run                 func(ctx context.Context, args []string, std stdio) error
}

// commands is the table. It is a function because "help" lists it.
func commands() []command {
	return []command{
		{"demo", "", "everything offline: a newsroom on loopback, all workers, claims on screen", runDemo},
		{"run", "[-c FILE]", "everything in one process, for real sources", runAll},
		{"fetcher", "[-c FILE] [--nats URL]", "fetch pages", runWorker(app.Fetcher)},
		{"parser", "[-c FILE] [--nats URL]", "turn pages into articles", runWorker(app.Parser)},
		{"enricher", "[-c FILE] [--nats URL]", "find claims in articles", runWorker(app.Enricher)},
		{"sink", "[-c FILE] [--nats URL]", "store reports", runWorker(app.Sink)},
		{"console", "[-c FILE]", "show what is stored", runWorker(app.Console)},
		{"extract", "[FILE|URL|-]...", "one shot: claims of pages or texts as JSON Lines", runExtract},
		{"explain", "[FILE|URL|-]", "why a page is cut and a claim made, or not", runExplain},
		{"eval", "GOLD.jsonl", "score the extractor on annotated text", runEval},
		{"config", "check|print|example [-c FILE]", "check or show the configuration", runConfig},
		{"source", "ls|hours|probe|add|test|catalogue", "look at sources and outlet rules, find doors, list outlets that ship with the program", runSource},
		{"replay", "[--diff] [--from T] ...", "feed a slice of the archive through parser and enricher again", runReplay},
		{"backfill", "URL|FILE|-...", "fetch what is older: from sitemaps, lists of addresses, WARC files of others", runBackfill},
		{"export", "plover|cameo|acled|stock|claims|all [FILE|-]...", "write stored claims for other data sets: event codes, troop levels, CSV", runExport},
		{"dead", "ls|show|retry|drop", "look at messages that were given up, and send them again", runDead},
		{"health", "[-c FILE]", "ask a running worker whether it is ready; for container health checks", runHealth},
		{"bench", "fetcher|parser|enricher", "measure one stage on this machine", runBench},
		{"version", "[--json]", "print the version", runVersion},
	}
}

// The errors that decide the exit code.
var (
	errUsage  = errors.New("usage error")
	errConfig = app.ErrConfig
	errSome   = errors.New("some inputs failed")
)

// usage builds an error for a command line that cannot be understood.
func usage(format string, args ...any) error {
	return fmt.Errorf("%w: %s; see marsad help", errUsage, fmt.Sprintf(format, args...))
}

func run(ctx context.Context, args []string, std stdio) error {
	if len(args) == 0 || args[0] == "help" || args[0] == "-h" || args[0] == "--help" {
		help(std.out)
		if len(args) == 0 {
			return usage("no command")
		}
		return nil
	}
	for _, c := range commands() {
		if c.name == args[0] {
			return c.run(ctx, args[1:], std)
		}
	}
	return usage("unknown command %q", args[0])
}

func help(w io.Writer) {
	fmt.Fprintln(w, "marsad reads the news and tells which forces are where, how many, according to whom, and who denies it.")
	fmt.Fprintln(w, "\ncommands:")
	for _, c := range commands() {
		fmt.Fprintf(w, "  %-10s %-32s %s\n", c.name, c.args, c.summary)
	}
	fmt.Fprintln(w, "\nmarsad COMMAND -h lists its flags, of source and dead marsad COMMAND VERB -h. Data goes to standard output, talk to standard error.")
	fmt.Fprintln(w, "exit codes: 0 fine, 1 failed, 2 usage, 3 bad configuration, 4 some inputs failed")
}

// flags returns a flag set that reports its errors as usage errors.
func flags(name string, std stdio) *flag.FlagSet {
	fs := flag.NewFlagSet(name, flag.ContinueOnError)
	fs.SetOutput(std.err)
	return fs
}

// parse reads the flags, wherever they stand among the arguments.
func parse(fs *flag.FlagSet, args []string) ([]string, error) {
	var rest []string
	for {
		if err := fs.Parse(args); err != nil {
			if errors.Is(err, flag.ErrHelp) {
				return nil, err
			}
			return nil, fmt.Errorf("%w: %w", errUsage, err)
		}
		consumed := len(args) - fs.NArg()
		stop := consumed > 0 && args[consumed-1] == "--"
		args = fs.Args()
		if len(args) == 0 || stop {
			return append(rest, args...), nil
		}
		rest, args = append(rest, args[0]), args[1:]
	}
}

// exitCode keeps the exit codes in one place.
func exitCode(stderr io.Writer, err error) int {
	if err == nil || errors.Is(err, flag.ErrHelp) || errors.Is(err, context.Canceled) {
		return 0
	}
	fmt.Fprintln(stderr, "marsad:", err)
	switch {
	case errors.Is(err, errUsage):
		return 2
	case errors.Is(err, errConfig):
		return 3
	case errors.Is(err, errSome):
		return 4
	default:
		return 1
	}
}
