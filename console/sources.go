package console

import (
	"context"
	"errors"
	"maps"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/marsad-news/marsad/internal/store"
)

// ErrUnreachable is what a [SourceReader] answers when whoever knows about the
// sources does not.
var ErrUnreachable = errors.New("the broker does not answer")

// SourceReader tells how the sources do. A console that has none says so.
type SourceReader interface {
	Sources(ctx context.Context) (Sources, error)
	// Hours is the coverage ledger of a source, the newest hour first; hours
	// in which nothing happened are there too.
	Hours(ctx context.Context, source string) ([]Hour, error)
}

// Sources are all sources with the state of each.
type Sources struct {
	At    time.Time        `json:"at"`
	Known int64            `json:"known,omitempty"` // addresses ever found, where the fetcher runs in this process
	Ends  map[string]int64 `json:"ends,omitempty"`  // by disposition; they sum up to Known
	List  []Source         `json:"sources"`
}

// Source is one outlet and how it does.
type Source struct {
	ID       string            `json:"id"`
	Names    map[string]string `json:"name,omitempty"`
	Country  string            `json:"country,omitempty"`
	Lang     string            `json:"lang,omitempty"`
	Tier     int               `json:"tier,omitempty"`
	Verified string            `json:"verified,omitempty"`
	State    string            `json:"state"`
	Cause    string            `json:"cause,omitempty"`
	Evidence string            `json:"evidence,omitempty"`
	Step     string            `json:"step,omitempty"`
	Next     time.Time         `json:"next,omitzero"`
	Why      string            `json:"why,omitempty"`
	News     time.Time         `json:"news,omitzero"`
	Doors    []Door            `json:"doors,omitempty"`
}

// Door is one way into a source.
type Door struct {
	Kind    string        `json:"kind"`
	URL     string        `json:"url"`
	Retired string        `json:"retired,omitempty"`
	Found   bool          `json:"found,omitempty"` // by the fetcher, not named by the configuration
	Next    time.Time     `json:"next,omitzero"`
	Every   time.Duration `json:"every,omitempty"` // nanoseconds
	Why     string        `json:"why,omitempty"`
	Last    time.Time     `json:"last,omitzero"`
	Good    time.Time     `json:"good,omitzero"`
	News    time.Time     `json:"news,omitzero"`
	Cause   string        `json:"cause,omitempty"`
	Status  int           `json:"status,omitempty"`
	Fails   int           `json:"fails,omitempty"`
	Polls   int64         `json:"polls,omitempty"`
	Entries int           `json:"entries,omitempty"`
	Fresh   int           `json:"fresh,omitempty"`
	Named   int64         `json:"named,omitempty"`
}

// Hour is what was seen of a source in one hour.
type Hour struct {
	Hour   time.Time      `json:"hour"`
	Blind  bool           `json:"blind"` // no poll could be read
	Polls  map[string]int `json:"polls,omitempty"`
	Misses map[string]int `json:"misses,omitempty"`
	Named  map[string]int `json:"named,omitempty"`
	Found  map[string]int `json:"found,omitempty"`
	Left   map[string]int `json:"left,omitempty"`  // addresses named and left out, by reason
	Drift  string         `json:"drift,omitempty"` // pages did not parse as before: the evidence
	Ends   map[string]int `json:"ends,omitempty"`
	Causes map[string]int `json:"causes,omitempty"`
	Late   map[string]int `json:"late,omitempty"`
}

// stateOrder puts what needs somebody first.
var stateOrder = []string{"dead", "blocked", "broken", "unreachable", "drifted", "rate_limited", "moved", "quiet", "new", "healthy"}

// read asks for the sources, those that need somebody first.
func (c *console) read(ctx context.Context) (Sources, error) {
	if c.opts.Sources == nil {
		return Sources{}, &problem{http.StatusNotFound, "how sources do is known to the broker and not to the store: name the broker in the configuration of this console (nats.url), or ask with marsad source ls"}
	}
	s, err := c.opts.Sources.Sources(ctx)
	if errors.Is(err, ErrUnreachable) {
		c.log.WarnContext(ctx, "read sources", "error", err)
		return s, &problem{http.StatusServiceUnavailable, "the broker, which knows how the sources do, does not answer; the log of the console says why, and marsad source ls asks it, too"}
	}
	if err != nil {
		return s, err
	}
	slices.SortStableFunc(s.List, func(a, b Source) int {
		if d := slices.Index(stateOrder, a.State) - slices.Index(stateOrder, b.State); d != 0 {
			return d
		}
		return strings.Compare(a.ID, b.ID)
	})
	return s, nil
}

func (c *console) sourcesJSON(w http.ResponseWriter, r *http.Request) error {
	s, err := c.read(r.Context())
	if err != nil {
		return err
	}
	if s.List == nil {
		s.List = []Source{}
	}
	return sendJSON(w, s)
}

// one finds a source and its ledger.
func (c *console) one(ctx context.Context, id string) (s Source, hours []Hour, err error) {
	all, err := c.read(ctx)
	if err != nil {
		return s, nil, err
	}
	i := slices.IndexFunc(all.List, func(s Source) bool { return s.ID == id })
	if i < 0 {
		return s, nil, store.ErrNotFound
	}
	hours, err = c.opts.Sources.Hours(ctx, id)
	return all.List[i], hours, err
}

func (c *console) sourceJSON(w http.ResponseWriter, r *http.Request) error {
	s, hours, err := c.one(r.Context(), r.PathValue("id"))
	if err != nil {
		return err
	}
	return sendJSON(w, struct {
		Source
		Hours []Hour `json:"hours"`
	}{s, hours})
}

type tally struct {
	Name, Key string
	N         int64
}

type sourceRow struct {
	Source
	Name, StateName, Where string
	NextIn, NewsAgo        string
}

type sourcesData struct {
	frame
	Absent bool
	States []tally
	Ends   []tally
	Known  int64
	Rows   []sourceRow
}

func (c *console) sourcesPage(w http.ResponseWriter, r *http.Request, u *ui) error {
	d := sourcesData{frame: u.frame(r, u.T("sources"))}
	s, err := c.read(r.Context())
	var p *problem
	if errors.As(err, &p) && p.status == http.StatusNotFound {
		d.Absent = true
		return u.render(w, http.StatusOK, "sources.html", d)
	}
	if err != nil {
		return err
	}
	states := map[string]int64{}
	for i := range s.List {
		states[s.List[i].State]++
		d.Rows = append(d.Rows, u.sourceRow(&s.List[i], s.At))
	}
	for _, st := range stateOrder {
		if states[st] > 0 {
			d.States = append(d.States, tally{u.word("state", st), st, states[st]})
		}
	}
	d.Known, d.Ends = s.Known, u.tallies("end", s.Ends)
	return u.render(w, http.StatusOK, "sources.html", d)
}

func (u *ui) sourceRow(s *Source, now time.Time) sourceRow {
	r := sourceRow{Source: *s, Name: s.Names[u.Lang], StateName: u.word("state", s.State), NextIn: u.until(s.Next, now), NewsAgo: u.since(s.News, now)}
	if r.Name == "" {
		r.Name = s.ID
	}
	if s.Country != "" {
		r.Where = u.country(s.Country)
	}
	return r
}

// tallies orders counts of a closed set, the largest first.
func (u *ui) tallies(set string, m map[string]int64) (out []tally) {
	for _, k := range slices.Sorted(maps.Keys(m)) {
		if m[k] > 0 {
			out = append(out, tally{u.word(set, k), k, m[k]})
		}
	}
	slices.SortStableFunc(out, func(a, b tally) int { return int(min(max(b.N-a.N, -1), 1)) })
	return out
}

type hourRow struct {
	Hour
	Day, Clock, Level      string
	Asked, Missed          int
	Seen, Fresh            int
	EndList, CauseList     []tally
	LeftList               []tally
	ByFeed, ByMap, ByFront int
}

type doorRow struct {
	Door
	KindName, Every, NextIn, LastAgo, NewsAgo string
	Original                                  string
}

type sourceData struct {
	frame
	Row   sourceRow
	Doors []doorRow
	Hours []hourRow
	Strip []hourRow // the hours from the oldest, for the strip
	Blind int
	Late  []tally
}

func (c *console) sourcePage(w http.ResponseWriter, r *http.Request, u *ui) error {
	s, hours, err := c.one(r.Context(), r.PathValue("id"))
	if err != nil {
		return err
	}
	now := time.Now()
	d := sourceData{Row: u.sourceRow(&s, now)}
	d.frame = u.frame(r, d.Row.Name)
	for i := range s.Doors {
		v := &s.Doors[i]
		d.Doors = append(d.Doors, doorRow{
			Door: *v, KindName: u.word("door", v.Kind), Every: u.span(v.Every), NextIn: u.until(v.Next, now), LastAgo: u.since(v.Last, now), NewsAgo: u.since(v.News, now), Original: web(v.URL),
		})
	}
	late := map[string]int{}
	for i := range hours {
		h := u.hourRow(&hours[i])
		d.Hours = append(d.Hours, h)
		if h.Blind {
			d.Blind++
		}
		for k, n := range hours[i].Late {
			late[k] += n
		}
	}
	d.Strip = slices.Clone(d.Hours)
	slices.Reverse(d.Strip)
	for _, k := range []string{"1m", "5m", "15m", "1h", "6h", "1d", "more"} {
		if late[k] > 0 {
			d.Late = append(d.Late, tally{u.word("late", k), k, int64(late[k])})
		}
	}
	return u.render(w, http.StatusOK, "source.html", d)
}

func (u *ui) hourRow(h *Hour) hourRow {
	at := h.Hour.UTC()
	v := hourRow{Hour: *h, Day: u.date(at.Format("2006-01-02")), Clock: at.Format("15:04")}
	v.ByFeed, v.ByMap, v.ByFront = h.Named["feed"], h.Named["sitemap"], h.Named["front"]
	v.Asked, v.Missed, v.Seen, v.Fresh = sum(h.Polls), sum(h.Misses), sum(h.Named), sum(h.Found)
	v.EndList, v.CauseList = u.tallies("end", wide(h.Ends)), u.tallies("", joined(h.Causes, h.Misses))
	v.LeftList = u.tallies("left", wide(h.Left))
	switch {
	case v.Asked == 0:
		v.Level = "none"
	case h.Blind:
		v.Level = "blind"
	case v.Missed > 0 || h.Drift != "":
		v.Level = "part"
	case v.Fresh > 0:
		v.Level = "news"
	default:
		v.Level = "seen"
	}
	return v
}

func sum(m map[string]int) (n int) {
	for _, v := range m {
		n += v
	}
	return n
}

func wide(m map[string]int) map[string]int64 {
	out := map[string]int64{}
	for k, v := range m {
		out[k] = int64(v)
	}
	return out
}

func joined(a, b map[string]int) map[string]int64 {
	out := wide(a)
	for k, v := range b {
		out[k] += int64(v)
	}
	return out
}
