package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const (
	sahlRule = "id: sahl\nhosts: [sahl.example]\ntitle: {select: h1, why: the only heading}\n"
	sahlPage = "<h1>قيادة السهل تعلن مغادرة الكتيبة</h1><p>أعلنت قيادة السهل أن الكتيبة الثالثة غادرت موقعها قرب الجسر صباح اليوم.</p><p>وأضافت أن الطريق سيفتح أمام المدنيين يوم السبت بعد إزالة الحواجز.</p>"
	sahlWant = "url: https://sahl.example/1\ntitle: قيادة السهل تعلن مغادرة الكتيبة\n\nأعلنت قيادة السهل أن الكتيبة الثالثة غادرت موقعها قرب الجسر صباح اليوم.\nوأضافت أن الطريق سيفتح أمام المدنيين يوم السبت بعد إزالة الحواجز.\n"
)

// ruleDir is a configuration with one rule and its fixture.
func ruleDir(t *testing.T, want string) (cfg, dir string) {
	t.Helper()
	dir = t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, "fixtures"), 0o700); err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{"sahl.yaml": sahlRule, "fixtures/sahl.html": sahlPage, "fixtures/sahl.want": want} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return file(t, "marsad.yaml", "parser: {rules: "+dir+"}\n"), dir
}

func TestSourceTestComparesWhatComesOutWithTheFixture(t *testing.T) {
	for _, c := range []struct{ name, want, says string }{
		{"all as it should be", sahlWant, ""},
		{"another title", strings.Replace(sahlWant, "title: قيادة", "title: لجنة", 1), "title"},
		{"another date", strings.Replace(sahlWant, "\n\n", "\npublished: 2024-05-01\n\n", 1), "published"},
		{"another writer", strings.Replace(sahlWant, "\n\n", "\nbyline: نادر الصالح\n\n", 1), "byline"},
		{"another text", sahlWant + "وجملة ثالثة.\n", "text"},
		{"another host", strings.Replace(sahlWant, "sahl.example", "wadi.example", 1), "hosts"},
	} {
		t.Run(c.name, func(t *testing.T) {
			cfg, _ := ruleDir(t, c.want)
			code, out, talk := call(t, "", "source", "-c", cfg, "test", "sahl")
			if (code != 0) != (c.says != "") {
				t.Fatalf("ends with %d: %s%s", code, out, talk)
			}
			bad := ""
			for line := range strings.Lines(out) {
				if !strings.HasSuffix(line, " ok\n") {
					bad += strings.Fields(line)[1]
				}
			}
			if bad != c.says {
				t.Errorf("finds fault with %q, want %q:\n%s", bad, c.says, out)
			}
		})
	}
}

func TestSourceTestTriesARuleOnASavedPage(t *testing.T) {
	cfg, _ := ruleDir(t, sahlWant+"وجملة ثالثة.\n") // the fixture is not asked
	if code, out, talk := call(t, "", "source", "-c", cfg, "-page", file(t, "page.html", sahlPage), "test", "sahl"); code != 0 {
		t.Errorf("ends with %d: %s%s", code, out, talk)
	}
	code, out, _ := call(t, "", "source", "-c", cfg, "-page", file(t, "page.html", "<p>لا عنوان هنا.</p>"), "test", "sahl")
	if code == 0 || !strings.Contains(out, "title") {
		t.Errorf("a page without the title ends with %d: %s", code, out)
	}
}

func TestSourceTestFailsWithoutAFixture(t *testing.T) {
	cfg, dir := ruleDir(t, sahlWant)
	if err := os.Remove(filepath.Join(dir, "fixtures", "sahl.want")); err != nil {
		t.Fatal(err)
	}
	if code, out, talk := call(t, "", "source", "-c", cfg, "test", "sahl"); code == 0 || !strings.Contains(out+talk, "fixture") {
		t.Errorf("ends with %d: %s%s", code, out, talk)
	}
}

func TestShippedRulesMatchTheirFixtures(t *testing.T) {
	if code, out, talk := call(t, "", "source", "test"); code != 0 || strings.Count(out, "\n") < 20 {
		t.Errorf("ends with %d: %s%s", code, out, talk)
	}
}
