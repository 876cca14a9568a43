package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"text/tabwriter"
	"time"

	"go.yaml.in/yaml/v3"

	"github.com/marsad-news/marsad/cmd/marsad/app"
	"github.com/marsad-news/marsad/fetcher"
	"github.com/marsad-news/marsad/fetcher/probe"
	"github.com/marsad-news/marsad/internal/config"
)

// look probes a site with the manners of the fetcher.
func (o *sourceOptions) look(ctx context.Context, args []string, std stdio) (*probe.Report, config.Config, error) {
	cfg, err := o.settings.load()
	if err != nil {
		return nil, cfg, err
	}
	if len(args) != 1 {
		return nil, cfg, usage("name one site or feed by its address")
	}
	if o.contact != "" {
		cfg.Fetcher.Contact = o.contact
	}
	c, err := webClient(cfg, func(format string, args ...any) { fmt.Fprintf(std.err, format+"\n", args...) })
	if err != nil {
		return nil, cfg, err
	}
	defer c.Close()
	fmt.Fprintf(std.err, "probing %s, one request at a time, %s apart\n", args[0], cfg.Fetcher.Delay)
	r, err := probe.Probe(ctx, c, args[0])
	return r, cfg, err
}

// probeSource prints what a site offers and what its entry would be.
func probeSource(ctx context.Context, o *sourceOptions, args []string, std stdio) error {
	r, cfg, err := o.look(ctx, args, std)
	if err != nil {
		return err
	}
	known := knownSources(ctx, cfg, r, std)
	if o.asJSON {
		return write(std.out, struct {
			*probe.Report
			Known []sourceLine `json:"known,omitempty"`
		}{r, known})
	}
	fmt.Fprintf(std.out, "%s: robots.txt: %s", r.Final, r.Robots)
	if r.CrawlDelay > 0 {
		fmt.Fprintf(std.out, ", crawl-delay %s", r.CrawlDelay)
	}
	fmt.Fprintln(std.out)
	tw := tabwriter.NewWriter(std.out, 0, 4, 2, ' ', 0)
	fmt.Fprintln(tw, "DOOR\tHOW\tENTRIES\tNEWEST\tADDRESS\t")
	for i := range r.Doors {
		d := &r.Doors[i]
		entries := fmt.Sprint(d.Entries)
		if d.Maps > 0 {
			entries = fmt.Sprintf("%d maps", d.Maps)
		}
		if d.News {
			entries += " news"
		}
		fmt.Fprintf(tw, "%s\t%s\t%s\t%s\t%s\t%s\n", d.Kind, d.How, entries, d.Newest, d.URL, d.Problem)
	}
	if err := tw.Flush(); err != nil {
		return fmt.Errorf("write report: %w", err)
	}
	for _, u := range r.Sample {
		fmt.Fprintln(std.out, "article", u)
	}
	if len(known) > 0 {
		fmt.Fprint(std.out, "\nas the fetcher knows it\n\n")
		if err := printStates(known, time.Now(), std.out); err != nil {
			return fmt.Errorf("write report: %w", err)
		}
	}
	fmt.Fprint(std.out, "\nits entry would be\n\n", entryText(entryOf(r, o.id, time.Now()), 2))
	return nil
}

// knownSources are the sources of the configuration that have the probed site,
// with their states as far as somebody can be asked.
func knownSources(ctx context.Context, cfg config.Config, r *probe.Report, std stdio) []sourceLine {
	var ids []string
	for i := range cfg.Sources {
		s := &cfg.Sources[i]
		for _, d := range slices.Concat(s.Feeds, s.Sitemaps, s.Fronts, s.URLs) {
			if h := hostName(d); h != "" && (h == hostName(r.Final) || h == hostName(r.URL)) && !slices.Contains(ids, s.ID) {
				ids = append(ids, s.ID)
			}
		}
	}
	if len(ids) == 0 {
		return nil
	}
	states, err := sourceStates(ctx, cfg)
	if err != nil {
		fmt.Fprintf(std.err, "marsad: states are not known: %v\n", err)
	}
	return listed(cfg, byID(states), ids)
}

// hostName is the host of an address without its www.
func hostName(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return strings.TrimPrefix(strings.ToLower(u.Host), "www.")
}

// entryOf makes a source's entry from what was found. It leaves the country,
// which no page tells, to a person.
func entryOf(r *probe.Report, id string, now time.Time) config.Source {
	if id == "" {
		id = r.ID
	}
	s := config.Source{ID: id, Lang: r.Lang, Pattern: r.Pattern, Verified: now.UTC().Format("2006-01-02"), Notes: "Written by probing; give its country and tier."}
	if s.Lang == "" {
		s.Lang = "ar"
		s.Notes += " Its language is a guess."
	}
	if r.Name != "" {
		s.Name = map[string]string{s.Lang: r.Name}
	}
	for i := range r.Doors {
		d := &r.Doors[i]
		switch {
		case !d.Good():
		case d.Kind == probe.KindFeed:
			s.Feeds = append(s.Feeds, d.URL)
		case d.Kind == probe.KindSitemap:
			s.Sitemaps = append(s.Sitemaps, d.URL)
		case d.Kind == probe.KindFront:
			s.Fronts = append(s.Fronts, d.URL)
		}
	}
	if len(s.Feeds) > 2 { // the general one and another; sections repeat it
		s.Feeds = s.Feeds[:2]
	}
	for _, d := range slices.Concat(s.Feeds, s.Sitemaps, s.Fronts) {
		if port := portOf(d); port != 0 && !slices.Contains(s.Ports, port) {
			s.Ports = append(s.Ports, port)
		}
	}
	if r.CrawlDelay > 5*time.Second {
		s.Delay = r.CrawlDelay
	}
	return s
}

// portOf is the port that an address names, 0 for the usual ones.
func portOf(address string) uint16 {
	u, err := url.Parse(address)
	if err != nil {
		return 0
	}
	n, _ := strconv.ParseUint(u.Port(), 10, 16) // 0 where none stands
	return uint16(n)
}

// entryText writes an entry as a person would: only what it says, short lists
// on one line. indent is the column of the dash.
func entryText(s config.Source, indent int) string {
	node := &yaml.Node{}
	if err := node.Encode(s); err != nil {
		panic(err) // an entry is plain data
	}
	kept := node.Content[:0]
	for i := 0; i+1 < len(node.Content); i += 2 {
		k, v := node.Content[i], node.Content[i+1]
		if v.Kind == yaml.ScalarNode && slices.Contains([]string{"", "0", "0s", "false"}, v.Value) || v.Kind != yaml.ScalarNode && len(v.Content) == 0 {
			continue
		}
		v.Style |= yaml.FlowStyle
		if k.Value == "pattern" {
			v.Style = yaml.SingleQuotedStyle
		}
		kept = append(kept, k, v)
	}
	node.Content = kept
	var b bytes.Buffer
	enc := yaml.NewEncoder(&b)
	enc.SetIndent(2)
	if err := errors.Join(enc.Encode(node), enc.Close()); err != nil {
		panic(err) // as above
	}
	lines := strings.Split(strings.TrimRight(b.String(), "\n"), "\n")
	pad := strings.Repeat(" ", indent)
	return pad + "- " + strings.Join(lines, "\n"+pad+"  ") + "\n"
}

// addSource probes a site and writes its entry into a file of sources.
func addSource(ctx context.Context, o *sourceOptions, args []string, std stdio) error {
	r, cfg, err := o.look(ctx, args, std)
	if err != nil {
		return err
	}
	s := entryOf(r, o.id, time.Now())
	if len(s.Feeds)+len(s.Sitemaps)+len(s.Fronts) == 0 {
		return fmt.Errorf("%s shows no feed, no sitemap and no links to articles", r.Final)
	}
	if faults := fetcher.CheckSources(app.Sources(append(slices.Clone(cfg.Sources), s))); len(faults) > 0 {
		return fmt.Errorf("the entry would not do: %w", errors.Join(faults...))
	}
	if o.dry {
		fmt.Fprint(std.out, entryText(s, 2))
		return nil
	}
	to := o.to
	if to == "" && len(cfg.SourceFiles) > 0 {
		to = filepath.Join(filepath.Dir(*o.settings.path), cfg.SourceFiles[0])
	}
	if to == "" {
		return usage("say where the entry goes: --to FILE, or source_files in the configuration; --dry-run prints it")
	}
	if err := appendEntry(to, s); err != nil {
		return err
	}
	fmt.Fprintf(std.out, "%s is in %s now\n", s.ID, to)
	if !slices.ContainsFunc(cfg.SourceFiles, func(f string) bool { return filepath.Join(filepath.Dir(*o.settings.path), f) == to }) {
		fmt.Fprintf(std.err, "note: no source_files of the configuration names %s yet\n", to)
	}
	return nil
}

// appendEntry puts an entry at the end of a file of sources, which may not be
// there yet. What stands in the file stays as it is, comments too. The file is
// replaced only by one that loads.
func appendEntry(path string, s config.Source) error {
	data, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		data, err = []byte("sources:\n"), nil
	}
	if err != nil {
		return fmt.Errorf("read sources: %w", err)
	}
	indent, err := listColumn(data)
	if err != nil {
		return fmt.Errorf("add to %s: %w", path, err)
	}
	if len(data) > 0 && data[len(data)-1] != '\n' {
		data = append(data, '\n')
	}
	data = append(data, entryText(s, indent)...)
	tmp := path + ".tmp"
	if err := os.WriteFile(tmp, data, 0o644); err != nil { //nolint:gosec // a list of public addresses
		return fmt.Errorf("write sources: %w", err)
	}
	list, err := config.LoadSources(tmp)
	if err == nil && len(list) == 0 {
		err = io.ErrUnexpectedEOF
	}
	if err == nil {
		err = errors.Join(fetcher.CheckSources(app.Sources(list))...)
	}
	if err != nil {
		return errors.Join(fmt.Errorf("add to %s: %w", path, err), os.Remove(tmp))
	}
	return os.Rename(tmp, path)
}

// listColumn is the column of the dashes of a file's list. The list must be
// the last thing of the file, written one entry below the other.
func listColumn(data []byte) (int, error) {
	var doc yaml.Node
	if err := yaml.Unmarshal(data, &doc); err != nil {
		return 0, err
	}
	if len(doc.Content) == 0 {
		return 0, errors.New(`there is no key "sources"`)
	}
	top := doc.Content[0].Content
	if len(top) < 2 || top[len(top)-2].Value != "sources" {
		return 0, errors.New(`"sources" is not the last key`)
	}
	list := top[len(top)-1]
	switch {
	case list.Kind == yaml.ScalarNode && list.Tag == "!!null":
		return 2, nil
	case list.Kind != yaml.SequenceNode || list.Style&yaml.FlowStyle != 0:
		return 0, errors.New(`"sources" is not a list with one entry below the other`)
	}
	return list.Column - 1, nil
}
