package safehttp

import (
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// Validators are what is kept of an answer to ask the next time "has it
// changed?". Tag and date are opaque: sent back byte for byte.
type Validators struct {
	ETag     string `json:"etag,omitempty"`
	Modified string `json:"modified,omitempty"` // Last-Modified
	Hash     string `json:"hash,omitempty"`     // hex SHA-256 of the body
	Liar     bool   `json:"liar,omitempty"`     // the server's tags were caught lying: not asked again
	Asked    int    `json:"asked,omitempty"`    // conditional requests answered "not modified" in a row
	Plain    bool   `json:"-"`                  // ask without conditions this time
}

// trust is how often in a row "not modified" is believed before we look for
// ourselves: a server that sends it for ever would hide its news for ever.
const trust = 24

func (v Validators) conditional() bool { return !v.Plain && !v.Liar && v.Asked < trust }

func (v Validators) set(h http.Header) {
	if !v.conditional() {
		return
	}
	if v.ETag != "" {
		h.Set("If-None-Match", v.ETag)
	}
	if v.Modified != "" {
		h.Set("If-Modified-Since", v.Modified)
	}
}

// Change is what an answer means for what we hold.
type Change string

// The kinds of change.
const (
	Changed     Change = "changed"
	NotModified Change = "not_modified" // the server said so
	SameBody    Change = "same_body"    // the server sent it again
)

// Judge compares an answer with what we hold and returns what to keep. A
// server that gives one tag to two different bodies loses our trust.
func (v Validators) Judge(r *Response) (Validators, Change) {
	if r.Status == http.StatusNotModified {
		v.Asked++
		return v, NotModified
	}
	sum := sha256.Sum256(r.Body)
	next := Validators{
		ETag:     r.Header.Get("Etag"),
		Modified: r.Header.Get("Last-Modified"),
		Hash:     hex.EncodeToString(sum[:]),
		Liar:     v.Liar,
	}
	if v.Hash == next.Hash {
		return next, SameBody
	}
	if v.Hash != "" && v.sameTags(next) {
		next.Liar = true
	}
	return next, Changed
}

// sameTags says whether the tags promise the same body. Weak tags and dates
// count too: a server that would answer "not modified" to them hides the
// change, and losing its trust costs no more than some traffic.
func (v Validators) sameTags(n Validators) bool {
	if v.ETag != "" || n.ETag != "" {
		return v.ETag == n.ETag
	}
	return v.Modified != "" && v.Modified == n.Modified
}

// RetryAfter reads both forms of the header: seconds and a date. It is zero
// when the server gives no hint, and never over a day.
func RetryAfter(h http.Header, now time.Time) time.Duration {
	s := strings.TrimSpace(h.Get("Retry-After"))
	d := time.Duration(0)
	if n, err := strconv.ParseInt(s, 10, 64); err == nil && n > 0 {
		d = time.Duration(min(n, int64(maxRetryAfter/time.Second))) * time.Second
	} else if t, err := http.ParseTime(s); err == nil {
		d = t.Sub(now)
	}
	return min(max(d, 0), maxRetryAfter)
}

const maxRetryAfter = 24 * time.Hour
