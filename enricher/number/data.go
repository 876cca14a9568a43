package number

import (
	"embed"
	"fmt"
	"strconv"
	"strings"

	"github.com/marsad-news/marsad/internal/text"
	"github.com/marsad-news/marsad/internal/text/wordlist"
)

//go:embed data/*.tsv
var dataFiles embed.FS

// wordClass is the part that a number word plays in a numeral.
type wordClass string

// entry is one number word.
type entry struct {
	class    wordClass
	value    float64
	max      float64
	foldLost bool // its fold is another word's too: the source must show the hamza
}

// phrase is a qualifier of several words.
type phrase struct {
	words     []string
	qualifier string
	until     bool // حتى: only before something countable
}

// boundVerb is a verb that bounds the number after it.
type boundVerb struct{ prep, affirmed, negated string }

// tables hold the word lists, read once and never changed.
type tables struct {
	words  text.Table[entry]
	before map[string][]phrase // by last word
	after  map[string][]phrase // by first word
	verbs  map[string][]boundVerb
	left   text.Table[Not]
	right  text.Table[Not]
	nouns  text.Set
	shares map[string]float64 // percent, by the fold with its pronoun
	faults map[string]string  // hamza or none, by the fold
}

var lists = mustLoad()

// function are the function words around a number.
var function = mustFunction()

// functionWords are sets of folded words.
type functionWords struct {
	stop            map[string]bool // never what is counted
	prep            map[string]bool // say how a number relates to its verb
	passive, victim map[string]bool // what befell those counted

	negation                map[string]bool // before a verb
	strength                []string        // beginnings of the subject of a bounding verb
	moreBefore, moreAfter   map[string]bool // others of the kind are there already
	doubleBefore            map[string]bool // before ضعف as a multiple
	noGenitive              map[string]bool // after ألفا that is no construct
	determiner, shareBefore map[string]bool // around an English share
	oneBefore, oneAfter     map[string]bool // around an English one that is a pronoun
	rate                    map[string]bool // mean what ب means
}

func mustFunction() *functionWords {
	l := wordlist.Must(dataFiles, "data/lists.tsv")
	set := func(name string) map[string]bool { return l.Set(name, text.FoldString) }
	w := functionWords{
		stop: set("stop"), prep: set("prep"), passive: set("passive"), victim: set("victim"),
		negation: set("negation"), moreBefore: set("more.before"), moreAfter: set("more.after"),
		doubleBefore: set("double.before"), noGenitive: set("no_genitive"), rate: set("rate"),
		determiner: set("determiner"), shareBefore: set("share.before"),
		oneBefore: set("one.before"), oneAfter: set("one.after"),
	}
	for _, s := range l["strength"] {
		w.strength = append(w.strength, text.FoldString(s))
	}
	return &w
}

// mustLoad reads the embedded lists; a fault in them is a fault of the program.
func mustLoad() *tables {
	t := &tables{
		before: map[string][]phrase{}, after: map[string][]phrase{}, verbs: map[string][]boundVerb{},
		shares: map[string]float64{}, faults: map[string]string{},
	}
	load("homographs", 3, t.addHomograph) // before the words, which look their folds up
	load("words", 3, t.addWord)
	load("qualifiers", 3, t.addQualifier)
	load("verbs", 4, t.addVerb)
	load("context", 3, t.addContext)
	load("shares", 3, t.addShare)
	load("nouns", 1, func(f []string) error { t.nouns.Add(text.FoldString(f[0])); return nil })
	return t
}

func load(name string, columns int, add func([]string) error) {
	raw, err := dataFiles.ReadFile("data/" + name + ".tsv")
	if err != nil {
		panic(fmt.Errorf("read number list %s: %w", name, err))
	}
	for i, line := range strings.Split(string(raw), "\n") {
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		f := strings.Split(line, "\t")
		if len(f) < columns {
			panic(fmt.Errorf("read number list %s: line %d has %d columns", name, i+1, len(f)))
		}
		if err := add(f); err != nil {
			panic(fmt.Errorf("read number list %s: line %d: %w", name, i+1, err))
		}
	}
}

func (t *tables) addWord(f []string) error {
	v, err := strconv.ParseFloat(f[2], 64)
	if err != nil {
		return err
	}
	e := entry{class: wordClass(f[1]), value: v}
	if len(f) > 3 {
		if e.max, err = strconv.ParseFloat(f[3], 64); err != nil {
			return err
		}
	}
	fold := text.FoldString(f[0])
	e.foldLost = t.faults[fold] == "hamza"
	t.words.Put(fold, e)
	return nil
}

func (t *tables) addHomograph(f []string) error {
	if f[1] != "hamza" && f[1] != "none" {
		return fmt.Errorf("fault %q", f[1])
	}
	t.faults[text.FoldString(f[0])] = f[1]
	return nil
}

func (t *tables) addShare(f []string) error {
	v, err := strconv.ParseFloat(f[1], 64)
	t.shares[text.FoldString(f[0])] = v
	return err
}

func (t *tables) addQualifier(f []string) error {
	p := phrase{words: strings.Fields(text.FoldString(f[0])), qualifier: f[1], until: f[2] == "until"}
	if f[2] == "after" {
		t.after[p.words[0]] = append(t.after[p.words[0]], p)
		return nil
	}
	last := p.words[len(p.words)-1]
	t.before[last] = append(t.before[last], p)
	return nil
}

func (t *tables) addVerb(f []string) error {
	v := boundVerb{prep: blankDash(text.FoldString(f[1])), affirmed: blankDash(f[2]), negated: blankDash(f[3])}
	fold := text.FoldString(f[0])
	t.verbs[fold] = append(t.verbs[fold], v)
	return nil
}

func blankDash(s string) string {
	if s == "-" {
		return ""
	}
	return s
}

func (t *tables) addContext(f []string) error {
	switch f[1] {
	case "before":
		t.left.Put(text.FoldString(f[0]), Not(f[2]))
	case "after":
		t.right.Put(text.FoldString(f[0]), Not(f[2]))
	default:
		return fmt.Errorf("side %q", f[1])
	}
	return nil
}
