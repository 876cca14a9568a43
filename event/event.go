// Package event defines the messages that travel between the workers: Page,
// Article, Claim and Report, the subjects they travel on and the ids they
// carry.
//
// It is the contract of the pipeline. Every worker imports it, it imports only
// the standard library, and a field is never renamed or reused: testdata/
// holds one frozen message per version, and each must decode for ever.
package event

import "time"

// Op says what a record does to what a reader already holds.
type Op string

// The operations.
const (
	Created   Op = "created"
	Updated   Op = "updated"
	Retracted Op = "retracted"
)

// Job is one due fetch.
type Job struct {
	URL       string    `json:"url"`
	Source    string    `json:"source"`
	Kind      JobKind   `json:"kind"`
	Priority  int       `json:"priority,omitempty"` // 0 live, higher waits longer
	Due       time.Time `json:"due"`
	Found     time.Time `json:"found"`               // when the URL was first seen
	FoundBy   string    `json:"found_by,omitempty"`  // the door: feed, sitemap, front, backfill, revisit
	Published string    `json:"published,omitempty"` // what the door said, ISO 8601 or a prefix of it
	Title     string    `json:"title,omitempty"`     // what the door said
	Visit     int       `json:"visit,omitempty"`     // 0 the first fetch, then the re-visits
	More      []Job     `json:"more,omitempty"`      // due at the same moment on other hosts of the part: one message for all, acknowledged when all are done
}

// JobKind is what a fetched body is for.
type JobKind string

// The kinds of jobs.
const (
	JobFeed    JobKind = "feed"
	JobSitemap JobKind = "sitemap"
	JobFront   JobKind = "front"
	JobArticle JobKind = "article"
)

// Page is one fetched page, as the fetcher hands it to the parser.
type Page struct {
	ID        string            `json:"id"` // PageID of what was fetched
	URL       string            `json:"url"`
	FinalURL  string            `json:"final_url,omitempty"` // after redirects, when it differs
	Source    string            `json:"source"`
	Status    int               `json:"status"`           // HTTP status
	Header    map[string]string `json:"header,omitempty"` // the headers that matter: Content-Type, Last-Modified, X-Robots-Tag …
	FetchedAt time.Time         `json:"fetched_at"`
	Encoding  string            `json:"encoding,omitempty"` // of Body: "gzip" or empty
	Body      []byte            `json:"body"`
	Size      int               `json:"size"`                // bytes of the body before compression
	Hash      string            `json:"hash"`                // hex SHA-256 of the body before compression
	Published string            `json:"published,omitempty"` // what the feed or sitemap said
	Title     string            `json:"title,omitempty"`     // what the feed or sitemap said
	FoundAt   time.Time         `json:"found_at,omitzero"`
	FoundBy   string            `json:"found_by,omitempty"`
	Gone      bool              `json:"gone,omitempty"`    // the article is no longer there (404, 410)
	Archive   string            `json:"archive,omitempty"` // WARC file and offset, when archived
	Replay    string            `json:"replay,omitempty"`  // id of the replay that sent it, empty for live news
}

// Article is the text of a page without its boilerplate.
//
// Text is the body in reading order, one paragraph, subhead or list item a
// line; title, kicker, byline and captions are fields, never part of it.
// Offsets anywhere in Marsad are bytes into UTF-8.
type Article struct {
	ID        string     `json:"id"`
	Page      string     `json:"page,omitempty"`     // Page.ID it was read from
	Host      string     `json:"host,omitempty"`     // for an embedded article: id of the article whose page carries it
	Revision  int        `json:"revision,omitempty"` // 1 for the first text seen
	Op        Op         `json:"op,omitempty"`
	Source    string     `json:"source,omitempty"`
	URL       string     `json:"url,omitempty"`  // canonical
	Lang      string     `json:"lang,omitempty"` // ISO 639: ar, en, fa, ur, ckb …
	Title     string     `json:"title,omitempty"`
	Kicker    string     `json:"kicker,omitempty"`
	Subheads  []string   `json:"subheads,omitempty"`
	Byline    string     `json:"byline,omitempty"`
	Dateline  string     `json:"dateline,omitempty"`
	Agency    string     `json:"agency,omitempty"`    // credit, as printed
	Published string     `json:"published,omitempty"` // ISO 8601, as precise as the page is
	Modified  string     `json:"modified,omitempty"`
	DateBy    string     `json:"date_by,omitempty"` // where Published was found: json-ld, meta, time, url, text, feed
	Text      string     `json:"text"`
	Blocks    []Block    `json:"blocks,omitempty"` // sections of Text in order
	Captions  []string   `json:"captions,omitempty"`
	Embedded  []Article  `json:"embedded,omitempty"` // second articles printed whole inside the page
	Stripped  []Stripped `json:"stripped,omitempty"`
	Hash      string     `json:"hash,omitempty"` // hex SHA-256 of Text
	FetchedAt time.Time  `json:"fetched_at,omitzero"`
	FoundAt   time.Time  `json:"found_at,omitzero"`
	Drifted   bool       `json:"drifted,omitempty"` // the page no longer parses as its site's pages did: for review, not news
	Replay    string     `json:"replay,omitempty"`
}

// Section says what a stretch of Article.Text is.
type Section string

// The sections of a text. SectionTitle and SectionEmbedded occur only as the
// section of a claim.
const (
	SectionTitle     Section = "title"
	SectionSubhead   Section = "subhead"
	SectionLead      Section = "lead"
	SectionBody      Section = "body"
	SectionQuotation Section = "quotation"
	SectionList      Section = "list"
	SectionTable     Section = "table"
	SectionLive      Section = "live" // an entry of a live blog
	SectionEmbedded  Section = "embedded"
)

// Block is one stretch of Article.Text, [Start, End) in bytes.
type Block struct {
	Section Section `json:"section"`
	Start   int     `json:"start"`
	End     int     `json:"end"`
	Time    string  `json:"time,omitempty"` // of a live-blog entry, as printed
}

// Stripped is a block of the page that is not the article.
type Stripped struct {
	Kind string `json:"kind"` // comments, donation, related, caption, share, tags, …
	Text string `json:"text"`
	Rule string `json:"rule,omitempty"` // what decided
}

// Report is an article and all its claims: what a sink stores, one
// transaction each. Claims of an embedded article carry that article's id.
type Report struct {
	Article   Article `json:"article"`
	Claims    []Claim `json:"claims"`
	Extractor string  `json:"extractor"` // version of the extractor
}
