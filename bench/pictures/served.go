package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// pagesOf are the served pages that a picture is taken of.
var pagesOf = []struct{ name, path string }{{"page", "/"}, {"page-link", "/link/website"}, {"page-runs", "/runs"}, {"page-first", "/first"}}

// served takes pictures of the pages behind a link that `weaklink serve` printed.
func served(ctx context.Context, link, origin, folder string) error {
	if err := chromedp.Do(ctx, chromedp.Navigate(link), chromedp.Click(chromedp.CSS("main .button.main")), chromedp.WaitVisible(chromedp.CSS("h1"))); err != nil {
		return fmt.Errorf("open the link: %w", err)
	}
	for _, size := range []struct {
		name          string
		width, height int64
		scheme        string
	}{{"light", 1280, 800, "light"}, {"dark", 1280, 800, "dark"}, {"phone", 375, 812, "light"}} {
		media := chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
			_, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
				Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: size.scheme}}})
			return err
		})
		for _, p := range pagesOf {
			if err := chromedp.Do(ctx, chromedp.EmulateViewport(size.width, size.height), media, chromedp.Navigate(origin+p.path), chromedp.WaitVisible(chromedp.CSS("h1"))); err != nil {
				return fmt.Errorf("open %s: %w", p.path, err)
			}
			if err := save(ctx, filepath.Join(folder, p.name+"-"+size.name+".png")); err != nil {
				return err
			}
			if p.name != "page" || size.name != "light" {
				continue
			}
			if err := chromedp.Do(ctx, chromedp.Click(chromedp.CSS(".suppose input[type=checkbox]")), chromedp.WaitVisible(chromedp.CSS("#supposed strong"))); err != nil {
				return fmt.Errorf("try a repair: %w", err)
			}
			time.Sleep(3 * time.Second) // until it is said which link would be the weakest then
			if err := save(ctx, filepath.Join(folder, "page-whatif.png")); err != nil {
				return err
			}
		}
	}
	return nil
}

func save(ctx context.Context, path string) error {
	png, err := chromedp.Run(ctx, chromedp.CaptureScreenshot())
	if err != nil {
		return fmt.Errorf("take %s: %w", path, err)
	}
	return os.WriteFile(path, png, 0o644)
}
