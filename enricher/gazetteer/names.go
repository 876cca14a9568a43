package gazetteer

import (
	"io/fs"
	"strings"
	"unicode"

	"github.com/marsad-news/marsad/enricher/lexicon"
)

// Names are the names of countries and the Arabic ones of places, by what
// claims carry: ISO codes and English names, and the ids of agencies and
// outlets. They are what a page or a file needs of a gazetteer, and little to
// hold.
type Names struct {
	states map[string]State
	places map[string]string
	media  map[string]bool
}

// LoadNames reads the names of the data that [Load] reads.
func LoadNames(extra ...fs.FS) (*Names, error) {
	g, err := read(extra...)
	if err != nil {
		return nil, err
	}
	n := &Names{states: g.states, places: map[string]string{}, media: map[string]bool{}}
	for id, p := range g.places {
		for _, a := range p.Aliases {
			if a = strings.TrimLeft(a, "!"+lexicon.Gated+lexicon.Wavering); strings.IndexFunc(a, arabic) == 0 {
				n.places[id] = a
				break
			}
		}
	}
	for _, e := range g.entries {
		if e.Class == Outlet {
			n.media[e.ID] = true
		}
	}
	return n, nil
}

// Medium says whether an organisation id is that of an agency or outlet.
func (n *Names) Medium(org string) bool { return n.media[org] }

func arabic(r rune) bool { return unicode.Is(unicode.Arabic, r) }

// State returns the country with an ISO 3166 alpha-3 code.
func (n *Names) State(iso string) (State, bool) {
	s, ok := n.states[iso]
	return s, ok
}

// Country is the Arabic name of an ISO 3166 alpha-3 code, empty for none.
func (n *Names) Country(iso string) string { return n.states[iso].Arabic }

// Site is the Arabic name of a base, camp, airport or city, empty for none.
func (n *Names) Site(country, english string) string {
	id := placeID(&Place{Country: country, Name: english})
	if s := n.places[id]; s != "" {
		return s
	}
	return n.places[id+"+"]
}

// Division is the Arabic name of a first-level division, empty for none. One
// that no line is about bears the name of its town.
func (n *Names) Division(country, english string) string {
	id := placeID(&Place{Country: country, Name: english, Type: "admin1"})
	if s := n.places[id]; s != "" {
		return s
	}
	return n.places[strings.TrimSuffix(id, "+")]
}
