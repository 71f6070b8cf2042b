package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/weaklink/weaklink/collectors"
	"github.com/weaklink/weaklink/collectors/collecttest"
	"github.com/weaklink/weaklink/internal/labs/bad"
)

// schemes are all that some collector looks at, with those that do.
func schemes(all []collectors.Collector) map[string][]collectors.Collector {
	out := map[string][]collectors.Collector{}
	for _, c := range all {
		for _, s := range c.Targets() {
			out[s] = append(out[s], c)
		}
	}
	return out
}

// places makes the files that nobody wishes for, by what is wrong with them.
// silent: an empty or odd file may be just that, and nothing needs to be said.
func places(t *testing.T) (all map[string]string, silent []string) {
	t.Helper()
	dir := t.TempDir()
	put := func(name string, raw []byte) string {
		p := filepath.Join(dir, name)
		if err := os.WriteFile(p, raw, 0o600); err != nil {
			t.Fatal(err)
		}
		return p
	}
	noise := make([]byte, 70_000)
	for i, x := 0, uint32(1); i < len(noise); i++ {
		x = x*1664525 + 1013904223
		noise[i] = byte(x >> 24)
	}
	all = map[string]string{
		"missing": filepath.Join(dir, "not there"), "missing, oddly named": filepath.Join(dir, "a'b\"c\nd\\e\x1b[31m ü"),
		"empty file": put("empty", nil), "noise": put("noise", noise), "zeros": put("zeros", make([]byte, 70_000)),
		"one long line": put("line", []byte(strings.Repeat("x;", 2<<20))), "half a listing": put("half.csv", []byte("id,name,mail\n1,\"Anna")),
		"a workbook that is cut": filepath.Join(dir, "cut.xlsx"), "a folder": filepath.Join(dir, "folder"), "a folder that leads round": filepath.Join(dir, "round"),
	}
	for _, p := range []string{all["a folder"], all["a folder that leads round"]} {
		if err := os.Mkdir(p, 0o700); err != nil {
			t.Fatal(err)
		}
	}
	if err := errors.Join(bad.CutXLSX(all["a workbook that is cut"]), bad.LinkLoop(all["a folder that leads round"])); err != nil {
		t.Fatal(err)
	}
	if giant := filepath.Join(dir, "giant"); bad.Sparse(giant, 1<<40) == nil {
		all["a terabyte of nothing"] = giant
	}
	pipe := filepath.Join(dir, "pipe")
	if bad.Fifo(pipe) == nil {
		all["a pipe"] = pipe
	}
	if runtime.GOOS != "windows" {
		all["a device"], all["a link to itself"] = "/dev/zero", filepath.Join(dir, "self")
		if err := os.Symlink("self", all["a link to itself"]); err != nil {
			t.Fatal(err)
		}
	}
	return all, []string{"empty file", "noise", "zeros", "one long line", "half a listing", "a folder", "a folder that leads round", "a terabyte of nothing", "a workbook that is cut"}
}

// whatIsFree are schemes whose targets are files and folders; all others are addresses.
var whatIsFree = []string{"path", "sqlite", "dump", "policies", "people", "accounts", "restic", "borg", "host"}

// TestBadInputOfEveryCollector gives every collector that there is, by each
// scheme that it looks at, places and servers that nobody wishes for. None
// panics, goes on after its time or repeats the password; what cannot be looked
// at at all is said with the next step; a new collector is in here by being there.
func TestBadInputOfEveryCollector(t *testing.T) {
	if testing.Short() {
		t.Skip("slow: waits for servers that never answer")
	}
	files, silent := places(t)
	const password = "Zwiebelturm#Kellerfenster17"
	env := collectors.Env{Temp: t.TempDir(), DNS: "127.0.0.1:1", PutBlob: (&collecttest.Blobs{}).Put, Version: "test"}
	servers := map[string]string{"nobody there": "127.0.0.1:1"}
	for name, s := range map[string]*bad.Server{"hangs up": bad.HangsUp(), "never answers": bad.NeverAnswers(), "noise": bad.Garbage(), "drips": bad.Slow(), "never ends": bad.Endless(), "round and round": bad.EndlessRedirect()} {
		t.Cleanup(s.Close)
		servers[name] = s.Addr
	}
	const limit = 4 * time.Second
	for scheme, those := range schemes(collectors.All(env)) {
		targets, quiet := map[string]string{}, slices.Contains(whatIsFree, scheme)
		if quiet {
			for name, p := range files {
				targets[name] = scheme + ":" + p
			}
		} else {
			for name, addr := range servers {
				switch scheme {
				case "postgres", "mysql":
					targets[name] = fmt.Sprintf("%s://crm:%s@%s/crm", scheme, "Zwiebelturm%23Kellerfenster17", addr)
				case "name", "domain":
					targets[name] = "shop.example"
					if scheme == "domain" {
						targets[name] = "domain:shop.example"
					}
				default:
					targets[name] = scheme + "://" + addr
				}
			}
		}
		if scheme == "path" {
			for name, p := range files {
				targets[name] = p
			}
		}
		for name, at := range targets {
			t.Run(scheme+" "+name, func(t *testing.T) {
				t.Parallel()
				target, err := collectors.Parse(at, func(string) bool { return scheme == "path" })
				if err != nil {
					return // refused before anything is looked at
				}
				if target.Scheme != scheme && scheme != "path" {
					t.Fatalf("%q is read as %s", at, target.Scheme)
				}
				if scheme == "restic" || scheme == "borg" {
					target.Secret = func(context.Context) ([]byte, error) { return []byte(password), nil }
				}
				said, most := 0, uint64(0)
				for _, c := range those {
					ctx, cancel := context.WithTimeout(t.Context(), limit)
					seen, began := &collecttest.Seen{}, time.Now()
					err := c.Collect(ctx, target, seen)
					cancel()
					if took := time.Since(began); took > limit+10*time.Second {
						t.Errorf("%s went on for %v", c.Name(), took)
					}
					var hint interface{ Hint() string }
					stopped := errors.Is(err, context.DeadlineExceeded)
					if err != nil && !stopped && (!errors.As(err, &hint) || hint.Hint() == "") {
						t.Errorf("%s says no next step: %v", c.Name(), err)
					}
					for _, g := range seen.Gaps() {
						if g.Subject == "" || g.Why == "" || g.Next == "" {
							t.Errorf("%s: a gap lacks its subject, its reason or the next step: %+v", c.Name(), g)
						}
					}
					if said += len(seen.Gaps()); err != nil {
						said++
					}
					if all := seen.All() + fmt.Sprint(err); strings.Contains(all, "Zwiebelturm") {
						t.Errorf("%s: the password came out", c.Name())
					}
				}
				var m runtime.MemStats
				if runtime.ReadMemStats(&m); m.HeapInuse > most {
					most = m.HeapInuse
				}
				if most > 1<<30 {
					t.Errorf("%d MB of memory", most>>20)
				}
				if said == 0 && !(quiet && slices.Contains(silent, name)) && !(scheme == "http" && name == "never ends") { // its beginning is a page
					t.Error("nothing could be looked at, and nobody says so")
				}
			})
		}
	}
}

var testName = regexp.MustCompile("`(Test[A-Za-z0-9_]+)`")

// TestBadInputMatrix reads docs/why/bad-input.md: every collector has its part
// there with the tests that show what it does, and every test is there.
func TestBadInputMatrix(t *testing.T) {
	root := filepath.Join("..", "..")
	raw, err := os.ReadFile(filepath.Join(root, "docs", "why", "bad-input.md"))
	if err != nil {
		t.Fatal(err)
	}
	have := map[string]bool{}
	err = filepath.WalkDir(root, func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(p, "_test.go") {
			return err
		}
		src, err := os.ReadFile(p)
		for _, m := range regexp.MustCompile(`(?m)^func (Test\w+)\(`).FindAllStringSubmatch(string(src), -1) {
			have[m[1]] = true
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	parts := map[string]string{}
	for _, part := range strings.Split(string(raw), "\n## ")[1:] {
		names, body, _ := strings.Cut(part, "\n")
		for _, n := range strings.Split(names, ", ") {
			parts[n] = body
		}
	}
	for _, c := range collectors.All(collectors.Env{}) {
		body, ok := parts[c.Name()]
		if !ok {
			t.Errorf("%s has no part in docs/why/bad-input.md", c.Name())
			continue
		}
		if !testName.MatchString(body) {
			t.Errorf("%s: no test shows what it does with bad input", c.Name())
		}
	}
	for _, m := range testName.FindAllStringSubmatch(string(raw), -1) {
		if !have[m[1]] {
			t.Errorf("there is no test called %s", m[1])
		}
	}
}
