package console

import (
	"encoding/base64"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/marsad-news/marsad/internal/store"
)

// maxText bounds a search, in characters: longer ones are no words.
const maxText = 200

// filter is one parameter that narrows a selection.
type filter struct {
	name string
	get  func(*store.Query) *string
}

// filters are the parameters of text, in the order in which a URL is written.
var filters = []filter{
	{"q", func(q *store.Query) *string { return &q.Text }},
	{"country", func(q *store.Query) *string { return &q.Country }},
	{"actor", func(q *store.Query) *string { return &q.Actor }},
	{"kind", func(q *store.Query) *string { return &q.Kind }},
	{"polarity", func(q *store.Query) *string { return &q.Polarity }},
	{"status", func(q *store.Query) *string { return &q.Status }},
	{"source", func(q *store.Query) *string { return &q.Source }},
	{"org", func(q *store.Query) *string { return &q.Org }},
	{"lang", func(q *store.Query) *string { return &q.Lang }},
	{"article", func(q *store.Query) *string { return &q.Article }},
	{"from", func(q *store.Query) *string { return &q.From }},
	{"to", func(q *store.Query) *string { return &q.To }},
}

// others are the parameters that are no text.
var others = []string{"min_confidence", "retracted", "cursor", "limit"}

// parse reads the query of a URL. Of a parameter given twice the first counts.
// extra names what else the resource knows; strict refuses all others.
func parse(v url.Values, strict bool, extra ...string) (q store.Query, err error) {
	for name := range v {
		if strict && !known(name, extra) {
			return q, &problem{http.StatusBadRequest, fmt.Sprintf("unknown parameter %q; known are %s", name, strings.Join(names(extra), ", "))}
		}
	}
	for _, f := range filters {
		*f.get(&q) = strings.TrimSpace(v.Get(f.name))
	}
	if utf8.RuneCountInString(q.Text) > maxText {
		return q, &problem{http.StatusBadRequest, fmt.Sprintf("q is longer than %d characters", maxText)}
	}
	for name, s := range map[string]string{"from": q.From, "to": q.To} {
		if s != "" && store.Stamp(s) == "" {
			return q, &problem{http.StatusBadRequest, fmt.Sprintf("%s: %q is no date; write 2025, 2025-11 or 2025-11-03", name, s)}
		}
	}
	if s := v.Get("min_confidence"); s != "" {
		if q.MinConfidence, err = strconv.ParseFloat(s, 64); err != nil || !(q.MinConfidence >= 0 && q.MinConfidence <= 1) {
			return q, &problem{http.StatusBadRequest, fmt.Sprintf("min_confidence: %q is no number from 0 to 1", s)}
		}
	}
	if s := v.Get("limit"); s != "" {
		if q.Limit, err = strconv.Atoi(s); err != nil || q.Limit < 1 || q.Limit > store.MaxLimit {
			return q, &problem{http.StatusBadRequest, fmt.Sprintf("limit: %q is no number from 1 to %d", s, store.MaxLimit)}
		}
	}
	if s := v.Get("retracted"); s != "" {
		if q.Retracted, err = strconv.ParseBool(s); err != nil {
			return q, &problem{http.StatusBadRequest, fmt.Sprintf("retracted: %q is neither 1 nor 0", s)}
		}
	}
	q.After, err = uncursor(v.Get("cursor"))
	return q, err
}

func known(name string, extra []string) bool { return slices.Contains(names(extra), name) }

func names(extra []string) (out []string) {
	for _, f := range filters {
		out = append(out, f.name)
	}
	return slices.Concat(out, others, extra)
}

// values writes a query as a URL has it, without its place in the pages.
func values(q store.Query) url.Values {
	v := url.Values{}
	for _, f := range filters {
		if s := *f.get(&q); s != "" {
			v.Set(f.name, s)
		}
	}
	if q.MinConfidence > 0 {
		v.Set("min_confidence", strconv.FormatFloat(q.MinConfidence, 'g', -1, 64))
	}
	if q.Retracted {
		v.Set("retracted", "1")
	}
	if q.Limit > 0 {
		v.Set("limit", strconv.Itoa(q.Limit))
	}
	return v
}

// cursor is opaque to callers, who are not to build on a key's form.
func cursor(key string) string {
	if key == "" {
		return ""
	}
	return base64.RawURLEncoding.EncodeToString([]byte(key))
}

func uncursor(s string) (string, error) {
	b, err := base64.RawURLEncoding.DecodeString(s)
	if err != nil || !utf8.Valid(b) {
		return "", &problem{http.StatusBadRequest, "cursor is none that this store gave out"}
	}
	return string(b), nil
}

// link is path with a query behind it, when there is one.
func link(path string, v url.Values) string {
	if len(v) == 0 {
		return path
	}
	return path + "?" + v.Encode()
}
