package main

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/marsad-news/marsad/fetcher/catalogue"
)

// catalogueChoice narrows the catalogue.
type catalogueChoice struct {
	country, lang string
	tier          int
	ids           []string
}

// takes says whether an entry is wanted.
func (c *catalogueChoice) takes(e *catalogueEntry) bool {
	return (c.country == "" || strings.EqualFold(c.country, e.Country)) && (c.lang == "" || c.lang == e.Lang) &&
		(c.tier == 0 || e.Tier <= c.tier) && (len(c.ids) == 0 || slices.Contains(c.ids, e.ID))
}

type catalogueEntry struct {
	ID      string `yaml:"id"`
	Country string `yaml:"country"`
	Lang    string `yaml:"lang"`
	Tier    int    `yaml:"tier"`
}

const catalogueHead = `# Outlets out of the catalogue that ships with Marsad. Name this file under
# source_files in the configuration. Entries whose "verified" is empty were
# never checked live: "marsad source probe ADDRESS" shows what is there, and
# "marsad source ls" which doors could not be read.
`

// printCatalogue writes the catalogue, or the chosen part, as a file of
// sources.
func printCatalogue(c *catalogueChoice, std stdio) error {
	files, err := fs.Glob(catalogue.Files, "*.yaml")
	if err != nil {
		return err
	}
	var entries []*yaml.Node
	for _, name := range files {
		data, err := fs.ReadFile(catalogue.Files, name)
		if err != nil {
			return err
		}
		var doc struct {
			Sources []yaml.Node `yaml:"sources"`
		}
		if err := yaml.Unmarshal(data, &doc); err != nil {
			return fmt.Errorf("read catalogue %s: %w", name, err)
		}
		for i := range doc.Sources {
			var e catalogueEntry
			if err := doc.Sources[i].Decode(&e); err != nil {
				return fmt.Errorf("read catalogue %s: %w", name, err)
			}
			if c.takes(&e) {
				entries = append(entries, &doc.Sources[i])
			}
		}
	}
	if len(entries) == 0 {
		return usage("the catalogue has no such outlet")
	}
	fmt.Fprint(std.out, catalogueHead)
	enc := yaml.NewEncoder(std.out)
	enc.SetIndent(2)
	return errors.Join(enc.Encode(map[string][]*yaml.Node{"sources": entries}), enc.Close())
}
