package website

import (
	"bytes"
	"context"
	"crypto/rand"
	_ "embed"
	"encoding/hex"
	"fmt"
	"net/http"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/goccy/go-yaml"

	"github.com/weaklink/weaklink/evidence"
	"github.com/weaklink/weaklink/facts"
	"github.com/weaklink/weaklink/internal/classify"
)

//go:embed exposed-paths.yaml
var exposedYAML []byte

type exposedPath struct {
	Path  string   `yaml:"path"`
	What  string   `yaml:"what"`
	Marks []string `yaml:"marks"`
	Table bool     `yaml:"table"` // the mark is too weak alone: its rows must hold personal data
}

var exposedPaths = sync.OnceValue(func() []exposedPath {
	var t []exposedPath
	if err := yaml.UnmarshalWithOptions(exposedYAML, &t, yaml.Strict()); err != nil {
		panic("website: exposed-paths.yaml: " + err.Error())
	}
	return t
})

const exposedBytes = 4096 // of an answer that are read

// exposed asks for every path of the list, and for random paths of the same
// shapes that cannot exist. A file counts only when its first bytes carry the
// mark of what it claims to be and a random path of its shape does not get the
// same answer.
func (v *visit) exposed(ctx context.Context) error {
	site, err := url.Parse(v.site + "/")
	if err != nil {
		return err
	}
	out := facts.Exposed{Site: v.site}
	controls, unanswered := v.controls(ctx, site, &out)
	var mu sync.Mutex
	var wg sync.WaitGroup
	busy, denied, lost := 0, 0, 0
	walled := refusesAll(controls)
	for _, p := range exposedPaths() {
		wg.Add(1)
		go func() {
			defer wg.Done()
			u := *site
			u.Path = "/" + place(p.Path, site.Hostname())
			a, err := v.client.get(ctx, &u, exposedBytes, true)
			if err != nil { // one lost packet is no answer about a file
				a, err = v.client.get(ctx, &u, exposedBytes, true)
			}
			mu.Lock()
			defer mu.Unlock()
			out.Tried++
			v.see.Progress(int64(out.Tried), int64(len(exposedPaths())), "asking for files that nobody should be able to read")
			switch {
			case err != nil:
				lost++
				return
			case a.status == http.StatusTooManyRequests || a.status >= 500:
				busy++
				return
			case walled && turnedAway(a):
				denied++
				return
			}
			out.Answered++
			if f, ok := v.proven(p, a, controls[shapeOf(u.Path)]); ok {
				out.Files = append(out.Files, f)
			}
		}()
	}
	wg.Wait()
	subject := "site:" + v.site
	if busy > 0 {
		v.see.Unseen(subject, fmt.Sprintf("the site was too busy to answer for %d of %d files that nobody should be able to read", busy, out.Tried), "scan it again when fewer people use it, or ask the host to let our address through")
	}
	if denied > 0 {
		v.see.Unseen(subject, fmt.Sprintf("the site refuses our questions, also those for files that cannot exist: nothing is known about %d of %d files", denied, out.Tried), "let the address of this computer through the site's firewall or password, then scan again")
	}
	if lost == 0 && unanswered > 0 {
		v.see.Unseen(subject, fmt.Sprintf("no answer came for %d questions about files that cannot exist, which show how the site answers for missing ones", unanswered), "scan again; if it stays so, ask the host whether it blocks such requests")
	}
	if lost > 0 {
		v.see.Unseen(subject, fmt.Sprintf("no answer came for %d of %d files that nobody should be able to read", lost, out.Tried), "scan again; if it stays so, ask the host whether it blocks such requests")
	}
	slices.SortFunc(out.Files, func(a, b facts.ExposedFile) int { return strings.Compare(a.URL, b.URL) })
	// A file whose first bytes were in hand was seen completely. That none was
	// found among the paths asked for is a sample of all paths.
	how := evidence.Scanned
	if len(out.Files) > 0 {
		how = evidence.Enumerated
	}
	it, err := facts.WebsiteExposed.Item(subject, how, out)
	if err != nil {
		return err
	}
	return v.see.Fact(it)
}

// place fills the site's name into a path.
func place(p, host string) string {
	word := strings.TrimPrefix(host, "www.")
	if i := strings.LastIndexByte(word, '.'); i > 0 {
		word = word[:i]
	}
	return strings.NewReplacer("{host}", host, "{word}", word).Replace(p)
}

// shapeOf is what decides how a server answers for a path that is not there:
// its folder, whether it is hidden, and its ending.
func shapeOf(p string) string {
	if strings.HasSuffix(p, "/") {
		return "folder"
	}
	base := path.Base(p)
	if base[0] == '.' || strings.Contains(p, "/.") {
		return "hidden"
	}
	return path.Ext(base)
}

// controls asks for random paths, two of each shape, and returns the answers.
func (v *visit) controls(ctx context.Context, site *url.URL, out *facts.Exposed) (map[string][]*reply, int) {
	shapes := map[string]string{}
	for _, p := range exposedPaths() {
		full := "/" + place(p.Path, site.Hostname())
		if s := shapeOf(full); shapes[s] == "" {
			shapes[s] = full
		}
	}
	all := map[string][]*reply{}
	var mu sync.Mutex
	var wg sync.WaitGroup
	lost, welcome := 0, 0
	for s, like := range shapes {
		for range 2 {
			wg.Add(1)
			go func() {
				defer wg.Done()
				var b [8]byte
				_, _ = rand.Read(b[:])
				name := hex.EncodeToString(b[:])
				u := *site
				switch s {
				case "folder":
					u.Path = "/" + name + "/"
				case "hidden":
					u.Path = "/." + name
				default:
					u.Path = "/" + name + path.Ext(like)
				}
				a, err := v.client.get(ctx, &u, exposedBytes, true)
				mu.Lock()
				defer mu.Unlock()
				if err != nil {
					lost++
					return
				}
				out.Controls++
				if ok(a) {
					welcome++
				}
				all[s] = append(all[s], a)
			}()
		}
	}
	wg.Wait()
	out.CatchAll = out.Controls > 0 && welcome*2 > out.Controls
	return all, lost
}

// refusesAll says whether every path that cannot exist is refused instead of
// missing: then a refusal says nothing about a file.
func refusesAll(controls map[string][]*reply) bool {
	n := 0
	for _, answers := range controls {
		for _, a := range answers {
			if !turnedAway(a) {
				return false
			}
			n++
		}
	}
	return n > 0
}

func turnedAway(a *reply) bool {
	switch a.status {
	case http.StatusUnauthorized, http.StatusForbidden, http.StatusNotAcceptable, http.StatusProxyAuthRequired, http.StatusTooManyRequests, http.StatusUnavailableForLegalReasons:
		return true
	}
	return a.status >= 500
}

func ok(a *reply) bool { return a.status == http.StatusOK || a.status == http.StatusPartialContent }

// proven says whether an answer is the file that its path claims.
func (v *visit) proven(p exposedPath, a *reply, controls []*reply) (facts.ExposedFile, bool) {
	if !ok(a) || len(a.body) == 0 || len(controls) == 0 {
		return facts.ExposedFile{}, false
	}
	mark := p.mark(a)
	if mark == "" {
		return facts.ExposedFile{}, false
	}
	// A page that explains what a .env file is carries its mark too: a file
	// that is no page does not begin like one.
	page := looksLikePage(a)
	if page && p.What != "listing" && p.What != "phpinfo" && p.What != "status" {
		return facts.ExposedFile{}, false
	}
	for _, c := range controls {
		if ok(c) && (p.mark(c) == mark || similar(c.body, a.body)) {
			return facts.ExposedFile{}, false // the site says the same to a path that cannot exist
		}
	}
	f := facts.ExposedFile{URL: bare(a.url), What: p.What, Proof: mark, Bytes: announced(a)}
	if !page {
		f.Personal = personal(a.body)
	}
	if p.Table && !f.Personal {
		return facts.ExposedFile{}, false
	}
	return f, true
}

// mark is what proves that an answer is what its path claims; empty: nothing.
func (p exposedPath) mark(a *reply) string {
	if m := markOf(p.Marks, a.body, p.What == "env"); m != "" || len(a.raw) == 0 {
		return m
	}
	return markOf(p.Marks, a.raw, false) // a .gz that the server declares as packed text
}

// markOf is the first mark that body carries, as it may be shown.
func markOf(marks []string, body []byte, lines bool) string {
	for _, m := range marks {
		if raw, ok := strings.CutPrefix(m, "hex:"); ok {
			if b, err := hex.DecodeString(raw); err == nil && bytes.HasPrefix(body, b) {
				return "bytes " + raw
			}
			continue
		}
		switch m {
		case "settings:":
			if secretSetting().Match(body) && len(settingLine().FindAll(body, 2)) == 2 {
				return "lines KEY=VALUE with a secret"
			}
			continue
		case "commit:":
			if commitOnly().Match(body) {
				return "the number of a commit"
			}
			continue
		}
		if text, ok := strings.CutPrefix(m, "^"); ok {
			if bytes.HasPrefix(body, []byte(text)) {
				return strings.TrimSpace(text)
			}
			continue
		}
		// KEY= of a settings file begins its line; a text about it does not.
		if lines && strings.HasSuffix(m, "=") {
			if begins(body, m) {
				return m
			}
			continue
		}
		if bytes.Contains(body, []byte(m)) {
			return m
		}
	}
	return ""
}

// Settings as .env files hold them, whatever the program calls its own; and
// .git/HEAD of a copy that was put there at a commit instead of a branch.
var (
	settingLine   = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`(?m)^(?:export )?[A-Z][A-Z0-9_]{2,60}=\S`) })
	secretSetting = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`(?m)^(?:export )?[A-Z0-9_]*(?:SECRET|PASSWORD|PASSWD|_PASS|_PWD|TOKEN|API_KEY|PRIVATE_KEY|DATABASE_URL|_DSN)[A-Z0-9_]*=\S`)
	})
	commitOnly = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^(?:[0-9a-f]{40}|[0-9a-f]{64})\n?$`) })
)

// begins says whether a line of body begins with word, or with export and word.
func begins(body []byte, word string) bool {
	for line := range bytes.Lines(body) {
		line = bytes.TrimLeft(bytes.TrimPrefix(line, []byte("\xef\xbb\xbf")), " \t")
		if bytes.HasPrefix(bytes.TrimPrefix(line, []byte("export ")), []byte(word)) {
			return true
		}
	}
	return false
}

func looksLikePage(a *reply) bool {
	head := bytes.ToLower(bytes.TrimLeft(a.body[:min(len(a.body), 512)], "\xef\xbb\xbf \t\r\n"))
	return bytes.HasPrefix(head, []byte("<!doctype html")) || bytes.HasPrefix(head, []byte("<html")) || bytes.Contains(head, []byte("<head>")) ||
		bytes.HasPrefix(head, []byte("<")) && !bytes.HasPrefix(head, []byte("<?php")) && !bytes.HasPrefix(head, []byte("<?="))
}

// similar says whether two answers are one template: the same length up to a
// tenth and the same beginning.
func similar(a, b []byte) bool {
	n := min(len(a), len(b), 64)
	d := len(a) - len(b)
	if d < 0 {
		d = -d
	}
	return n > 0 && bytes.Equal(a[:n], b[:n]) && d*10 <= max(len(a), len(b))
}

// announced is how long the whole file is, as the server says; 0: unknown.
func announced(a *reply) int64 {
	if _, total, ok := strings.Cut(a.header.Get("Content-Range"), "/"); ok {
		if n, err := strconv.ParseInt(total, 10, 64); err == nil {
			return n
		}
	}
	if n, err := strconv.ParseInt(a.header.Get("Content-Length"), 10, 64); err == nil && a.status == http.StatusOK {
		return n
	}
	return 0
}

// personal says whether bytes hold data about people; what exactly is not kept.
func personal(b []byte) bool {
	n := 0
	classify.Scan(b, func(f classify.Find) bool {
		switch classify.CategoryOf(f.Kind) {
		case "contact", "identity", "financial", "card", "health", "special":
			n++
		}
		return n < 2
	})
	return n >= 2
}
