package claim

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"github.com/marsad-news/marsad/enricher/lexicon"
	"github.com/marsad-news/marsad/event"
)

// frame is the argument pattern of a trigger: who moves whom.
type frame uint8

const (
	frameNone   frame = iota
	frameGo           // the subject force moves
	frameSend         // an agent moves the object force
	frameStay         // the subject force is there
	frameKeep         // an agent leaves the object force there
	frameHave         // a holder counts the force as its own
	frameExist        // there is
	frameMove         // from one place to another
	frameBring        // an agent brings the force back
	frameReturn       // the force goes back
	frameVacate       // the object is the place that is left
	frameBase         // the object is a base
	frameVoid         // a place is without the force
	frameLevel        // a number stands or changes
)

var frames = map[string]frame{
	"go": frameGo, "send": frameSend, "stay": frameStay, "keep": frameKeep, "have": frameHave, "exist": frameExist,
	"move": frameMove, "bring": frameBring, "ret": frameReturn, "vacate": frameVacate, "base": frameBase, "void": frameVoid, "level": frameLevel,
}

// word is what the lists say of an entry.
type word struct {
	id      string
	class   wordClass
	fn      string   // function of a function word, class of an adjective
	does    function // the function, when a rule asks for it
	cue     cueClass
	role    string
	actor   string
	frame   frame
	pos     byte // v, n, p, x
	kind    event.Kind
	action  event.Action
	state   bool // the bare name of a state may be its subject
	weak    bool // needs a force beside it
	ba      bool // the object carries ب
	num     bool // needs a number
	host    bool // the subject is the host
	plan    bool // speaks of what is not yet done
	place   bool // needs a place of its own
	there   bool // needs a place in its clause, a noun its force too
	both    bool // with an object or without: «withdraw»
	passive bool // only as a participle: «based», «stationed»
	reach   bool // beside a count it tells what the count comes to
	sum     bool // with a number it tells how many there are, not that they come
	bound   bool // gives a bound, which its negation only turns around
	rest    bool // says of men that they are left
	publish bool // with a pronoun its object is news unless a state acts
	alone   bool // a definite noun right after it is its subject
	exit    bool // with «بـ» it comes out with something
	entry   bool // with «في» and no place it enters into something
	prevent bool // what it does not do happens
	wish    bool // who wants may be who does
}

type wordClass uint8

const (
	isTrig wordClass = iota + 1
	isCue
	isPred
	isFn
	isAdj
	isCasualty
)

var wordClasses = map[string]wordClass{
	"trig": isTrig, "cue": isCue, "pred": isPred, "fn": isFn, "adj": isAdj, "casualty": isCasualty,
}

// vocabulary is the compiled word lists.
type vocabulary struct {
	set   *lexicon.Set
	words []*word // by entry
	again *word   // «إعادة انتشار», see [scene.redeployments]
	sets  [formSets]map[string]bool
}

// loadVocabulary compiles the built-in lists and those of further directories.
func loadVocabulary(extra ...fs.FS) (*vocabulary, error) {
	l, err := readLists(extra...)
	if err != nil {
		return nil, err
	}
	v := &vocabulary{}
	if v.sets, err = l.compileSets(); err != nil {
		return nil, err
	}
	if v.set, err = lexicon.Compile(l.entries...); err != nil {
		return nil, err
	}
	for _, e := range v.set.Entries() {
		w, err := newWord(e)
		if err != nil {
			return nil, err
		}
		v.words = append(v.words, w)
		if w.id == redeployment {
			v.again = w
		}
	}
	if v.again == nil {
		return nil, fmt.Errorf("read words: %s is missing", redeployment)
	}
	return v, nil
}

func newWord(e *lexicon.Entry) (*word, error) {
	w := &word{id: e.ID, class: wordClasses[e.Class], role: e.Get("role"), actor: actorID(e)}
	if p := e.Get("pos"); p != "" {
		w.pos = p[0]
	}
	switch w.class {
	case 0:
		return nil, fmt.Errorf("read word %s: unknown class %q", e.ID, e.Class)
	case isFn:
		w.fn = e.Get("fn")
		w.does = functions[w.fn]
	case isAdj:
		w.fn = e.Get("adj")
	case isCue, isPred:
		w.cue = cueClasses[e.Get("cue")]
		if w.cue == cueNone {
			return nil, fmt.Errorf("read word %s: unknown cue %q", e.ID, e.Get("cue"))
		}
	case isTrig:
		if err := w.readTrigger(e); err != nil {
			return nil, err
		}
	}
	return w, w.readFlags(e)
}

func (w *word) readTrigger(e *lexicon.Entry) error {
	w.frame = frames[e.Get("frame")]
	w.kind, w.action = event.Kind(e.Get("kind")), event.Action(strings.ReplaceAll(e.Get("action"), " ", "_"))
	switch {
	case w.frame == frameNone:
		return fmt.Errorf("read trigger %s: unknown frame %q", e.ID, e.Get("frame"))
	case !slices.Contains(kinds, w.kind):
		return fmt.Errorf("read trigger %s: unknown kind %q", e.ID, w.kind)
	case !slices.Contains(actions, w.action):
		return fmt.Errorf("read trigger %s: unknown action %q", e.ID, w.action)
	}
	return nil
}

// kinds and actions are what a trigger may say.
var (
	kinds   = []event.Kind{event.Presence, event.Arrival, event.Departure, event.Mission}
	actions = []event.Action{
		event.Present, event.Remain, event.Ceiling, event.Deploy, event.Reinforce, event.Rotate, event.Redeploy, event.BaseOpen,
		event.Reduce, event.Withdraw, event.Handover, event.BaseClose, event.MissionStart, event.MissionEnd, event.MissionChange, event.Extend,
	}
)

// flags are the fields of a word that its list names by a flag.
var flags = map[string]func(*word) *bool{
	"state": func(w *word) *bool { return &w.state }, "weak": func(w *word) *bool { return &w.weak },
	"ba": func(w *word) *bool { return &w.ba }, "num": func(w *word) *bool { return &w.num },
	"host": func(w *word) *bool { return &w.host }, "plan": func(w *word) *bool { return &w.plan },
	"place": func(w *word) *bool { return &w.place }, "there": func(w *word) *bool { return &w.there },
	"both": func(w *word) *bool { return &w.both }, "passive": func(w *word) *bool { return &w.passive },
	"reach": func(w *word) *bool { return &w.reach }, "sum": func(w *word) *bool { return &w.sum },
	"bound": func(w *word) *bool { return &w.bound }, "rest": func(w *word) *bool { return &w.rest },
	"publish": func(w *word) *bool { return &w.publish }, "alone": func(w *word) *bool { return &w.alone },
	"exit": func(w *word) *bool { return &w.exit }, "entry": func(w *word) *bool { return &w.entry },
	"prevent": func(w *word) *bool { return &w.prevent }, "wish": func(w *word) *bool { return &w.wish },
}

func (w *word) readFlags(e *lexicon.Entry) error {
	for f := range strings.SplitSeq(e.Get("flags"), ",") {
		field := flags[f]
		switch {
		case field != nil:
			*field(w) = true
		case f != "":
			return fmt.Errorf("read word %s: unknown flag %q", e.ID, f)
		}
	}
	return nil
}
