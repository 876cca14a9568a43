package link

import "strings"

const hexDigits = "0123456789ABCDEF"

// escape gives each octet its normal spelling: unreserved ones plain, those
// that ok lets through as they are, all others as %XX in upper case.
func escape(s string, ok func(byte) bool) string {
	if tidy(s, ok) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s) + len(s)/2)
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c == '%' && i+2 < len(s) && isHex(s[i+1]) && isHex(s[i+2]) {
			if v := unhex(s[i+1])<<4 | unhex(s[i+2]); unreserved(v) || mark(v) && ok(v) {
				b.WriteByte(v)
			} else {
				put(&b, v)
			}
			i += 2
			continue
		}
		if unreserved(c) || ok(c) {
			b.WriteByte(c)
		} else {
			put(&b, c)
		}
	}
	return b.String()
}

func tidy(s string, ok func(byte) bool) bool {
	for i := 0; i < len(s); i++ {
		if !unreserved(s[i]) && !ok(s[i]) {
			return false
		}
	}
	return true
}

func put(b *strings.Builder, c byte) {
	b.WriteByte('%')
	b.WriteByte(hexDigits[c>>4])
	b.WriteByte(hexDigits[c&15])
}

// pathByte and queryByte are the reserved octets that may stand plain there
// (RFC 3986 sections 3.3 and 3.4).
func pathByte(c byte) bool  { return strings.IndexByte("/!$&'()*+,;=:@", c) >= 0 }
func queryByte(c byte) bool { return strings.IndexByte("/?!$'()*+,;=:@[]|", c) >= 0 }

func unreserved(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' ||
		c == '-' || c == '.' || c == '_' || c == '~'
}

// mark are the octets that were unreserved before RFC 3986 (RFC 2396 section
// 2.3) and are still written both ways.
func mark(c byte) bool { return strings.IndexByte("!'()*", c) >= 0 }

func ascii(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
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
