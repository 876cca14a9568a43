package metadata

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/marsad-news/marsad/parser/charset"
)

// byline chooses the writer: whom the page's head names, then what it prints,
// then its markup. An editorial desk, an account name and the site itself are no writers.
func (e *Evidence) byline(c Context, site, title string) string {
	if c.Rule.Byline != "" {
		return Writer(c.Rule.Byline, site, c.Source)
	}
	var claims []string
	for i := range e.Data {
		if e.Data[i].Article() {
			claims = append(claims, e.Data[i].Authors...)
		}
	}
	for _, k := range []string{"author", "article:author", "parsely-author", "dc.creator", "sailthru.author", "byl"} {
		claims = append(claims, e.Meta[k])
	}
	claims = append(append(claims, c.Byline), e.Writers...)
	for _, line := range append(slices.Clone(c.Dates), e.around(title, linesBelow, false)...) {
		for _, part := range clauses(line) {
			part = strings.TrimSpace(part)
			if _, who, ok := strings.Cut(part, " - "); ok && strings.Contains(who, "مراسل") {
				part = strings.TrimSpace(who) // the place before it
			}
			if introduced(part) != "" {
				claims = append(claims, part)
			}
		}
	}
	for _, w := range claims {
		if w = Writer(w, site, c.Source); w != "" {
			return w
		}
	}
	return ""
}

// introductions stand before a writer's name.
var introductions = []string{
	"كتب:", "كتب -", "كتب/", "كتبت:", "كتبت -", "كتب ", "كتبت ", "كتبه ", "كتبها ", "بقلم:", "بقلم ", "تقرير:", "تقرير -", "إعداد:", "اعداد:", "تحرير:", "مراسل:", "من مراسلنا", "من مراسلتنا", "مراسلنا", "بواسطة:", "بواسطة ",
	"مرسلة بواسطة ", "نشر بواسطة ", "الكاتب:", "المحرر:", "by:", "By:", "By ", "by ", "BY ", "Written by ", "written by ", "تحقيق:", "ترجمة:", "حوار:", "Author, ", "Author: ", "الكاتب، ",
}

// introBegins are their first two bytes: most lines begin otherwise.
var introBegins = func() map[string]bool {
	m := map[string]bool{}
	for _, in := range introductions {
		m[in[:2]] = true
	}
	return m
}()

// introduced is the introduction that a line begins with, or nothing.
func introduced(s string) string {
	if len(s) < 3 || !introBegins[s[:2]] {
		return ""
	}
	for _, in := range introductions {
		if strings.HasPrefix(s, in) {
			return in
		}
	}
	return ""
}

// siteInTitle is what the title element adds to the headline: the site's name.
func (e *Evidence) siteInTitle(title string) string {
	rest, ok := strings.CutPrefix(e.TitleTag, title)
	if !ok {
		rest, ok = strings.CutSuffix(e.TitleTag, title)
	}
	rest = strings.Trim(rest, " |-–—:·•»«")
	if !ok || title == "" || len(strings.Fields(rest)) > 5 {
		return ""
	}
	return rest
}

// Writer is the name in a printed byline, or nothing when it names no person.
func Writer(s, site, source string) string {
	s = charset.Line(s)
	if in := introduced(s); in != "" {
		s = strings.TrimLeft(strings.TrimSpace(s[len(in):]), ":-–/ ")
	}
	if strings.Contains(s, "://") || strings.HasPrefix(s, "@") || s == "" {
		return ""
	}
	if _, who, ok := strings.Cut(s, " - "); ok && introduced(who) != "" {
		s = who // the place that he writes from stands before it
	}
	for _, part := range strings.FieldsFunc(s, func(r rune) bool { return r == '|' || r == '–' || r == '—' || r == '•' || r == '\n' }) {
		for _, p := range strings.Split(part, " - ") {
			if p = name(p); p == "" {
				continue
			}
			k := key(p)
			if k == key(site) || k == key(source) || desk(k) {
				continue
			}
			return p
		}
	}
	return ""
}

// weekdays end a name: the date follows it on the same line.
var weekdays = []string{"السبت", "الأحد", "الاحد", "الإثنين", "الاثنين", "الثلاثاء", "الأربعاء", "الاربعاء", "الخميس", "الجمعة", "اليوم", "نشر", "Published", "Updated"}

// minName is the least letters of a name; initials are fewer.
const minName = 5

// name is the name that a part of a byline holds, without what surrounds it.
func name(p string) string {
	p = strings.TrimSpace(p)
	p = strings.TrimLeft(strings.TrimPrefix(p, introduced(p)), ":-–/ ")
	if strings.HasSuffix(p, "..") || strings.HasSuffix(p, "…") {
		return ""
	}
	if i := strings.IndexAny(p, "0123456789٠١٢٣٤٥٦٧٨٩"); i > 0 && !label(p[:i]) {
		p = p[:i]
	}
	for _, d := range weekdays {
		if i := strings.Index(p, " "+d); i >= 0 {
			p = p[:i]
		}
		if strings.HasPrefix(p, d) {
			return ""
		}
	}
	p = strings.Trim(p, " :,،-/")
	if strings.ContainsAny(p, "؟?!«»\"") {
		return ""
	}
	for w := range strings.FieldsSeq(p) {
		switch w {
		case "في", "من", "إلى", "الى", "عن", "بعد", "قبل", "ضد", "إن", "أن": // a sentence, not a name
			return ""
		}
	}
	if words := len(strings.Fields(p)); words == 0 || strings.ContainsAny(p, "0123456789٠١٢٣٤٥٦٧٨٩") || words > 6 || utf8.RuneCountInString(p) < minName || strings.Contains(p, ":") {
		return ""
	}
	return p
}

// label reports whether what stands before a number introduces it.
func label(s string) bool {
	if strings.Contains(s, ":") {
		return true
	}
	for w := range strings.FieldsSeq(key(s)) {
		switch w {
		case "تاريخ", "النشر", "نشر", "عدد", "رقم", "الساعه", "اخر", "تحديث", "العدد", "قبل", "منذ", "published", "updated", "no":
			return true
		}
	}
	return false
}

// outletWords begin the name of an outlet, which is nobody's.
var outletWords = map[string]bool{
	"محرر": true, "محررو": true, "صحيفه": true, "جريده": true, "وكاله": true, "شبكه": true, "موقع": true, "قناه": true, "مجله": true, "منصه": true, "بوابه": true, "اذاعه": true, "تلفزيون": true,
}

// desk recognises the names of accounts and teams.
func desk(k string) bool {
	switch k {
	case "admin", "administrator", "unknown", "editor", "editors", "staff", "newsroom", "author", "guest", "webmaster", "تحرير", "التحرير", "محرر", "المحرر", "غير معرف", "مدير الموقع", "خاص", "وكالات", "متابعات", "متابعه", "الاخبار":
		return true
	}
	first, _, _ := strings.Cut(k, " ")
	if outletWords[first] {
		return true
	}
	for _, w := range []string{"فريق التحرير", "هييه التحرير", "قسم الاخبار", "غرفه الاخبار", "اسره التحرير", "editorial team", "news desk", "web desk", "staff writer", "article information", "about the author", "معلومات المقال"} {
		if strings.Contains(k, w) {
			return true
		}
	}
	return false
}
