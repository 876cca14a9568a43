package robots

import (
	"bytes"
	"strconv"
	"strings"
	"time"
)

// maxDelay bounds what a crawl-delay line may say before the caller clamps
// it: a day. It keeps the conversion from overflowing.
const maxDelay = 24 * time.Hour

// keys maps the field names that occur to their meaning. The misspellings are
// those that Google's parser accepts too (robots.cc, KeyIs…): a publisher who
// writes one means the rule.
var keys = map[string]string{
	"user-agent": "agent", "useragent": "agent", "user agent": "agent",
	"allow":    "allow",
	"disallow": "disallow", "dissallow": "disallow", "dissalow": "disallow",
	"disalow": "disallow", "diasllow": "disallow", "disallaw": "disallow",
	"sitemap": "sitemap", "site-map": "sitemap",
	"crawl-delay": "delay", "crawldelay": "delay", "crawl delay": "delay",
}

// Parse reads a robots.txt. It never fails: what is no line of the format is
// skipped, as RFC 9309 section 2.2 asks.
func Parse(body []byte) *File {
	f := &File{Access: Rules}
	body = bytes.TrimPrefix(cut(body), []byte("\xef\xbb\xbf"))
	p := parser{f: f}
	for no := 1; len(body) > 0; no++ {
		var line []byte
		line, body = nextLine(body)
		p.line(no, line)
	}
	p.close()
	return f
}

// cut keeps whole lines within MaxBytes.
func cut(body []byte) []byte {
	if len(body) <= MaxBytes {
		return body
	}
	end := bytes.LastIndexAny(body[:MaxBytes], "\r\n")
	return body[:end+1]
}

// nextLine splits at CR, LF or CRLF (RFC 9309 section 2.2: EOL).
func nextLine(b []byte) (line, rest []byte) {
	i := bytes.IndexAny(b, "\r\n")
	if i < 0 {
		return b, nil
	}
	rest = b[i+1:]
	if b[i] == '\r' && len(rest) > 0 && rest[0] == '\n' {
		rest = rest[1:]
	}
	return b[:i], rest
}

// parser holds the group under construction.
type parser struct {
	f      *File
	cur    group
	inBody bool // a rule was seen: the next user-agent line opens a new group
}

func (p *parser) line(no int, line []byte) {
	if i := bytes.IndexByte(line, '#'); i >= 0 {
		line = line[:i]
	}
	key, value, ok := split(string(line))
	if !ok {
		return
	}
	switch key {
	case "agent":
		p.agent(value)
	case "allow", "disallow":
		p.rule(key == "allow", value, no)
	case "sitemap":
		if value != "" {
			p.f.Sitemaps = append(p.f.Sitemaps, value)
		}
	case "delay":
		p.delay(value)
	}
}

// split reads "key: value". A missing colon is forgiven when exactly two
// words are there, as Google's parser does.
func split(line string) (key, value string, ok bool) {
	if k, v, found := strings.Cut(line, ":"); found {
		key, ok = keys[strings.ToLower(strings.Trim(k, " \t"))]
		return key, strings.Trim(v, " \t"), ok
	}
	words := strings.Fields(line)
	if len(words) != 2 {
		return "", "", false
	}
	key, ok = keys[strings.ToLower(words[0])]
	return key, words[1], ok
}

func (p *parser) agent(value string) {
	token := productToken(value)
	if token == "" {
		return
	}
	if p.inBody {
		p.close()
	}
	p.cur.agents = append(p.cur.agents, agent{token: token})
}

// productToken reads the token at the head of a user-agent value: "Bot/2.1"
// is "bot". "*" alone, or followed by a space, means everybody.
func productToken(value string) string {
	if value == "*" || strings.HasPrefix(value, "* ") || strings.HasPrefix(value, "*\t") {
		return "*"
	}
	end := 0
	for end < len(value) && isTokenByte(value[end]) {
		end++
	}
	return strings.ToLower(value[:end])
}

func isTokenByte(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '-' || c == '_'
}

func (p *parser) rule(allow bool, value string, no int) {
	if len(p.cur.agents) == 0 {
		return // a rule outside any group binds nobody
	}
	p.inBody = true
	if value == "" {
		return // an empty pattern matches nothing
	}
	p.cur.rules = append(p.cur.rules, Rule{Allow: allow, Pattern: value, Line: no, norm: compile(value)})
}

// delay binds the agents named so far in the group. It is no rule of the RFC
// and therefore does not end the list of user-agent lines.
func (p *parser) delay(value string) {
	secs, err := strconv.ParseFloat(value, 64)
	if err != nil || !(secs >= 0) {
		return
	}
	d := maxDelay
	if secs < maxDelay.Seconds() {
		d = time.Duration(secs * float64(time.Second))
	}
	for i := range p.cur.agents {
		if a := &p.cur.agents[i]; !a.has || d > a.delay {
			a.delay, a.has = d, true
		}
	}
}

func (p *parser) close() {
	if len(p.cur.agents) > 0 {
		p.f.groups = append(p.f.groups, p.cur)
	}
	p.cur, p.inBody = group{}, false
}
