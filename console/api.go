package console

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"

	"github.com/marsad-news/marsad/internal/store"
)

// api answers errors as problem details (RFC 9457).
func (c *console) api(h func(http.ResponseWriter, *http.Request) error) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		err := h(w, r)
		if err == nil {
			return
		}
		p := c.asProblem(r, err)
		w.Header().Set("Content-Type", "application/problem+json")
		w.WriteHeader(p.status)
		_ = encodeJSON(w, map[string]any{"status": p.status, "title": http.StatusText(p.status), "detail": p.detail}) // the caller is gone
	}
}

func encodeJSON(w http.ResponseWriter, v any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false) // nosniff and the content type keep it from being read as a page
	return e.Encode(v)
}

func sendJSON(w http.ResponseWriter, v any) error {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	return encodeJSON(w, v)
}

// listed is the answer of /v1/claims and /v1/changes.
type listed struct {
	Claims []store.Claim `json:"claims"`
	Next   string        `json:"next,omitempty"`  // cursor of the next page
	Since  *int64        `json:"since,omitempty"` // of /v1/changes: ask on from here
}

// fresh answers 304 when nothing changed since the caller last asked: the
// number of the store's last change is the tag of every answer.
func (c *console) fresh(w http.ResponseWriter, r *http.Request) (bool, error) {
	head, err := c.store.Head(r.Context())
	if err != nil {
		return false, err
	}
	tag := `W/"` + strconv.FormatInt(head, 10) + `"`
	w.Header().Set("ETag", tag)
	w.Header().Set("Cache-Control", "no-cache") // keep, but ask
	if r.Header.Get("If-None-Match") == tag {
		w.WriteHeader(http.StatusNotModified)
		return true, nil
	}
	return false, nil
}

func (c *console) listJSON(w http.ResponseWriter, r *http.Request) error {
	q, err := parse(r.URL.Query(), true)
	if err != nil {
		return err
	}
	if done, err := c.fresh(w, r); done || err != nil {
		return err
	}
	claims, next, err := c.store.Claims(r.Context(), q)
	if err != nil {
		return err
	}
	out := listed{Claims: claims, Next: cursor(next)}
	if out.Claims == nil {
		out.Claims = []store.Claim{}
	}
	if next != "" {
		v := values(q)
		v.Set("cursor", out.Next)
		w.Header().Set("Link", fmt.Sprintf("<%s>; rel=\"next\"", link("/v1/claims", v)))
	}
	return sendJSON(w, out)
}

func (c *console) claimJSON(w http.ResponseWriter, r *http.Request) error {
	claim, err := c.store.Claim(r.Context(), r.PathValue("id"))
	if err != nil {
		return err
	}
	return sendJSON(w, claim)
}

func (c *console) articleJSON(w http.ResponseWriter, r *http.Request) error {
	a, err := c.store.Article(r.Context(), r.PathValue("id"))
	if err != nil {
		return err
	}
	if a.Claims == nil {
		a.Claims = []store.Claim{}
	}
	return sendJSON(w, a)
}

func (c *console) countsJSON(w http.ResponseWriter, r *http.Request) error {
	q, err := parse(r.URL.Query(), true)
	if err != nil {
		return err
	}
	if done, err := c.fresh(w, r); done || err != nil {
		return err
	}
	n, err := c.store.Counts(r.Context(), q)
	if err != nil {
		return err
	}
	return sendJSON(w, n)
}

// changesJSON lets a caller follow the store, retractions too: what a list
// that is asked again and again cannot tell.
func (c *console) changesJSON(w http.ResponseWriter, r *http.Request) error {
	v := r.URL.Query()
	since, err := number(v.Get("since"))
	if err != nil {
		return err
	}
	limit := 0
	if s := v.Get("limit"); s != "" {
		if limit, err = strconv.Atoi(s); err != nil || limit < 1 || limit > store.MaxLimit {
			return &problem{http.StatusBadRequest, fmt.Sprintf("limit: %q is no number from 1 to %d", s, store.MaxLimit)}
		}
	}
	claims, err := c.store.Changes(r.Context(), since, limit)
	if err != nil {
		return err
	}
	out := listed{Claims: claims, Since: &since}
	if out.Claims == nil {
		out.Claims = []store.Claim{}
	}
	if n := len(claims); n > 0 {
		*out.Since = claims[n-1].Seq
	}
	return sendJSON(w, out)
}

func number(s string) (int64, error) {
	if s == "" {
		return 0, nil
	}
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil || n < 0 {
		return 0, &problem{http.StatusBadRequest, fmt.Sprintf("since: %q is no change number", s)}
	}
	return n, nil
}
