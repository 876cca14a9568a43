package console

import (
	"context"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"github.com/marsad-news/marsad/event"
)

// stepsWithin bounds what the browser is asked to do in one go: a page on a
// loaded machine takes several seconds.
const stepsWithin = 60 * time.Second

// browser starts a headless Chromium with a fresh profile. Where there is none
// the test is skipped with a line, or fails if one is promised.
func browser(t *testing.T) context.Context {
	t.Helper()
	var path string
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable"} {
		if p, err := exec.LookPath(name); err == nil {
			path = p
			break
		}
	}
	if path == "" {
		const why = "no chromium in PATH: install it (apt-get install chromium) to run this test"
		if os.Getenv("MARSAD_TEST_REQUIRE") == "1" {
			t.Fatal("MARSAD_TEST_REQUIRE=1, but " + why)
		}
		t.Skip(why)
	}
	opts := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.DisableGPU, chromedp.UserDataDir(t.TempDir()),
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true), chromedp.Flag("disable-sync", true), chromedp.WindowSize(1280, 1000))
	ctx, cancel := chromedp.NewExecAllocator(t.Context(), opts...)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	if err := chromedp.Do(ctx); err != nil { // starts it, without a limit that would end it later
		t.Fatalf("start browser: %v", err)
	}
	return ctx
}

// do runs steps in the browser's tab.
func do(ctx context.Context, t *testing.T, steps ...chromedp.Action[chromedp.Void]) {
	t.Helper()
	ctx, cancel := context.WithTimeout(ctx, stepsWithin)
	defer cancel()
	if err := chromedp.Do(ctx, steps...); err != nil {
		t.Fatalf("browser: %v", err)
	}
}

// eval is the value of an expression in the page.
func eval[T any](ctx context.Context, t *testing.T, expression string) T {
	t.Helper()
	v, err := chromedp.Run(ctx, chromedp.Evaluate[T](expression))
	if err != nil {
		t.Fatalf("browser: %s: %v", expression, err)
	}
	return v
}

func site(t *testing.T, f *fake) string {
	t.Helper()
	stop := make(chan struct{})
	h, err := New(f, Options{Poll: 50 * time.Millisecond, Stop: stop})
	if err != nil {
		t.Fatal(err)
	}
	srv := httptest.NewServer(h)
	t.Cleanup(func() { close(stop); srv.Close() })
	return srv.URL
}

func TestBrowserRunsNothingForeign(t *testing.T) {
	ctx, f := browser(t), world(t)
	const attack = `<img src=x onerror="document.title='owned'"><script>document.title='owned'</script>`
	a := article("x1", attack, attack+" وجود قوات في البلاد")
	a.Stripped = []event.Stripped{{Kind: attack, Text: attack}}
	c := claim(t, a, event.Presence, event.Denied, "USA", "IRQ", "وجود قوات في البلاد")
	c.Attribution.Speaker = attack
	f.add(a, c)
	url := site(t, f)
	for _, path := range []string{"/?ui=ar", "/claims/" + c.ID, "/articles/x1"} {
		do(ctx, t, chromedp.Navigate(url+path), chromedp.WaitVisible("mark.denied"), chromedp.Sleep(200*time.Millisecond))
		title := eval[string](ctx, t, "document.title")
		images := eval[int](ctx, t, `document.querySelectorAll("img:not(.brand img)").length`)
		if title == "owned" || images != 0 {
			t.Errorf("%s: the article's markup came to life: title %q, %d images", path, title, images)
		}
		if got := eval[string](ctx, t, `[...document.querySelectorAll("mark.denied")].map(m => m.textContent).join("|")`); !strings.Contains(got, "وجود قوات في البلاد") {
			t.Errorf("%s: marked is %q", path, got)
		}
	}
}

func TestBrowserReadsFromRightToLeft(t *testing.T) {
	ctx, f := browser(t), world(t)
	do(ctx, t, chromedp.Navigate(site(t, f)+"/?ui=ar"), chromedp.WaitVisible(".claim"))
	if got := eval[string](ctx, t, `[...document.querySelectorAll(".words")].map(w => getComputedStyle(w).direction).join(" ")`); got != "rtl rtl rtl ltr" {
		t.Errorf("directions of the articles' words: %s; want three Arabic and one English", got)
	}
	if eval[bool](ctx, t, `document.documentElement.scrollWidth > innerWidth`) {
		t.Error("the page is wider than its window")
	}
	stance := eval[float64](ctx, t, `document.querySelector(".stance").getBoundingClientRect().right`)
	status := eval[float64](ctx, t, `document.querySelector(".status").getBoundingClientRect().right`)
	if stance <= status {
		t.Errorf("the stance ends at %.0f, the status at %.0f: the line does not start at the right", stance, status)
	}
}

func TestBrowserBringsNewClaimsIntoThePage(t *testing.T) {
	ctx, f := browser(t), world(t)
	do(ctx, t, chromedp.Navigate(site(t, f)+"/?ui=ar"), chromedp.WaitVisible(".live"))
	a := article("late", "خبر متأخر", "وصلت قوات إلى المطار.")
	a.Published = "2025-11-09"
	late := claim(t, a, event.Arrival, event.Affirmed, "FRA", "TCD", "وصلت قوات إلى المطار")
	f.add(a, late)
	do(ctx, t, chromedp.WaitVisible("#c-"+late.ID+".fresh"))
	if got := eval[string](ctx, t, `document.querySelector(".total strong").textContent`); got != "5 إفادات" {
		t.Errorf("the page counts %q", got)
	}
}

func TestBrowserMovesByKeyboard(t *testing.T) {
	ctx, f := browser(t), world(t)
	do(ctx, t, chromedp.Navigate(site(t, f)+"/?ui=en"), chromedp.WaitVisible(".live"), chromedp.KeyEvent("jjjk"))
	if at := eval[int](ctx, t, `[...document.querySelectorAll("li.claim")].indexOf(document.activeElement)`); at != 1 {
		t.Errorf("focus is on claim %d, want 1 counted from 0", at)
	}
}

func TestBrowserSetsTheSidesBesideEachOther(t *testing.T) {
	ctx, f := browser(t), world(t)
	debate(t, f)
	url := site(t, f) + "/sides?actor=USA&country=IRQ&ui="
	for _, lang := range languages {
		do(ctx, t, chromedp.EmulateViewport(1280, 1000), chromedp.Navigate(url+lang), chromedp.WaitVisible(".chart"))
		const middle = `(e => { const r = document.querySelector(e).getBoundingClientRect(); return (r.left + r.right) / 2 })`
		affirmed, denied := eval[float64](ctx, t, middle+`(".column.affirmed")`), eval[float64](ctx, t, middle+`(".column.denied")`)
		if (affirmed > denied) != (lang == "ar") {
			t.Errorf("%s: who affirm stand at %.0f, who deny at %.0f", lang, affirmed, denied)
		}
		first := eval[float64](ctx, t, `document.querySelector(".chart .departure").getBoundingClientRect().left`)
		last := eval[float64](ctx, t, `document.querySelector(".chart .plan").getBoundingClientRect().left`)
		if first >= last {
			t.Errorf("%s: what was earlier stands at %.0f, what is later at %.0f", lang, first, last)
		}
		if eval[bool](ctx, t, `document.documentElement.scrollWidth > innerWidth`) {
			t.Errorf("%s: the page is wider than its window", lang)
		}
	}
	do(ctx, t, chromedp.KeyEvent("j"))
	if !eval[bool](ctx, t, `document.activeElement.matches(".column li.claim")`) {
		t.Error("the keyboard does not move through the statements")
	}
	do(ctx, t, chromedp.EmulateViewport(400, 900), chromedp.Navigate(url+"ar"), chromedp.WaitVisible(".chart"))
	if eval[bool](ctx, t, `document.documentElement.scrollWidth > innerWidth`) {
		t.Error("the page is wider than a telephone:", eval[string](ctx, t, `[...document.querySelectorAll("main *")].filter(e => { const r = e.getBoundingClientRect(); return r.left < 0 || r.right > innerWidth }).map(e => e.tagName + "." + e.getAttribute("class")).slice(0, 9).join(" ")`))
	}
}

func TestBrowserPrintsTheSidesWhole(t *testing.T) {
	ctx, f := browser(t), world(t)
	debate(t, f)
	a := article("e1", "البنتاغون", "لدى الوزارة قوات في العراق.")
	a.Published = "2025-06-01"
	before := claim(t, a, event.Presence, event.Affirmed, "USA", "IRQ", "لدى الوزارة قوات في العراق")
	before.Attribution = event.Attribution{Org: "USA-DOD"}
	f.add(a, before)
	do(ctx, t, chromedp.Navigate(site(t, f)+"/sides?actor=USA&country=IRQ&ui=ar"), chromedp.WaitVisible(".earlier"))
	const seen = `(e => { const r = document.querySelector(e); return r.checkVisibility({contentVisibilityAuto: true}) && r.getBoundingClientRect().height > 0 })`
	if eval[bool](ctx, t, seen+`(".earlier .words")`) || !eval[bool](ctx, t, seen+`(".sides .chips")`) {
		t.Error("on screen the earlier statements are open, or nothing can be chosen")
	}
	do(ctx, t, chromedp.Func(func(ctx context.Context, tab *chromedp.Target) error {
		_, err := cdp.Call(ctx, tab, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: "print"})
		return err
	}), chromedp.WaitVisible(".earlier .words")) // the browser lays out what was folded when it comes to it
	for element, want := range map[string]bool{".earlier .words": true, ".column.denied .words": true, ".chart": true, ".marks": true, ".top": false, ".sides .chips": false, ".bottom": false} {
		if eval[bool](ctx, t, seen+`("`+element+`")`) != want {
			t.Errorf("printed, %s is there: %t, want %t", element, !want, want)
		}
	}
	if dir := os.Getenv("MARSAD_SCREENSHOTS"); dir != "" {
		shoot(ctx, t, filepath.Join(dir, "sides-print.png"))
	}
}

// shoot writes a picture of the window.
func shoot(ctx context.Context, t *testing.T, path string) {
	t.Helper()
	png, err := chromedp.Run(ctx, chromedp.CaptureScreenshot())
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, png, 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestBrowserNeedsNoScriptForTheSides(t *testing.T) {
	ctx, f := browser(t), world(t)
	debate(t, f)
	h := serve(t, f)
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasSuffix(r.URL.Path, ".js") {
			http.NotFound(w, r)
			return
		}
		h.ServeHTTP(w, r)
	}))
	t.Cleanup(srv.Close)
	do(ctx, t, chromedp.Navigate(srv.URL+"/?ui=en"), chromedp.Click(".affirmed a.both"), chromedp.WaitVisible(".column.denied .disputes a"))
	do(ctx, t, chromedp.Click(".column.denied .disputes a"), chromedp.WaitVisible(".column.affirmed li.claim:target"))
}

// TestScreenshot writes pictures for a person to look at, where asked to.
func TestScreenshot(t *testing.T) {
	dir := os.Getenv("MARSAD_SCREENSHOTS")
	if dir == "" {
		t.Skip("MARSAD_SCREENSHOTS names no directory")
	}
	ctx, f := browser(t), world(t)
	debate(t, f)
	url := site(t, f)
	for _, p := range []struct {
		name, path string
		w, h       int64
	}{
		{"list-ar", "/?ui=ar&theme=light", 1280, 1000}, {"list-en", "/?ui=en", 1280, 1000}, {"list-dark", "/?ui=ar&theme=dark", 1280, 1000},
		{"claim", "/claims/" + f.claims[0].ID + "?ui=ar&theme=light", 1280, 1000}, {"article", "/articles/a1?ui=ar", 1280, 1000}, {"phone", "/?ui=ar", 400, 900},
		{"sides-ar", "/sides?actor=USA&country=IRQ&ui=ar&theme=light", 1280, 2400}, {"sides-en", "/sides?actor=USA&country=IRQ&ui=en&theme=dark", 1280, 2400},
		{"sides-phone", "/sides?actor=USA&country=IRQ&ui=ar", 400, 2400}, {"sides-choose", "/sides?ui=ar&theme=light", 1280, 900},
	} {
		do(ctx, t, chromedp.EmulateViewport(p.w, p.h), chromedp.Navigate(url+p.path), chromedp.WaitVisible("main"), chromedp.Sleep(300*time.Millisecond))
		shoot(ctx, t, filepath.Join(dir, p.name+".png"))
	}
}
