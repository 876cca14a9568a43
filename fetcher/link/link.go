// Package link gives one form to the many spellings of a URL.
//
// [Rules.Normalise] makes a URL that can be fetched; [Key] makes what tells
// two pages apart, which is looser. Which query parameters are only tracking
// is data (tracking.tsv). The package is pure and never asks the network.
package link

import (
	_ "embed"
	"errors"
	"fmt"
	"net/netip"
	"net/url"
	"path"
	"slices"
	"strings"

	"golang.org/x/net/idna"
)

//go:embed tracking.tsv
var tracking string

// maxURL is the longest URL that is taken, in bytes, as written and in normal
// form, where an Arabic letter has six; longer ones are
// traps, or carry data.
const maxURL = 4096

// Errors of a URL that is not for us.
var (
	ErrTooLong = errors.New("URL is too long")
	ErrScheme  = errors.New("not http or https")
	ErrNoHost  = errors.New("no host")
	errBad     = errors.New("malformed URL")
)

// Bad says whether err is one of an address that cannot be used.
func Bad(err error) bool {
	return errors.Is(err, ErrTooLong) || errors.Is(err, ErrScheme) || errors.Is(err, ErrNoHost) || errors.Is(err, errBad)
}

// Rules are the parameters to drop.
type Rules struct {
	exact  map[string][]string // parameter to the hosts it is dropped on; an empty host is everywhere
	prefix []paramPrefix
}

type paramPrefix struct{ param, host string }

// Default are the rules that ship with the program.
func Default() *Rules {
	r := &Rules{exact: map[string][]string{}}
	for line := range strings.Lines(tracking) {
		f := strings.Split(strings.TrimRight(line, "\r\n"), "\t")
		if f[0] == "" || strings.HasPrefix(f[0], "#") {
			continue
		}
		host := ""
		if len(f) > 2 {
			host = f[2]
		}
		r.add(f[0], host)
	}
	return r
}

// With returns the rules and further parameters, as a source's config names
// them; a final * stands for any ending.
func (r *Rules) With(params []string) *Rules {
	if len(params) == 0 {
		return r
	}
	n := &Rules{exact: map[string][]string{}, prefix: slices.Clone(r.prefix)}
	for p, hosts := range r.exact {
		n.exact[p] = hosts
	}
	for _, p := range params {
		n.add(p, "")
	}
	return n
}

func (r *Rules) add(param, host string) {
	if p, ok := strings.CutSuffix(param, "*"); ok {
		r.prefix = append(r.prefix, paramPrefix{p, host})
		return
	}
	r.exact[param] = append(slices.Clone(r.exact[param]), host)
}

func (r *Rules) drops(param, host string) bool {
	for _, h := range r.exact[param] {
		if onHost(host, h) {
			return true
		}
	}
	for _, p := range r.prefix {
		if strings.HasPrefix(param, p.param) && onHost(host, p.host) {
			return true
		}
	}
	return false
}

func onHost(host, suffix string) bool {
	return suffix == "" || host == suffix || strings.HasSuffix(host, "."+suffix)
}

// Normalise resolves ref against base (which may be nil) and gives it its one
// fetchable form: lower-case host in ASCII, no default port, no fragment, no
// dot segments, percent-encoding as RFC 3986 section 6.2.2 wants it, no
// tracking parameters. The order of the parameters that stay is kept.
func (r *Rules) Normalise(base *url.URL, ref string) (string, error) {
	u, err := r.parse(base, ref)
	if err != nil {
		return "", err
	}
	return u.String(), nil
}

func (r *Rules) parse(base *url.URL, ref string) (*url.URL, error) {
	ref = clean(ref)
	if len(ref) > maxURL {
		return nil, ErrTooLong
	}
	u, err := parseRef(base, ref)
	if err != nil {
		return nil, fmt.Errorf("parse URL: %w: %w", errBad, err)
	}
	u.Scheme = strings.ToLower(u.Scheme)
	if u.Scheme != "http" && u.Scheme != "https" {
		return nil, fmt.Errorf("%w: %q", ErrScheme, u.Scheme)
	}
	host, err := hostOf(u)
	if err != nil {
		return nil, err
	}
	p := normalPath(u)
	n := &url.URL{Scheme: u.Scheme, Host: host, RawQuery: r.query(u.RawQuery, hostname(host)), Opaque: "//" + host + p}
	if len(n.Opaque)+len(n.RawQuery)+16 > maxURL {
		return nil, ErrTooLong
	}
	return n, nil
}

// clean drops what browsers drop: white space around, and tabs and line ends
// anywhere (WHATWG URL, section 4.4).
func clean(s string) string {
	s = strings.TrimSpace(s)
	if strings.ContainsAny(s, "\t\r\n") {
		s = strings.NewReplacer("\t", "", "\r", "", "\n", "").Replace(s)
	}
	return s
}

// parseRef is url.Parse that forgives a stray percent sign, as browsers do.
func parseRef(base *url.URL, ref string) (*url.URL, error) {
	ref, _, _ = strings.Cut(ref, "#")
	ref = fixPercent(strings.ReplaceAll(ref, " ", "%20"))
	if base == nil {
		return url.Parse(ref)
	}
	return base.Parse(ref)
}

// fixPercent encodes each percent sign that begins no escape.
func fixPercent(s string) string {
	if !strings.Contains(s, "%") {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		b.WriteByte(s[i])
		if s[i] == '%' && !(i+2 < len(s) && isHex(s[i+1]) && isHex(s[i+2])) {
			b.WriteString("25")
		}
	}
	return b.String()
}

func hostOf(u *url.URL) (string, error) {
	name := strings.TrimRight(strings.ToLower(u.Hostname()), ".")
	if name == "" || u.User != nil {
		return "", ErrNoHost
	}
	if !ascii(name) {
		a, err := idna.Lookup.ToASCII(name)
		if err != nil {
			return "", fmt.Errorf("host %q: %w: %w", name, errBad, err)
		}
		name = a
	}
	if strings.ContainsAny(name, " \"'<>\\^`{|}%*") || strings.HasPrefix(name, ".") || strings.Contains(name, "..") {
		return "", fmt.Errorf("%w: %q", ErrNoHost, name)
	}
	if strings.Contains(name, ":") {
		if a, err := netip.ParseAddr(name); err != nil || a.Zone() != "" {
			return "", fmt.Errorf("%w: %q", ErrNoHost, name)
		}
		name = "[" + name + "]"
	}
	port := strings.TrimLeft(u.Port(), "0")
	if port == "" || u.Scheme == "http" && port == "80" || u.Scheme == "https" && port == "443" {
		return name, nil
	}
	return name + ":" + port, nil
}

func hostname(host string) string {
	if strings.HasPrefix(host, "[") {
		return host
	}
	name, _, _ := strings.Cut(host, ":")
	return name
}

// normalPath works on the path as written, so that an encoded slash stays
// one.
func normalPath(u *url.URL) string {
	p := escape(u.EscapedPath(), pathByte)
	if i := strings.Index(strings.ToLower(p), ";jsessionid="); i >= 0 {
		p = p[:i]
	}
	return dots(p)
}

// dots removes dot segments and keeps a slash at the end.
func dots(p string) string {
	if p == "" || p[0] != '/' {
		p = "/" + p
	}
	if !strings.Contains(p, "/.") {
		return p
	}
	slash := strings.HasSuffix(p, "/") || strings.HasSuffix(p, "/.") || strings.HasSuffix(p, "/..")
	var out []string
	for _, seg := range strings.Split(p[1:], "/") {
		switch seg {
		case ".":
		case "..":
			if len(out) > 0 {
				out = out[:len(out)-1]
			}
		default:
			out = append(out, seg)
		}
	}
	p = "/" + strings.Join(out, "/")
	if slash && !strings.HasSuffix(p, "/") {
		p += "/"
	}
	return p
}

// query drops the tracking parameters and empty ones.
func (r *Rules) query(raw, host string) string {
	if raw == "" {
		return ""
	}
	var keep []string
	for _, part := range strings.Split(raw, "&") {
		name, _, _ := strings.Cut(part, "=")
		if n, err := url.QueryUnescape(name); err == nil {
			name = n
		}
		if part == "" || r.drops(name, host) {
			continue
		}
		keep = append(keep, escape(part, queryByte))
	}
	return strings.Join(keep, "&")
}

// Key is what tells two pages apart: the normal form without its scheme and a
// slash at the end, parameters sorted. It is no URL.
func Key(normal string) string {
	_, rest, ok := strings.Cut(normal, "://")
	if !ok {
		rest = normal
	}
	p, q, has := strings.Cut(rest, "?")
	p = strings.TrimRight(p, "/")
	if !has || q == "" {
		return p
	}
	if strings.Contains(q, "&") {
		parts := strings.Split(q, "&")
		slices.Sort(parts)
		q = strings.Join(parts, "&")
	}
	return p + "?" + q
}

// Host is the host and port of a normal URL: what the manners are kept for.
func Host(normal string) string {
	_, rest, _ := strings.Cut(normal, "://")
	if i := strings.IndexAny(rest, "/?"); i >= 0 {
		rest = rest[:i]
	}
	return rest
}

// Readable shows a normal URL with its Arabic decoded, for people.
func Readable(normal string) string {
	if s, err := url.PathUnescape(normal); err == nil && strings.IndexFunc(s, func(r rune) bool { return r < ' ' || r == '\ufffd' }) < 0 {
		return s
	}
	return normal
}

// SameSite says whether two hosts belong to one site, as far as names tell:
// equal, or one a subdomain of the other, "www" left out.
func SameSite(a, b string) bool {
	a, b = strings.TrimPrefix(hostname(a), "www."), strings.TrimPrefix(hostname(b), "www.")
	return a == b || strings.HasSuffix(a, "."+b) || strings.HasSuffix(b, "."+a)
}

// IsPage says whether a path can be a page: it does not end like a picture, a
// film or a program.
func IsPage(normal string) bool {
	p, _, _ := strings.Cut(normal, "?")
	switch strings.ToLower(path.Ext(p)) {
	case ".jpg", ".jpeg", ".png", ".gif", ".webp", ".svg", ".ico", ".avif", ".mp3", ".mp4", ".m4a", ".m3u8", ".webm", ".avi", ".mov",
		".css", ".js", ".json", ".xml", ".rss", ".zip", ".gz", ".exe", ".apk", ".doc", ".docx", ".xls", ".xlsx", ".ppt", ".pdf", ".woff", ".woff2", ".ttf":
		return false
	}
	return true
}
