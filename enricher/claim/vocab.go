package claim

import (
	"bytes"
	"embed"
	"errors"
	"fmt"
	"strings"

	"github.com/marsad-news/marsad/enricher/lexicon"
	"github.com/marsad-news/marsad/event"
)

// data holds the word lists that say how claims are worded.
//
//go:embed data/*.tsv data/english/*.tsv
var data embed.FS

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
	fn      string // function of a function word, class of an adjective
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
	mil     bool // needs a military word
	plan    bool // speaks of what is not yet done
	place   bool // needs a place of its own
	there   bool // needs a place in its clause, a noun its force too
	both    bool // with an object or without: «withdraw»
	passive bool // only as a participle: «based», «stationed»
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
	words map[*lexicon.Entry]*word
}

// loadVocabulary compiles the embedded lists.
func loadVocabulary() (*vocabulary, error) {
	arabic, err := readLists("data", func(b []byte, name string) ([]lexicon.Entry, error) {
		return lexicon.Read(bytes.NewReader(b), name)
	})
	if err != nil {
		return nil, err
	}
	english, err := readLists("data/english", func(b []byte, name string) ([]lexicon.Entry, error) {
		return readEnglish(string(b), name)
	})
	if err != nil {
		return nil, err
	}
	entries := append(arabic, english...)
	set, err := lexicon.Compile(entries...)
	if err != nil {
		return nil, err
	}
	v := &vocabulary{set: set, words: make(map[*lexicon.Entry]*word, len(entries))}
	for _, e := range set.Entries() {
		w, err := newWord(e)
		if err != nil {
			return nil, err
		}
		v.words[e] = w
	}
	return v, nil
}

// readLists reads every list of a directory with read.
func readLists(dir string, read func([]byte, string) ([]lexicon.Entry, error)) ([]lexicon.Entry, error) {
	files, err := data.ReadDir(dir)
	if err != nil {
		return nil, fmt.Errorf("list word lists: %w", err)
	}
	var (
		out  []lexicon.Entry
		errs []error
	)
	for _, f := range files {
		if f.IsDir() {
			continue
		}
		b, err := data.ReadFile(dir + "/" + f.Name())
		if err != nil {
			return nil, fmt.Errorf("read word list: %w", err)
		}
		more, err := read(b, f.Name())
		out, errs = append(out, more...), append(errs, err)
	}
	return out, errors.Join(errs...)
}

func newWord(e *lexicon.Entry) (*word, error) {
	w := &word{id: e.ID, class: wordClasses[e.Class], role: e.Get("role"), actor: e.Get("actor")}
	switch w.class {
	case 0:
		return nil, fmt.Errorf("read word %s: unknown class %q", e.ID, e.Class)
	case isFn:
		w.fn = e.Get("fn")
	case isAdj:
		w.fn = e.Get("adj")
	case isCue, isPred:
		w.cue = cueClasses[e.Get("cue")]
		if w.cue == cueNone {
			return nil, fmt.Errorf("read word %s: unknown cue %q", e.ID, e.Get("cue"))
		}
	case isTrig:
		return w, w.readTrigger(e)
	}
	w.readPart(e)
	return w, nil
}

func (w *word) readPart(e *lexicon.Entry) {
	if p := e.Get("pos"); p != "" {
		w.pos = p[0]
	}
}

func (w *word) readTrigger(e *lexicon.Entry) error {
	w.readPart(e)
	w.frame = frames[e.Get("frame")]
	if w.frame == frameNone {
		return fmt.Errorf("read trigger %s: unknown frame %q", e.ID, e.Get("frame"))
	}
	w.kind, w.action = event.Kind(e.Get("kind")), event.Action(e.Get("action"))
	for f := range strings.SplitSeq(e.Get("flags"), ",") {
		switch f {
		case "":
		case "state":
			w.state = true
		case "weak":
			w.weak = true
		case "ba":
			w.ba = true
		case "num":
			w.num = true
		case "host":
			w.host = true
		case "mil":
			w.mil = true
		case "plan":
			w.plan = true
		case "place":
			w.place = true
		case "there":
			w.there = true
		case "both":
			w.both = true
		case "passive":
			w.passive = true
		default:
			return fmt.Errorf("read trigger %s: unknown flag %q", e.ID, f)
		}
	}
	return nil
}
