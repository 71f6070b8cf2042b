package html

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"

	"github.com/weaklink/weaklink/internal/report"
	"github.com/weaklink/weaklink/internal/report/reporttest"
	"github.com/weaklink/weaklink/risk"
)

// browser starts the system's Chromium, cut off from any network.
func browser(t *testing.T) context.Context {
	t.Helper()
	if testing.Short() {
		t.Skip("a long one: run without -short")
	}
	path, err := exec.LookPath("chromium")
	if err != nil {
		if path, err = exec.LookPath("google-chrome"); err != nil {
			t.Skip("missing: chromium")
		}
	}
	opts := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.UserDataDir(t.TempDir()), chromedp.Flag("no-sandbox", os.Getuid() == 0),
		chromedp.Flag("disable-gpu", true), chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true), chromedp.Flag("host-resolver-rules", "MAP * ~NOTFOUND"))
	ctx, cancel := chromedp.NewExecAllocator(t.Context(), opts...)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	if err := chromedp.Do(ctx, chromedp.Navigate("about:blank")); err != nil {
		t.Fatalf("start %s: %v", path, err)
	}
	return ctx
}

func file(t *testing.T, m *report.Model) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "report.html")
	if err := os.WriteFile(path, []byte(printed(t, m)), 0o600); err != nil {
		t.Fatal(err)
	}
	return "file://" + path
}

// screen is what an eye meets before it scrolls.
type screen struct {
	Title, Text, Wide  string
	Action             float64 // bottom of the one thing to do, px
	Buttons, Copyables int
	Broken             string // how the picture's link looks that is named
}

const look = `(() => {
  const lines = [], seen = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let n = seen.nextNode(); n; n = seen.nextNode()) {
    const text = n.textContent.trim(), at = n.parentElement;
    if (!text || at.closest("script,style") || !at.checkVisibility()) continue;
    const r = document.createRange(); r.selectNodeContents(n);
    const b = r.getBoundingClientRect();
    if (b.width && b.height && b.bottom > 0 && b.right > 0 && b.top < innerHeight && b.left < innerWidth) lines.push(text);
  }
  const wide = [...document.querySelectorAll("body *")].find((e) => e.checkVisibility() && !e.closest(".skip,.defs") && e.getBoundingClientRect().right > innerWidth + .5);
  return {
    Title: document.title, Text: lines.join("\n"),
    Wide: document.documentElement.scrollWidth > innerWidth ? "the page: " + (wide ? wide.outerHTML.slice(0, 200) : "?") : "",
    Action: document.querySelector(".today").getBoundingClientRect().bottom,
    Buttons: document.querySelectorAll("button.copy").length, Copyables: document.querySelectorAll("[data-copy]").length,
    Broken: [...document.querySelectorAll(".chain .cracked")].map((e) => e.innerText.trim().split(/\s+/)[0]).join(","),
  };
})()`

// What an owner meets first keeps its bars on a phone and on a desk: forty
// generated verdicts in a real browser.
func TestFirstScreenInABrowser(t *testing.T) {
	ctx := browser(t)
	for seed := range uint64(40) {
		opt := reporttest.Options{Findings: 1 + int(seed)%12, Stores: int(seed) % 4, Wording: []risk.Wording{risk.Is, risk.Probably, risk.Either, risk.Unknown, ""}[seed%5]}
		opt.Carried, opt.OneLink, opt.Whole, opt.Partial, opt.Evil = seed%7 == 1, seed%7 == 2, seed%7 == 3, seed%7 == 4, seed%7 == 5
		switch seed % 10 {
		case 9:
			opt.Findings = 0 // nothing could be looked at
		case 8:
			opt.Wording, opt.Whole = risk.None, true
		}
		m := reporttest.Model(seed, opt)
		url := file(t, m)
		sizes := [][2]int64{{375, 812}, {1280, 800}}
		if seed%6 == 0 {
			sizes = append(sizes, [2]int64{1920, 1080}, [2]int64{768, 1024})
		}
		for _, size := range sizes {
			if err := chromedp.Do(ctx, chromedp.EmulateViewport(size[0], size[1]), chromedp.Navigate(url)); err != nil {
				t.Fatal(err)
			}
			s, err := chromedp.Run(ctx, chromedp.Evaluate[screen](look))
			if err != nil {
				t.Fatal(err)
			}
			where := fmt.Sprintf("verdict %d at %dx%d", seed, size[0], size[1])
			if w, n := report.Words(s.Text), report.Numbers(s.Text); w < 20 || w > report.MostWords || n > report.MostNumbers {
				t.Errorf("%s: %d words, %d numbers:\n%s", where, w, n, s.Text)
			}
			if e := report.Ease(s.Text); e < report.LeastEase {
				t.Errorf("%s: reading ease %.0f:\n%s", where, e, s.Text)
			}
			if w := report.OfTheTrade(s.Text); w != "" {
				t.Errorf("%s: %q is no word for the first screen:\n%s", where, w, s.Text)
			}
			if s.Action > float64(size[1]) || !strings.Contains(s.Text, m.Today.Do) {
				t.Errorf("%s: the one thing to do ends at %.0f px:\n%s", where, s.Action, s.Text)
			}
			if s.Title != m.Verdict.Headline {
				t.Errorf("%s: the tab says %q", where, s.Title)
			}
			if s.Wide != "" {
				t.Errorf("%s: wider than the screen: %s", where, s.Wide)
			}
			if want := m.Verdict.Link; want == nil && s.Broken != "" || want != nil && s.Broken != *want {
				t.Errorf("%s: cracked is %q", where, s.Broken)
			}
		}
	}
}

// The page asks for nothing but itself, its policy stops nothing of it, its
// script adds the buttons, and hostile or huge reports neither run nor overflow.
func TestThePageInABrowser(t *testing.T) {
	ctx := browser(t)
	if _, err := chromedp.Call(ctx, network.Enable, network.EnableParams{}); err != nil {
		t.Fatal(err)
	}
	var lock sync.Mutex
	asked := map[string]int{}
	requests := chromedp.Events(ctx, network.RequestWillBeSent)
	go func() {
		for e, err := range requests {
			if err != nil {
				return
			}
			lock.Lock()
			asked[e.Request.URL]++
			lock.Unlock()
		}
	}()
	urls := map[string]bool{}
	for name, m := range reporttest.Kinds() {
		url := file(t, m)
		urls[url] = true
		for _, width := range []int64{320, 375, 1280} {
			if err := chromedp.Do(ctx, chromedp.EmulateViewport(width, 812), chromedp.Navigate(url)); err != nil {
				t.Fatal(err)
			}
			// Everything unfolded, so that nothing hides that is too wide.
			if err := chromedp.Do(ctx, chromedp.Evaluate[chromedp.Void](`document.querySelectorAll("details").forEach((d) => { d.open = true; })`)); err != nil {
				t.Fatal(err)
			}
			s, err := chromedp.Run(ctx, chromedp.Evaluate[screen](look))
			if err != nil {
				t.Fatal(err)
			}
			if s.Wide != "" {
				t.Errorf("%s at %d px: wider than the screen: %s", name, width, s.Wide)
			}
			if s.Buttons != s.Copyables || s.Copyables == 0 && m.Findings.Len() > 0 {
				t.Errorf("%s: %d texts to copy, %d buttons: the script did not run", name, s.Copyables, s.Buttons)
			}
			// A script that the page does not name is stopped.
			stopped, err := chromedp.Run(ctx, chromedp.Evaluate[bool](`(() => { const s = document.createElement("script"); s.textContent = "window.ran = true"; document.body.append(s); return !window.ran; })()`))
			if err != nil || !stopped {
				t.Errorf("%s: a foreign script ran (%v)", name, err)
			}
		}
	}
	lock.Lock()
	defer lock.Unlock()
	for url := range asked {
		if !urls[url] && url != "data:," {
			t.Errorf("the page asked for %s", url)
		}
	}
	if len(asked) < len(urls) {
		t.Errorf("only %v was asked for: this watches nothing", asked)
	}
}

// Without JavaScript all of it can be read and opened.
func TestThePageWithoutJavaScript(t *testing.T) {
	ctx := browser(t)
	if _, err := chromedp.Call(ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true}); err != nil {
		t.Fatal(err)
	}
	m := reporttest.Kinds()["ordinary"]
	if err := chromedp.Do(ctx, chromedp.EmulateViewport(375, 812), chromedp.Navigate(file(t, m))); err != nil {
		t.Fatal(err)
	}
	body, err := chromedp.Run(ctx, chromedp.OuterHTML(chromedp.CSS("main")))
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(body, "<button") {
		t.Error("there are buttons that do nothing")
	}
	if err := chromedp.Do(ctx, chromedp.Click(chromedp.CSS(".finding summary"))); err != nil {
		t.Fatal(err)
	}
	if err := chromedp.Do(ctx, chromedp.WaitVisible(chromedp.CSS(".finding details[open] > :not(summary)"))); err != nil {
		t.Error(err)
	}
}

// poor lists the texts whose colour stands out too little from what is behind
// them (WCAG 2.2, 1.4.3), and the controls whose edge does (1.4.11).
const poor = `(() => {
  const rgb = (s) => (s.match(/[\d.]+/g) || []).map(Number);
  const light = (c) => { const [r, g, b] = c.map((x) => { x /= 255; return x <= .04045 ? x / 12.92 : ((x + .055) / 1.055) ** 2.4; }); return .2126 * r + .7152 * g + .0722 * b; };
  const behind = (e) => { for (; e; e = e.parentElement) { const c = rgb(getComputedStyle(e).backgroundColor); if (c.length === 3 || c[3] > 0) return c; } return [255, 255, 255]; };
  const bad = new Set(); let n = 0;
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let t = walk.nextNode(); t; t = walk.nextNode()) {
    const e = t.parentElement;
    if (!t.textContent.trim() || e.closest("script,style") || !e.checkVisibility()) continue;
    const a = light(rgb(getComputedStyle(e).color).slice(0, 3)), b = light(behind(e).slice(0, 3));
    const ratio = (Math.max(a, b) + .05) / (Math.min(a, b) + .05); n++;
    if (ratio < 4.5) bad.add(ratio.toFixed(2) + " " + e.tagName + "." + e.className + ": " + t.textContent.trim().slice(0, 30));
  }
  for (const e of document.querySelectorAll(".ring .line, .dots .hit, .dots .perhaps")) {
    const s = getComputedStyle(e), a = light(rgb(s.stroke === "none" ? s.fill : s.stroke).slice(0, 3)), b = light(behind(e.closest("li,div,section")).slice(0, 3));
    const ratio = (Math.max(a, b) + .05) / (Math.min(a, b) + .05); n++;
    if (ratio < 3) bad.add(ratio.toFixed(2) + " picture " + e.getAttribute("class") + " of " + e.closest("[class]").parentElement.closest("[class]").className);
  }
  return {N: n, Bad: [...bad]};
})()`

// Every text can be read and every link of the picture be seen, by day and by
// night; each thing that can be used is reached by keyboard in the order of the page.
func TestContrastAndKeyboard(t *testing.T) {
	ctx := browser(t)
	for _, name := range []string{"ordinary", "carried", "parts unseen", "cut short"} {
		url := file(t, reporttest.Kinds()[name])
		for _, scheme := range []string{"light", "dark"} {
			if _, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}}}); err != nil {
				t.Fatal(err)
			}
			if err := chromedp.Do(ctx, chromedp.EmulateViewport(1280, 800), chromedp.Navigate(url), chromedp.Evaluate[chromedp.Void](`document.querySelectorAll("details").forEach((d) => { d.open = true; })`)); err != nil {
				t.Fatal(err)
			}
			got, err := chromedp.Run(ctx, chromedp.Evaluate[struct {
				N   int
				Bad []string
			}](poor))
			if err != nil {
				t.Fatal(err)
			}
			if got.N < 50 || len(got.Bad) > 0 {
				t.Errorf("%s, %s: %d looked at, too faint: %s", name, scheme, got.N, strings.Join(got.Bad, "\n"))
			}
		}
		// What scrolls sideways has to be reached too, and has a name then.
		odd, err := chromedp.Run(ctx, chromedp.Evaluate[string](`[...document.querySelectorAll("[tabindex]:not([role=region][tabindex='0'][aria-label]), [role=button], [onclick]")].map((e) => e.outerHTML.slice(0, 80)).join() +
			[...document.querySelectorAll("a,button,summary")].filter((e) => e.tabIndex < 0 || !(e.innerText || e.getAttribute("aria-label") || "").trim()).map((e) => e.outerHTML.slice(0, 80)).join()`))
		if err != nil || odd != "" {
			t.Errorf("%s: not reached by keyboard in order, or nameless: %s (%v)", name, odd, err)
		}
	}
}
