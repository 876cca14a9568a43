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
	from, to := e.span()
	seen := map[string]bool{}
	for i := range e.blocks {
		v := &e.verdicts[i]
		t := e.text(i)
		near := i >= from-fieldReach && i <= to+fieldReach
		switch v.kind {
		case kindCaption:
			if near && !seen[t] {
				seen[t] = true
				r.Captions = append(r.Captions, t)
			}
		case kindByline:
			if near && r.Byline == "" {
				r.Byline = t
			}
		case kindDate, kindMeta:
			if near && len(r.Dates) < maxDates && !e.isLive(e.blocks[i].box) {
				r.Dates = append(r.Dates, t)
			}
		case kindKicker:
			if i < to && r.Kicker == "" && e.blocks[i].words < 12 {
				r.Kicker = t
			}
		case kindSourceLine:
			if near && r.Source == "" {
				r.Source = t
			}
		case kindLetterhead:
			if near && r.Dateline == "" && i < from {
				r.Dateline = t
			}
		}
		if v.cut > 0 && r.Source == "" {
			r.Source = strings.TrimSpace(t[v.cut:])
		}
	}
}

// How far from the article its own byline and dates may stand, in blocks.
const (
	fieldReach = 25
	maxDates   = 12
)

// span is where the article begins, headline included, and ends.
func (e *extraction) span() (from, to int) {
	from, to = len(e.blocks), 0
	for i := range e.blocks {
		if e.verdicts[i].kind == kindNone {
			from, to = min(from, i), i
		}
	}
	if e.title >= 0 && int(e.title) < from {
		from = int(e.title)
	}
	return from, to
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
