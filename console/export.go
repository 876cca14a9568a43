package console

import (
	"encoding/csv"
	"encoding/json"
	"net/http"
	"strconv"
	"strings"

	"github.com/marsad-news/marsad/internal/store"
)

// exportPage is how many claims are read from the store at a time: enough to
// be quick, little enough to hold.
const exportPage = 500

// each calls do with every claim that a query selects, however many.
func (c *console) each(r *http.Request, q store.Query, do func(*store.Claim) error) error {
	q.Limit = exportPage
	for {
		claims, next, err := c.store.Claims(r.Context(), q)
		if err != nil {
			return err
		}
		for i := range claims {
			if err := do(&claims[i]); err != nil {
				return err
			}
		}
		if q.After = next; next == "" {
			return nil
		}
	}
}

// export starts an answer that is a file. After its first byte an error can
// only end it short, which a chunked answer shows the caller.
func (c *console) export(w http.ResponseWriter, r *http.Request, kind, name string, write func(q store.Query) error) error {
	q, err := parse(r.URL.Query(), true, "bom")
	if err != nil {
		return err
	}
	if _, err := c.store.Head(r.Context()); err != nil {
		return err // while it can still be said
	}
	w.Header().Set("Content-Type", kind)
	w.Header().Set("Content-Disposition", `attachment; filename="`+name+`"`)
	if err := write(q); err != nil {
		c.log.ErrorContext(r.Context(), "export claims", "file", name, "error", err)
		panic(http.ErrAbortHandler) // the one way to tell the caller that the file is not whole
	}
	return nil
}

func (c *console) exportNDJSON(w http.ResponseWriter, r *http.Request) error {
	return c.export(w, r, "application/x-ndjson; charset=utf-8", "claims.ndjson", func(q store.Query) error {
		e := json.NewEncoder(w)
		e.SetEscapeHTML(false)
		return c.each(r, q, func(cl *store.Claim) error { return e.Encode(cl) })
	})
}

// csvHeader names the columns; their order is part of the contract, new ones
// come last.
var csvHeader = []string{
	"id", "published", "source", "lang", "kind", "action", "polarity", "status", "actor", "force", "role", "unit",
	"value", "min", "max", "qualifier", "counted", "basis", "country", "admin1", "site", "place", "time_from", "time_to",
	"speaker", "speaker_role", "org", "via", "quoted", "exception", "section", "evidence", "confidence",
	"title", "url", "article", "revision", "op", "stored_at",
}

func (c *console) exportCSV(w http.ResponseWriter, r *http.Request) error {
	return c.export(w, r, "text/csv; charset=utf-8", "claims.csv", func(q store.Query) error {
		if r.URL.Query().Get("bom") != "" {
			if _, err := w.Write([]byte("\uFEFF")); err != nil { // Excel takes a file without it for Windows text
				return err
			}
		}
		out := csv.NewWriter(w)
		if err := out.Write(csvHeader); err != nil {
			return err
		}
		if err := c.each(r, q, func(cl *store.Claim) error { return out.Write(csvRow(cl)) }); err != nil {
			return err
		}
		out.Flush()
		return out.Error()
	})
}

func csvRow(c *store.Claim) []string {
	p, a := c.Provenance, c.Attribution
	text := []string{
		c.ID, p.Published, p.Source, p.Lang, string(c.Kind), string(c.Action), string(c.Polarity), string(c.Status),
		c.Force.Actor, c.Force.Name, c.Force.Role, c.Force.Unit,
	}
	text = append(text, csvQuantity(c)...)
	text = append(text, c.Place.Country, c.Place.Admin1, c.Place.Site, c.Place.Text)
	if c.Time != nil {
		text = append(text, c.Time.From, c.Time.To)
	} else {
		text = append(text, "", "")
	}
	text = append(text, a.Speaker, a.Role, a.Org, a.Via, strconv.FormatBool(a.Quoted), c.Exception, string(c.Section), c.Evidence.Text,
		strconv.FormatFloat(c.Confidence, 'f', 3, 64), p.Title, p.URL, p.Article, strconv.Itoa(p.Revision), string(p.Op),
		c.StoredAt.UTC().Format("2006-01-02T15:04:05Z"))
	for i := range text {
		text[i] = plain(text[i])
	}
	return text
}

func csvQuantity(c *store.Claim) []string {
	q := c.Quantity
	if q == nil {
		return []string{"", "", "", "", "", ""}
	}
	f := func(v *float64) string {
		if v == nil {
			return ""
		}
		return strconv.FormatFloat(*v, 'f', -1, 64)
	}
	return []string{f(q.Value), f(q.Min), f(q.Max), q.Qualifier, q.Unit, q.Basis}
}

// plain keeps a spreadsheet from running a cell as a formula: an apostrophe
// in front of what would start one, blanks before it or not.
func plain(s string) string {
	if t := strings.TrimLeft(s, " \t\r\n\u00a0\u200e\u200f\ufeff"); t != "" && strings.ContainsRune("=+-@＝＋－＠", []rune(t)[0]) || strings.HasPrefix(s, "\t") || strings.HasPrefix(s, "\r") {
		return "'" + s
	}
	return s
}
