package console

import (
	"encoding/json"
	"fmt"
	"html/template"
	"io/fs"
	"net/http"
	"strconv"
	"strings"
	"time"

	xlang "golang.org/x/text/language"
	"golang.org/x/text/language/display"
)

// languages are those of the pages; the first is the default.
var languages = []string{"ar", "en"}

var matcher = func() func(...string) string {
	m := xlang.NewMatcher([]xlang.Tag{xlang.Arabic, xlang.English})
	return func(prefs ...string) string {
		_, i := xlang.MatchStrings(m, prefs...)
		return languages[i]
	}
}()

// ui is the pages in one language.
type ui struct {
	Lang, Dir string
	words     map[string]string
	regions   display.Namer
	names     Names // nil: places bear the names that claims give
	pages     *template.Template
}

func newUI(files fs.FS, lang string) (*ui, error) {
	b, err := fs.ReadFile(files, "lang/"+lang+".json")
	if err != nil {
		return nil, err
	}
	u := &ui{Lang: lang, Dir: map[string]string{"ar": "rtl", "en": "ltr"}[lang], regions: display.Regions(xlang.MustParse(lang))}
	if err := json.Unmarshal(b, &u.words); err != nil {
		return nil, fmt.Errorf("read lang/%s.json: %w", lang, err)
	}
	u.pages, err = template.New("").Funcs(template.FuncMap{"t": u.T, "n": u.plural, "num": number3, "float": func(n int) float64 { return float64(n) }, "float64": func(n int64) float64 { return float64(n) }}).ParseFS(files, "templates/*.html")
	return u, err
}

// chosen is the value of a setting that the reader chose now or before.
func chosen(r *http.Request, name string, allowed ...string) string {
	for _, s := range []string{r.URL.Query().Get(name), cookie(r, name)} {
		for _, a := range allowed {
			if s == a {
				return a
			}
		}
	}
	return ""
}

// language is what the reader chose, else what the browser prefers.
func language(r *http.Request) string {
	if s := chosen(r, "ui", languages...); s != "" {
		return s
	}
	return matcher(r.Header.Get("Accept-Language"))
}

func cookie(r *http.Request, name string) string {
	c, err := r.Cookie(name)
	if err != nil {
		return ""
	}
	return c.Value
}

// T is the word for a key; a key without a word shows itself, which a test
// looks for.
func (u *ui) T(key string) string {
	if w, ok := u.words[key]; ok {
		return w
	}
	return key
}

// word is the word for one value of a closed set, or the value itself.
func (u *ui) word(set, value string) string {
	if w, ok := u.words[set+"."+value]; ok {
		return w
	}
	return value
}

// plural counts things with the six forms that Arabic has (CLDR: zero, one,
// two, few, many, other).
func (u *ui) plural(key string, n int) string {
	forms := strings.Split(u.T(key), "|")
	i := 5
	switch {
	case n <= 2:
		i = max(n, 0)
	case n%100 >= 3 && n%100 <= 10:
		i = 3
	case n%100 >= 11:
		i = 4
	}
	if i >= len(forms) {
		i = len(forms) - 1
	}
	return strings.Replace(forms[i], "%s", number3(float64(n)), 1)
}

// country is the name of an ISO 3166 alpha-3 code, or the code.
func (u *ui) country(code string) string {
	if code == "" {
		return u.T("country.")
	}
	if r, err := xlang.ParseRegion(code); err == nil {
		if n := u.regions.Name(r); n != "" {
			return n
		}
	}
	if u.names != nil {
		if n := u.names.Country(code); n != "" {
			return n
		}
	}
	return code
}

// actor is the name of a force.
func (u *ui) actor(code string) string {
	if w, ok := u.words["actor."+code]; ok {
		return w
	}
	return u.country(code)
}

// org is the name of an organisation id: <ISO3>-<BODY>, an actor or an outlet.
func (u *ui) org(id string) string {
	iso, body, ok := strings.Cut(id, "-")
	if !ok {
		if w, ok := u.words["actor."+id]; ok && id != "" {
			return w
		}
		return id
	}
	name := u.word("body", body)
	if name == body {
		return id
	}
	if u.Lang == "ar" {
		return name + " (" + u.country(iso) + ")"
	}
	return u.country(iso) + ", " + name
}

// number3 writes a number with a comma between groups of three.
func number3(v float64) string {
	s := strconv.FormatFloat(v, 'f', -1, 64)
	whole, frac, _ := strings.Cut(s, ".")
	sign := ""
	if strings.HasPrefix(whole, "-") {
		sign, whole = "-", whole[1:]
	}
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	if frac != "" {
		whole += "." + frac
	}
	return sign + whole
}

// date writes an ISO date of any precision as the language has it; what is no
// date stays as it is.
func (u *ui) date(s string) string {
	day, clock, _ := strings.Cut(s, "T")
	part := strings.Split(day, "-")
	months := strings.Split(u.T("months"), "|")
	if len(part) < 2 {
		return s
	}
	m, err := strconv.Atoi(part[1])
	if err != nil || m < 1 || m > 12 || len(part[0]) != 4 {
		return s
	}
	out := months[m-1] + " " + part[0]
	if len(part) == 3 {
		out = strings.TrimLeft(part[2], "0") + " " + out
	}
	if len(clock) >= 5 {
		out += " · " + clock[:5]
	}
	return out
}

// span writes a stretch of time in its largest unit.
func (u *ui) span(d time.Duration) string {
	switch {
	case d <= 0:
		return ""
	case d < time.Minute:
		return u.plural("n_seconds", int(d.Seconds()+0.5))
	case d < time.Hour:
		return u.plural("n_minutes", int(d.Minutes()+0.5))
	case d < 48*time.Hour:
		return u.plural("n_hours", int(d.Hours()+0.5))
	default:
		return u.plural("n_days", int(d.Hours()/24+0.5))
	}
}

// until and since say how far a time is away; empty when there is none.
func (u *ui) until(t, now time.Time) string {
	if t.IsZero() {
		return ""
	}
	if !t.After(now) {
		return u.T("due_now")
	}
	return strings.Replace(u.T("in_time"), "%s", u.span(max(t.Sub(now), time.Second)), 1)
}

func (u *ui) since(t, now time.Time) string {
	if t.IsZero() {
		return ""
	}
	return strings.Replace(u.T("ago"), "%s", u.span(max(now.Sub(t), time.Second)), 1)
}
