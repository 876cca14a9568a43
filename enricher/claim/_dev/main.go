package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/marsad-news/marsad/enricher"
	"github.com/marsad-news/marsad/event"
)

type doc struct {
	ID        string `json:"id"`
	Text      string `json:"text"`
	Title     string `json:"title"`
	Published string `json:"published"`
	Lang      string `json:"lang"`
	Blocks    []struct {
		Lines json.RawMessage `json:"lines"`
		Kind  string          `json:"kind"`
	} `json:"-"`
	RawBlocks json.RawMessage `json:"blocks"`
}

const base1 = true

func main() {
	explain := len(os.Args) > 2
	t0 := time.Now()
	e, err := enricher.New(enricher.Options{TitleOnly: true})
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	et, _ := enricher.New(enricher.Options{})
	fmt.Fprintln(os.Stderr, "load", time.Since(t0))
	f, _ := os.Open(os.Args[1])
	sc := bufio.NewScanner(f)
	sc.Buffer(nil, 1<<26)
	enc := json.NewEncoder(os.Stdout)
	enc.SetEscapeHTML(false)
	var n, bytes int
	var spent time.Duration
	for sc.Scan() {
		var d doc
		if err := json.Unmarshal(sc.Bytes(), &d); err != nil {
			continue
		}
		a := event.Article{ID: d.ID, Title: d.Title, Text: d.Text, Published: d.Published}
		run := e
		if len(d.RawBlocks) > 0 {
			a = seed(d)
			run = et
		}
		if explain {
			if !strings.Contains(d.ID, os.Args[2]) {
				continue
			}
			ex := run.Explain(a)
			fmt.Println("==", d.ID, d.Title)
			for _, s := range ex.Sentences {
				fmt.Println("S:", s.Text)
				for _, n := range s.Notes {
					fmt.Println("    ", n)
				}
			}
			for _, c := range ex.Claims {
				b, _ := json.Marshal(c)
				fmt.Println("  C", string(b))
			}
			continue
		}
		t := time.Now()
		cs := run.Enrich(a)
		spent += time.Since(t)
		n++
		bytes += len(d.Text)
		if cs == nil {
			cs = []event.Claim{}
		}
		enc.Encode(map[string]any{"id": d.ID, "claims": cs})
	}
	stop()
	fmt.Fprintf(os.Stderr, "%d docs %d bytes %v, %v a doc\n", n, bytes, spent, spent/time.Duration(max(n, 1)))
}

// seed builds an article from a gold file's blocks: kind -> lines.
func seed(d doc) event.Article {
	lines := strings.Split(d.Text, "\n")
	var blocks map[string][]any
	json.Unmarshal(d.RawBlocks, &blocks)
	a := event.Article{ID: d.ID, Published: d.Published}
	kinds := make([]string, len(lines)+1)
	for kind, ranges := range blocks {
		for _, r := range ranges {
			from, to := 0, 0
			switch v := r.(type) {
			case float64:
				from, to = int(v), int(v)
			case []any:
				from, to = int(v[0].(float64)), int(v[1].(float64))
			}
			for i := from; i <= to; i++ {
				kinds[i] = kind
			}
		}
	}
	var body, emb, et []string
	for i, s := range lines {
		n := i
		if base1 {
			n = i + 1
		}
		if s == "" || n >= len(kinds) {
			continue
		}
		switch kinds[n] {
		case "body", "subhead":
			body = append(body, s)
		case "title":
			a.Title = s
		case "embedded-body":
			emb = append(emb, s)
		case "embedded-title":
			et = append(et, s)
		}
	}
	a.Text = strings.Join(body, "\n")
	if len(emb) > 0 {
		a.Embedded = []event.Article{{ID: d.ID + "e", Title: strings.Join(et, " "), Text: strings.Join(emb, "\n"), Published: d.Published}}
	}
	return a
}
