package claim

import (
	"fmt"
	"testing"

	"github.com/marsad-news/marsad/enricher/attribution"
	"github.com/marsad-news/marsad/enricher/gazetteer"
	"github.com/marsad-news/marsad/enricher/lexicon"
	"github.com/marsad-news/marsad/enricher/number"
	"github.com/marsad-news/marsad/event"
	"github.com/marsad-news/marsad/internal/text"
	"github.com/marsad-news/marsad/internal/text/when"
)

// reader reads texts with everything that the enricher gives an [Extractor].
type reader struct {
	gaz *gazetteer.Gazetteer
	x   *Extractor
}

func newReader(t *testing.T) reader {
	t.Helper()
	gaz, err := gazetteer.Default()
	if err != nil {
		t.Fatal(err)
	}
	x, err := New(gaz)
	if err != nil {
		t.Fatal(err)
	}
	return reader{gaz, x}
}

func (r reader) read(src string) []event.Claim {
	d := text.Analyse(src)
	in := &Input{Doc: d, Published: "2024-05-20", Entities: r.gaz.Find(d), Numbers: number.Find(d)}
	in.Dates = when.Find(d, in.Published)
	in.Speech = attribution.Attribute(d, attribution.Context{Published: in.Published, Mentions: in.Entities, NameOrgs: true})
	return r.x.Extract(in)
}

// Every trigger is put into the plainest sentence of its frame, about soldiers
// of Ghana and the capital of Mali: it must make one claim of its kind there.
func TestEveryTriggerMakesItsClaim(t *testing.T) {
	r := newReader(t)
	tried := 0
	for _, e := range r.x.vocab.set.Entries() {
		w := r.x.vocab.words[e.Index]
		if w.class != isTrig {
			continue
		}
		sentences := plainest(w, e)
		if len(sentences) == 0 {
			continue
		}
		tried++
		var got []event.Claim
		for _, s := range sentences {
			if got = r.read(s); r.says(got, w) {
				break
			}
		}
		if !r.says(got, w) {
			t.Errorf("%s: %q gives %v", w.id, sentences, brief(got))
		}
	}
	if tried < 150 {
		t.Errorf("tried %d triggers", tried)
	}
}

func (r reader) says(got []event.Claim, w *word) bool {
	return len(got) == 1 && got[0].Kind == w.kind && got[0].Force.Actor == "GHA" && got[0].Place.Country == "MLI"
}

func brief(cs []event.Claim) []string {
	var out []string
	for _, c := range cs {
		out = append(out, fmt.Sprintf("%s %s %s in %s", c.Polarity, c.Kind, c.Force.Actor, c.Place.Country))
	}
	return out
}

// plainest gives the sentences that the trigger may stand in, none for frames
// that have no common shape.
func plainest(w *word, e *lexicon.Entry) []string {
	form := ""
	for _, f := range e.Forms {
		if told(w, f.Gram) {
			form = f.Text
			break
		}
	}
	if form == "" {
		return nil
	}
	if form[0] < 0x80 {
		return plainestEnglish(w, form)
	}
	prep := map[event.Kind]string{event.Departure: "من", event.Arrival: "إلى", event.Presence: "في"}[w.kind]
	ba := ""
	if w.ba {
		ba = "بـ"
	}
	switch w.frame {
	case frameGo, frameReturn, frameStay:
		subject := "القوات الغانية"
		if w.num {
			subject = "200 جندي غاني"
		}
		if w.pos == 'v' {
			return []string{fmt.Sprintf("%s %s %s باماكو أمس.", form, subject, prep)}
		}
		return []string{fmt.Sprintf("أكد الوزير %s %s %s باماكو.", form, subject, prep)}
	case frameSend, frameKeep, frameMove, frameBring:
		switch {
		case w.host && w.pos == 'v':
			return []string{fmt.Sprintf("%s باماكو 200 جندي غاني.", form)}
		case w.pos == 'v':
			return []string{fmt.Sprintf("%s غانا %s200 جندي %s باماكو.", form, ba, prep)}
		}
		return []string{fmt.Sprintf("أكد الوزير %s %s200 جندي غاني %s باماكو.", form, ba, prep)}
	}
	return nil
}

// told says whether a form is the one that tells plainly: the past of a verb
// with a feminine subject, the singular of a noun.
func told(w *word, g lexicon.Gram) bool {
	switch w.pos {
	case 'v':
		return g.Tense == lexicon.Past && g.Voice != lexicon.Passive && (g.Person == 0 || g.Person == 3 && g.Gender == lexicon.Feminine && g.Number == lexicon.Singular)
	case 'n':
		return g.Number <= lexicon.Singular
	}
	return false
}

func plainestEnglish(w *word, form string) []string {
	if w.pos != 'v' || w.passive {
		return nil
	}
	var out []string
	for _, prep := range []string{"from ", "", "to ", "in ", "into "} {
		switch w.frame {
		case frameGo, frameReturn, frameStay:
			subject := "Ghanaian troops"
			if w.num {
				subject = "200 Ghanaian soldiers"
			}
			out = append(out, fmt.Sprintf("%s %s %sBamako, Mali, on Friday.", subject, form, prep))
		case frameSend, frameKeep, frameMove, frameBring:
			if w.host {
				out = append(out, fmt.Sprintf("Mali %s 200 Ghanaian soldiers.", form))
				continue
			}
			out = append(out, fmt.Sprintf("Ghana %s 200 soldiers %sBamako, Mali.", form, prep))
		}
	}
	return out
}
