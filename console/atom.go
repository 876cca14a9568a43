package console

import (
	"encoding/xml"
	"net/http"
	"strings"
	"time"

	"github.com/marsad-news/marsad/internal/store"
)

type atomFeed struct {
	XMLName xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
	Lang    string      `xml:"xml:lang,attr"`
	ID      string      `xml:"id"`
	Title   string      `xml:"title"`
	Updated string      `xml:"updated"`
	Links   []atomLink  `xml:"link"`
	Entries []atomEntry `xml:"entry"`
}

type atomLink struct {
	Rel  string `xml:"rel,attr,omitempty"`
	Href string `xml:"href,attr"`
}

type atomEntry struct {
	ID      string     `xml:"id"`
	Title   string     `xml:"title"`
	Updated string     `xml:"updated"`
	Author  string     `xml:"author>name"`
	Links   []atomLink `xml:"link"`
	Summary string     `xml:"summary"`
}

// atom is the selection as a feed: any filter can be subscribed to.
func (c *console) atom(w http.ResponseWriter, r *http.Request) error {
	q, err := parse(r.URL.Query(), true)
	if err != nil {
		return err
	}
	if done, err := c.fresh(w, r); done || err != nil {
		return err
	}
	claims, _, err := c.store.Claims(r.Context(), q)
	if err != nil {
		return err
	}
	u, base := c.ui[language(r)], "http://"+r.Host
	f := atomFeed{
		Lang: u.Lang, ID: base + link("/", values(q)), Title: u.T("name"), Updated: time.Unix(0, 0).UTC().Format(time.RFC3339),
		Links: []atomLink{{Rel: "self", Href: base + r.URL.RequestURI()}, {Href: base + link("/", values(q))}},
	}
	for i := range claims {
		e := u.entry(base, &claims[i])
		f.Updated = max(f.Updated, e.Updated)
		f.Entries = append(f.Entries, e)
	}
	w.Header().Set("Content-Type", "application/atom+xml; charset=utf-8")
	w.Header().Add("Vary", "Accept-Language, Cookie")
	if _, err := w.Write([]byte(xml.Header)); err != nil {
		return nil // the caller is gone
	}
	return xml.NewEncoder(w).Encode(f)
}

func (u *ui) entry(base string, c *store.Claim) atomEntry {
	v := u.card(c)
	who := v.Speaker
	if who == "" {
		who = v.Source
	}
	return atomEntry{
		ID: "urn:marsad:claim:" + c.ID, Updated: c.StoredAt.UTC().Format(time.RFC3339), Author: isolate(who),
		Title:   strings.Join(some(v.Polarity, v.Kind, isolate(v.Actor), isolate(strings.Join(v.Place, u.comma())), v.Quantity), " · "),
		Links:   []atomLink{{Href: base + "/claims/" + c.ID}},
		Summary: isolate(c.Evidence.Text),
	}
}

// isolate wraps a foreign run for readers that show plain text: first strong
// isolate and its end, with the text's own controls taken out.
func isolate(s string) string {
	if s == "" {
		return ""
	}
	s = strings.Map(func(r rune) rune {
		if r >= 0x202A && r <= 0x202E || r >= 0x2066 && r <= 0x2069 {
			return -1
		}
		return r
	}, s)
	return "\u2068" + s + "\u2069"
}
