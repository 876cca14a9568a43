package robots

import "testing"

func TestDirectives(t *testing.T) {
	for _, tt := range []struct {
		header, page string
		want         Directives
	}{
		{"", "<html><head></head><body>", Directives{}},
		{"noindex", "", Directives{NoIndex: true}},
		{"NOARCHIVE, nofollow", "", Directives{NoArchive: true}},
		{"none", "", Directives{true, true}},
		{"marsadbot: noindex", "", Directives{NoIndex: true}},
		{"otherbot: noindex, noarchive", "", Directives{}},
		{"unavailable_after: 25 Jun 2010 15:00:00 GMT, noindex", "", Directives{NoIndex: true}},
		{"max-snippet: 5", "", Directives{}},
		{"", `<head><META NAME="Robots" content="NoIndex,follow">`, Directives{NoIndex: true}},
		{"", `<head><meta content="noarchive" name="marsadbot"/></head>`, Directives{NoArchive: true}},
		{"", `<head><meta name="googlebot" content="noindex"></head>`, Directives{}},
		{"", `<head><script>"<meta name=robots content=noindex>"</script></head>`, Directives{}},
		{"", `<head></head><body><meta name="robots" content="noindex">`, Directives{}},
	} {
		var d Directives
		d.Header(tt.header, us)
		d.Page([]byte(tt.page), us)
		if d != tt.want {
			t.Errorf("%q %q: %+v, want %+v", tt.header, tt.page, d, tt.want)
		}
	}
}

func TestIndexFold(t *testing.T) {
	for _, tt := range []struct {
		in, word string
		want     int
	}{{"xxNoIndex", "noindex", 2}, {"nnnoindex", "noindex", 2}, {"NNone", "none", 1}, {"noinde", "noindex", -1}, {"", "none", -1}, {"<BODY", "<body", 0}, {"<b<body", "<body", 2}, {"nNnN", "none", -1}} {
		if got := indexFold([]byte(tt.in), tt.word); got != tt.want {
			t.Errorf("%q in %q: %d, want %d", tt.word, tt.in, got, tt.want)
		}
	}
}

// FuzzDirectives: whatever a page says, reading it ends.
func FuzzDirectives(f *testing.F) {
	f.Add("a: noindex", []byte(`<meta name=robots content="none">`))
	f.Fuzz(func(t *testing.T, header string, page []byte) {
		var d Directives
		d.Header(header, us)
		d.Page(page, us)
	})
}
