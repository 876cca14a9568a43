package score

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/marsad-news/marsad/event"
)

const text = "لدينا 900 جندي في سوريا. لا توجد قوات في العراق. لدينا 900 جندي في سوريا."

func document(t *testing.T, claims string) Document {
	t.Helper()
	d := Document{ID: "d", Text: text}
	if err := json.Unmarshal([]byte(claims), &d.Claims); err != nil {
		t.Fatal(err)
	}
	return d
}

func predict(t *testing.T, claims string) []event.Claim {
	t.Helper()
	var cs []event.Claim
	if err := json.Unmarshal([]byte(claims), &cs); err != nil {
		t.Fatal(err)
	}
	return cs
}

const (
	goldSyria = `{"evidence":"لدينا 900 جندي في سوريا","at":0,"kind":"presence","actor":["USA","COALITION"],"country":"SYR","polarity":"affirmed","status":"actual","quantity":{"value":900,"qualifier":"exact","unit":"personnel","basis":"total"}}`
	goldIraq  = `{"evidence":"لا توجد قوات في العراق","kind":"presence","actor":"USA","country":"IRQ","polarity":"denied","status":"actual"}`
	predSyria = `{"kind":"presence","polarity":"affirmed","status":"actual","force":{"actor":"USA"},"place":{"country":"SYR"},"quantity":{"value":900,"qualifier":"exact","unit":"personnel","basis":"total"},"evidence":{"text":"900 جندي في سوريا","start":6}}`
	predIraq  = `{"kind":"presence","polarity":"denied","status":"actual","force":{"actor":"USA"},"place":{"country":"IRQ"},"evidence":{"text":"لا توجد قوات في العراق","start":40}}`
)

func TestAdd(t *testing.T) {
	for _, c := range []struct {
		name, gold, pred                                string
		matched, strict, flipped, goldN, predN, unfound int
	}{
		{"all right", `[` + goldSyria + `,` + goldIraq + `]`, `[` + predSyria + `,` + predIraq + `]`, 2, 2, 0, 2, 2, 0},
		{"a wrong number is no strict match", `[` + goldSyria + `]`, `[` + strings.Replace(predSyria, "900,", "800,", 1) + `]`, 1, 0, 0, 1, 1, 0},
		{"the other polarity is flipped", `[` + goldIraq + `]`, `[` + strings.Replace(predIraq, "denied", "affirmed", 1) + `]`, 0, 0, 1, 1, 1, 0},
		{"another country is spurious", `[` + goldIraq + `]`, `[` + strings.Replace(predIraq, "IRQ", "SYR", 1) + `]`, 0, 0, 0, 1, 1, 0},
		{"words that are not there match nothing", `[` + goldIraq + `]`, `[` + strings.Replace(predIraq, "توجد", "يوجد", 1) + `]`, 0, 0, 0, 1, 1, 1},
		{"an optional claim counts for nobody", `[` + strings.Replace(goldIraq, `"status"`, `"optional":true,"status"`, 1) + `]`, `[` + predIraq + `]`, 0, 0, 0, 0, 0, 0},
		{"one annotated claim matches one prediction", `[` + goldIraq + `]`, `[` + predIraq + `,` + predIraq + `]`, 1, 1, 0, 1, 2, 0},
		{"nothing predicted", `[` + goldIraq + `]`, `[]`, 0, 0, 0, 1, 0, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			var s Score
			s.Add(document(t, c.gold), predict(t, c.pred))
			got := []int{s.Matched, s.Strict, s.Flipped, s.Gold, s.Predicted, s.Unlocated}
			for i, want := range []int{c.matched, c.strict, c.flipped, c.goldN, c.predN, c.unfound} {
				if got[i] != want {
					t.Fatalf("matched, strict, flipped, gold, predicted, unlocated are %v", got)
				}
			}
		})
	}
}

func TestEqualPiecesAreDealtOutInOrder(t *testing.T) {
	second := strings.Replace(goldSyria, `"at":0`, `"at":60`, 1)
	d := document(t, `[`+goldSyria+`,`+second+`]`)
	gs := locateGold(fold(d.Text), d.Claims)
	if gs[0].span == gs[1].span || gs[0].span.start > gs[1].span.start {
		t.Errorf("spans are %v and %v", gs[0].span, gs[1].span)
	}
}

// TestAMatchIsTheLargest gives a claim that only one prediction fits and one
// that both fit: both must be matched, whatever the order.
func TestAMatchIsTheLargest(t *testing.T) {
	m := augment([][]int{{0, 1}, {0}}, []int{0, 1}, 2)
	if m[0] != 1 || m[1] != 0 {
		t.Errorf("matching is %v", m)
	}
}

func TestFaultsNameTheWrongSlots(t *testing.T) {
	var s Score
	fs := s.Add(document(t, `[`+goldSyria+`]`), predict(t, `[`+strings.Replace(strings.Replace(predSyria, "actual", "planned", 1), "900,", "1,", 1)+`]`))
	if len(fs) != 1 || fs[0].Error != "slot status,quantity" {
		t.Errorf("%+v", fs)
	}
	if s.Whole != 0 {
		t.Error("a document with wrong slots counts as wholly right")
	}
}

func FuzzOneOf(f *testing.F) {
	f.Add([]byte(`["a",null]`))
	f.Fuzz(func(t *testing.T, b []byte) {
		var o OneOf
		_ = json.Unmarshal(b, &o) // an error or not, never a panic
	})
}
