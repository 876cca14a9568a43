package event

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
)

// Prefix is the first token of every subject unless the config says otherwise.
const Prefix = "marsad"

// Subjects builds the subjects of one deployment. Tokens are [a-z0-9_-], "_"
// stands for unknown, and the depth of each kind of subject is fixed.
type Subjects struct{ Prefix string }

// Job is the subject of a due fetch: one per URL, so that a work queue can
// hold one outstanding job for each.
func (s Subjects) Job(part, host, url string) string {
	sum := sha256.Sum256([]byte(url))
	return s.join("jobs", Token(part), Token(host), hex.EncodeToString(sum[:12]))
}

// Page is the subject of a fetched page.
func (s Subjects) Page(source string) string { return s.join("pages", Token(source)) }

// Article is the public subject of an article.
func (s Subjects) Article(lang, source string) string {
	return s.join("articles.v1", Token(lang), Token(source))
}

// Report is the subject of an article with its claims.
func (s Subjects) Report(lang, source string) string {
	return s.join("reports.v1", Token(lang), Token(source))
}

// Claim is the public subject of one claim.
func (s Subjects) Claim(c *Claim) string {
	source := ""
	if c.Provenance != nil {
		source = c.Provenance.Source
	}
	return s.join("claims.v1", Token(c.Place.Country), Token(c.Force.Actor), Token(string(c.Kind)), Token(string(c.Polarity)), Token(source))
}

// Dead is the subject of a message that was given up.
func (s Subjects) Dead(stage, reason string) string {
	return s.join("dead", Token(stage), Token(reason))
}

// All is the wildcard over everything under the given tokens.
func (s Subjects) All(tokens ...string) string { return s.join(append(tokens, ">")...) }

func (s Subjects) join(tokens ...string) string {
	p := s.Prefix
	if p == "" {
		p = Prefix
	}
	return p + "." + strings.Join(tokens, ".")
}

// maxToken bounds a token so that a subject stays far under the server's limit.
const maxToken = 64

// Token turns any text into one subject token: lower case, what is not
// [a-z0-9_-] becomes "-" (a dot of a host too), empty becomes "_".
func Token(s string) string {
	s = strings.ToLower(strings.TrimSpace(s))
	if s == "" {
		return "_"
	}
	var b strings.Builder
	for _, r := range s {
		if b.Len() == maxToken {
			break
		}
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r == '_' || r == '-' {
			b.WriteRune(r)
		} else {
			b.WriteByte('-')
		}
	}
	return b.String()
}
