package attribution

import (
	"embed"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/marsad-news/marsad/enricher/gazetteer"
	"github.com/marsad-news/marsad/enricher/lexicon"
	"github.com/marsad-news/marsad/internal/text"
)

//go:embed data/*.tsv
var data embed.FS

// kind is what a cue is for, a bit for each; several together are a set.
type kind uint64

const (
	verb       kind = 1 << iota // of saying, finite or not
	carry                       // نقل … عن
	comp                        // إن، أن، that
	accord                      // بحسب
	accordVerb                  // بحسب ما
	doctor                      // جاء في
	saying                      // قوله
	rel                         // الذي
	anon                        // طلب عدم كشف هويته
	contrast                    // لكن، أما
	aside                       // فيما، في حين
	aux                         // كان، قد
	neg                         // لم
	pron                        // هو
	timeWord                    // أمس
	prep                        // في
	side                        // من جهته
	narrator                    // يذكر أن
	carrier                     // وكالة
	modifier                    // كبير، سابق
	happening                   // a maṣdar: what is said, not who says it
	given                       // a first name that looks like another word
	count                       // ثلاثة
	masc                        // العراق
	office                      // وزير
	rank                        // عميد
	title                       // السيد
	person                      // شاهد
	body                        // وزارة
	doc                         // بيان
	press                       // صحيفة
	kin                         // عسكري
	country                     // the rest comes from the gazetteer
	demonym
	place
	org
	outlet
	troop
)

// kindNames are the classes of data/words.tsv and data/roles.tsv.
var kindNames = map[string]kind{
	"carry": carry, "comp": comp, "accord": accord, "accordverb": accordVerb, "doctor": doctor, "saying": saying,
	"rel": rel, "anon": anon, "contrast": contrast, "aside": aside, "aux": aux, "neg": neg, "pron": pron,
	"time": timeWord, "prep": prep, "side": side, "narrator": narrator, "carrier": carrier, "modifier": modifier,
	"event": happening, "given": given, "count": count, "masc": masc, "office": office, "rank": rank, "title": title, "person": person, "body": body,
	"doc": doc, "press": press, "kin": kin,
}

// classOf are the classes of data/verbs.tsv.
var classes = map[string]Class{
	"neutral": Neutral, "announcement": Announcement, "confirmation": Confirmation, "denial": Denial, "doubt": Doubt,
	"silence": Silence, "demand": Demand, "warning": Warning, "expectation": Expectation, "promise": Promise,
	"stance": Stance, "decision": Decision,
}

// in says whether the kind is one of a set.
func (k kind) in(set kind) bool { return k&set != 0 }

// cue is a mention with what it is for.
type cue struct {
	*lexicon.Mention
	*facts
}

// facts are what is asked most of an entry of the lists.
type facts struct {
	kind  kind
	madda bool     // its alef is written آ
	owned bool     // only with a pronoun
	gov   string   // the prepositions that bring in what is said, folded
	preps []string // each of them
	needs []string // one of them must follow, folded
}

// plain are the facts of the entries of the gazetteer, by what they are for.
var plain = func() map[kind]*facts {
	all := map[kind]*facts{}
	for k := verb; k <= troop; k <<= 1 {
		all[k] = &facts{kind: k}
	}
	return all
}()

func factsOf(e *lexicon.Entry, k kind) facts {
	need := e.Get("need")
	f := facts{kind: k, madda: e.Get("madda") == "yes", owned: k != verb && need == "owner", gov: text.FoldString(e.Get("prep"))}
	for p := range strings.SplitSeq(e.Get("prep"), ",") {
		if p != "" {
			f.preps = append(f.preps, text.FoldString(p))
		}
	}
	for n := range strings.SplitSeq(need, ",") {
		f.needs = append(f.needs, text.FoldString(n))
	}
	return f
}

// lists is the compiled word lists.
type lists struct {
	set   *lexicon.Set
	facts []facts // by entry
	terms holders
	words map[string]*text.Set // the sets of data/particles.tsv
}

var loadLists = sync.OnceValues(func() (*lists, error) {
	files, err := data.ReadDir("data")
	if err != nil {
		return nil, fmt.Errorf("list word lists: %w", err)
	}
	var entries []lexicon.Entry
	var errs []error
	for _, f := range files {
		file, err := data.Open("data/" + f.Name())
		if err != nil {
			return nil, fmt.Errorf("open word list: %w", err)
		}
		more, err := lexicon.Read(file, f.Name())
		errs = append(errs, err, file.Close())
		entries = append(entries, more...)
	}
	if err := errors.Join(errs...); err != nil {
		return nil, fmt.Errorf("read word lists: %w", err)
	}
	return compileLists(entries)
})

func compileLists(entries []lexicon.Entry) (*lists, error) {
	l := &lists{terms: holders{terms: map[string][]holder{}, first: map[string]bool{}}, words: map[string]*text.Set{}}
	words := entries[:0]
	for i := range entries {
		switch entries[i].Class { // these are looked up, not searched for
		case "holder":
			l.terms.add(&entries[i])
			continue
		case "set":
			l.addSet(&entries[i])
			continue
		}
		words = append(words, entries[i])
	}
	s, err := lexicon.Compile(words...)
	if err != nil {
		return nil, fmt.Errorf("compile word lists: %w", err)
	}
	l.set = s
	l.facts = make([]facts, len(s.Entries()))
	for _, e := range s.Entries() {
		k, ok := kindNames[e.Class]
		if _, isVerb := classes[e.Class]; isVerb {
			k, ok = verb, true
		}
		if !ok {
			return nil, fmt.Errorf("compile word lists: %s: unknown class %q", e.ID, e.Class)
		}
		l.facts[e.Index] = factsOf(e, k)
	}
	return l, nil
}

// addSet adds a set of words that passes look up by its name.
func (l *lists) addSet(e *lexicon.Entry) {
	words := &text.Set{}
	for _, f := range e.Forms {
		words.Add(text.FoldString(f.Text))
	}
	l.words[e.ID] = words
}

// among says whether a folded word is in one of the sets.
func (l *lists) among(set, fold string) bool {
	words, ok := l.words[set]
	return ok && words.Has(fold)
}

// mentionKind says what a mention of the gazetteer is for; false: nothing. Its
// offices serve English; the Arabic ones, with what an apposition needs to
// know of them, are in data/roles.tsv.
func mentionKind(m *lexicon.Mention, arabic bool) (kind, bool) {
	switch m.Entry.Class {
	case gazetteer.Office:
		return office, !arabic
	case gazetteer.Body:
		return body, !arabic
	case gazetteer.Rank:
		return rank, !arabic
	case gazetteer.Country:
		return country, true
	case gazetteer.Demonym, gazetteer.People:
		return demonym, true
	case gazetteer.Site, gazetteer.Region:
		return place, true
	case gazetteer.Org, gazetteer.Actor:
		return org, true
	case gazetteer.Outlet:
		return outlet, true
	case gazetteer.Troop:
		return troop, true
	}
	return 0, false
}

// cues is what stands where in a text.
type cues struct {
	own  []lexicon.Mention // of this package's lists
	all  []cue             // by first token
	from []int32           // token → first of its cues
	mask []kind            // token → kinds that begin there
	in   []bool            // token → stands inside a longer name or office, not first
}

// find fills c, which may hold the cues of another text.
func (c *cues) find(l *lists, d *text.Doc, ctx *Context) {
	c.own = l.set.AppendFind(c.own[:0], ctx.Words)
	own, mentions, n := c.own, ctx.Mentions, len(d.Tokens)+1
	c.all = slices.Grow(c.all[:0], len(own)+len(mentions))
	c.from, c.mask, c.in = zeroed(c.from, n), zeroed(c.mask, n), zeroed(c.in, n)
	j := 0
	for i := range own {
		for ; j < len(mentions) && mentions[j].First <= own[i].First; j++ {
			c.addMention(d, &mentions[j])
		}
		c.add(d, cue{&own[i], &l.facts[own[i].Entry.Index]})
	}
	for ; j < len(mentions); j++ {
		c.addMention(d, &mentions[j])
	}
	c.index()
}

// zeroed is a list of n zeros in the memory of another.
func zeroed[T any](list []T, n int) []T {
	list = slices.Grow(list[:0], n)[:n]
	clear(list)
	return list
}

func (c *cues) addMention(d *text.Doc, m *lexicon.Mention) {
	if k, ok := mentionKind(m, d.Tokens[m.First].Arabic); ok {
		c.add(d, cue{m, plain[k]})
	}
}

func (c *cues) add(d *text.Doc, q cue) {
	if q.Suf == "ه" && strings.HasSuffix(d.Text[:d.Tokens[q.Last-1].End], "ة") {
		return // محافظة is not محافظ with a pronoun
	}
	if q.madda && !strings.Contains(d.Text[q.Start:q.End], "آ") {
		return
	}
	if q.owned && q.Suf == "" {
		return
	}
	c.all = append(c.all, q)
	c.mask[q.First] |= q.kind
	if q.Last-q.First > 1 && q.kind.in(office|person|body|org|outlet|rank|kin) {
		for i := q.First + 1; i < q.Last; i++ {
			c.in[i] = true
		}
	}
}

func (c *cues) index() {
	k := 0
	for i := range c.from {
		for k < len(c.all) && c.all[k].First < i {
			k++
		}
		c.from[i] = int32(k)
	}
}

// at returns the longest cue of one of the kinds that begins at token i.
func (c *cues) at(i int, s kind) *cue {
	if !c.is(i, s) {
		return nil
	}
	var best *cue
	for k := int(c.from[i]); k < len(c.all) && c.all[k].First == i; k++ {
		q := &c.all[k]
		if q.kind.in(s) && (best == nil || q.Last >= best.Last) { // of equals the own list's, which come later
			best = q
		}
	}
	return best
}

// is says whether a cue of one of the kinds begins at token i.
func (c *cues) is(i int, s kind) bool { return i >= 0 && i < len(c.mask) && c.mask[i]&s != 0 }
