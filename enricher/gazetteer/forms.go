package gazetteer

import (
	"errors"
	"strings"

	"github.com/marsad-news/marsad/enricher/lexicon"
)

// placeForms makes the surface forms of a place. A name is tried as it
// stands; "!name" only after a class noun of its type; "?name" is gated by
// what stands before it (see gate.go).
func placeForms(typ string, aliases []string) ([]lexicon.Form, error) {
	var forms []lexicon.Form
	for _, a := range aliases {
		if name, ok := strings.CutPrefix(a, "!"); ok && name != "" {
			forms = append(forms, withClassNoun(typ, name)...)
			continue
		}
		more, err := lexicon.ParseForms(a)
		if err != nil {
			return nil, err
		}
		forms = append(forms, more...)
	}
	if len(forms) == 0 {
		return nil, errors.New("make forms: no alias")
	}
	return forms, nil
}

// withClassNoun puts the words of the type around a name: Arabic nouns before
// it, English ones where the frame says.
func withClassNoun(typ, name string) []lexicon.Form {
	var forms []lexicon.Form
	if name[0] < 0x80 {
		for _, frame := range frames["frame."+typ] {
			forms = append(forms, lexicon.Form{Text: strings.Replace(frame, "*", name, 1)})
		}
		return forms
	}
	for _, noun := range frames["noun."+typ] {
		forms = append(forms, lexicon.Form{Text: noun + " " + name})
	}
	return forms
}
