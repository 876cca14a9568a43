package console

import (
	"encoding/json"
	"fmt"
	"net/http"
	"time"

	"github.com/marsad-news/marsad/internal/store"
)

const (
	// heartbeat is how often an idle stream shows that it lives: proxies cut
	// connections that are silent for half a minute or a minute.
	heartbeat = 15 * time.Second
	// patience is how long a reader may take one write: then it is gone.
	patience = 10 * time.Second
)

// stream sends each change of the selection as a server-sent event whose id
// is the change number, so that a browser that lost the line goes on where it
// was. Without Last-Event-ID or since it starts with what comes next.
func (c *console) stream(w http.ResponseWriter, r *http.Request) error {
	q, err := parse(r.URL.Query(), true, "since")
	if err != nil {
		return err
	}
	q.Retracted = true // a retraction is news
	after, err := c.startAt(r)
	if err != nil {
		return err
	}
	select {
	case c.streams <- struct{}{}:
		defer func() { <-c.streams }()
	default:
		w.Header().Set("Retry-After", "10")
		return &problem{http.StatusServiceUnavailable, "too many live streams at once"}
	}
	h := w.Header()
	h.Set("Content-Type", "text/event-stream")
	h.Set("Cache-Control", "no-store")
	h.Set("X-Accel-Buffering", "no")
	s := &sse{w: w, rc: http.NewResponseController(w)}
	if err := s.send("retry: 2000\n: at %d\n\n", after); err == nil {
		c.follow(r, s, q, after)
	}
	return nil // the answer has begun: there is nobody to tell
}

func (c *console) startAt(r *http.Request) (int64, error) {
	s := r.Header.Get("Last-Event-ID")
	if s == "" {
		s = r.URL.Query().Get("since")
	}
	if s != "" {
		return number(s)
	}
	return c.store.Head(r.Context())
}

// follow sends changes until the reader or the process goes.
func (c *console) follow(r *http.Request, s *sse, q store.Query, after int64) {
	poll, beat := time.NewTicker(c.opts.Poll), time.NewTicker(heartbeat)
	defer poll.Stop()
	defer beat.Stop()
	for {
		claims, err := c.store.Changes(r.Context(), after, store.DefaultLimit)
		if err != nil && r.Context().Err() == nil {
			c.log.WarnContext(r.Context(), "follow changes", "error", err) // the store may come back
		}
		for i := range claims {
			after = claims[i].Seq
			if !q.Match(&claims[i]) {
				continue
			}
			b, err := json.Marshal(&claims[i])
			if err != nil || s.send("id: %d\nevent: claim\ndata: %s\n\n", after, b) != nil {
				return
			}
		}
		if len(claims) == store.DefaultLimit {
			continue // more is waiting
		}
		select {
		case <-r.Context().Done():
			return
		case <-c.opts.Stop:
			return
		case <-beat.C:
			// The id moves past changes that the filter held back.
			if s.send("id: %d\n: alive\n\n", after) != nil {
				return
			}
		case <-poll.C:
		}
	}
}

type sse struct {
	w  http.ResponseWriter
	rc *http.ResponseController
}

func (s *sse) send(format string, args ...any) error {
	_ = s.rc.SetWriteDeadline(time.Now().Add(patience)) // a recorder in a test has none
	if _, err := fmt.Fprintf(s.w, format, args...); err != nil {
		return err
	}
	return s.rc.Flush()
}
