package gazetteer

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/marsad-news/marsad/enricher/lexicon"
)

// State is a country of the data.
type State struct {
	ISO     string // ISO 3166 alpha-3
	Arabic  string // its first Arabic name
	English string
	Capital string // id of the place, "" when the data has none
}

// readCountries reads a file of countries:
//
//	alpha-3 <TAB> names <TAB> adjectives <TAB> capital <TAB> lat <TAB> lon
//
// Names are Arabic first, the English ones after ";". The capital is its
// English name, then its Arabic ones after ";"; "-" when it bears the name of
// the country or the country has none. "# source:" lines as in places.
func readCountries(r io.Reader, name string) (states []State, places []*Place, entries []lexicon.Entry, err error) {
	sc := bufio.NewScanner(r)
	var errs []error
	reason := ""
	for line := 1; sc.Scan(); line++ {
		s := strings.TrimRight(sc.Text(), "\r")
		if src, ok := strings.CutPrefix(s, "# source:"); ok {
			reason = strings.TrimSpace(src)
			continue
		}
		if strings.TrimSpace(s) == "" || strings.HasPrefix(s, "#") {
			continue
		}
		c, err := parseCountry(s, reason)
		if err != nil {
			errs = append(errs, fmt.Errorf("read %s:%d: %w", name, line, err))
			continue
		}
		states = append(states, c.state)
		entries = append(entries, c.entries...)
		if c.capital != nil {
			places = append(places, c.capital)
		}
	}
	if err := sc.Err(); err != nil {
		errs = append(errs, fmt.Errorf("read %s: %w", name, err))
	}
	return states, places, entries, errors.Join(errs...)
}

type countryLine struct {
	state   State
	capital *Place
	entries []lexicon.Entry
}

func parseCountry(line, reason string) (c countryLine, err error) {
	f := strings.Split(line, "\t")
	if len(f) != 6 {
		return c, fmt.Errorf("parse country: %d fields, want 6", len(f))
	}
	iso := strings.TrimSpace(f[0])
	if len(iso) != 3 || strings.ToUpper(iso) != iso {
		return c, fmt.Errorf("parse country: %q is not alpha-3", iso)
	}
	ar, en, _ := strings.Cut(f[1], ";")
	c.state = State{ISO: iso, Arabic: strings.TrimLeft(first(ar), "?!"), English: first(en)}
	if c.state.Arabic == "" || c.state.English == "" {
		return c, fmt.Errorf("parse country %s: wants an Arabic and an English name", iso)
	}
	names, err := placeForms("country", append(splitAliases(ar), splitAliases(en)...))
	if err != nil {
		return c, fmt.Errorf("parse country %s: %w", iso, err)
	}
	feat := lexicon.Features{{Key: "country", Value: iso}}
	c.entries = append(c.entries, lexicon.Entry{ID: iso, Class: Country, Forms: names, Feat: feat, Reason: reason})
	if adj := strings.TrimSpace(f[2]); adj != "" && adj != "-" {
		forms, err := lexicon.ParseForms(adj)
		if err != nil {
			return c, fmt.Errorf("parse country %s: %w", iso, err)
		}
		c.entries = append(c.entries, lexicon.Entry{ID: iso, Class: Demonym, Forms: forms, Feat: feat, Reason: reason})
	}
	return c, c.addCapital(iso, strings.TrimSpace(f[3]), f[4], f[5], reason)
}

func (c *countryLine) addCapital(iso, names, lat, lon, reason string) error {
	if names == "-" || names == "" {
		return nil
	}
	en, ar, _ := strings.Cut(names, ";")
	name, more, _ := strings.Cut(en, "|")
	line := strings.Join([]string{"capital", iso, "", name, ar + "|" + more, lat, lon, "gov=" + iso}, "\t")
	p, e, err := parsePlace(line, reason)
	if err != nil {
		return fmt.Errorf("parse country %s: %w", iso, err)
	}
	c.capital, c.state.Capital = p, p.ID
	c.entries = append(c.entries, e)
	return nil
}

// first returns the first of names divided by |.
func first(names string) string {
	n, _, _ := strings.Cut(names, "|")
	return strings.TrimSpace(n)
}
