package robots

import (
	"strings"
	"testing"
	"time"
)

const us = "MarsadBot"

// Each case names the clause of RFC 9309 that it stands for.
func TestCheck(t *testing.T) {
	tests := []struct {
		clause, file, target string
		allowed              bool
		rule                 string
	}{
		{"2.2.1 own group before star", "User-agent: *\nDisallow: /\n\nUser-agent: MarsadBot\nDisallow: /x\n", "/news", true, ""},
		{"2.2.1 own group decides", "User-agent: *\nAllow: /\nUser-agent: MarsadBot\nDisallow: /x\n", "/x/1", false, "Disallow: /x"},
		{"2.2.1 case of the token", "user-agent: MARSADBOT\ndisallow: /x\n", "/x", false, "Disallow: /x"},
		{"2.2.1 version after the token", "User-agent: MarsadBot/1.0\nDisallow: /x\n", "/x", false, "Disallow: /x"},
		{"2.2.1 longer token is another bot", "User-agent: MarsadBotNews\nDisallow: /\n", "/x", true, ""},
		{"2.2.1 shorter token is another bot", "User-agent: Marsad\nDisallow: /\n", "/x", true, ""},
		{"2.2.1 star when not named", "User-agent: other\nDisallow: /a\nUser-agent: *\nDisallow: /b\n", "/b", false, "Disallow: /b"},
		{"2.2.1 star with a remark", "User-agent: * all of you\nDisallow: /b\n", "/b", false, "Disallow: /b"},
		{"2.2.1 neither named nor star", "User-agent: other\nDisallow: /\n", "/b", true, ""},
		{"2.2.1 groups of one token merge", "User-agent: MarsadBot\nDisallow: /a\n\nUser-agent: *\nDisallow: /\n\nUser-agent: marsadbot\nDisallow: /b\n", "/b", false, "Disallow: /b"},
		{"2.2.1 merged, first part", "User-agent: MarsadBot\nDisallow: /a\n\nUser-agent: MarsadBot\nDisallow: /b\n", "/a", false, "Disallow: /a"},
		{"2.2.1 star groups merge", "User-agent: *\nDisallow: /a\nUser-agent: *\nDisallow: /b\n", "/a", false, "Disallow: /a"},
		{"2.2.1 several agents, one group", "User-agent: a\nUser-agent: MarsadBot\nUser-agent: b\nDisallow: /x\n", "/x", false, "Disallow: /x"},
		{"2.2.1 own empty group frees", "User-agent: *\nDisallow: /\nUser-agent: MarsadBot\n", "/x", true, ""},
		{"2.1 agent after rule opens a group", "User-agent: a\nDisallow: /a\nUser-agent: MarsadBot\nDisallow: /b\n", "/a", true, ""},
		{"2.1 rule outside a group", "Disallow: /\nUser-agent: MarsadBot\nDisallow: /b\n", "/a", true, ""},
		{"2.1 blank line does not end a group", "User-agent: MarsadBot\n\n\nDisallow: /b\n", "/b", false, "Disallow: /b"},
		{"2.1 comment does not end a group", "User-agent: MarsadBot # us\n# remark\nDisallow: /b # why\n", "/b", false, "Disallow: /b"},
		{"2.2.4 other records do not interfere", "User-agent: MarsadBot\nSitemap: https://a.example/s.xml\nFoo: bar\nUser-agent: b\nDisallow: /b\n", "/b", false, "Disallow: /b"},
		{"2.2.4 crawl-delay does not end the agents", "User-agent: MarsadBot\nCrawl-delay: 3\nUser-agent: b\nDisallow: /b\n", "/b", false, "Disallow: /b"},

		{"2.2.2 no match allows", "User-agent: *\nDisallow: /b\n", "/a", true, ""},
		{"2.2.2 longest wins, allow", "User-agent: *\nDisallow: /a\nAllow: /a/b\n", "/a/b/c", true, "Allow: /a/b"},
		{"2.2.2 longest wins, disallow", "User-agent: *\nAllow: /a\nDisallow: /a/b\n", "/a/b/c", false, "Disallow: /a/b"},
		{"2.2.2 order does not count", "User-agent: *\nAllow: /a/b\nDisallow: /a\n", "/a/b/c", true, "Allow: /a/b"},
		{"2.2.2 tie allows", "User-agent: *\nDisallow: /a\nAllow: /a\n", "/a", true, "Allow: /a"},
		{"2.2.2 tie allows, other order", "User-agent: *\nAllow: /a\nDisallow: /a\n", "/a", true, "Allow: /a"},
		{"2.2.2 prefix is not a folder", "User-agent: *\nDisallow: /fish\n", "/fishing", false, "Disallow: /fish"},
		{"2.2.2 case of the path counts", "User-agent: *\nDisallow: /Fish\n", "/fish", true, ""},
		{"2.2.2 slash at the end", "User-agent: *\nDisallow: /fish/\n", "/fish", true, ""},
		{"2.2.2 query is part of the path", "User-agent: *\nDisallow: /s?q=\n", "/s?q=1", false, "Disallow: /s?q="},
		{"2.2.2 empty disallow", "User-agent: *\nDisallow:\n", "/a", true, ""},
		{"2.2.2 empty allow", "User-agent: *\nAllow:\nDisallow: /\n", "/a", false, "Disallow: /"},
		{"2.2.2 empty rule ends the agents", "User-agent: MarsadBot\nDisallow:\nUser-agent: b\nDisallow: /\n", "/a", true, ""},
		{"2.2.2 robots.txt itself", "User-agent: *\nDisallow: /\n", "/robots.txt", true, ""},
		{"2.2.2 robots.txt with a query is a page", "User-agent: *\nDisallow: /\n", "/robots.txt?x", false, "Disallow: /"},
		{"2.2.2 path without slash matches nothing", "User-agent: *\nDisallow: fish\n", "/fish", true, ""},
		{"2.2.2 empty target is the root", "User-agent: *\nDisallow: /$\n", "", false, "Disallow: /$"},

		{"2.2.2 table: same", "User-agent: *\nDisallow: /foo/bar?baz=quz\n", "/foo/bar?baz=quz", false, "Disallow: /foo/bar?baz=quz"},
		{"2.2.2 table: reserved in the query", "User-agent: *\nDisallow: /foo/bar?baz=https://foo.bar\n", "/foo/bar?baz=https%3A%2F%2Ffoo.bar", false, "Disallow: /foo/bar?baz=https://foo.bar"},
		{"2.2.2 table: reserved, other way", "User-agent: *\nDisallow: /foo/bar?baz=https%3a%2f%2ffoo.bar\n", "/foo/bar?baz=https://foo.bar", false, "Disallow: /foo/bar?baz=https%3a%2f%2ffoo.bar"},
		{"2.2.2 table: UTF-8", "User-agent: *\nDisallow: /foo/bar/ツ\n", "/foo/bar/%E3%83%84", false, "Disallow: /foo/bar/ツ"},
		{"2.2.2 table: UTF-8, other way", "User-agent: *\nDisallow: /foo/bar/%e3%83%84\n", "/foo/bar/ツ", false, "Disallow: /foo/bar/%e3%83%84"},
		{"2.2.2 table: encoded letters", "User-agent: *\nDisallow: /foo/bar/%62%61%7A\n", "/foo/bar/baz", false, "Disallow: /foo/bar/%62%61%7A"},
		{"2.2.2 Arabic path", "User-agent: *\nDisallow: /أخبار\n", "/%D8%A3%D8%AE%D8%A8%D8%A7%D8%B1/1", false, "Disallow: /أخبار"},
		{"2.2.2 an encoded slash is no slash", "User-agent: *\nDisallow: /a%2Fb\n", "/a/b", true, ""},
		{"2.2.2 a stray percent sign", "User-agent: *\nDisallow: /100%\n", "/100%", false, "Disallow: /100%"},

		{"2.2.3 star inside", "User-agent: *\nDisallow: /a*c\n", "/abbbc/d", false, "Disallow: /a*c"},
		{"2.2.3 star takes nothing", "User-agent: *\nDisallow: /a*c\n", "/ac", false, "Disallow: /a*c"},
		{"2.2.3 star at the head", "User-agent: *\nDisallow: *.gif$\n", "/a/b.gif", false, "Disallow: *.gif$"},
		{"2.2.3 dollar", "User-agent: *\nDisallow: /*.gif$\n", "/a.gif?x=1", true, ""},
		{"2.2.3 dollar needs the last place", "User-agent: *\nDisallow: /*.gif$\n", "/a.gif.b.gif", false, "Disallow: /*.gif$"},
		{"2.2.3 dollar without star", "User-agent: *\nDisallow: /a$\n", "/ab", true, ""},
		{"2.2.3 dollar inside is a letter", "User-agent: *\nDisallow: /a$b\n", "/a$b", false, "Disallow: /a$b"},
		{"2.2.3 literal star", "User-agent: *\nDisallow: /f-%2A.html\n", "/f-x.html", true, ""},
		{"2.2.3 literal star matches itself", "User-agent: *\nDisallow: /f-%2A.html\n", "/f-*.html", false, "Disallow: /f-%2A.html"},
		{"2.2.3 literal dollar", "User-agent: *\nDisallow: /f-%24\n", "/f-$x", false, "Disallow: /f-%24"},
		{"2.2.3 many stars", "User-agent: *\nDisallow: /**a***b**$\n", "/xxayyb", false, "Disallow: /**a***b**$"},
		{"2.2.3 parts may not overlap", "User-agent: *\nDisallow: /*ab*ba$\n", "/aba", true, ""},
		{"2.2.3 star in the query", "User-agent: *\nDisallow: /*?*print=\n", "/a?b=1&print=2", false, "Disallow: /*?*print="},

		{"2.3 byte order mark", "\ufeffUser-agent: *\nDisallow: /a\n", "/a", false, "Disallow: /a"},
		{"2.3 CR alone", "User-agent: *\rDisallow: /a\r", "/a", false, "Disallow: /a"},
		{"2.3 CRLF", "User-agent: *\r\nDisallow: /a\r\n", "/a", false, "Disallow: /a"},
		{"2.3 no end of line at the end", "User-agent: *\nDisallow: /a", "/a", false, "Disallow: /a"},
		{"2.3 white space around", " \tUser-agent \t:\t*  \n  Disallow\t:  /a \t\n", "/a", false, "Disallow: /a"},
		{"2.3 forgiven: no colon", "User-agent *\nDisallow /a\n", "/a", false, "Disallow: /a"},
		{"2.3 forgiven: misspelt", "Useragent: *\nDissallow: /a\n", "/a", false, "Disallow: /a"},
		{"2.3 a web page instead", "<!doctype html><html><body>Disallow: /</body></html>", "/a", true, ""},
	}
	for _, tt := range tests {
		t.Run(tt.clause, func(t *testing.T) {
			d := Parse([]byte(tt.file)).Check(us, tt.target)
			if d.Allowed != tt.allowed || d.Rule != tt.rule {
				t.Errorf("Check(%q) = %+v, want allowed %v by %q", tt.target, d, tt.allowed, tt.rule)
			}
		})
	}
}

func TestDecisionNamesItsGround(t *testing.T) {
	f := Parse([]byte("# head\nUser-agent: *\nAllow: /a\n\nDisallow: /a/b\n"))
	d := f.Check(us, "/a/b/c")
	want := Decision{Reason: ByRule, Rule: "Disallow: /a/b", Line: 5, Group: "*"}
	if d != want {
		t.Errorf("got %+v, want %+v", d, want)
	}
	if d := f.Check(us, "http://elsewhere/"); d.Allowed || d.Reason != BadTarget {
		t.Errorf("a target that is no path: %+v", d)
	}
}

func TestFromStatus(t *testing.T) {
	for status, allowed := range map[int]bool{200: true, 204: true, 301: true, 400: true, 401: true, 403: true, 404: true, 410: true, 429: false, 500: false, 503: false, 0: false} {
		if d := FromStatus(status, nil).Check(us, "/a"); d.Allowed != allowed {
			t.Errorf("status %d: %+v, want allowed %v", status, d, allowed)
		}
	}
	if NoAnswer().Check(us, "/").Allowed {
		t.Error("a site that gives no answer is closed")
	}
	if f := FromStatus(404, []byte("User-agent: *\nDisallow: /")); !f.Check(us, "/").Allowed {
		t.Error("the body of an error page holds no rules")
	}
}

func TestLimitDropsTheLineItCuts(t *testing.T) {
	head := "User-agent: *\nDisallow: /a\n"
	fill := strings.Repeat("#\n", (MaxBytes-len(head))/2)
	f := Parse([]byte(head + fill + "Disallow: /late\n"))
	if f.Check(us, "/a").Allowed || !f.Check(us, "/late").Allowed {
		t.Error("the first 500 KiB count, the rest does not")
	}
	long := head + "Disallow: /" + strings.Repeat("x", MaxBytes)
	if f := Parse([]byte(long)); !f.Check(us, "/b").Allowed || f.Check(us, "/a").Allowed {
		t.Error("half a rule was read")
	}
}

func TestCrawlDelay(t *testing.T) {
	tests := []struct {
		name, file string
		want       time.Duration
		ok         bool
	}{
		{"own", "User-agent: *\nCrawl-delay: 1\nDisallow:\nUser-agent: MarsadBot\nCrawl-delay: 7\nDisallow:\n", 7 * time.Second, true},
		{"star", "User-agent: *\nCrawl-delay: 2.5\nDisallow:\n", 2500 * time.Millisecond, true},
		{"own group without one", "User-agent: *\nCrawl-delay: 9\nDisallow:\nUser-agent: MarsadBot\nDisallow:\n", 0, false},
		{"of another agent before", "User-agent: b\nCrawl-delay: 9\nUser-agent: MarsadBot\nDisallow: /x\n", 0, false},
		{"the longest", "User-agent: *\nCrawl-delay: 2\nCrawl-delay: 4\nCrawl-delay: 3\n", 4 * time.Second, true},
		{"absurd", "User-agent: *\nCrawl-delay: 1e300\n", maxDelay, true},
		{"negative", "User-agent: *\nCrawl-delay: -1\n", 0, false},
		{"not a number", "User-agent: *\nCrawl-delay: NaN\n", 0, false},
		{"none", "User-agent: *\nDisallow: /a\n", 0, false},
	}
	for _, tt := range tests {
		if got, ok := Parse([]byte(tt.file)).CrawlDelay(us); got != tt.want || ok != tt.ok {
			t.Errorf("%s: %s, %v, want %s, %v", tt.name, got, ok, tt.want, tt.ok)
		}
	}
}

func TestSitemaps(t *testing.T) {
	f := Parse([]byte("Sitemap: https://a.example/1.xml\nUser-agent: *\nDisallow: /\nsitemap:https://a.example/2.xml # news\nSitemap:\n"))
	if got := strings.Join(f.Sitemaps, " "); got != "https://a.example/1.xml https://a.example/2.xml" {
		t.Errorf("sitemaps = %q", got)
	}
}

func TestMatchIsFastOnHostilePatterns(t *testing.T) {
	f := Parse([]byte("User-agent: *\nDisallow: /" + strings.Repeat("a*", 5000) + "b\n"))
	start := time.Now()
	f.Check(us, "/"+strings.Repeat("a", 100_000))
	if d := time.Since(start); d > 2*time.Second {
		t.Errorf("took %s", d)
	}
}

// FuzzCheck: whatever the bytes, a decision by rule names a line of the file
// that a reader finds there, and asking again gives the same answer.
func FuzzCheck(f *testing.F) {
	f.Add("User-agent: *\nDisallow: /a*b$\nAllow: /%D8%A3\n", "/axb")
	f.Add("\ufeffuser-agent:MarsadBot\rallow:/\r\ndisallow:*", "/?q=%2f")
	f.Fuzz(func(t *testing.T, file, target string) {
		p := Parse([]byte(file))
		d := p.Check(us, target)
		if d != p.Check(us, target) {
			t.Fatal("two answers to one question")
		}
		if d.Reason == ByRule {
			_, pat, _ := strings.Cut(d.Rule, ": ")
			if d.Line == 0 || !strings.Contains(file, pat) {
				t.Fatalf("no such rule: %+v", d)
			}
		}
		n, _ := normalise(target, false)
		if again, _ := normalise(n, false); again != n {
			t.Fatalf("normal form is not stable: %q then %q", n, again)
		}
	})
}

func BenchmarkCheck(b *testing.B) {
	var sb strings.Builder
	sb.WriteString("User-agent: *\n")
	for i := range 60 {
		sb.WriteString("Disallow: /section" + strings.Repeat("x", i%7) + "/*/print\n")
	}
	f := Parse([]byte(sb.String()))
	b.ReportAllocs()
	for b.Loop() {
		f.Check(us, "/news/2026/11/21/story-of-the-day.html")
	}
}
