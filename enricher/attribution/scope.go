package attribution

import (
	"github.com/marsad-news/marsad/event"
)

// speak records the speech of a finite verb or participle from token start to
// the end of the sentence.
func (s *sentence) speak(v *voice, q *cue, start int, c content, rule Rule) {
	end := s.last
	if s.is(s.before(q.First), rel) {
		end = s.clauseEnd(c.at)
	}
	s.emit(v, q, start, end, rule)
	sp := &s.out[len(s.out)-1]
	sp.Negated = s.is(q.First-1, neg)
	if c.kind == "noun" && q.Entry.Get("deed") == "yes" {
		sp.VerbClass = Decision
	}
	if classOf(q) == Denial {
		s.denied = max(q.Last, v.last)
	}
	if via := s.outletIn(max(q.Last, min(v.last, c.at)), max(c.at, q.Last)); via != "" && sp.Via == "" {
		sp.Via = via
		v.via = via
	}
	if k := s.inside[q.First]; k >= 0 && s.quotes[k].words(s.d) > 2 && s.voice != nil {
		s.mem.keep(v) // who is quoted goes on after the quotation
		return
	}
	s.named(v)
}

// clauseEnd is the next comma from token k on, or the end of the sentence.
func (s *sentence) clauseEnd(k int) int {
	last := min(s.last, k+clauseReach)
	for ; k < last; k++ {
		if s.fold(k) == "," && s.inside[k] < 0 {
			return k
		}
	}
	return last
}

// outletIn is the outlet that the words between a verb and its content name:
// «لوكالة رويترز», «في مقابلة مع قناة».
func (s *sentence) outletIn(from, to int) string {
	for k := from; k < to && k < s.last; k++ {
		if q := s.at(k, outlet); q != nil {
			return q.Entry.ID
		}
	}
	return ""
}

// named makes v the voice of the sentence and the one to go on with.
func (s *sentence) named(v *voice) {
	s.voice, s.recent, s.mem.now = v, v, v
	s.mem.last, s.mem.lead = v, nil
	s.mem.keep(v)
	for _, w := range v.joint {
		s.mem.keep(w)
	}
}

// emit records a speech over the tokens [start, end).
func (s *sentence) emit(v *voice, q *cue, start, end int, rule Rule) {
	start, end = s.clip(start, end)
	if end <= start {
		end = start + 1
	}
	sp := Speech{
		Start: s.d.Tokens[start].Start, End: s.d.Tokens[end-1].End,
		VerbClass: classOf(q), Rule: rule,
	}
	if q != nil {
		sp.Verb, sp.VerbSpan = s.d.Text[q.Start:q.End], [2]int{q.Start, q.End}
	}
	s.fill(&sp, v)
	sp.Via = v.via
	if v.last > v.first && v.last <= len(s.d.Tokens) && rule != RuleContinuation && rule != RuleParticiple {
		sp.SourceSpan = [2]int{s.d.Tokens[v.first].Start, s.d.Tokens[v.last-1].End}
	}
	s.out = append(s.out, sp)
}

// clip keeps a speech that begins inside a quotation inside it.
func (s *sentence) clip(start, end int) (int, int) {
	if k := s.inside[start]; k >= 0 && s.quotes[k].words(s.d) > 2 {
		end = min(end, s.quotes[k].Close)
	}
	return start, end
}

// classOf is the class of a verb; everything else reports neutrally.
func classOf(q *cue) Class {
	if q == nil || q.kind != verb {
		return Neutral
	}
	return classes[q.Entry.Class]
}

// fill writes a voice into a speech.
func (r *reader) fill(sp *Speech, v *voice) {
	sp.Attribution = event.Attribution{
		Speaker: v.Speaker, Role: v.Role, Org: v.Org, Country: v.Country, Verb: sp.Verb, Via: sp.Via, Quoted: sp.Quoted,
	}
	sp.Source = v.Source
	sp.Others = nil
	for _, w := range v.joint {
		sp.Others = append(sp.Others, w.Voice)
	}
	if v.Speaker == "" && r.ctx.NameOrgs {
		sp.Speaker = v.Source
		if v.full != "" {
			sp.Speaker = v.full
		}
	}
}

// openSpeeches is how many speeches of one sentence may run at once.
const openSpeeches = 16

// cut ends the running speeches of this sentence before token i.
func (s *sentence) cut(i int) {
	if i <= s.first {
		return
	}
	end := s.d.Tokens[i-1].End
	for k := max(s.from, len(s.out)-openSpeeches); k < len(s.out); k++ {
		if sp := &s.out[k]; sp.Start < end && sp.End > end {
			sp.End = end
		}
	}
}

// colon reads «الوزير: سننسحب»: a voice alone before a colon.
func (s *sentence) colon(i int) {
	if s.topic == nil || s.topicTo != i || i+1 >= s.last || len(s.out) > s.from {
		return
	}
	if !s.ctx.headline && (s.topic.first > s.first+1 || !s.newLine) {
		return
	}
	v := s.topic
	s.emit(v, nil, i+1, s.last, RuleColon)
	s.named(v)
}

// bareQuotations gives the quotations of a sentence in which nobody is named
// to the voice that spoke before them.
func (s *sentence) bareQuotations() {
	if len(s.out) > s.from || s.mem.last == nil || !s.mem.spoke {
		return
	}
	for i := s.first; i < s.last; i++ {
		q := s.quoteAt(i)
		if q == nil || q.Depth > 0 || q.words(s.d) < 4 || !s.leads(i) {
			continue
		}
		s.emit(s.mem.last, nil, i, min(q.Close, s.last), RuleQuotation)
		i = q.Close
	}
}

// leads says whether a quotation at token i opens its sentence.
func (s *sentence) leads(i int) bool {
	for k := s.first; k < i; k++ {
		if s.word(k) {
			return false
		}
	}
	return true
}
