package when

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

// class is the part a word plays in a date.
type class string

const (
	classWeekday  class = "weekday"
	classAdverb   class = "adverb"
	classDay      class = "day"
	classWeek     class = "week"
	classMonth    class = "month"
	classYear     class = "year"
	classYears    class = "years"
	classDecade   class = "decade"
	classHour     class = "hour"
	classMinute   class = "minute"
	classSecond   class = "second"
	classWhich    class = "which"
	classPart     class = "part"
	classSeason   class = "season"
	classSpan     class = "span"
	classDecades  class = "decades"
	classSince    class = "since"
	classUntil    class = "until"
	classBy       class = "by"
	classBefore   class = "before"
	classAfter    class = "after"
	classWithin   class = "within"
	classFor      class = "for"
	classOrdinal  class = "ordinal"
	classCardinal class = "cardinal"
	classEvent    class = "event"
)

type word struct {
	class class
	value int
}

// monthName is one name of a month: its tokens after the first.
type monthName struct {
	rest  []string
	month int
	cal   byte
	weak  bool
}

type tables struct {
	words   text.Table[word]
	months  text.Table[[]monthName] // by first token
	openers text.Set                // words and first tokens of months
	single  text.Set                // first tokens of Gregorian names
	hijri   map[int]hijriYear
	zones   map[string]string // ISO offsets by name
}

// needsMadda: without its madda the name is another word (أب, father).
const needsMadda = "اب"

var lists = mustLoad()

// around are the words around a date.
var around = mustAround()

// wordsAround are the sets by what they decide.
type wordsAround struct {
	counted             text.Set // four digits before them are no year
	dayAfter, dayBefore text.Set // make اليوم a noun
	unitAfter           text.Set // make a unit another than the anchor's
	filler              text.Set // add nothing to the date after them
	other               text.Set // belong to the length before them
}

func mustAround() *wordsAround {
	l := wordlist.Must(dataFiles, "data/lists.tsv")
	a := &wordsAround{}
	for name, set := range map[string]*text.Set{
		"counted": &a.counted, "day.after": &a.dayAfter, "day.before": &a.dayBefore,
		"unit.after": &a.unitAfter, "filler": &a.filler, "other": &a.other,
	} {
		for w := range l.Set(name, text.FoldString) {
			set.Add(w)
		}
	}
	return a
}

// mustLoad reads the embedded tables; a fault in them is a fault of the program.
func mustLoad() *tables {
	t := &tables{hijri: map[int]hijriYear{}, zones: map[string]string{}}
	load("words", 3, func(f []string) error {
		v, err := strconv.Atoi(f[2])
		t.words.Put(text.FoldString(f[0]), word{class(f[1]), v})
		t.openers.Add(text.FoldString(f[0]))
		return err
	})
	load("months", 4, t.addMonth)
	load("ummalqura", 3, t.addHijri)
	load("zones", 3, func(f []string) error { t.zones[text.FoldString(f[0])] = f[1]; return nil })
	return t
}

func load(name string, columns int, add func([]string) error) {
	raw, err := dataFiles.ReadFile("data/" + name + ".tsv")
	if err != nil {
		panic(fmt.Errorf("read date table %s: %w", name, err))
	}
	for i, line := range strings.Split(string(raw), "\n") {
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		f := strings.Split(line, "\t")
		if len(f) < columns {
			panic(fmt.Errorf("read date table %s: line %d has %d columns", name, i+1, len(f)))
		}
		if err := add(f); err != nil {
			panic(fmt.Errorf("read date table %s: line %d: %w", name, i+1, err))
		}
	}
}

func (t *tables) addMonth(f []string) error {
	m, err := strconv.Atoi(f[1])
	if err != nil || m < 1 || m > 12 {
		return fmt.Errorf("month %q", f[1])
	}
	doc := text.Analyse(f[0])
	n := monthName{month: m, cal: f[2][0], weak: f[3] == "weak"}
	for _, tok := range doc.Tokens[1:] {
		n.rest = append(n.rest, tok.Fold)
	}
	first := doc.Tokens[0].Fold
	names, _ := t.months.Get(first)
	t.months.Put(first, append(names, n))
	t.openers.Add(first)
	if n.cal == 'g' {
		t.single.Add(first)
	}
	return nil
}

func (t *tables) addHijri(f []string) error {
	y, err := strconv.Atoi(f[0])
	if err != nil || len(f[2]) != 12 {
		return fmt.Errorf("hijri year %q", f)
	}
	h := hijriYear{first: julianDay(parseAnchor(f[1]).date)}
	for i := range h.months {
		h.months[i] = int8(29 + f[2][i] - '0')
	}
	t.hijri[y] = h
	return nil
}

// clitics found before a word.
type clitics struct {
	conj    bool
	prep    string
	article bool
}

// longest word of the tables with its clitics, in bytes
const maxWord = 34

// word looks token i up, taking clitics off when the word as it stands is not
// in the tables.
func (f *finder) word(i int) (word, clitics) {
	if i < f.lo || i >= f.hi || f.d.Tokens[i].Kind != text.Word {
		return word{}, clitics{}
	}
	t := &f.d.Tokens[i]
	if len(t.Fold) > maxWord {
		return word{}, clitics{}
	}
	if w, ok := lists.words.Get(t.Fold); ok || !t.Arabic {
		return w, clitics{}
	}
	return lookupClitic(t.Fold)
}

func lookupClitic(s string) (word, clitics) {
	var c clitics
	if r, ok := cutAny(s, "و", "ف"); ok {
		s, c.conj = r, true
		if w, ok := lists.words.Get(s); ok {
			return w, c
		}
	}
	if r, ok := strings.CutPrefix(s, "لل"); ok {
		w, _ := lists.words.Get(r)
		return w, clitics{c.conj, "ل", true}
	}
	if r, ok := cutAny(s, "ب", "ل", "ك"); ok {
		c.prep, s = s[:2], r
		if w, ok := lists.words.Get(s); ok {
			return w, c
		}
	}
	if r, ok := strings.CutPrefix(s, "ال"); ok {
		c.article = true
		w, _ := lists.words.Get(r)
		return w, c
	}
	return word{}, clitics{}
}

func cutAny(s string, prefixes ...string) (string, bool) {
	for _, p := range prefixes {
		if r, ok := strings.CutPrefix(s, p); ok {
			return r, true
		}
	}
	return s, false
}

// fold is the folded token i, or nothing outside the sentence.
func (f *finder) fold(i int) string {
	if i < f.lo || i >= f.hi {
		return ""
	}
	return f.d.Tokens[i].Fold
}

// arabicAt reports whether token i is a word of the Arabic script.
func (f *finder) arabicAt(i int) bool { return i >= f.lo && i < f.hi && f.d.Tokens[i].Arabic }
