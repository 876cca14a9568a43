package console

import (
	"math"
	"strings"
	"time"

	"github.com/marsad-news/marsad/event"
	"github.com/marsad-news/marsad/internal/export"
)

// chart is a timeline as lengths in an SVG picture. Time runs from left to
// right in both languages; all that it shows stands in a table, too.
type chart struct {
	Width, Height, Left, Right int
	Base                       int // of the levels; 0: there are none
	Days, Numbers              []tick
	Lanes                      []tick
	Marks                      []*mark
}

type tick struct {
	At   float64
	Name string
}

// mark is one sign. Class says its colour, Shape its form.
type mark struct {
	Class, Shape, Title string
	X, Width            float64
	Y, Top, Bottom      float64
	Dot                 bool // a number, at Y
}

// Gap is where the names at the edge end.
func (c *chart) Gap() int { return c.Left - 8 }

// Bottom is where the signs end.
func (c *chart) Bottom() int { return c.Height - laneHeight/2 }

// Start is the edge of a stroke.
func (m *mark) Start() float64 { return m.X - m.Width/2 }

// Tall is the height of a stroke.
func (m *mark) Tall() float64 { return m.Bottom - m.Top }

type markRow struct {
	Day, What, Number, Who, Words, Lang, Link string
	Part                                      []string
}

// The lengths of a chart, in units of its picture.
const (
	chartWidth  = 960
	chartLeft   = 130 // the names of the lanes
	chartRight  = 940
	levelTop    = 16
	levelBase   = 196
	laneHeight  = 28
	mostTicks   = 8
	leastWidth  = 8 // of a day
	dayOfDays   = 24 * time.Hour
	monthOfDays = 30 * dayOfDays
)

// lanes are the sorts that have a lane of their own under the levels.
var lanes = []export.Sort{export.MarkArrival, export.MarkDeparture, export.MarkPlan, export.MarkDenial}

func (u *ui) chart(marks []export.Mark) *chart {
	if len(marks) == 0 {
		return nil
	}
	c := &chart{Width: chartWidth, Left: chartLeft, Right: chartRight}
	top, has := highest(marks)
	next := float64(levelTop + laneHeight/2)
	if has[export.MarkLevel] {
		c.Base = levelBase
		next = levelBase + laneHeight
		c.Numbers = scale(&top)
	}
	lane := map[export.Sort]float64{}
	for _, s := range lanes {
		if has[s] {
			lane[s] = next
			c.Lanes = append(c.Lanes, tick{next, u.word("sort", string(s))})
			next += laneHeight
		}
	}
	c.Height = int(next) + laneHeight/2
	x := u.days(c, marks)
	for i := range marks {
		m := &marks[i]
		from, to := x(m.From), x(m.To)
		v := &mark{Class: string(m.Sort), Shape: shape(m), Title: u.markTitle(m), X: (from + to) / 2, Width: max(to-from, leastWidth), Y: lane[m.Sort]}
		if m.Sort == export.MarkLevel {
			v.level(m, top)
		}
		c.Marks = append(c.Marks, v)
	}
	return c
}

// highest is the largest number of the levels, and which sorts there are.
func highest(marks []export.Mark) (top float64, has map[export.Sort]bool) {
	has = map[export.Sort]bool{}
	for i := range marks {
		m := &marks[i]
		has[m.Sort] = true
		for _, v := range []*float64{m.Low, m.Value, m.High} {
			if v != nil && m.Sort == export.MarkLevel {
				top = max(top, *v)
			}
		}
	}
	return top, has
}

// scale rounds the top of the numbers up to a round one, so that what is open
// above has room, and marks the steps.
func scale(top *float64) (out []tick) {
	const steps = 4
	least := max(*top, 1) * 1.05
	step := math.Pow(10, math.Floor(math.Log10(least/steps)))
	for _, f := range []float64{1, 1.5, 2, 2.5, 5, 10} {
		if s := max(step*f, 1); s*steps >= least {
			step = s
			break
		}
	}
	*top = step * steps
	for i := range steps + 1 {
		v := step * float64(i)
		out = append(out, tick{height(v, *top), number3(v)})
	}
	return out
}

func height(v, top float64) float64 { return levelBase - (levelBase-levelTop)*v/top }

// level is a stroke over all that the words leave open, and a dot at a number.
func (m *mark) level(said *export.Mark, top float64) {
	m.Top, m.Bottom = levelTop, levelBase
	if said.High != nil {
		m.Top = height(*said.High, top)
	} else {
		m.Class += " open"
	}
	if said.Low != nil {
		m.Bottom = height(*said.Low, top)
	}
	if m.Bottom-m.Top < 1 {
		m.Top, m.Bottom = m.Top-1, m.Bottom+1
	}
	if said.Value != nil {
		m.Dot, m.Y = true, height(*said.Value, top)
	}
	if said.Part {
		m.Class += " part"
	}
}

// shape is up for what comes, down for what goes.
func shape(m *export.Mark) string {
	switch {
	case m.Sort == export.MarkLevel:
		return "level"
	case m.Sort == export.MarkDenial:
		return "cross"
	case m.Claim.Kind == event.Departure:
		return "down"
	}
	return "up"
}

// days marks the axis of time and gives the place of a day on it.
func (u *ui) days(c *chart, marks []export.Mark) func(day string) float64 {
	at := func(day string) time.Time {
		t, _ := time.Parse(time.DateOnly, day) // as the marks have them
		return t
	}
	first, last := at(marks[0].From), at(marks[0].To)
	for i := range marks {
		if t := at(marks[i].To); t.After(last) {
			last = t
		}
	}
	margin := max(last.Sub(first)/40, 3*dayOfDays)
	first, last = first.Add(-margin), last.Add(margin)
	x := func(t time.Time) float64 {
		return math.Round(10*(chartLeft+(chartRight-chartLeft)*float64(t.Sub(first))/float64(last.Sub(first)))) / 10
	}
	for _, months := range []int{1, 2, 3, 6, 12, 24, 60, 120, 600} {
		if last.Sub(first) > time.Duration(mostTicks*months)*monthOfDays {
			continue
		}
		t := time.Date(first.Year()-first.Year()%max(months/12, 1), 1, 1, 0, 0, 0, 0, time.UTC)
		for ; !t.After(last); t = t.AddDate(0, months, 0) {
			if t.Before(first) {
				continue
			}
			name := t.Format("2006-01")
			if months >= 12 {
				name = t.Format("2006")
			}
			c.Days = append(c.Days, tick{x(t), u.date(name)})
		}
		break
	}
	if len(c.Days) == 0 {
		c.Days = []tick{{x(last.Add(-margin)), u.date(last.Add(-margin).Format(time.DateOnly))}}
	}
	return func(day string) float64 { return x(at(day)) }
}

func (u *ui) markTitle(m *export.Mark) string {
	r := u.markRow(m)
	return strings.Join(some(r.Day, r.What, strings.Join(r.Part, u.comma()), r.Number, r.Who), " · ")
}

func (u *ui) markRows(marks []export.Mark) (out []markRow) {
	for i := range marks {
		out = append(out, u.markRow(&marks[i]))
	}
	return out
}

func (u *ui) markRow(m *export.Mark) markRow {
	c := u.card(m.Claim)
	r := markRow{
		Day: u.date(m.From), What: u.word("sort", string(m.Sort)), Who: u.origin(m.Origin, m.Claim),
		Number: strings.TrimSpace(c.Quantity + " " + c.Basis), Words: m.Claim.Evidence.Text, Lang: m.Claim.Provenance.Lang, Link: "/claims/" + m.ID,
	}
	if m.To != m.From {
		r.Day += " – " + u.date(m.To)
	}
	if m.Sort == export.MarkPlan {
		r.What = u.word("kind", string(m.Claim.Kind)) + " (" + c.Status + ")"
	}
	if m.Sort == export.MarkDenial {
		r.Number = ""
	}
	if m.Part {
		r.Part = some(c.Role, m.Claim.Force.Unit)
		if n := len(c.Place); n > 1 {
			r.Part = append(r.Part, c.Place[:n-1]...)
		}
	}
	return r
}
