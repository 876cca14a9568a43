package sink

import "sort"

// Held is what a store already holds of one report.
type Held struct {
	Articles map[string]Mark // by id
	Claims   map[string]Mark
}

// Mark is the standing of one stored row.
type Mark struct {
	First     int // lowest revision of the report that carried it
	Revision  int // revision its content is from
	Retracted bool
	Doc       string
}

// Change is one row to write.
type Change struct {
	ID   string
	Row  int // index into Rows.Articles or Rows.Claims; -1: keep the content, change the standing only
	Mark     // what the standing becomes; Doc is of no meaning where Row is -1
}

// Changes decides what a report does to what is held of it. It is the one
// place where that is decided: every driver executes its answer inside one
// transaction. Both lists are empty for a report that was stored before.
func (rows *Rows) Changes(held Held) (articles, claims []Change) {
	root, known := held.Articles[rows.Report]
	switch {
	case known && (rows.Revision < root.Revision || rows.Revision == root.Revision && root.Retracted && !rows.Gone):
		return rows.stale(held)
	case rows.Gone:
		return rows.gone(held)
	}
	return rows.fresh(held)
}

// fresh replaces: what the report carries is written, what it no longer
// carries is retracted.
func (rows *Rows) fresh(held Held) (articles, claims []Change) {
	put := func(held map[string]Mark, id, doc string, row int) []Change {
		m, known := held[id]
		next := Mark{First: rows.Revision, Revision: rows.Revision, Doc: doc}
		if known {
			next.First = min(m.First, rows.Revision)
		}
		if m == next {
			return nil
		}
		return []Change{{ID: id, Row: row, Mark: next}}
	}
	keep := map[string]bool{}
	for i, a := range rows.Articles {
		keep[a.Article.ID] = true
		articles = append(articles, put(held.Articles, a.Article.ID, a.Doc, i)...)
	}
	for i, c := range rows.Claims {
		keep[c.Claim.ID] = true
		claims = append(claims, put(held.Claims, c.Claim.ID, c.Doc, i)...)
	}
	return append(articles, retract(held.Articles, keep)...), append(claims, retract(held.Claims, keep)...)
}

// gone retracts everything that is held of the report and keeps its content:
// the notice that a page was taken down has none.
func (rows *Rows) gone(held Held) (articles, claims []Change) {
	articles, claims = retract(held.Articles, nil), retract(held.Claims, nil)
	root, known := held.Articles[rows.Report]
	switch {
	case !known:
		m := Mark{First: rows.Revision, Revision: rows.Revision, Retracted: true, Doc: rows.Articles[0].Doc}
		return append(articles, Change{ID: rows.Report, Row: 0, Mark: m}), claims
	case !root.Retracted || root.Revision < rows.Revision:
		next := Mark{First: root.First, Revision: rows.Revision, Retracted: true}
		for i := range articles {
			if articles[i].ID == rows.Report {
				articles[i].Mark = next
				return articles, claims
			}
		}
		return append(articles, Change{ID: rows.Report, Row: -1, Mark: next}), claims
	}
	return articles, claims
}

// stale adds what an older revision knew and the newer ones don't, as
// retracted, so that the store does not depend on the order of arrival.
func (rows *Rows) stale(held Held) (articles, claims []Change) {
	put := func(held map[string]Mark, id, doc string, row int) []Change {
		m, known := held[id]
		next := Mark{First: rows.Revision, Revision: rows.Revision, Retracted: true, Doc: doc}
		switch {
		case !known:
			return []Change{{ID: id, Row: row, Mark: next}}
		case m.Retracted && rows.Revision > m.Revision:
			next.First = m.First
			return []Change{{ID: id, Row: row, Mark: next}}
		case rows.Revision < m.First:
			m.First = rows.Revision
			return []Change{{ID: id, Row: -1, Mark: m}}
		}
		return nil
	}
	if rows.Gone {
		return nil, nil
	}
	for i, a := range rows.Articles {
		articles = append(articles, put(held.Articles, a.Article.ID, a.Doc, i)...)
	}
	for i, c := range rows.Claims {
		claims = append(claims, put(held.Claims, c.Claim.ID, c.Doc, i)...)
	}
	return articles, claims
}

// retract marks what is held and not kept, in the order of the ids so that
// the same report always gives the same changes.
func retract(held map[string]Mark, keep map[string]bool) []Change {
	var out []Change
	for id, m := range held {
		if !keep[id] && !m.Retracted {
			m.Retracted = true
			out = append(out, Change{ID: id, Row: -1, Mark: m})
		}
	}
	sort.Slice(out, func(i, j int) bool { return out[i].ID < out[j].ID })
	return out
}
