package event

import (
	"crypto/sha256"
	"encoding/hex"
	"strconv"
)

// idBytes is the length of an id before hex: 16 bytes leave the chance of one
// collision among a billion records under 2^-68.
const idBytes = 16

// ArticleID is the id of the article at a canonical URL. It outlives edits.
func ArticleID(canonicalURL string) string { return hash("article", canonicalURL) }

// EmbeddedID is the id of a second article printed inside host's page, told
// apart by its title.
func EmbeddedID(host, title string) string { return hash("embedded", host, title) }

// PageID is the id of one state of a URL: the same body fetched twice is one
// page.
func PageID(url, bodyHash string) string { return hash("page", url, bodyHash) }

// ClaimID is the id of a claim of an article: what is claimed, the exact words
// and which occurrence of them, counted from 0.
func ClaimID(article string, c *Claim, occurrence int) string {
	return hash("claim", article, string(c.Kind), c.Force.Actor, c.Place.Country, c.Place.Admin1, c.Place.Site,
		string(c.Polarity), c.Evidence.Text, strconv.Itoa(occurrence))
}

// BodyHash is the hex SHA-256 of b.
func BodyHash(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

// hash joins the parts with NUL, which none of them contains, so that no two
// lists of parts give the same input.
func hash(parts ...string) string {
	h := sha256.New()
	for _, p := range parts {
		h.Write([]byte(p))
		h.Write([]byte{0})
	}
	return hex.EncodeToString(h.Sum(nil)[:idBytes])
}
