// Package charset turns the bytes of a page into clean UTF-8.
//
// It trusts a byte order mark, then what the bytes themselves say, then the
// header and the meta element: pages of the Arab world are often labelled with
// an encoding they are not in. It repairs text that was decoded wrongly once
// before it was stored. It knows bytes and letters, never markup beyond the
// meta element, and never a language model.
package charset

import (
	"bytes"
	"cmp"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

// Info says how a text was decoded, for whoever asks why.
type Info struct {
	Name     string // the encoding used: utf-8, windows-1256 …
	By       string // what decided: bom, evidence, header, meta, default
	Label    string // what header or meta claimed, when it was not followed
	Repaired int    // letters restored from a double encoding
	Invalid  int    // bytes that are no text in this encoding
}

// prescan is how much of a page is searched for a label and for evidence: the
// standard asks for 1,024 bytes, old ASP.NET pages put scripts before the label.
const prescan = 8 << 10

// Decode returns body as valid UTF-8. contentType is the header's value.
func Decode(body []byte, contentType string) (string, Info) {
	if enc, name, skip := byBOM(body); name != "" {
		s, bad := convert(enc, body[skip:])
		return finish(s, Info{Name: name, By: "bom", Invalid: bad})
	}
	label, by := Label(body, contentType)
	if name := wideWithoutMark(body); name != "" {
		s, bad := convert(wide(name), body)
		return finish(s, Info{Name: name, By: "evidence", Invalid: bad})
	}
	info := Info{Name: label, By: by}
	sound, broken := sequences(body)
	switch {
	case broken == 0 && sound > 0 || sound > 20*broken:
		info.Name, info.By = "utf-8", pick(label == "utf-8", by, "evidence")
	case broken == 0: // ASCII: every label says the same
		info.Name, info.By = "utf-8", pick(label == "utf-8", by, "default")
	default:
		info.Name, info.By = eightBit(body, label, by)
		if info.Name == "utf-8" && sound == 0 {
			info.Name, info.By = "windows-1252", "evidence" // not one sequence of UTF-8: quotes and dashes of old editors
		}
	}
	if label != "" && label != info.Name {
		info.Label = label
	}
	if broken == 0 && info.Name == "utf-8" && bytes.IndexByte(body, 0) < 0 && utf8.Valid(body[max(0, len(body)-utf8.UTFMax):]) {
		return finish(string(body), info)
	}
	s, bad := decodeAs(info.Name, body)
	info.Invalid = bad
	return finish(s, info)
}

// finish repairs what an earlier hand decoded wrongly, and takes the joiners
// out of a text whose language does not write them.
func finish(s string, info Info) (string, Info) {
	s, info.Repaired = Repair(s)
	return withoutJoiners(s), info
}

func pick(ok bool, yes, no string) string {
	if ok {
		return yes
	}
	return no
}

// Label is the encoding that header or meta element names, by its standard
// name, and which of the two did. The header goes first.
func Label(body []byte, contentType string) (name, by string) {
	if _, l, ok := strings.Cut(strings.ToLower(contentType), "charset="); ok {
		l = strings.Trim(l, " \t\"';")
		if j := strings.IndexAny(l, "; \t\"'"); j >= 0 {
			l = l[:j]
		}
		if _, n := charset.Lookup(l); n != "" {
			return n, "header"
		}
	}
	if n := metaLabel(body); n != "" {
		return n, "meta"
	}
	return "", "default"
}

// metaLabel finds charset=… in the head of the page, in a meta element or an
// XML declaration.
func metaLabel(body []byte) string {
	head := body[:min(len(body), prescan)]
	i := bytes.Index(head, []byte("charset"))
	if i < 0 {
		i = nextOf(head, "encoding", "CHARSET", "Charset", "CharSet", "ENCODING")
	}
	if i < 0 {
		return ""
	} else if end := i + 200; end < len(head) && bytes.LastIndexByte(head[:i], '<') >= 0 && metaAt(head[bytes.LastIndexByte(head[:i], '<'):]) {
		head = head[:end] // the first is in a meta element: as nearly always
	}
	head = bytes.ToLower(head)
	for {
		i := nextOf(head, "charset", "encoding")
		if i < 0 {
			return ""
		}
		open := bytes.LastIndexByte(head[:i], '<')
		tag := open >= 0 && (bytes.HasPrefix(head[open:], []byte("<meta")) || bytes.HasPrefix(head[open:], []byte("<?xml")))
		head = head[i:]
		if !tag || bytes.IndexByte(head, '=') < 0 {
			head = head[min(len(head), 7):]
			continue
		}
		v := bytes.TrimLeft(head[bytes.IndexByte(head, '=')+1:], " \t\r\n\"'")
		if j := bytes.IndexAny(v, " \t\r\n\"';/>?"); j >= 0 {
			v = v[:j]
		}
		if _, n := charset.Lookup(string(v)); n != "" {
			if strings.HasPrefix(n, "utf-16") {
				return "utf-8" // a label that could be read byte by byte is not in UTF-16
			}
			return n
		}
		head = head[min(len(head), 7):]
	}
}

// metaAt reports whether b begins with a meta element or an XML declaration.
func metaAt(b []byte) bool {
	b = bytes.ToLower(b[:min(len(b), 5)])
	return bytes.HasPrefix(b, []byte("<meta")) || bytes.HasPrefix(b, []byte("<?xml"))
}

func nextOf(b []byte, words ...string) int {
	best := -1
	for _, w := range words {
		if i := bytes.Index(b, []byte(w)); i >= 0 && (best < 0 || i < best) {
			best = i
		}
	}
	return best
}

func byBOM(b []byte) (enc encoding.Encoding, name string, skip int) {
	switch {
	case bytes.HasPrefix(b, []byte{0xEF, 0xBB, 0xBF}):
		return nil, "utf-8", 3
	case bytes.HasPrefix(b, []byte{0xFF, 0xFE}):
		return wide("utf-16le"), "utf-16le", 2
	case bytes.HasPrefix(b, []byte{0xFE, 0xFF}):
		return wide("utf-16be"), "utf-16be", 2
	}
	return nil, "", 0
}

func wide(name string) encoding.Encoding {
	if name == "utf-16be" {
		return unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)
	}
	return unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)
}

// wideWithoutMark recognises UTF-16 by the NUL halves of the markup's ASCII.
func wideWithoutMark(b []byte) string {
	b = b[:min(len(b), 512)&^1]
	if len(b) < 16 {
		return ""
	}
	var even, odd int
	for i, c := range b {
		if c == 0 && i%2 == 0 {
			even++
		} else if c == 0 {
			odd++
		}
	}
	switch third := len(b) / 6; {
	case odd > third && even == 0:
		return "utf-16le"
	case even > third && odd == 0:
		return "utf-16be"
	}
	return ""
}

// sequences counts the multi-byte sequences of UTF-8 and the bytes that are
// part of none. A sequence cut off by the end of the page is not counted.
func sequences(b []byte) (sound, broken int) {
	if utf8.Valid(b) {
		for _, c := range b {
			if c >= utf8.RuneSelf {
				return 1, 0
			}
		}
		return 0, 0
	}
	for i := 0; i < len(b); {
		if b[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, n := utf8.DecodeRune(b[i:])
		switch {
		case r != utf8.RuneError || n > 1:
			sound++
		case len(b)-i < utf8.UTFMax && !utf8.FullRune(b[i:]):
		default:
			broken++
		}
		i += n
	}
	return sound, broken
}

// decodeAs decodes body in the named encoding. Stretches of a UTF-8 page that
// are not UTF-8 are read as windows-1256 when they look like Arabic, else
// dropped.
func decodeAs(name string, body []byte) (string, int) {
	if name == "utf-8" || name == "" {
		return convert(nil, body)
	}
	enc, n := charset.Lookup(name)
	if n == "" || n == "replacement" {
		enc = charmap.Windows1252
	}
	return convert(enc, body)
}

// convert decodes b; nil stands for UTF-8. Invalid bytes are left out and
// counted, NUL becomes a space.
func convert(enc encoding.Encoding, b []byte) (string, int) {
	if enc == nil || enc == encoding.Nop {
		return fromUTF8(b)
	}
	out, err := enc.NewDecoder().Bytes(b)
	if err != nil {
		return fromUTF8(b)
	}
	bad := bytes.Count(out, []byte("\uFFFD"))
	if bad > 0 {
		out = bytes.ReplaceAll(out, []byte("\uFFFD"), nil)
	}
	s, more := fromUTF8(out)
	return s, bad + more
}

func fromUTF8(b []byte) (string, int) {
	if utf8.Valid(b) && bytes.IndexByte(b, 0) < 0 {
		return string(b), 0
	}
	var out strings.Builder
	out.Grow(len(b))
	bad := 0
	for i := 0; i < len(b); {
		r, n := utf8.DecodeRune(b[i:])
		switch {
		case r == 0:
			out.WriteByte(' ')
		case r != utf8.RuneError || n > 1:
			out.Write(b[i : i+n])
		default:
			end := foreign(b, i)
			if s := cmp.Or(rescue(b[i:end]), punctuation(b[i:end])); s != "" {
				out.WriteString(s)
			} else {
				bad += end - i
			}
			i = end
			continue
		}
		i += n
	}
	return out.String(), bad
}

// foreign is the end of the stretch of bytes over ASCII that begins at i, with
// the spaces between them: a fragment in another encoding.
func foreign(b []byte, i int) int {
	end := i
	for j := i; j < len(b) && (b[j] >= utf8.RuneSelf || b[j] == ' '); j++ {
		if r, n := utf8.DecodeRune(b[j:]); b[j] >= utf8.RuneSelf && (r != utf8.RuneError || n > 1) && n > 1 && j > i {
			if _, next := utf8.DecodeRune(b[min(len(b), j+n):]); next > 1 {
				break // two sound sequences in a row: UTF-8 again
			}
		}
		if b[j] != ' ' {
			end = j + 1
		}
	}
	return end
}

// punctuation reads a few bytes as the quotes, dashes and dots of
// windows-1252, which old editors leave in pages of any encoding.
func punctuation(b []byte) string {
	if len(b) > 4 {
		return ""
	}
	for _, c := range b {
		if c != ' ' && c != 0x85 && (c < 0x91 || c > 0x97) {
			return ""
		}
	}
	s, err := charmap.Windows1252.NewDecoder().Bytes(b)
	if err != nil {
		return ""
	}
	return string(s)
}

// rescue reads a fragment as windows-1256 when its letters pair up as Arabic
// letters do.
func rescue(b []byte) string {
	if len(b) < 6 {
		return ""
	}
	s, err := charmap.Windows1256.NewDecoder().Bytes(b)
	if err != nil || arabicness(string(s)) < asArabic {
		return ""
	}
	return string(s)
}
