package gazetteer

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"

	"github.com/marsad-news/marsad/enricher/lexicon"
	"github.com/marsad-news/marsad/internal/text"
)

//go:embed data/*.tsv
var embedded embed.FS

// Gazetteer finds entities. It is safe for concurrent use.
type Gazetteer struct {
	set     *lexicon.Set
	entries []lexicon.Entry
	places  map[string]*Place
	states  map[string]State
}

// Default returns the gazetteer of the embedded data, compiled once.
var Default = sync.OnceValues(func() (*Gazetteer, error) { return Load() })

// Load compiles the embedded data and, over it, every *.tsv of the given
// directories: countries*.tsv and places*.tsv in their own forms, the rest as
// lexicon lists. An entry of the same class and id adds its forms and replaces
// the features it names.
func Load(extra ...fs.FS) (*Gazetteer, error) {
	g, err := read(extra...)
	if err != nil {
		return nil, err
	}
	g.set, err = lexicon.Compile(g.entries...)
	if err != nil {
		return nil, fmt.Errorf("load gazetteer: %w", err)
	}
	return g, nil
}

// read reads the data without making it searchable.
func read(extra ...fs.FS) (*Gazetteer, error) {
	sub, err := fs.Sub(embedded, "data")
	if err != nil {
		return nil, fmt.Errorf("load gazetteer: %w", err)
	}
	g := &Gazetteer{places: map[string]*Place{}, states: map[string]State{}}
	var errs []error
	for _, dir := range append([]fs.FS{sub}, extra...) {
		errs = append(errs, g.readDir(dir))
	}
	errs = append(errs, g.check())
	if err := errors.Join(errs...); err != nil {
		return nil, fmt.Errorf("load gazetteer: %w", err)
	}
	return g, nil
}

func (g *Gazetteer) readDir(dir fs.FS) error {
	names, err := fs.Glob(dir, "*.tsv")
	if err != nil {
		return fmt.Errorf("list data: %w", err)
	}
	var errs []error
	for _, name := range names {
		errs = append(errs, g.readFile(dir, name))
	}
	return errors.Join(errs...)
}

func (g *Gazetteer) readFile(dir fs.FS, name string) error {
	file, err := dir.Open(name)
	if err != nil {
		return fmt.Errorf("open %s: %w", name, err)
	}
	defer func() { _ = file.Close() }() // it was only read
	var entries []lexicon.Entry
	var places []*Place
	switch base := path.Base(name); {
	case strings.HasPrefix(base, "countries"):
		var states []State
		states, places, entries, err = readCountries(file, name)
		for _, s := range states {
			g.states[s.ISO] = s
		}
	case strings.HasPrefix(base, "places"):
		places, entries, err = readPlaces(file, name)
	default:
		entries, err = lexicon.Read(file, name)
	}
	for _, p := range places {
		g.places[p.ID] = p
	}
	g.merge(entries)
	return err
}

// merge adds entries; one that is there already grows.
func (g *Gazetteer) merge(entries []lexicon.Entry) {
	at := make(map[[2]string]int, len(g.entries))
	for i, e := range g.entries {
		at[[2]string{e.Class, e.ID}] = i
	}
	for _, e := range entries {
		key := [2]string{e.Class, e.ID}
		i, ok := at[key]
		if !ok {
			at[key] = len(g.entries)
			g.entries = append(g.entries, e)
			continue
		}
		old := &g.entries[i]
		old.Forms = append(slices.Clip(old.Forms), e.Forms...)
		old.Feat = old.Feat.With(e.Feat...)
	}
}

// check finds unknown classes and countries.
func (g *Gazetteer) check() error {
	var errs []error
	for _, e := range g.entries {
		if !classes[e.Class] {
			errs = append(errs, fmt.Errorf("check %s: unknown class %q", e.ID, e.Class))
		}
		for _, k := range []string{"country", "host", "gov"} {
			if c := e.Get(k); c != "" && g.states[c].ISO == "" {
				errs = append(errs, fmt.Errorf("check %s %s: unknown country %q", e.Class, e.ID, c))
			}
		}
	}
	return errors.Join(errs...)
}

// Entries returns the entries, for a caller that compiles them into one set
// with its own. They must not be changed.
func (g *Gazetteer) Entries() []lexicon.Entry { return g.entries }

// Lookup returns the place with an id.
func (g *Gazetteer) Lookup(id string) (*Place, bool) {
	p, ok := g.places[id]
	return p, ok
}

// Place returns the place of a mention, nil when it names none.
func (g *Gazetteer) Place(m lexicon.Mention) *Place {
	if m.Entry.Class != Site && m.Entry.Class != Region {
		return nil
	}
	return g.places[m.Entry.ID]
}

// State returns the country with an ISO 3166 alpha-3 code.
func (g *Gazetteer) State(iso string) (State, bool) {
	s, ok := g.states[iso]
	return s, ok
}

// Find returns the mentions of all classes, in order, longest match first.
// Several readings of one phrase follow each other, the likeliest first.
func (g *Gazetteer) Find(d *text.Doc) []lexicon.Mention {
	return Refine(d, g.set.Find(d))
}

// AppendFind appends to dst, which is empty, what Find finds in a text that has
// been looked up with [Gazetteer.Set].
func (g *Gazetteer) AppendFind(dst []lexicon.Mention, w *lexicon.Words) []lexicon.Mention {
	return Refine(w.Doc, g.set.AppendFind(dst, w))
}

// Set is the names of the gazetteer, for a dictionary that a text is looked up
// in.
func (g *Gazetteer) Set() *lexicon.Set { return g.set }
