package sink

import (
	"encoding/json"
	"fmt"

	"github.com/marsad-news/marsad/event"
)

// State is a store in memory: what reports amount to. Readers of an
// append-only log fold it with this, and the contract suite compares every
// driver with it. The zero State is empty.
type State struct {
	held map[string]*Held // by report
	docs map[string]entry // by article id, and by claim id
}

type entry struct {
	doc      string
	article  bool
	revision int
	op       event.Op
}

// Apply adds a report.
func (s *State) Apply(r *event.Report) error {
	rows, err := Plan(r)
	if err != nil {
		return err
	}
	if s.held == nil {
		s.held, s.docs = map[string]*Held{}, map[string]entry{}
	}
	h := s.held[rows.Report]
	if h == nil {
		h = &Held{Articles: map[string]Mark{}, Claims: map[string]Mark{}}
		s.held[rows.Report] = h
	}
	articles, claims := rows.Changes(*h)
	for _, c := range articles {
		s.put(h.Articles, c, true)
	}
	for _, c := range claims {
		s.put(h.Claims, c, false)
	}
	return nil
}

func (s *State) put(held map[string]Mark, c Change, article bool) {
	if c.Row < 0 {
		c.Doc = held[c.ID].Doc
	}
	held[c.ID] = c.Mark
	s.docs[c.ID] = entry{doc: c.Doc, article: article, revision: c.Revision, op: c.Op()}
}

// Op is what the row did last to what a reader may hold.
func (m *Mark) Op() event.Op {
	switch {
	case m.Retracted:
		return event.Retracted
	case m.Revision > m.First:
		return event.Updated
	}
	return event.Created
}

// Articles are the articles by id, with the revision and op of the store.
func (s *State) Articles() (map[string]event.Article, error) {
	out := map[string]event.Article{}
	for id, e := range s.docs {
		if !e.article {
			continue
		}
		var a event.Article
		if err := json.Unmarshal([]byte(e.doc), &a); err != nil {
			return nil, fmt.Errorf("decode article %s: %w", id, err)
		}
		a.Revision, a.Op = e.revision, e.op
		out[id] = a
	}
	return out, nil
}

// Claims are the claims by id, with the revision and op of the store.
func (s *State) Claims() (map[string]event.Claim, error) {
	out := map[string]event.Claim{}
	for id, e := range s.docs {
		if e.article {
			continue
		}
		var c event.Claim
		if err := json.Unmarshal([]byte(e.doc), &c); err != nil {
			return nil, fmt.Errorf("decode claim %s: %w", id, err)
		}
		c.Provenance.Revision, c.Provenance.Op = e.revision, e.op
		out[id] = c
	}
	return out, nil
}
