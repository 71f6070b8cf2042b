package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// printed is what a command writes while it runs.
type printed struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (p *printed) Write(b []byte) (int, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.b.Write(b)
}

func (p *printed) String() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.b.String()
}

var linkForm = regexp.MustCompile(`http://localhost:\d+/in/[A-Za-z0-9_-]+`)

// served starts `weaklink serve` and gives the link that it prints.
func served(t *testing.T, args ...string) (link string, log *printed) {
	t.Helper()
	link, _, log = shown(t, append([]string{"serve", "--listen", "localhost:0"}, args...)...)
	return link, log
}

// shown starts a command that serves the page, and gives the link that it prints.
func shown(t *testing.T, args ...string) (link string, out, log *printed) {
	t.Helper()
	out, log = &printed{}, &printed{}
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan int, 1)
	go func() {
		ended <- run(ctx, args, console{in: strings.NewReader(""), out: out, err: log, width: narrow})
	}()
	t.Cleanup(func() {
		stop()
		select {
		case code := <-ended:
			if code != exitDone && code != exitInterrupted {
				t.Errorf("serve ended with %d: %s", code, log)
			}
		case <-time.After(40 * time.Second):
			t.Error("serve does not end")
		}
	})
	for range 600 {
		if link = linkForm.FindString(out.String()); link != "" {
			return link, out, log
		}
		select {
		case code := <-ended:
			ended <- code
			t.Fatalf("serve ended with %d: %s", code, log)
		case <-time.After(50 * time.Millisecond):
		}
	}
	t.Fatalf("no link: %s %s", out, log)
	return "", nil, nil
}

func chromium(t *testing.T) context.Context {
	t.Helper()
	path, err := exec.LookPath("chromium")
	if err != nil {
		t.Skip("missing: chromium")
	}
	opts := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.UserDataDir(t.TempDir()), chromedp.Flag("no-sandbox", os.Getuid() == 0),
		chromedp.Flag("disable-gpu", true), chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true), chromedp.Flag("host-resolver-rules", "MAP * ~NOTFOUND, EXCLUDE localhost"))
	ctx, cancel := chromedp.NewExecAllocator(t.Context(), opts...)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	ctx, cancel = context.WithTimeout(ctx, 4*time.Minute)
	t.Cleanup(cancel)
	return ctx
}

// A person who knows nothing of this opens the link, says what the business is
// called and where its clients' data lie, watches, reads the verdict, tries a
// repair, lives with something, looks again and has all of it forgotten. Then
// the same page without JavaScript.
func TestTheOwnersPageInABrowser(t *testing.T) {
	if testing.Short() {
		t.Skip("a long one: run without -short")
	}
	t.Setenv("WEAKLINK_DATA", t.TempDir())
	t.Setenv("WEAKLINK_SAMPLES", "2048")
	t.Chdir(t.TempDir())
	clients := filepath.Join(t.TempDir(), "clients")
	if err := os.Mkdir(clients, 0o755); err != nil {
		t.Fatal(err)
	}
	var rows strings.Builder
	rows.WriteString("name,email,phone,iban,birth date\n")
	for i := range 40 {
		fmt.Fprintf(&rows, "Anna Canary%d,anna.canary%d@shop-mail.de,+49 30 20%05d,DE89370400440532013000,19%02d-03-0%d\n", i, i, 10000+i*7, 50+i%40, 1+i%9)
	}
	if err := os.WriteFile(filepath.Join(clients, "customers-export-2021.csv"), []byte(rows.String()), 0o666); err != nil {
		t.Fatal(err)
	}
	link, log := served(t)
	home := strings.Split(link, "/in/")[0] + "/"
	ctx := chromium(t)
	do := func(what string, actions ...chromedp.Action[chromedp.Void]) {
		t.Helper()
		if err := chromedp.Do(ctx, actions...); err != nil {
			at, _ := chromedp.Run(ctx, chromedp.Text(chromedp.CSS("body")))
			t.Fatalf("%s: %v\n%s\n%s", what, err, at, log)
		}
	}
	type css = chromedp.CSS
	seen := func(what string, parts ...string) string {
		t.Helper()
		text, err := chromedp.Run(ctx, chromedp.Text(css("body")))
		if err != nil {
			t.Fatal(what, err)
		}
		for _, p := range parts {
			if !strings.Contains(text, p) {
				t.Errorf("%s: the page lacks %q:\n%.1500s", what, p, text)
			}
		}
		if strings.Contains(strings.ToLower(text), "canary") {
			t.Errorf("%s: a personal value is on the page", what)
		}
		return text
	}
	do("open the link", chromedp.Navigate(link), chromedp.Click(css(".button.main")), chromedp.WaitVisible(css("input[name=name]")))
	do("fill in the first look", chromedp.SendKeys(css("input[name=name]"), "Corner Grocer"), chromedp.SendKeys(css("input[name=folder]"), clients),
		chromedp.SendKeys(css("input[name=staff]"), "4"), chromedp.Click(css(".button.main")), chromedp.WaitVisible(css("#parts, .today")))
	do("wait for the verdict", chromedp.WaitVisible(css(".today .do")))
	seen("the verdict", "weakest link", "If you fix only this today", "What if these were done?", "Link by link")
	do("try a repair", chromedp.Click(css(".suppose input[type=checkbox]")), chromedp.WaitVisible(css("#supposed p")))
	do("open a link's page", chromedp.Navigate(home+"link/data"), chromedp.WaitVisible(css("h1")))
	do("live with a finding", chromedp.Click(css(".act details summary")), chromedp.SendKeys(css(".act input[name=why]"), "the old till goes in March"),
		chromedp.Click(css(".act form.lines .button")), chromedp.WaitVisible(css(".act .mark")))
	seen("accepted", "the old till goes in March")
	// From the top of the page: while a browser scrolls to what was accepted, a click can miss.
	do("look again", chromedp.Navigate(home), chromedp.WaitVisible(css(".today .do")), chromedp.Click(css(".top form .button")))
	for i := 0; ; i++ { // the page of the look gives way to the verdict by itself
		at, err := chromedp.Run(ctx, chromedp.Location())
		if err != nil || i == 600 {
			t.Fatalf("the second look does not lead to a verdict: %s %v", at, err)
		}
		if strings.Contains(at, "?run=") {
			break
		}
		time.Sleep(100 * time.Millisecond)
	}
	do("wait for the second verdict", chromedp.WaitVisible(css(".today .do")))
	off := chromedp.Func(func(ctx context.Context, _ *chromedp.Target) error {
		_, err := chromedp.Call(ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
		return err
	})
	do("without JavaScript", off, chromedp.Navigate(home), chromedp.WaitVisible(css(".today .do")), chromedp.Click(css(".suppose input[type=checkbox]")), chromedp.Click(css("#supposed .button")), chromedp.WaitVisible(css("main.own h1")))
	seen("what if, without JavaScript", "What if these were done?", "Then:")
	do("earlier looks", chromedp.Navigate(home+"runs"), chromedp.WaitVisible(css("table")))
	seen("earlier looks", "Corner Grocer")
	do("forget", chromedp.Navigate(home+"forget"), chromedp.SendKeys(css("input[name=name]"), "Corner Grocer"), chromedp.Click(css("form.lines .button")), chromedp.WaitVisible(css("input[name=website]")))
	var out bytes.Buffer
	if code := run(t.Context(), []string{"report"}, console{in: strings.NewReader(""), out: &out, err: &out, width: narrow}); code == exitDone {
		t.Error("the firm is known still")
	}
	if strings.Contains(strings.ToLower(log.String()), "canary") {
		t.Error("a personal value is in the log")
	}
}

func TestServeRefusesWhatCannotBe(t *testing.T) {
	t.Setenv("WEAKLINK_DATA", t.TempDir())
	t.Chdir(t.TempDir())
	for _, args := range [][]string{{"serve", "--listen", "nowhere"}, {"serve", "--cert", "x.pem"}, {"serve", "--listen", "localhost:99999"}} {
		var errs bytes.Buffer
		if code := run(t.Context(), args, console{in: strings.NewReader(""), out: io.Discard, err: &errs, width: narrow}); code != exitUsage || !strings.Contains(errs.String(), "hint: ") {
			t.Errorf("%v ends with %d: %s", args, code, errs.String())
		}
	}
}

// Whoever opens the page to other machines without encryption is told so, and
// what to do about it; on loopback there is nothing to say.
func TestAPageOpenToOthersWarns(t *testing.T) {
	for at, warns := range map[string]bool{"0.0.0.0:0": true, "[::]:0": true, "localhost:0": false, "127.0.0.1:0": false} {
		t.Setenv("WEAKLINK_DATA", t.TempDir())
		t.Chdir(t.TempDir())
		ctx, stop := context.WithCancel(t.Context())
		out, log := &printed{}, &printed{}
		ended := make(chan int, 1)
		go func() {
			ended <- run(ctx, []string{"serve", "--no-work", "--listen", at}, console{in: strings.NewReader(""), out: out, err: log, width: narrow})
		}()
		for i := 0; i < 600 && !strings.Contains(out.String(), "/in/"); i++ {
			time.Sleep(50 * time.Millisecond)
		}
		stop()
		<-ended
		if got := strings.Contains(log.String(), "without encryption: add --cert and --key"); got != warns || !strings.Contains(out.String(), "/in/") {
			t.Errorf("%s: warned %v: %s %s", at, got, out, log)
		}
	}
}
