package gazetteer

import (
	"errors"
	"strings"

	"github.com/marsad-news/marsad/enricher/lexicon"
)

// classNouns are the words that may stand before a place of a type, for names
// that need one.
var classNouns = map[string][]string{
	"base":     {"قاعدة", "القاعدة", "معسكر", "مطار", "ثكنة", "مقر", "موقع"},
	"camp":     {"معسكر", "قاعدة", "ثكنة", "مخيم"},
	"airport":  {"مطار", "قاعدة"},
	"port":     {"ميناء", "مرفأ"},
	"crossing": {"معبر", "منفذ", "بوابة"},
	"post":     {"نقطة", "موقع", "تلة", "تل"},
	"city":     {"مدينة", "بلدة", "قرية", "ناحية", "قضاء", "منطقة", "بلدتي", "مدينتي", "بلدات", "مدن", "قرى", "ضاحية", "ريف", "محيط"},
	"capital":  {"مدينة", "العاصمة"},
	"admin1":   {"محافظة", "ولاية", "إقليم", "مقاطعة", "منطقة", "محافظتي", "ولايتي", "محافظات", "ولايات", "مدينة"},
	"region":   {"منطقة", "إقليم"},
	"island":   {"جزيرة", "جزر", "أرخبيل"},
	"area":     {"منطقة", "جبل", "جبال", "وادي", "مرتفعات", "محور", "ممر", "قاطع", "ريف", "حقل", "سد"},
}

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

// latinFrames are the English ones, with the name in place of *.
var latinFrames = map[string][]string{
	"base":     {"* base", "* air base", "* airbase", "base at *", "Camp *", "Fort *", "* airfield"},
	"camp":     {"Camp *", "* camp", "* base"},
	"airport":  {"* airport", "* International Airport", "* airfield"},
	"port":     {"port of *", "* port"},
	"crossing": {"* crossing", "* border crossing"},
	"post":     {"* outpost"},
	"city":     {"city of *", "town of *", "village of *"},
	"capital":  {"city of *"},
	"admin1":   {"* province", "* state", "* governorate", "province of *", "* region", "* oblast"},
	"island":   {"* island", "island of *"},
}

func withClassNoun(typ, name string) []lexicon.Form {
	var forms []lexicon.Form
	if name[0] < 0x80 {
		for _, frame := range latinFrames[typ] {
			forms = append(forms, lexicon.Form{Text: strings.Replace(frame, "*", name, 1)})
		}
		return forms
	}
	for _, noun := range classNouns[typ] {
		forms = append(forms, lexicon.Form{Text: noun + " " + name})
	}
	return forms
}
