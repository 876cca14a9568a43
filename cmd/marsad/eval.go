package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"slices"

	"github.com/marsad-news/marsad/enricher/score"
	"github.com/marsad-news/marsad/internal/config"
)

func runEval(_ context.Context, args []string, std stdio) error {
	fs := flags("eval", std)
	faults := fs.Int("errors", 0, "list so many disagreements, as JSON Lines")
	asJSON := fs.Bool("json", false, "print the figures as JSON")
	reliability := fs.Bool("reliability", false, "print how often predictions of each confidence are right")
	rest, err := parse(fs, args)
	if err != nil {
		return err
	}
	if len(rest) != 1 {
		return usage("eval wants one annotated file")
	}
	f, err := os.Open(rest[0])
	if err != nil {
		return err
	}
	defer f.Close()
	g, err := newEngine(config.Default(), false)
	if err != nil {
		return err
	}
	var s score.Score
	var wrong []score.Fault
	sc := bufio.NewScanner(f)
	sc.Buffer(make([]byte, 1<<20), maxInput)
	for n := 1; sc.Scan(); n++ {
		var gold score.Document
		if err := json.Unmarshal(sc.Bytes(), &gold); err != nil {
			return fmt.Errorf("%s:%d: %w", rest[0], n, err)
		}
		err := lines(bytes.NewReader(sc.Bytes()), func(d document) error {
			wrong = append(wrong, s.Add(gold, g.extract(d).Claims)...)
			return nil
		})
		if err != nil {
			return fmt.Errorf("%s:%d: %w", rest[0], n, err)
		}
	}
	if err := sc.Err(); err != nil {
		return fmt.Errorf("read %s: %w", rest[0], err)
	}
	return printScore(std, &s, wrong[:min(*faults, len(wrong))], *asJSON, *reliability)
}

func printScore(std stdio, s *score.Score, wrong []score.Fault, asJSON, reliability bool) error {
	if asJSON {
		if err := write(std.out, map[string]any{
			"documents": s.Documents, "gold": s.Gold, "predicted": s.Predicted, "matched": s.Matched, "core_p": s.Precision(), "core_r": s.Recall(),
			"core_f1": s.F1(), "strict_f1": s.StrictF1(), "wrong_polarity": s.WrongPolarity(), "whole": s.Whole, "slots": s.Slots,
		}); err != nil {
			return err
		}
	} else {
		fmt.Fprintln(std.out, s)
		var names []string
		for name := range s.Slots {
			names = append(names, name)
		}
		slices.Sort(names)
		fmt.Fprint(std.out, "slots ")
		for _, name := range names {
			fmt.Fprintf(std.out, " %s %d/%d ", name, s.Slots[name][0], s.Slots[name][1])
		}
		fmt.Fprintln(std.out)
	}
	if reliability {
		fmt.Fprintln(std.out, "confidence, predictions, share that is right")
		for _, row := range s.Reliability() {
			fmt.Fprintln(std.out, row)
		}
	}
	for _, f := range wrong {
		if err := write(std.out, f); err != nil {
			return err
		}
	}
	return nil
}
