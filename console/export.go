package console

import (
	"encoding/json"
	"net/http"

	"github.com/marsad-news/marsad/internal/export"
	"github.com/marsad-news/marsad/internal/store"
)

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
		return store.Each(r.Context(), c.store, q, func(cl *store.Claim) error { return e.Encode(cl) })
	})
}

func (c *console) exportCSV(w http.ResponseWriter, r *http.Request) error {
	return c.export(w, r, "text/csv; charset=utf-8", "claims.csv", func(q store.Query) error {
		if r.URL.Query().Get("bom") != "" {
			if _, err := w.Write([]byte("\uFEFF")); err != nil { // Excel takes a file without it for Windows text
				return err
			}
		}
		out, err := export.NewCSV(w, export.ClaimColumns)
		if err != nil {
			return err
		}
		if err := store.Each(r.Context(), c.store, q, func(cl *store.Claim) error { return out.Write(export.ClaimRow(cl)) }); err != nil {
			return err
		}
		return out.Flush()
	})
}
