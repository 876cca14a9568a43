package enricher_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/marsad-news/marsad/enricher"
	"github.com/marsad-news/marsad/event"
)

func TestOneDirectoryExtendsGazetteerAndCues(t *testing.T) {
	e, err := enricher.New(enricher.Options{Data: fstest.MapFS{
		"camps.tsv":      {Data: []byte("troop\ttest_hussars\tnoun:خيالة\tunit=personnel alone=yes\tmounted troops\n")},
		"claim/cues.tsv": {Data: []byte("cue\tاستنكف.v\tverb:استنكف,يستنكف,استنكاف\tpos=v cue=refuse\tto disdain to\n")},
	}})
	if err != nil {
		t.Fatal(err)
	}
	got := e.Enrich(event.Article{ID: "a", Text: "استنكفت أكرا سحب الخيالة الغانية من باماكو.", Published: "2024-05-20"})
	if len(got) != 1 || got[0].Polarity != event.Denied || got[0].Kind != event.Departure || got[0].Force.Actor != "GHA" {
		t.Errorf("%+v", got)
	}
}

func TestMalformedListIsNamedWithItsLine(t *testing.T) {
	for file, line := range map[string]string{
		"camps.tsv":             "troop\ttest_hussars\tnoun:خيالة",
		"claim/cues.tsv":        "cue\tاستنكف.v\tverb:استنكف,يستنكف\tpos=v cue=shout\tto disdain to",
		"claim/english/own.tsv": "trig\tdecamp.e\tdecamp\tpos=v frame=go kind=departure action=WITHDRAW\tto decamp",
	} {
		_, err := enricher.New(enricher.Options{Data: fstest.MapFS{file: {Data: []byte("# own\n" + line + "\n")}}})
		if err == nil || !strings.Contains(err.Error(), file+":2") {
			t.Errorf("%s: %v", file, err)
		}
	}
}
