// Command pictures takes the pictures of a report, or of the served pages, that
// stand in docs/pictures:
//
//	weaklink demo -o report.html && go run ./bench/pictures report.html docs/pictures
//	weaklink demo --db x.db; weaklink serve --db x.db   # prints LINK
//	go run ./bench/pictures LINK docs/pictures
package main

import (
	"context"
	"fmt"
	"net/url"
	"os"
	"path/filepath"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

func main() {
	if len(os.Args) != 3 {
		fmt.Fprintln(os.Stderr, "usage: pictures REPORT.html|LINK FOLDER")
		os.Exit(2)
	}
	if err := take(os.Args[1], os.Args[2]); err != nil {
		fmt.Fprintln(os.Stderr, "pictures:", err)
		os.Exit(1)
	}
}

var shots = []struct {
	name          string
	width, height int64
	scheme, media string
}{
	{"report-light", 1280, 800, "light", "screen"},
	{"report-dark", 1280, 800, "dark", "screen"},
	{"report-phone", 375, 812, "light", "screen"},
	{"report-phone-dark", 375, 812, "dark", "screen"},
}

func take(report, folder string) error {
	link, err := url.Parse(report)
	atPage := err == nil && link.Scheme == "http"
	rules := "MAP * ~NOTFOUND"
	if atPage {
		rules += ", EXCLUDE localhost"
	}
	path, err := filepath.Abs(report)
	if err != nil {
		return err
	}
	opts := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.Flag("no-sandbox", os.Getuid() == 0), chromedp.Flag("disable-quic", true),
		chromedp.Flag("disable-component-update", true), chromedp.Flag("hide-scrollbars", true), chromedp.Flag("host-resolver-rules", rules))
	ctx, cancel := chromedp.NewExecAllocator(context.Background(), opts...)
	defer cancel()
	ctx, cancel = chromedp.NewContext(ctx)
	defer cancel()
	if atPage {
		return served(ctx, report, link.Scheme+"://"+link.Host, folder)
	}
	for _, s := range shots {
		media := chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
			_, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: s.media,
				Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: s.scheme}}})
			return err
		})
		if err := chromedp.Do(ctx, chromedp.EmulateViewport(s.width, s.height), media, chromedp.Navigate("file://"+path)); err != nil {
			return fmt.Errorf("open %s: %w", path, err)
		}
		png, err := chromedp.Run(ctx, chromedp.CaptureScreenshot())
		if err != nil {
			return fmt.Errorf("take %s: %w", s.name, err)
		}
		if err := os.WriteFile(filepath.Join(folder, s.name+".png"), png, 0o644); err != nil {
			return err
		}
	}
	return nil
}
