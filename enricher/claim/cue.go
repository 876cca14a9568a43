package claim

// cueClass is what a cue does to the claim that it governs.
type cueClass uint8

const (
	cueNone      cueClass = iota
	cueSkip               // looks like a cue and is none; it also hides its words from other readings
	cueNeg                // negation particle
	cueStill              // still: presence goes on
	cueDeny               // a speaker says it is not so
	cueRefuse             // a speaker says it will not be so
	cueDoubt              // a speaker doubts it
	cueSilent             // a speaker will not say
	cueComment            // comment, the object of a refusal
	cueConfirm            // a speaker says it is so; under negation: does not say
	cueReport             // neutral speech
	cueAnnounce           // announcement: what an agent will do is planned
	cueDisclose           // telling details: negating it denies nothing
	cuePlan               // decided, agreed, intended, scheduled
	cueFuture             // future particle
	cueInclude            // an agreement or plan contains it
	cueExpect             // expected
	cueDemand             // someone wants it
	cueAccept             // accept; under negation: refuse
	cuePossible           // may be
	cueCondition          // if
	cuePostpone           // put off
	cueBegin              // begins
	cueHappen             // light verb: is carried out
	cueContinue           // goes on
	cueComplete           // is complete
	cueEnd                // ends
	cueExtend             // is extended
	cueFail               // does not come about
	cueUnmoved            // to be affected, touched: its negation leaves things as they are
	cueGoBack             // goes back on what «عن» brings; without it nothing
)

var cueClasses = map[string]cueClass{
	"skip": cueSkip, "neg": cueNeg, "still": cueStill, "deny": cueDeny, "refuse": cueRefuse, "doubt": cueDoubt,
	"silent": cueSilent, "comment": cueComment, "confirm": cueConfirm, "report": cueReport, "announce": cueAnnounce,
	"disclose": cueDisclose, "plan": cuePlan, "future": cueFuture, "include": cueInclude, "expect": cueExpect,
	"demand": cueDemand, "accept": cueAccept, "possible": cuePossible, "condition": cueCondition, "postpone": cuePostpone,
	"begin": cueBegin, "happen": cueHappen, "continue": cueContinue, "complete": cueComplete, "end": cueEnd,
	"extend": cueExtend, "fail": cueFail, "goback": cueGoBack, "unmoved": cueUnmoved,
}

var cueNames = func() map[cueClass]string {
	names := make(map[cueClass]string, len(cueClasses))
	for name, c := range cueClasses {
		names[c] = name
	}
	return names
}()

func (c cueClass) String() string { return cueNames[c] }
