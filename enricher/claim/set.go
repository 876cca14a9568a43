package claim

import (
	"errors"
	"fmt"
	"strings"

	"github.com/marsad-news/marsad/enricher/lexicon"
	"github.com/marsad-news/marsad/internal/text"
)

// setClass is the class of the lines that name a closed set of written forms.
const setClass = "set"

// formSet is a closed set of written forms that one rule tells apart: two
// words of one function, a pronoun by its gender, adverbs that may stand
// between a verb and its auxiliary.
type formSet uint8

const (
	negatesVerb      formSet = iota // particles that a verb follows
	negatesNominal                  // deny a nominal sentence
	negatesName                     // deny what stands beside a name: «لا فلان»
	weStill                         // their subject is «نحن»
	membersOf                       // «من أفراد …»: nouns between «من» and whose the men are
	sameWord                        // «العدد نفسه»
	shareOfThem                     // «نصفهم»
	allies                          // «حلفاء الولايات المتحدة» are others
	civilians                       // plurals in construct that are no soldiers
	asidePronoun                    // begin an aside on a force
	otherMatter                     // begin what a later predicate is said of
	ceiling                         // what may be there at most
	captive                         // who is carried off
	formation                       // before a force that does not exist yet
	truthAdjective                  // what «ليس» denies of an event is the event
	thereFeminine                   // «there» of a feminine noun
	thereMasculine                  // «there» of a masculine noun
	notPast                         // «ما» before a past tense
	masculineState                  // states with a masculine name
	actingBody                      // organisations that send forces and are none
	jointActor                      // organisations that «we» may mean
	irregularNoun                   // nouns of armed groups
	adverb                          // stand between an auxiliary and its verb
	noNoun                          // English words that no name describes
	soilNoun                        // land of a state
	formerAdverb                    // tell what was so once
	changeAdjective                 // stand before nouns of change
	involvesVerb                    // «the withdrawal involves 350 soldiers»
	outward                         // «wants the troops out»
	personnelNoun                   // troops where somebody has or sends them
	reportNoun                      // nouns that look like verbs of saying
	placePreposition                // end a verb that takes a place
	strengthNoun                    // «a 650-strong force»
	genitiveEnding                  // «France's»
	beNow                           // «are deployed»
	beOnce                          // «were deployed»
	onlyAdverb                      // «no troops, only advisers»
	allianceNoun                    // «NATO countries»
	baseVerb                        // «to base warships at»
	proxyWord                       // «Turkish-backed fighters»
	weekdayName                     // «is due on Friday»
	formSets                        // how many there are
)

// setNames are the names of the sets in the lists.
var setNames = map[string]formSet{
	"negates_verb": negatesVerb, "negates_nominal": negatesNominal, "negates_name": negatesName, "we_still": weStill,
	"members_of": membersOf, "same_word": sameWord, "share_of_them": shareOfThem, "allies": allies, "civilians": civilians, "aside_pronoun": asidePronoun, "truth_adjective": truthAdjective, "formation": formation, "captive": captive, "ceiling": ceiling, "other_matter": otherMatter,
	"there_feminine": thereFeminine, "there_masculine": thereMasculine, "not_past": notPast, "masculine_state": masculineState,
	"acting_body": actingBody, "joint_actor": jointActor, "irregular_noun": irregularNoun,
	"adverb": adverb, "no_noun": noNoun, "soil_noun": soilNoun, "former_adverb": formerAdverb, "change_adjective": changeAdjective,
	"involves_verb": involvesVerb, "outward": outward, "personnel_noun": personnelNoun, "report_noun": reportNoun,
	"place_preposition": placePreposition, "strength_noun": strengthNoun, "genitive_ending": genitiveEnding, "be_now": beNow, "be_once": beOnce,
	"only_adverb": onlyAdverb, "alliance_noun": allianceNoun, "base_verb": baseVerb, "proxy_word": proxyWord, "weekday_name": weekdayName,
}

// addSet adds the forms of a set.
func (l *lists) addSet(e *lexicon.Entry) error {
	if _, ok := setNames[e.ID]; !ok {
		return fmt.Errorf("read set: unknown set %q", e.ID)
	}
	for _, f := range e.Forms {
		l.sets[e.ID] = append(l.sets[e.ID], f.Text)
	}
	return nil
}

// compileSets folds the forms of the sets. A rule without its set is a fault.
func (l *lists) compileSets() ([formSets]map[string]bool, error) {
	var sets [formSets]map[string]bool
	var errs []error
	for name, set := range setNames {
		if len(l.sets[name]) == 0 {
			errs = append(errs, fmt.Errorf("read sets: %s is empty", name))
		}
		sets[set] = make(map[string]bool, len(l.sets[name]))
		for _, f := range l.sets[name] {
			sets[set][f], sets[set][text.FoldString(f)] = true, true // as written: ids of actors
		}
	}
	return sets, errors.Join(errs...)
}

// in says whether a folded form belongs to a set.
func (x *Extractor) in(set formSet, fold string) bool { return x.vocab.sets[set][fold] }

// adverbial says whether an English word may stand between an auxiliary and
// its verb: an adverb in -ly or one of the few short ones.
func (x *Extractor) adverbial(fold string) bool {
	return x.in(adverb, fold) || strings.HasSuffix(fold, "ly")
}
