package gazetteer

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/marsad-news/marsad/enricher/lexicon"
)

// Place is a base, camp, airport, port, crossing, city, division or region.
type Place struct {
	ID       string
	Name     string   // English, as claims give it in site or admin1
	Country  string   // ISO 3166 alpha-3; empty for a region over several
	Admin1   string   // English name of the first-level division
	Type     string   // base, camp, airport, port, crossing, post, city, capital, admin1, region
	Lat, Lon float64  // WGS 84 degrees, to about 0.05; both 0 when not Located
	Located  bool     // Lat and Lon are known
	From, To string   // years of foreign use, "" when not known or still in use
	Aliases  []string // Arabic and English, as in the data
}

var placeTypes = map[string]bool{
	"base": true, "camp": true, "airport": true, "port": true, "crossing": true, "post": true,
	"city": true, "capital": true, "admin1": true, "region": true, "island": true, "area": true,
}

// readPlaces reads a file of places:
//
//	type <TAB> country <TAB> admin1 <TAB> name <TAB> aliases <TAB> lat <TAB> lon [<TAB> features]
//
// The English name is an alias too unless it carries !. A line beginning with
// "# source:" gives the reason of the lines under it and must come first.
func readPlaces(r io.Reader, name string) ([]*Place, []lexicon.Entry, error) {
	sc := bufio.NewScanner(r)
	var (
		places  []*Place
		entries []lexicon.Entry
		errs    []error
		reason  string
	)
	for line := 1; sc.Scan(); line++ {
		s := strings.TrimRight(sc.Text(), "\r")
		if src, ok := strings.CutPrefix(s, "# source:"); ok {
			reason = strings.TrimSpace(src)
			continue
		}
		if strings.TrimSpace(s) == "" || strings.HasPrefix(s, "#") {
			continue
		}
		if reason == "" {
			errs = append(errs, fmt.Errorf("read %s:%d: no source line above", name, line))
			reason = "unknown"
		}
		p, e, err := parsePlace(s, reason)
		if err != nil {
			errs = append(errs, fmt.Errorf("read %s:%d: %w", name, line, err))
			continue
		}
		places, entries = append(places, p), append(entries, e)
	}
	if err := sc.Err(); err != nil {
		errs = append(errs, fmt.Errorf("read %s: %w", name, err))
	}
	return places, entries, errors.Join(errs...)
}

func parsePlace(line, reason string) (*Place, lexicon.Entry, error) {
	f := strings.Split(line, "\t")
	if len(f) < 7 || len(f) > 8 {
		return nil, lexicon.Entry{}, fmt.Errorf("parse place: %d fields, want 7 or 8", len(f))
	}
	for i := range f {
		f[i] = strings.TrimSpace(f[i])
	}
	p := &Place{Type: f[0], Country: f[1], Admin1: f[2], Name: strings.TrimPrefix(f[3], "!")}
	if !placeTypes[p.Type] {
		return nil, lexicon.Entry{}, fmt.Errorf("parse place %s: unknown type %q", p.Name, p.Type)
	}
	if p.Name == "" {
		return nil, lexicon.Entry{}, errors.New("parse place: no name")
	}
	if err := p.locate(f[5], f[6]); err != nil {
		return nil, lexicon.Entry{}, fmt.Errorf("parse place %s: %w", p.Name, err)
	}
	var feat lexicon.Features
	if len(f) == 8 {
		var err error
		if feat, err = lexicon.ParseFeatures(f[7]); err != nil {
			return nil, lexicon.Entry{}, fmt.Errorf("parse place %s: %w", p.Name, err)
		}
	}
	p.From, p.To = feat.Get("from"), feat.Get("to")
	p.ID = placeID(p)
	aliases := splitAliases(f[4])
	if !strings.HasPrefix(f[3], "!") {
		aliases = append(aliases, p.Name)
	}
	forms, err := placeForms(p.Type, aliases)
	if err != nil {
		return nil, lexicon.Entry{}, fmt.Errorf("parse place %s: %w", p.Name, err)
	}
	p.Aliases = aliases
	feat = feat.With(lexicon.Feature{Key: "type", Value: p.Type}, lexicon.Feature{Key: "country", Value: p.Country}, lexicon.Feature{Key: "admin1", Value: p.Admin1})
	class := Site
	if p.Type == "region" {
		class = Region
	}
	return p, lexicon.Entry{ID: p.ID, Class: class, Forms: forms, Feat: feat, Reason: reason}, nil
}

func (p *Place) locate(lat, lon string) error {
	if lat == "" && lon == "" {
		return nil
	}
	var err1, err2 error
	p.Lat, err1 = strconv.ParseFloat(lat, 64)
	p.Lon, err2 = strconv.ParseFloat(lon, 64)
	if err1 != nil || err2 != nil || p.Lat < -90 || p.Lat > 90 || p.Lon < -180 || p.Lon > 180 {
		return fmt.Errorf("parse coordinates %q, %q: not degrees", lat, lon)
	}
	p.Located = true
	return nil
}

// placeID is <country>/<name in small letters>; a division ends in +, so that
// a city of its name keeps its own id.
func placeID(p *Place) string {
	country := p.Country
	if country == "" {
		country = "_"
	}
	id := country + "/" + strings.ReplaceAll(strings.ToLower(p.Name), " ", "-")
	if p.Type == "admin1" {
		id += "+"
	}
	return id
}

func splitAliases(s string) []string {
	var out []string
	for a := range strings.SplitSeq(s, "|") {
		if a = strings.TrimSpace(a); a != "" {
			out = append(out, a)
		}
	}
	return out
}
