// Command axe opens a report, or the served pages behind a link, in Chromium,
// light and dark, on a phone and on a wide screen, and lets axe-core
// (https://github.com/dequelabs/axe-core, MPL-2.0; not ours and not in this
// repository: bench/axe.sh fetches it) look for what keeps people out:
//
//	go run ./bench/axe AXE.min.js REPORT.html|LINK|--samples… [--shots FOLDER]
//
// --samples are the reports that the tests of the printers use.
// A serious or critical fault, or a page wider than the screen, ends it with 1.
package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	reporthtml "github.com/weaklink/weaklink/internal/report/html"
	"github.com/weaklink/weaklink/internal/report/reporttest"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "axe:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	shots := ""
	if i := slices.Index(args, "--shots"); i >= 0 && i+1 < len(args) {
		shots = args[i+1]
		args = slices.Delete(args, i, i+2)
	}
	if len(args) < 2 {
		return fmt.Errorf("usage: axe AXE.min.js REPORT.html|LINK… [--shots FOLDER]")
	}
	axe, err := os.ReadFile(args[0])
	if err != nil {
		return err
	}
	dir := ""
	if i := slices.Index(args, "--samples"); i >= 0 {
		var err error
		if dir, err = os.MkdirTemp("", "axe"); err != nil {
			return err
		}
		defer os.RemoveAll(dir)
		files, err := samples(dir)
		if err != nil {
			return err
		}
		args = slices.Replace(args, i, i+1, files...)
	}
	opts := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.Flag("no-sandbox", os.Getuid() == 0), chromedp.Flag("disable-quic", true), chromedp.Flag("disable-gpu", true),
		chromedp.Flag("disable-component-update", true), chromedp.Flag("hide-scrollbars", true), chromedp.Flag("host-resolver-rules", "MAP * ~NOTFOUND, EXCLUDE localhost"))
	ctx, cancel := chromedp.NewExecAllocator(context.Background(), opts...)
	defer cancel()
	ctx, cancel = chromedp.NewContext(ctx)
	defer cancel()
	ctx, cancel = context.WithTimeout(ctx, 30*time.Minute)
	defer cancel()
	if err := chromedp.Do(ctx, chromedp.Navigate("about:blank")); err != nil { // the browser lives as long as the context that starts it
		return fmt.Errorf("start Chromium: %w", err)
	}
	l := &looker{axe: string(axe), shots: shots, sizes: sizes}
	for _, at := range args[1:] {
		if u, err := url.Parse(at); err == nil && u.Scheme == "http" {
			err = l.served(ctx, at, u.Scheme+"://"+u.Host)
			if err != nil {
				return err
			}
			continue
		}
		path, err := filepath.Abs(at)
		if err != nil {
			return err
		}
		if l.sizes = sizes; strings.HasPrefix(path, dir+"/") && dir != "" {
			l.sizes = few
		}
		if err := l.look(ctx, "file://"+path, strings.TrimSuffix(filepath.Base(path), ".html")); err != nil {
			return err
		}
	}
	fmt.Printf("axe: %d looks at %d pages, %d serious or critical faults, %d lesser ones\n", l.looks, l.pages, l.grave, l.lesser)
	if l.grave > 0 {
		return fmt.Errorf("%d serious or critical faults", l.grave)
	}
	return nil
}

// samples writes the reports that the tests of the printers use into a folder.
func samples(dir string) (files []string, err error) {
	kinds := reporttest.Kinds()
	for _, name := range slices.Sorted(maps.Keys(kinds)) {
		path := filepath.Join(dir, strings.ReplaceAll(name, " ", "-")+".html")
		var b bytes.Buffer
		if err := reporthtml.Print(&b, kinds[name]); err != nil {
			return nil, err
		}
		if err := os.WriteFile(path, b.Bytes(), 0o600); err != nil {
			return nil, err
		}
		files = append(files, path)
	}
	return files, nil
}

// looker looks at pages and counts.
type looker struct {
	axe, shots                  string
	sizes                       []size
	looks, pages, grave, lesser int
}

type size struct {
	name          string
	width, height int64
	scheme        string
}

// sizes of a report; a served page and a sample are looked at in two of them,
// which have every colour and both ways of laying it out.
var sizes = []size{{"light", 1280, 800, "light"}, {"dark", 1280, 800, "dark"}, {"phone", 390, 844, "light"}, {"wide", 2200, 1200, "light"}}

var few = sizes[1:3]

// fault is one kind of fault that axe found.
type fault struct {
	ID, Impact, Help string
	Nodes            []struct{ HTML, Target string }
}

// ask runs axe on all that WCAG 2.2 AA and good practice ask for. What is folded
// is opened first: nobody should be kept out of what a click away says either.
const ask = `(async () => {
 for (const d of document.querySelectorAll("details")) d.open = true;
 const found = await axe.run(document, {resultTypes: ["violations"]});
 return JSON.stringify(found.violations.map((v) => ({ID: v.id, Impact: v.impact || "minor", Help: v.help,
  Nodes: v.nodes.slice(0, 4).map((n) => ({HTML: n.html.slice(0, 160), Target: String(n.target)}))})));
})()`

// over is what sticks out of the screen, but for what scrolls by itself.
const over = `document.documentElement.scrollWidth > innerWidth + 1 ? [...document.querySelectorAll("body *")].filter((e) => e.getBoundingClientRect().right > innerWidth + 1 && !e.closest(".wide,svg,.skip")).slice(0, 3).map((e) => e.outerHTML.slice(0, 120)).join(" | ") || "something" : ""`

func (l *looker) look(ctx context.Context, address, name string) error {
	l.pages++
	ctx, cancel := context.WithTimeout(ctx, 4*time.Minute)
	defer cancel()
	for _, s := range l.sizes {
		media := chromedp.Func(func(ctx context.Context, _ *chromedp.Target) error {
			_, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
				Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: s.scheme}}})
			return err
		})
		if err := chromedp.Do(ctx, chromedp.EmulateViewport(s.width, s.height), media, chromedp.Navigate(address)); err != nil {
			return fmt.Errorf("open %s: %w", address, err)
		}
		if l.shots != "" {
			png, err := chromedp.Run(ctx, chromedp.CaptureScreenshot())
			if err != nil {
				return fmt.Errorf("take a picture of %s: %w", address, err)
			}
			if err := os.WriteFile(filepath.Join(l.shots, name+"-"+s.name+".png"), png, 0o644); err != nil {
				return err
			}
		}
		wide, err := chromedp.Run(ctx, chromedp.Evaluate[string](over))
		if err != nil {
			return fmt.Errorf("measure %s: %w", address, err)
		}
		if wide != "" {
			l.grave++
			fmt.Printf("%s, %s: wider than the screen: %s\n", name, s.name, wide)
		}
		// A page's own policy forbids scripts of others: this one comes from the debugger.
		if _, err := chromedp.Run(ctx, chromedp.EvaluateAsDevTools[any](l.axe+";null")); err != nil {
			return fmt.Errorf("bring axe into %s: %w", address, err)
		}
		raw, err := chromedp.Run(ctx, chromedp.EvaluateAsDevTools[string](ask, chromedp.EvalAwaitPromise))
		if err != nil {
			return fmt.Errorf("run axe in %s: %w", address, err)
		}
		var all []fault
		if err := json.Unmarshal([]byte(raw), &all); err != nil {
			return fmt.Errorf("read what axe says of %s: %w", address, err)
		}
		l.looks++
		for _, f := range all {
			if f.Impact == "serious" || f.Impact == "critical" {
				l.grave++
			} else {
				l.lesser++
			}
			fmt.Printf("%s, %s: %s %s: %s\n", name, s.name, f.Impact, f.ID, f.Help)
			for _, n := range f.Nodes {
				fmt.Printf("    %s\n      %s\n", n.Target, n.HTML)
			}
		}
	}
	return nil
}

const alike = 3 // pages of one kind, such as those of the eight links

// served looks at every page that can be reached from the first by a link of
// the same place, a few of each kind.
func (l *looker) served(ctx context.Context, link, origin string) error {
	l.sizes = few
	if err := l.look(ctx, link, "door"); err != nil {
		return err
	}
	if err := chromedp.Do(ctx, chromedp.Navigate(link), chromedp.Click(chromedp.CSS("main .button.main")), chromedp.WaitVisible(chromedp.CSS("header.top"))); err != nil {
		return fmt.Errorf("open the link: %w", err)
	}
	todo, seen := []string{"/", "/first", "/no-such-page"}, map[string]int{}
	for len(todo) > 0 {
		path := todo[0]
		todo = todo[1:]
		if !strings.Contains(path, "?finding=") { // which those pages are about
			path, _, _ = strings.Cut(path, "?") // of the newest look
		}
		kind, _, _ := strings.Cut(strings.SplitN(path, "/", 3)[1], "?")
		if seen[path] > 0 || seen["/"+kind+"/"] >= alike {
			continue
		}
		seen[path]++
		seen["/"+kind+"/"]++
		name := "page" + strings.NewReplacer("/", "-", "?", "-", "=", "-", "&", "-").Replace(strings.TrimSuffix(path, "/"))
		if err := l.look(ctx, origin+path, name[:min(len(name), 60)]); err != nil {
			return err
		}
		next, err := chromedp.Run(ctx, chromedp.Evaluate[[]string](`[...document.querySelectorAll("a[href]")].map((a) => new URL(a.href)).filter((u) => u.origin === location.origin && !u.pathname.startsWith("/report.") && u.pathname !== "/out").map((u) => u.pathname + u.search)`))
		if err != nil {
			return fmt.Errorf("find the links of %s: %w", path, err)
		}
		todo = append(todo, next...)
	}
	return nil
}
