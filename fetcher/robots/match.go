package robots

import "strings"

// pattern is a rule's path in normal form, cut at its wildcards.
type pattern struct {
	parts  []string // literal stretches; a wildcard stands between each two
	anchor bool     // the pattern ended in $
	size   int      // octets of the normal form: what "longest" counts
}

// compile reads a rule's path. "*" stands for any run of octets, a final "$"
// for the end; both can be written literally as %2A and %24.
func compile(path string) pattern {
	var p pattern
	if strings.HasSuffix(path, "$") {
		p.anchor = true
		path = path[:len(path)-1]
		p.size = 1
	}
	query := false
	for i, part := range strings.Split(path, "*") {
		if i > 0 {
			p.size++
		}
		var n string
		n, query = normalise(part, query)
		p.size += len(n)
		if i > 1 && n == "" && p.parts[len(p.parts)-1] == "" {
			continue // "**" is "*"
		}
		p.parts = append(p.parts, n)
	}
	return p
}

// match is linear in the target for each part: since "*" takes anything, the
// leftmost place for each part is as good as any.
func (p pattern) match(target string) bool {
	first := p.parts[0]
	if !strings.HasPrefix(target, first) {
		return false
	}
	rest := target[len(first):]
	if len(p.parts) == 1 {
		return !p.anchor || rest == ""
	}
	last := len(p.parts) - 1
	for _, part := range p.parts[1:last] {
		i := strings.Index(rest, part)
		if i < 0 {
			return false
		}
		rest = rest[i+len(part):]
	}
	if p.anchor {
		return strings.HasSuffix(rest, p.parts[last])
	}
	return strings.Contains(rest, p.parts[last])
}

func normaliseTarget(target string) string {
	if i := strings.IndexByte(target, '#'); i >= 0 {
		target = target[:i]
	}
	n, _ := normalise(target, false)
	return n
}

const hexDigits = "0123456789ABCDEF"

// normalise writes octets so that two spellings of one path compare equal
// (RFC 9309 section 2.2.2): unreserved octets plain, everything else as %XX in
// upper case. The reserved octets that carry structure stay as they are: "/"
// up to the first "?", that "?", and "&" and "=". query says whether a "?" was
// already seen.
func normalise(s string, query bool) (string, bool) {
	if plain(s) {
		return s, query
	}
	var b strings.Builder
	b.Grow(len(s) + 8)
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case c == '%' && i+2 < len(s) && isHex(s[i+1]) && isHex(s[i+2]):
			v := unhex(s[i+1])<<4 | unhex(s[i+2])
			if unreserved(v) {
				b.WriteByte(v)
			} else {
				escape(&b, v)
			}
			i += 2
		case unreserved(c), c == '&', c == '=', c == '/' && !query:
			b.WriteByte(c)
		case c == '?' && !query:
			query = true
			b.WriteByte(c)
		default:
			escape(&b, c)
		}
	}
	return b.String(), query
}

// plain is the quick way out for most paths.
func plain(s string) bool {
	for i := 0; i < len(s); i++ {
		if !unreserved(s[i]) && s[i] != '/' {
			return false
		}
	}
	return true
}

func escape(b *strings.Builder, c byte) {
	b.WriteByte('%')
	b.WriteByte(hexDigits[c>>4])
	b.WriteByte(hexDigits[c&15])
}

func unreserved(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' ||
		c == '-' || c == '.' || c == '_' || c == '~'
}

func isHex(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F'
}

func unhex(c byte) byte {
	switch {
	case c <= '9':
		return c - '0'
	case c <= 'F':
		return c - 'A' + 10
	default:
		return c - 'a' + 10
	}
}
