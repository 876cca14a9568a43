package boilerplate

import (
	_ "embed"
	"fmt"
	"strings"
)

//go:embed data/pages.tsv
var pageData string

// What a page is that holds no article.
const (
	Listing   = "listing"
	Error     = "error"
	Challenge = "challenge"
	Paywall   = "paywall"
	Video     = "video"
	Empty     = "empty"

	pageLive = "live" // what an article is that is written entry by entry
)

// pagePhrase is one line of the data file.
type pagePhrase struct {
	kind string
	head bool
	text string // folded, a space before it
}

var pagePhrases = mustPages(pageData)

func mustPages(data string) []pagePhrase {
	p, err := readPages(data)
	if err != nil {
		panic(err) // the file is part of the binary
	}
	return p
}

func readPages(data string) ([]pagePhrase, error) {
	var out []pagePhrase
	for i, line := range strings.Split(data, "\n") {
		if line == "" || line[0] == '#' {
			continue
		}
		f := strings.Split(line, "\t")
		if len(f) < 3 || f[1] != "head" && f[1] != "text" {
			return nil, fmt.Errorf("read pages: line %d: want kind, where and phrase", i+1)
		}
		switch f[0] {
		case Listing, Error, Challenge, Paywall, Video, pageLive:
		default:
			return nil, fmt.Errorf("read pages: line %d: unknown kind %q", i+1, f[0])
		}
		out = append(out, pagePhrase{f[0], f[1] == "head", " " + foldText(f[2])})
	}
	return out, nil
}

// Sizes of what is kept, in letters, below which a page is held to be what it
// says it is.
const (
	emptyRunes     = 40
	stubRunes      = 300  // a paywall or a player with a teaser
	gateRunes      = 900  // a gate or an error page explains itself
	gatePage       = 9000 // bytes of all text of a gate: it stands alone
	listingRunes   = 400
	listingTeasers = 4
)

// classify says what the page is if it holds no article, or "".
func (e *extraction) classify() string {
	if e.kept < gateRunes {
		if len(e.all) < gatePage {
			if k := e.says(Challenge); k != "" {
				return k
			}
		}
		if k := e.says(Error); k != "" {
			return k
		}
	}
	if e.cards >= listingTeasers && e.own() < listingRunes {
		return Listing
	}
	if e.kept < stubRunes {
		if e.says(Paywall) != "" || e.dropped(kindPaywall) {
			return Paywall
		}
		if strings.HasPrefix(e.ogType, "video") || e.media > 0 && e.kept < stubRunes/2 || e.says(Video) != "" {
			return Video
		}
	}
	if e.kept < emptyRunes {
		return Empty
	}
	return ""
}

// own is the running text kept outside lists of teasers.
func (e *extraction) own() int {
	n := 0
	for i := range e.blocks {
		b := &e.blocks[i]
		if e.verdicts[i].kind == kindNone && b.good > 0 && !e.inCards(int32(i)) {
			n += int(b.good)
		}
	}
	return n
}

func (e *extraction) inCards(i int32) bool {
	for _, x := range e.lists {
		if b := &e.boxes[x]; i >= b.first && i < b.end {
			return true
		}
	}
	return false
}

// dropped reports whether anything on the page went as kind k.
func (e *extraction) dropped(k kind) bool {
	for i := range e.verdicts {
		if e.verdicts[i].kind == k {
			return true
		}
	}
	return false
}

// says is the first of the kinds whose phrases the page uses, or "".
func (e *extraction) says(kinds ...string) string {
	title := " " + foldText(e.titleTag)
	for i := range pagePhrases {
		p := &pagePhrases[i]
		if !contains(kinds, p.kind) {
			continue
		}
		if p.head && (len(p.text)-1)*3 >= len(title) && strings.Contains(title, p.text) || e.blockSays(p) {
			return p.kind
		}
	}
	return ""
}

// blockSays reports whether a block outside a hidden box holds the phrase.
func (e *extraction) blockSays(p *pagePhrase) bool {
	heads, text := e.folded()
	if !p.head {
		return strings.Contains(text, p.text)
	}
	for _, f := range heads {
		if (len(p.text)-1)*2 >= len(f) && strings.Contains(f, p.text) {
			return true
		}
	}
	return false
}

// foldedBlocks is how many blocks a page may say what it is in.
const foldedBlocks = 400

// folded folds the shorter blocks of a page, once: its headings, and all of
// them as one text, a block a line.
func (e *extraction) folded() (heads []string, text string) {
	if e.foldedText == "" {
		var all []byte
		for i := range min(len(e.blocks), foldedBlocks) {
			b := &e.blocks[i]
			if b.runes >= 600 {
				continue
			}
			from := len(all)
			all = appendFolded(append(all, ' '), e.text(i))
			if b.form == heading {
				e.foldedHeads = append(e.foldedHeads, string(all[from:]))
			}
			all = append(all, '\n')
		}
		e.foldedText = string(all) + "\n"
	}
	return e.foldedHeads, e.foldedText
}

func contains(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}
