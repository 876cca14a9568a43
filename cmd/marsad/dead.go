package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"strconv"
	"strings"
	"text/tabwriter"

	"github.com/marsad-news/marsad/internal/bus"
)

// deadOptions are the flags of "marsad dead"; each verb has some.
type deadOptions struct {
	settings      settings
	stage, reason string
	asJSON, dry   bool
}

// verbs is the table of "marsad dead".
func (o *deadOptions) verbs() []verb {
	chosen := func(fs *flag.FlagSet) {
		o.settings.add(fs)
		fs.StringVar(&o.stage, "stage", "", "only the letters of this stage")
		fs.StringVar(&o.reason, "reason", "", "only the letters with this reason")
	}
	dry := func(fs *flag.FlagSet) {
		chosen(fs)
		fs.BoolVar(&o.dry, "dry-run", false, "say what would be done, and do nothing")
	}
	return []verb{
		{"ls", "", "list the messages that were given up", func(fs *flag.FlagSet) {
			chosen(fs)
			fs.BoolVar(&o.asJSON, "json", false, "print as JSON Lines")
		}},
		{"show", "SEQ...|all", "print them whole, as JSON Lines", chosen},
		{"retry", "SEQ...|all", "send them again", dry},
		{"drop", "SEQ...|all", "forget them", dry},
	}
}

func (o *deadOptions) chosen(l bus.Letter) bool {
	return (o.stage == "" || l.Stage == o.stage) && (o.reason == "" || l.Reason == o.reason)
}

func runDead(ctx context.Context, args []string, std stdio) error {
	o := deadOptions{settings: newSettings()}
	verb, which, err := verbOf("dead", o.verbs(), args, std)
	if err != nil {
		return err
	}
	cfg, err := o.settings.load()
	if err != nil {
		return err
	}
	if cfg.NATS.URL == "" {
		return usage("dead letters are read from a running broker: give --nats URL or nats.url")
	}
	b, err := dial(ctx, cfg, slog.New(slog.DiscardHandler))
	if err != nil {
		return err
	}
	defer func() { _ = b.Close() }() // nothing is left to lose
	switch verb {
	case "ls":
		return listLetters(ctx, b, o.chosen, o.asJSON, std)
	case "show":
		return eachLetter(ctx, b, which, o.chosen, func(l bus.Letter) error { return write(std.out, l) })
	case "retry":
		return act(ctx, b, which, o.chosen, o.dry, "send again", b.Retry, std.out)
	default:
		return act(ctx, b, which, o.chosen, o.dry, "drop", b.Drop, std.out)
	}
}

func listLetters(ctx context.Context, b *bus.Bus, chosen func(bus.Letter) bool, asJSON bool, std stdio) error {
	tw := tabwriter.NewWriter(std.out, 0, 4, 2, ' ', 0)
	if !asJSON {
		fmt.Fprintln(tw, "SEQ\tAT\tSTAGE\tREASON\tATTEMPTS\tBYTES\tCAUSE")
	}
	var failed error
	err := b.DeadLetters(ctx, func(l bus.Letter) bool {
		if !chosen(l) {
			return true
		}
		if asJSON {
			l.Data = nil
			failed = write(std.out, l)
			return failed == nil
		}
		fmt.Fprintf(tw, "%d\t%s\t%s\t%s\t%d\t%d\t%.80s\n", l.Seq, l.At.UTC().Format("2006-01-02 15:04:05"), l.Stage, l.Reason, l.Attempts, len(l.Data), strings.ReplaceAll(l.Cause, "\n", " "))
		return true
	})
	if err != nil || failed != nil {
		return fmt.Errorf("list dead letters: %w", orElse(err, failed))
	}
	return tw.Flush()
}

func orElse(a, b error) error {
	if a != nil {
		return a
	}
	return b
}

// eachLetter calls f with the letters named by number, or with all chosen ones
// when the only name is "all".
func eachLetter(ctx context.Context, b *bus.Bus, which []string, chosen func(bus.Letter) bool, f func(bus.Letter) error) error {
	if len(which) == 0 {
		return usage("name the letters by number, or say all")
	}
	if which[0] == "all" {
		var ls []bus.Letter
		if err := b.DeadLetters(ctx, func(l bus.Letter) bool {
			if chosen(l) {
				ls = append(ls, l)
			}
			return true
		}); err != nil {
			return err
		}
		for _, l := range ls {
			if err := f(l); err != nil {
				return err
			}
		}
		return nil
	}
	for _, w := range which {
		seq, err := strconv.ParseUint(w, 10, 64)
		if err != nil {
			return usage("%q is no number of a dead letter", w)
		}
		l, err := b.DeadLetter(ctx, seq)
		if err != nil {
			return err
		}
		if err := f(l); err != nil {
			return err
		}
	}
	return nil
}

// act does something to each letter, and says so.
func act(ctx context.Context, b *bus.Bus, which []string, chosen func(bus.Letter) bool, dry bool, what string, do func(context.Context, uint64) error, out io.Writer) error {
	return eachLetter(ctx, b, which, chosen, func(l bus.Letter) error {
		if dry {
			fmt.Fprintf(out, "would %s %d (%s, %s)\n", what, l.Seq, l.Stage, l.Reason)
			return nil
		}
		if err := do(ctx, l.Seq); err != nil {
			return err
		}
		fmt.Fprintf(out, "%s: %d (%s, %s)\n", what, l.Seq, l.Stage, l.Reason)
		return nil
	})
}
