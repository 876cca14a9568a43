package boilerplate

import "strings"

// raw reads the text of an element that holds nothing else, and leaves it out
// if it is cut and no data.
func (t *trimmer) raw(name string, cut bool) bool {
	from := t.at
	if !t.toEnd(name) {
		return false
	}
	text := t.in[from:t.at]
	if name == "script" {
		if strings.Contains(text, "<!--") && containsFold(text, "<script") {
			return false // an end tag in it need not be its end
		}
		cut = !isDataScript(t.in[max(0, from-openTag):from], text)
	}
	if cut {
		t.drop(from, t.at)
	}
	return true
}

// toEnd goes to the end tag of an element of raw text.
func (t *trimmer) toEnd(name string) bool {
	for {
		i := strings.Index(t.in[t.at:], "</")
		if i < 0 {
			return false
		}
		t.at += i
		after := t.at + 2 + len(name)
		if after >= len(t.in) {
			return false
		}
		if c := t.in[after]; strings.EqualFold(t.in[t.at+2:after], name) && (blank(c) || c == '/' || c == '>') {
			return true
		}
		t.at += 2
	}
}

// openTag is how many bytes before a script its type is looked for in.
const openTag = 200

// isDataScript reports whether a script may hold the article or its dates.
func isDataScript(open, text string) bool {
	if i := strings.LastIndexByte(open, '<'); i >= 0 {
		open = open[i:]
	}
	for _, s := range [...]string{"json", "JSON", "__N"} {
		if strings.Contains(open, s) {
			return true
		}
	}
	for _, s := range [...]string{"__N", "__INITIAL", "__PRELOADED", "__APOLLO", "INITIAL_STATE", "dataLayer", "LiveBlogPosting"} {
		if strings.Contains(text, s) {
			return true
		}
	}
	return false
}

func containsFold(s, lower string) bool {
	for i := strings.IndexByte(s, lower[0]); i >= 0 && i+len(lower) <= len(s); {
		if strings.EqualFold(s[i:i+len(lower)], lower) {
			return true
		}
		j := strings.IndexByte(s[i+1:], lower[0])
		if j < 0 {
			return false
		}
		i += 1 + j
	}
	return false
}

// drawing reads an svg element and leaves out what it draws. One that holds
// anything but shapes ends the trimming: the algorithm has rules of its own
// for it.
func (t *trimmer) drawing() bool {
	slash, ok := t.attributes(false)
	if !ok || slash {
		return ok
	}
	if t.at >= 2 && t.in[t.at-2] == '/' {
		return false // of a value, or of the tag?
	}
	from := t.at
	for {
		i := strings.IndexByte(t.in[t.at:], '<')
		if i < 0 || t.at+i+2 >= len(t.in) {
			return false
		}
		t.at += i + 1
		start, end := t.at-1, t.in[t.at] == '/'
		if end {
			t.at++
		}
		if !isLetter(t.in[t.at]) {
			return false
		}
		name := t.tagName()
		done := end && string(name) == "svg"
		if !done && !shapes[string(name)] {
			return false
		}
		if _, ok := t.attributes(false); !ok {
			return false
		}
		if done {
			t.drop(from, start)
			return true
		}
	}
}
