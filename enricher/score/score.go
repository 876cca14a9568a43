// Package score compares predicted claims with annotated ones.
//
// A predicted claim matches an annotated one when their evidence overlaps in
// the text and kind, actor, country and polarity agree; matching is one to one
// and the best total. Annotated slots may list alternatives; optional claims
// count for neither side. The package is pure and knows no extractor.
package score

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"unicode"

	"github.com/marsad-news/marsad/event"
)

// OneOf is an annotated slot: the values any of which is right.
type OneOf []string

// UnmarshalJSON reads one value, null, or a list of them. Null is "".
func (o *OneOf) UnmarshalJSON(b []byte) error {
	var many []*string
	if bytes.HasPrefix(bytes.TrimSpace(b), []byte("[")) {
		if err := json.Unmarshal(b, &many); err != nil {
			return err
		}
	} else {
		var one *string
		if err := json.Unmarshal(b, &one); err != nil {
			return err
		}
		many = []*string{one}
	}
	*o = nil
	for _, s := range many {
		if s == nil {
			*o = append(*o, "")
		} else {
			*o = append(*o, *s)
		}
	}
	return nil
}

// has reports whether v is one of the right values. An absent slot allows only
// an absent value.
func (o OneOf) has(v string) bool {
	if len(o) == 0 {
		return v == ""
	}
	for _, s := range o {
		if s == v {
			return true
		}
	}
	return false
}

// given reports whether the annotator filled the slot.
func (o OneOf) given() bool { return len(o) > 0 && o[0] != "" }

// Numbers is an annotated number or a list of alternatives.
type Numbers []float64

// UnmarshalJSON reads a number, null or a list of numbers.
func (n *Numbers) UnmarshalJSON(b []byte) error {
	*n = nil
	if bytes.Equal(b, []byte("null")) {
		return nil
	}
	if b[0] == '[' {
		return json.Unmarshal(b, (*[]float64)(n))
	}
	var f float64
	if err := json.Unmarshal(b, &f); err != nil {
		return err
	}
	*n = Numbers{f}
	return nil
}

func (n Numbers) has(v *float64) bool {
	if v == nil || len(n) == 0 {
		return v == nil && len(n) == 0
	}
	for _, f := range n {
		if f == *v {
			return true
		}
	}
	return false
}

// Quantity is an annotated quantity.
type Quantity struct {
	Value     Numbers `json:"value"`
	Min       Numbers `json:"min"`
	Max       Numbers `json:"max"`
	Qualifier OneOf   `json:"qualifier"`
	Unit      OneOf   `json:"unit"`
	Basis     OneOf   `json:"basis"`
}

// Gold is an annotated claim.
type Gold struct {
	Evidence string    `json:"evidence"`
	At       *int      `json:"at"`   // place among equal pieces of evidence
	Line     *int      `json:"line"` // the same, coarser
	Kind     OneOf     `json:"kind"`
	Actor    OneOf     `json:"actor"`
	Country  OneOf     `json:"country"`
	Polarity OneOf     `json:"polarity"`
	Status   OneOf     `json:"status"`
	Role     OneOf     `json:"role"`
	Site     OneOf     `json:"site"`
	Speaker  OneOf     `json:"speaker"`
	Org      OneOf     `json:"org"`
	Quoted   bool      `json:"quoted"`
	Time     OneOf     `json:"time"`
	Quantity *Quantity `json:"quantity"`
	Optional bool      `json:"optional"`
}

// Document is an annotated text.
type Document struct {
	ID     string `json:"id"`
	Text   string `json:"text"`
	Claims []Gold `json:"claims"`
}

// Fault is one disagreement.
type Fault struct {
	Doc       string       `json:"doc"`
	Error     string       `json:"error"` // missed, spurious, flipped, or slot with the names of the wrong slots
	Gold      *Gold        `json:"gold"`
	Predicted *event.Claim `json:"predicted"`
}

// Score adds up documents. The zero value is ready.
type Score struct {
	Documents, Gold, Predicted, Matched, Strict, Flipped int
	Unlocated                                            int // predictions whose evidence is not in the text
	Slots                                                map[string][2]int
	Whole                                                int // documents without any fault in a strict slot
	Confidence                                           []Judged
}

// Judged is a prediction's confidence and whether it was right.
type Judged struct {
	Confidence float64
	Right      bool
}

// Precision is the share of predictions that match.
func (s *Score) Precision() float64 { return ratio(s.Matched, s.Predicted) }

// Recall is the share of required claims that were found.
func (s *Score) Recall() float64 { return ratio(s.Matched, s.Gold) }

// F1 is the harmonic mean of precision and recall.
func (s *Score) F1() float64 { return f1(s.Precision(), s.Recall()) }

// StrictF1 wants status, quantity, role and site right too.
func (s *Score) StrictF1() float64 { return f1(ratio(s.Strict, s.Predicted), ratio(s.Strict, s.Gold)) }

// WrongPolarity is the share of predictions whose polarity is flipped.
func (s *Score) WrongPolarity() float64 { return ratio(s.Flipped, s.Predicted) }

func ratio(a, b int) float64 {
	if b == 0 {
		return 0
	}
	return float64(a) / float64(b)
}

func f1(p, r float64) float64 {
	if p+r == 0 {
		return 0
	}
	return 2 * p * r / (p + r)
}

// Add scores one document and returns its faults.
func (s *Score) Add(d Document, claims []event.Claim) []Fault {
	text := fold(d.Text)
	gs := locateGold(text, d.Claims)
	ps := locatePredicted(text, claims)
	m := match(gs, ps)
	s.Documents++
	if s.Slots == nil {
		s.Slots = map[string][2]int{}
	}
	var faults []Fault
	strictFaults := 0
	for i := range gs {
		if gs[i].Optional {
			continue
		}
		s.Gold++
		if m[i] < 0 {
			strictFaults++
			faults = append(faults, Fault{d.ID, "missed", gs[i].Gold, nil})
			continue
		}
		f, strict := s.judge(d.ID, gs[i].Gold, ps[m[i]].claim)
		if !strict {
			strictFaults++
		}
		faults = append(faults, f...)
	}
	extra := s.leftover(d.ID, gs, ps, m)
	if strictFaults+len(extra) == 0 {
		s.Whole++
	}
	return append(faults, extra...)
}

// judge counts a matched pair and names its wrong slots.
func (s *Score) judge(doc string, g *Gold, p *event.Claim) ([]Fault, bool) {
	s.Matched++
	strict := true
	var wrong []string
	for _, v := range slots(g, p) {
		n := s.Slots[v.name]
		n[1]++
		if v.right {
			n[0]++
		} else {
			wrong = append(wrong, v.name)
			strict = strict && !v.strict
		}
		s.Slots[v.name] = n
	}
	if strict {
		s.Strict++
	}
	if wrong == nil {
		return nil, strict
	}
	return []Fault{{doc, "slot " + strings.Join(wrong, ","), g, p}}, strict
}

// leftover counts the predictions and names those that match nothing.
func (s *Score) leftover(doc string, gs []gold, ps []predicted, m []int) []Fault {
	used, neutral := map[int]bool{}, map[int]bool{}
	for i, j := range m {
		if j >= 0 {
			used[j] = true
			neutral[j] = gs[i].Optional
		}
	}
	var faults []Fault
	for j := range ps {
		if neutral[j] {
			continue
		}
		s.Predicted++
		s.Confidence = append(s.Confidence, Judged{ps[j].claim.Confidence, used[j]})
		if !ps[j].found {
			s.Unlocated++
		}
		if used[j] {
			continue
		}
		kind := "spurious"
		for i := range gs {
			if overlap(gs[i].span, ps[j].span) && core(gs[i].Gold, ps[j].claim, true) {
				kind = "flipped"
				s.Flipped++
				break
			}
		}
		faults = append(faults, Fault{doc, kind, nil, ps[j].claim})
	}
	return faults
}

// fold makes one space of every run of white space and format marks, so that
// offsets of differently printed texts agree.
func fold(s string) string {
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool {
		return unicode.IsSpace(r) || r == 0x200e || r == 0x200f || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069
	}), " ")
}

// String is the summary for a terminal.
func (s *Score) String() string {
	return fmt.Sprintf("documents %d  gold %d  predicted %d  matched %d  evidence not verbatim %d\ncore   P %.3f  R %.3f  F1 %.3f\nstrict F1 %.3f   wrong polarity %.3f   documents wholly right %d",
		s.Documents, s.Gold, s.Predicted, s.Matched, s.Unlocated, s.Precision(), s.Recall(), s.F1(), s.StrictF1(), s.WrongPolarity(), s.Whole)
}
