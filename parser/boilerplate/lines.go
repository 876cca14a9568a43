package boilerplate

import (
	"unicode/utf8"

	"golang.org/x/net/html/atom"

	"github.com/marsad-news/marsad/parser/charset"
)

// text appends s to the line being written, white space folded.
func (p *page) text(s string) {
	for i := 0; i < len(s); {
		switch c := s[i]; {
		case c == 0:
			i++
		case c <= ' ' || c == 0x7f:
			if c == '\n' && p.pre > 0 {
				p.flush()
			}
			p.space = true
			i++
		case c < utf8.RuneSelf || c >= 0xD8 && c <= 0xDB:
			n := p.run(s[i:])
			if n == 0 { // an Arabic format character, or half a letter
				n = p.sign(s[i:])
			}
			i += n
		default:
			i += p.sign(s[i:])
		}
	}
}

// run appends the plain letters, ASCII or Arabic, that s begins with and
// returns their bytes.
func (p *page) run(s string) int {
	i, arabic := 0, int32(0)
	for i < len(s) {
		c := s[i]
		switch {
		case c > ' ' && c < 0x7f:
			i++
			continue
		case c >= 0xD8 && c <= 0xDB && i+1 < len(s) && s[i+1]&0xC0 == 0x80 && !(c == 0xD8 && s[i+1] == 0x9C):
			i += 2
			arabic++
			continue
		}
		break
	}
	if i == 0 {
		return 0
	}
	p.arabic += arabic
	p.put(s[:i], int32(i)-arabic)
	return i
}

// sign reads one rune that is not a plain letter and returns its bytes.
func (p *page) sign(s string) int {
	r, size := utf8.DecodeRuneInString(s)
	switch {
	case r == utf8.RuneError && size == 1, r < 0xA0:
		// a stray byte or a C1 control: no letter
	case r == 0xA0 || r == 0x3000 || r >= 0x2000 && r <= 0x200A || r == 0x202F || r == 0x205F || r == 0x2028 || r == 0x2029 || r == 0x1680:
		p.space = true
	case charset.Joins(p.buf[p.lineStart():], s):
		p.put(s[:size], 0)
	case invisible(r):
	case r >= 0x2E80 && r < 0xE000 || r >= 0x20000:
		p.put(s[:size], 1+ideograph)
	default:
		p.put(s[:size], 1)
	}
	return size
}

// lineStart is where the line being written begins, if no space is due in it.
func (p *page) lineStart() int {
	if !p.open || p.space {
		return len(p.buf)
	}
	return int(p.cur.start)
}

// put appends visible text of so many runes.
func (p *page) put(s string, runes int32) {
	if !p.open {
		p.begin()
	} else if p.space {
		p.buf = append(p.buf, ' ')
		p.cur.words++
		runes++
	}
	p.space = false
	p.buf = append(p.buf, s...)
	p.cur.runes += runes
	if p.link > 0 {
		p.cur.linked += runes
	}
	if p.strong > 0 {
		p.cur.strong += runes
	}
	if p.small > 0 {
		p.cur.small += runes
	}
}

// begin opens a block at the place the reader is.
func (p *page) begin() {
	f := para
	switch {
	case p.heading > 0:
		f = heading
	case p.row > 0:
		f = row
	case p.figure > 0:
		f = figure
	case p.list > 0:
		f = item
	case p.quote > 0:
		f = quote
	case p.pre > 0:
		f = pre
	}
	p.cur = block{start: int32(len(p.buf)), box: p.at, form: f, level: p.heading, words: 1, image: p.image}
	p.open, p.image = true, false
}

// flush ends the block being written.
func (p *page) flush() {
	p.space = false
	if !p.open {
		return
	}
	p.open = false
	b := p.cur
	b.end = int32(len(p.buf))
	b.stop = sentenceEnd(p.buf[b.start:b.end])
	p.buf = append(p.buf, '\n')
	if b.form == heading && b.stop && p.boxes[b.box].tag == atom.P {
		b.form, b.level = para, 0 // a heading before it was never closed
	}
	b.weigh()
	p.blocks = append(p.blocks, b)
}

// sentenceEnd reports whether a text ends with the end of a sentence.
func sentenceEnd(text []byte) bool {
	r, _ := utf8.DecodeLastRune(text)
	switch r {
	case '.', '!', '?', '؟', '…', '。', '！', '？', '۔', '।':
		return true
	case '"', '”', '»', ')', '\'', '’', '“', ']', '」', '›':
		t := text
		for len(t) > 0 {
			last, size := utf8.DecodeLastRune(t)
			switch last {
			case '"', '”', '»', ')', '\'', '’', '“', ']', '」', ' ', '›':
				t = t[:len(t)-size]
				continue
			case '.', '!', '?', '؟', '…', '。', '！', '？', '۔':
				return true
			}
			return false
		}
	}
	return false
}

// Weights of running text.
const (
	ideograph = 1  // what a Chinese or Japanese sign counts beyond a letter
	longText  = 70 // runes from which a block is running text whatever its end
	shortText = 20 // runes from which a whole sentence is running text
)

// weigh says how much running text and how much else a block is.
func (b *block) weigh() {
	plain := b.runes - b.linked
	switch {
	case b.form == heading:
		if b.linked*2 > b.runes {
			b.junk = b.runes
		}
	case b.linked*2 > b.runes:
		b.junk = b.runes
	case b.runes >= longText, b.stop && b.runes >= shortText:
		b.good = plain
		if b.form == item || b.form == row {
			b.good = plain * 2 / 3
		}
	default:
		b.junk = b.runes / 2
	}
}
