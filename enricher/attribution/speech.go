package attribution

import (
	"sort"

	"github.com/marsad-news/marsad/enricher/lexicon"
	"github.com/marsad-news/marsad/event"
)

// Class says what the speaker does with the content. The set is closed: it is
// the first column of data/verbs.tsv.
type Class string

// The classes of verbs of saying.
const (
	Neutral      Class = "neutral"
	Announcement Class = "announcement"
	Confirmation Class = "confirmation"
	Denial       Class = "denial"
	Doubt        Class = "doubt"
	Silence      Class = "silence" // declines to answer
	Demand       Class = "demand"
	Warning      Class = "warning"
	Expectation  Class = "expectation"
	Promise      Class = "promise"
	Stance       Class = "stance"   // judges what is taken as known
	Decision     Class = "decision" // the narrator tells what somebody decided
)

// Rule names the construction that a speech was found by.
type Rule string

// The rules.
const (
	RuleVerbSubject  Rule = "verb_subject" // «قال الوزير إن»
	RuleSubjectVerb  Rule = "subject_verb" // «لكن الوزير قال إن»
	RuleContinuation Rule = "continuation" // «وأضاف أن»
	RuleParticiple   Rule = "participle"   // «مشيراً إلى»
	RuleAccording    Rule = "according"    // «بحسب الوزير»
	RuleCarried      Rule = "carried"      // «نقلت وكالة عن الوزير»
	RuleDocument     Rule = "document"     // «جاء في بيان للوزارة»
	RuleNominal      Rule = "nominal"      // «إعلان الوزير انسحاب»
	RuleColon        Rule = "colon"        // «الوزير: سننسحب»
	RuleQuotation    Rule = "quotation"    // a quotation without a verb goes on with its speaker
	RuleSpokesman    Rule = "spokesman"    // «نفت الوزارة على لسان الناطق باسمها»
	RuleAfterwards   Rule = "after_quote"  // "…," the minister said
)

// Voice is one who speaks.
type Voice struct {
	Speaker string // name, else the descriptive phrase as written; empty when an organisation speaks as such
	Source  string // the phrase as written, for organisations too
	Role    string // office or rank, as written
	Org     string // <ISO3>-<BODY>, COALITION, NATO, UN, or an outlet's id
	Country string // ISO 3166 alpha-3
}

// Speech is a stretch of text and who says it. Speeches are sorted by Start,
// longer ones first; one inside another is the inner speaker's.
type Speech struct {
	Start, End int // bytes of what is said, with the words that report it
	event.Attribution
	Source     string // the speaker's phrase as written, for organisations too
	SourceSpan [2]int // bytes of that phrase; both 0 for a speaker gone on with
	VerbSpan   [2]int // bytes of the reporting word
	VerbClass  Class
	Negated    bool    // «لم يؤكد», «لم تنفِ»
	Others     []Voice // further speakers of a joint statement
	Rule       Rule
}

// Context is what is known of a text from outside.
type Context struct {
	Title     *Headline         // a speaker it names may go on in the text; nil for none
	Published string            // ISO 8601 date or a prefix: the year says who held which office
	Mentions  []lexicon.Mention // what the gazetteer found in the text; nil: it is asked
	Words     *lexicon.Words    // the text, looked up with [Set]; nil: that is done
	NameOrgs  bool              // Speaker carries the name of an organisation that speaks as such, too

	headline bool // the text is one
}

// Headline is what a title leaves to the text below it: who speaks in it and
// what it is about.
type Headline struct{ mem memory }

// atReach is how many speeches that begin before a place are looked at: in
// prose a handful, in a text that is one endless sentence no more than this.
const atReach = 256

// At returns who says the bytes [start, end) of the text that the speeches
// were read from: the innermost speech over at least half of them. What
// somebody decided counts only where nobody speaks: a decision is told by
// whoever speaks, and only the narrator leaves it to the one who decided. The
// pointer is nil when the outlet itself says it.
func At(speeches []Speech, start, end int) (event.Attribution, *Speech) {
	n := sort.Search(len(speeches), func(i int) bool { return speeches[i].Start >= end })
	var decided *Speech
	for i := n - 1; i >= 0 && i >= n-atReach; i-- {
		s := &speeches[i]
		if !covers(s, start, end) {
			continue
		}
		if s.VerbClass != Decision {
			return s.Attribution, s
		}
		if decided == nil {
			decided = s
		}
	}
	if decided == nil {
		return event.Attribution{}, nil
	}
	return decided.Attribution, decided
}

// covers says whether s holds at least half of [start, end).
func covers(s *Speech, start, end int) bool {
	from, to := max(s.Start, start), min(s.End, end)
	return to > from && 2*(to-from) >= end-start
}
