package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// tab is a browser in a test.
type tab struct {
	t    *testing.T
	ctx  context.Context
	log  *printed
	home string
}

func openTab(t *testing.T, link string, log *printed) *tab {
	return &tab{t, chromium(t), log, strings.Split(link, "/in/")[0]}
}

func (b *tab) do(what string, actions ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	if err := chromedp.Do(b.ctx, actions...); err != nil {
		text, _ := chromedp.Run(b.ctx, chromedp.Text(chromedp.CSS("body")))
		b.t.Fatalf("%s: %v\n%.1500s\n%s", what, err, text, b.log)
	}
}

func (b *tab) text(of string) string {
	b.t.Helper()
	return eval[string](b, fmt.Sprintf(`document.querySelector(%q)?.innerText ?? ""`, of))
}

func eval[T any](b *tab, script string) T {
	b.t.Helper()
	got, err := chromedp.Run(b.ctx, chromedp.Evaluate[T](script))
	if err != nil {
		b.t.Fatal(err)
	}
	return got
}

// scripts switches JavaScript of pages on or off.
func (b *tab) scripts(on bool) {
	b.t.Helper()
	if _, err := chromedp.Call(b.ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: !on}); err != nil {
		b.t.Fatal(err)
	}
}

// ended goes to the page of a run until that gives way to its report.
func (b *tab) ended(what string) {
	b.t.Helper()
	for range 300 {
		at, err := chromedp.Run(b.ctx, chromedp.Location())
		if err == nil && strings.Contains(at, "?run=") {
			b.do(what, chromedp.WaitVisible(chromedp.CSS(".today .do")))
			return
		}
		time.Sleep(300 * time.Millisecond)
		if strings.Contains(at, "/look/") {
			b.do(what, chromedp.Navigate(at))
		}
	}
	b.t.Fatalf("%s: it does not end: %s", what, b.log)
}

// narrow holds every new page against a small phone: nothing is wider than the
// screen, every control has a name, every heading follows.
const narrowPage = `(() => {
  const wide = [...document.querySelectorAll("main *")].find((e) => e.checkVisibility() && !e.closest(".wide,.skip") && e.getBoundingClientRect().right > innerWidth + .5);
  const nameless = [...document.querySelectorAll("a,button,summary,input:not([type=hidden])")].find((e) => e.checkVisibility() && !(e.innerText || e.getAttribute("aria-label") || e.labels?.[0]?.innerText || "").trim());
  return (document.documentElement.scrollWidth > innerWidth ? "too wide: " + (wide?.outerHTML ?? "?").slice(0, 150) : "") + (nameless ? " nameless: " + nameless.outerHTML.slice(0, 150) : "") +
    (document.querySelectorAll("h1").length === 1 ? "" : " not one first heading") + (document.title ? "" : " no title");
})()`

// placeholder is what should have been filled in.
var placeholder = regexp.MustCompile(`\{(subject|name|host|port)\}`)

// One command shows the made-up grocer on the page. Who watches mends a thing and
// is told that it is mended; what was not mended is told as such, without
// JavaScript too; the texts to send are complete; and at the end nothing is left.
func TestTheDemoOnThePage(t *testing.T) {
	if testing.Short() {
		t.Skip("a long one: run without -short")
	}
	temp := t.TempDir()
	t.Setenv("TMPDIR", temp)
	t.Setenv("WEAKLINK_SAMPLES", "2048")
	t.Setenv("WEAKLINK_DATA", filepath.Join(temp, "nobody-writes-here"))
	t.Chdir(t.TempDir())
	t.Cleanup(func() { // after the demo has ended
		left, err := filepath.Glob(filepath.Join(temp, "*weaklink*"))
		if _, wrote := os.Stat(filepath.Join(temp, "nobody-writes-here")); err != nil || len(left) > 0 || wrote == nil {
			t.Errorf("left behind: %v, %v", left, err)
		}
	})
	link, out, log := shown(t, "demo", "--serve")
	folder := regexp.MustCompile(`(?m)^  (/.*/firm)$`).FindStringSubmatch(out.String())
	for i := 0; folder == nil && i < 100; i++ {
		time.Sleep(50 * time.Millisecond)
		folder = regexp.MustCompile(`(?m)^  (/.*/firm)$`).FindStringSubmatch(out.String())
	}
	if folder == nil {
		t.Fatal(out)
	}
	type css = chromedp.CSS
	b := openTab(t, link, log)
	b.do("open the link", chromedp.Navigate(link), chromedp.Click(css(".button.main")), chromedp.WaitVisible(css(".today .do")))
	if say := b.text(".top"); !strings.Contains(say, "A made-up grocer") {
		t.Error("it does not say that the grocer is made up:", say)
	}

	// Whoever gets a mail finds in it what is wrong, what to do, and how to test it again.
	mails := eval[[]struct{ To, Body, Link string }](b, `[...document.querySelectorAll(".mail")].map((m) => ({To: m.querySelector("summary").textContent, Body: m.querySelector("pre").textContent, Link: m.querySelector("a").href}))`)
	to := map[string]int{}
	for _, m := range mails {
		to[strings.TrimPrefix(m.To, "Send to your ")]++
		for _, part := range []string{"this came up:", "What to do:", "test it again the same way when it is done:\n  "} {
			if !strings.Contains(m.Body, part) {
				t.Errorf("%s: the mail lacks %q:\n%s", m.To, part, m.Body)
			}
		}
		if !strings.HasPrefix(m.Link, "mailto:?") || placeholder.MatchString(m.Body) {
			t.Errorf("%s: %.80s\n%s", m.To, m.Link, m.Body)
		}
	}
	if to["web developer"] == 0 || to["host"] == 0 || to["lawyer"] == 0 {
		t.Errorf("there are mails to %v", to)
	}

	// Mended, and looked at again by itself.
	if err := os.Remove(filepath.Join(folder[1], "share", "customers-export-2021.csv")); err != nil {
		t.Fatal(err)
	}
	const mended = `.finding[id^="data.stray-copies@"]`
	b.do("look at one thing again", chromedp.Navigate(b.home+"/link/data"), chromedp.Click(css(mended+` form[action="/recheck"] .button`)), chromedp.WaitVisible(css(".outcome")))
	if say := b.text(".outcome"); !strings.Contains(say, "mended") || !strings.Contains(say, "not so any more") {
		t.Error(say)
	}
	if say := b.text(".about"); !strings.Contains(say, "not looked at again in this look") {
		t.Error("the report does not say what it took over:", say)
	}
	if eval[bool](b, `!!document.querySelector('`+mended+`')`) {
		t.Error("what was mended is in the report still")
	}

	// Not mended, without JavaScript.
	b.scripts(false)
	b.do("look at another, without JavaScript", chromedp.Navigate(b.home+"/link/data"), chromedp.Click(css(`[id^="data.stale-records@"] form[action="/recheck"] .button`)), chromedp.WaitVisible(css("main h1")))
	b.ended("a look without JavaScript")
	if say := b.text(".outcome"); !strings.Contains(say, "not mended") {
		t.Error(say)
	}
	b.do("earlier looks", chromedp.Navigate(b.home+"/runs"), chromedp.WaitVisible(css("table")))
	if say := b.text("main"); strings.Count(say, "one thing looked at again") != 2 || !strings.Contains(say, "mended") {
		t.Error(say)
	}

	// The nine questions, with the keyboard alone and without JavaScript.
	b.do("the first question", chromedp.Navigate(b.home+"/start"), chromedp.SendKeys(css("#v"), "4"+kb.Enter), chromedp.WaitVisible(css(".choices")))
	for i := 3; !strings.Contains(b.text("main"), "What you answered"); i++ {
		next := css(fmt.Sprintf(`.ask[data-n="%d"], .said`, i))
		b.do("answer by keyboard", chromedp.Focus(css(".choices button")), chromedp.SendKeys(css(".choices button"), kb.Enter), chromedp.WaitVisible(next))
	}
	if say := b.text("main"); !strings.Contains(say, "From what you told us") || !strings.Contains(say, "Look for real") {
		t.Error("no advice:", say)
	}
	b.scripts(true)
	b.do("small", chromedp.EmulateViewport(320, 700))
	for _, page := range []string{"/start", "/start?a=staff.4", "/start?a=staff.4&a=kept.contact&a=second-factor.yes&at=kept", "/runs", "/accepted", "/call", "/first", "/link/data", "/"} {
		b.do(page, chromedp.Navigate(b.home+page), chromedp.WaitVisible(css("h1")))
		if wrong := eval[string](b, narrowPage); wrong != "" {
			t.Errorf("%s: %s", page, wrong)
		}
	}
}
