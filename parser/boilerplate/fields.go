package boilerplate

import "strings"

// result puts the verdicts together.
func (e *extraction) result() Result {
	r := Result{NotArticle: e.classify()}
	r.Stats.Blocks, r.Stats.How = len(e.blocks), e.how
	linked := 0
	for i := range e.blocks {
		b, v := &e.blocks[i], &e.verdicts[i]
		r.Stats.PageRunes += int(b.runes)
		if v.kind == kindNone {
			r.Stats.KeptRunes += int(b.runes)
			linked += int(b.linked)
			if r.NotArticle == "" {
				r.Blocks = append(r.Blocks, e.block(i))
			}
		}
		if b.words > 2 && len(r.Hashes) < maxHashes {
			r.Hashes = append(r.Hashes, e.hash(i))
		}
		if e.opts.Trace {
			r.Trace = append(r.Trace, e.step(i))
		}
	}
	if r.Stats.KeptRunes > 0 {
		r.Stats.LinkDensity = float64(linked) / float64(r.Stats.KeptRunes)
	}
	r.Title = e.printedTitle()
	e.strip(&r)
	e.fields(&r)
	for _, m := range e.embeds {
		if x := e.second(m); len(x.Blocks) > 0 {
			r.Embedded = append(r.Embedded, x)
		}
	}
	return r
}

// maxHashes bounds what one page tells the memory of its site.
const maxHashes = 1000

func (e *extraction) block(i int) Block {
	v, text := &e.verdicts[i], e.text(i)
	if v.cut > 0 {
		text = text[:v.cut]
	}
	return Block{Section: v.section, Text: text, Time: v.time}
}

// printedTitle is the headline as printed, without what hangs on to it.
func (e *extraction) printedTitle() string {
	if e.title < 0 {
		return ""
	}
	t := e.text(int(e.title))
	f := foldText(t)
	for _, m := range [...]string{e.opts.Title, e.ogTitle, e.titleTag} {
		m = strings.TrimSpace(m)
		if n := len(m); n > 20 && n < len(t) && strings.HasPrefix(t, m) && len(foldText(m)) < len(f) {
			return m
		}
	}
	return t
}

// strip lists what went, stretch by stretch: neighbours that went for the
// same reason are one.
func (e *extraction) strip(r *Result) {
	for i := 0; i < len(e.blocks); {
		v := &e.verdicts[i]
		if v.cut > 0 {
			r.Stripped = append(r.Stripped, Stripped{kindSourceLine.String(), strings.TrimSpace(e.text(i)[v.cut:]), "المصدر"})
		}
		if v.kind == kindNone || v.kind == kindEmbedded || v.kind == kindTitle {
			i++
			continue
		}
		j := i + 1
		for j < len(e.blocks) && e.verdicts[j].kind == v.kind && e.verdicts[j].rule == v.rule {
			j++
		}
		r.Stripped = append(r.Stripped, Stripped{v.kind.String(), e.all[e.blocks[i].start:e.blocks[j-1].end], v.rule})
		i = j
	}
}

// fields reads what the stripped blocks around the text say of the article.
func (e *extraction) fields(r *Result) {
	at := e.span()
	seen := map[string]bool{}
	for i := range e.blocks {
		v, t := &e.verdicts[i], e.text(i)
		if v.cut > 0 && r.Source == "" {
			r.Source = strings.TrimSpace(t[v.cut:])
		}
		if v.kind == kindNone || i < at.head-fieldReach || i > at.last+fieldReach {
			continue
		}
		if e.saysWhen(i, at) && len(r.Dates) < maxDates {
			r.Dates = append(r.Dates, t)
		}
		switch v.kind {
		case kindCaption:
			if !seen[t] {
				seen[t] = true
				r.Captions = append(r.Captions, t)
			}
		case kindByline:
			first(&r.Byline, t)
		case kindSourceLine:
			first(&r.Source, t)
		case kindLetterhead, kindKicker, kindOutside, kindTitle:
			e.headLine(r, i, at)
		}
	}
}

// saysWhen reports whether a stripped block near the article may give its date.
func (e *extraction) saysWhen(i int, at span) bool {
	if i < at.head-dateReach || i > at.last+dateReach || e.isLive(e.blocks[i].box) {
		return false
	}
	n := digits(e.text(i))
	switch e.verdicts[i].kind {
	case kindDate, kindMeta:
		return n > 1 || n == 1 && e.blocks[i].words > 1
	case kindByline, kindLetterhead, kindSmallPrint:
		return n >= 4 && i > at.head
	}
	return false
}

// headLine reads a line that stands above the text: kicker or dateline.
func (e *extraction) headLine(r *Result, i int, at span) {
	v, b := &e.verdicts[i], &e.blocks[i]
	if i == at.head && e.title >= 0 || i > at.first || b.words > 12 {
		return
	}
	switch {
	case v.kind == kindKicker, i == int(e.title)-1 && v.kind != kindOutside && b.words > 1 && !e.stamp(i) && b.linked*2 < b.runes && !strings.ContainsAny(e.text(i), "/»›>"):
		first(&r.Kicker, e.text(i))
	case v.kind == kindLetterhead && i > int(e.title) && b.words < 8 && strings.ContainsAny(e.text(i), "/-–—|"):
		first(&r.Dateline, e.text(i))
	}
}

// first sets a field that is still empty.
func first(field *string, s string) {
	if *field == "" {
		*field = s
	}
}

// How far from the article what is said of it may stand, in blocks.
const (
	fieldReach = 25
	dateReach  = 6
	maxDates   = 12
)

// span is where the article stands: its headline, its first and last block.
type span struct{ head, first, last int }

func (e *extraction) span() span {
	at := span{len(e.blocks), len(e.blocks), 0}
	for i := range e.blocks {
		if e.verdicts[i].kind == kindNone {
			at.first, at.last = min(at.first, i), i
		}
	}
	at.head = at.first
	if e.title >= 0 {
		at.head = min(at.head, int(e.title))
	}
	return at
}

// second reads an embedded article.
func (e *extraction) second(m embed) Embedded {
	out := Embedded{Title: e.text(int(m.title))}
	for i := int(m.first); i < int(m.end); i++ {
		b := &e.blocks[i]
		if e.stamp(i) || e.boxes[b.box].drop == kindDate || e.boxes[b.box].drop == kindMeta {
			out.Dates = append(out.Dates, e.text(i))
			continue
		}
		if v, ok := e.byPhrase(i); ok && v.action != actTail || e.linky(i) {
			continue
		}
		if b.good == 0 && b.form != heading && b.strong*10 < b.runes*8 {
			continue
		}
		if k := e.boxes[b.box].drop; k != kindNone && k != kindEmbedded {
			continue
		}
		out.Blocks = append(out.Blocks, Block{Section: e.section(b), Text: e.text(i)})
	}
	return out
}

// step says why block i was kept or dropped.
func (e *extraction) step(i int) Step {
	v := &e.verdicts[i]
	s := Step{Text: e.text(i), Kept: v.kind == kindNone, Kind: v.kind.String(), Rule: v.rule}
	if s.Kept {
		s.Kind = string(v.section)
	}
	s.Path = e.path(e.blocks[i].box)
	return s
}

// path names a box by its nearest elements, innermost last; the chosen box is
// starred.
func (e *extraction) path(x int32) string {
	if p, ok := e.paths[x]; ok {
		return p
	}
	out := ""
	for y, n := x, 0; y > 0 && n < 4; y, n = e.boxes[y].parent, n+1 {
		b := &e.boxes[y]
		name := b.node.Data
		for _, a := range b.node.Attr {
			if (a.Key == "class" || a.Key == "id") && a.Val != "" {
				name += "." + strings.ToValidUTF8(a.Val[:min(len(a.Val), 40)], "")
			}
		}
		if y == e.chosen {
			name = "*" + name
		}
		if out != "" {
			name += " > "
		}
		out = name + out
	}
	if e.paths == nil {
		e.paths = map[int32]string{}
	}
	e.paths[x] = out
	return out
}
