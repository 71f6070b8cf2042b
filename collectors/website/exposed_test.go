package website

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/weaklink/weaklink/facts"
)

// leaks answers paths with these bytes; every other path with what else says.
type leaks struct {
	files map[string]string
	types map[string]string
	other func(http.ResponseWriter, *http.Request)
}

func (l leaks) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, ok := l.files[r.URL.Path]
	switch {
	case r.URL.Path == "/" && !ok:
		fmt.Fprint(w, "<!doctype html><title>Shop</title>"+policyText)
	case !ok && l.other != nil:
		l.other(w, r)
	case !ok:
		http.NotFound(w, r)
	default:
		w.Header().Set("Content-Type", "application/octet-stream")
		if t := l.types[r.URL.Path]; t != "" {
			w.Header().Set("Content-Type", t)
		}
		_, _ = io.WriteString(w, body)
	}
}

func proofs(e facts.Exposed) map[string]string {
	out := map[string]string{}
	for _, f := range e.Files {
		out[strings.TrimPrefix(f.URL, "https://shop.example")] = f.What + " " + f.Proof
	}
	return out
}

var realFiles = map[string]string{
	"/.git/config":           "[core]\n\trepositoryformatversion = 0\n",
	"/.git/HEAD":             "ref: refs/heads/main\n",
	"/.env":                  "APP_ENV=prod\nexport DB_PASSWORD=x\n",
	"/backup.sql":            "-- MySQL dump 10.13\nINSERT INTO customers VALUES (1,'jane.doe@mail.example','+49 30 901820');\nINSERT INTO customers VALUES (2,'john.roe@mail.example','+49 30 901821');\n",
	"/shop.example.zip":      "PK\x03\x04rest of it",
	"/shop.zip":              "PK\x03\x04rest of it",
	"/.DS_Store":             "\x00\x00\x00\x01Bud1\x00",
	"/wp-config.php.bak":     "<?php define('DB_PASSWORD', 'x');",
	"/id_rsa":                "-----BEGIN OPENSSH PRIVATE KEY-----\nabc",
	"/database.sqlite":       "SQLite format 3\x00",
	"/uploads/":              "<html><head><title>Index of /uploads/</title></head>",
	"/info.php":              "<!DOCTYPE html><title>phpinfo()</title>PHP Version 8",
	"/customers.csv":         "name;mail\nJane Doe;jane.doe@mail.example\nJohn Roe;john.roe@mail.example\n",
	"/backup.tar.gz":         "\x1f\x8b\x08\x00rest",
	"/dump.sql.gz":           "\x1f\x8b\x08\x00rest",
	"/.aws/credentials":      "[default]\naws_secret_access_key = x\n",
	"/.htpasswd":             "admin:$apr1$x$y\n",
	"/configuration.php.bak": "<?php class JConfig {",
}

func TestFilesThatLieOpenAreProvenByWhatIsInThem(t *testing.T) {
	want := map[string]string{"/.git/config": "git [core]", "/.git/HEAD": "git ref: refs/", "/.env": "env DB_PASSWORD=", "/backup.sql": "dump -- MySQL dump", "/shop.example.zip": "archive bytes 504b0304", "/shop.zip": "archive bytes 504b0304",
		"/.DS_Store": "listing bytes 0000000142756431", "/wp-config.php.bak": "env DB_PASSWORD", "/id_rsa": "key PRIVATE KEY-----", "/database.sqlite": "dump SQLite format 3", "/uploads/": "listing <title>Index of /",
		"/info.php": "phpinfo <title>phpinfo()", "/customers.csv": "dump ;", "/backup.tar.gz": "archive bytes 1f8b08", "/dump.sql.gz": "dump bytes 1f8b08", "/.aws/credentials": "key aws_secret_access_key", "/.htpasswd": "key :$apr1$", "/configuration.php.bak": "env JConfig"}
	// The same files are found whatever the site says to paths that are not there.
	for name, other := range map[string]func(http.ResponseWriter, *http.Request){
		"an honest 404": nil,
		"a front page for every path": func(w http.ResponseWriter, r *http.Request) {
			fmt.Fprintf(w, "<!doctype html><title>Shop</title><div id=app></div><!-- %s -->", r.URL.Path)
		},
		"a redirect to the login": func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/", http.StatusFound) },
		"403":                     func(w http.ResponseWriter, _ *http.Request) { http.Error(w, "no", http.StatusForbidden) },
	} {
		t.Run(name, func(t *testing.T) {
			c := visitShop(t, shopEnv(t, leaks{files: realFiles, other: other}, toSecure))
			e := one(c, facts.WebsiteExposed)
			if d := cmp.Diff(want, proofs(e)); d != "" {
				t.Errorf("found (-want +got):\n%s", d)
			}
			for _, f := range e.Files {
				if want := strings.HasSuffix(f.URL, "backup.sql") || strings.HasSuffix(f.URL, "customers.csv"); f.Personal != want {
					t.Errorf("%s personal %v", f.URL, f.Personal)
				}
			}
			for _, secret := range []string{"jane.doe", "901820", "John Roe", "BEGIN OPENSSH"} {
				if strings.Contains(c.All(), secret) {
					t.Errorf("%q came out", secret)
				}
			}
			if name == "403" != (e.Answered < e.Tried) {
				t.Errorf("%d of %d answered", e.Answered, e.Tried)
			}
		})
	}
}

// What is no leak, however much it looks like one.
func TestSitesThatOnlySeemToLeakAreNotAccused(t *testing.T) {
	page := "<!doctype html><html><title>x</title>"
	everything := strings.Join([]string{"[core]", "DB_PASSWORD=x", "INSERT INTO a", "PRIVATE KEY-----", "PHP Version", "<title>phpinfo()", "<title>Index of /", "Apache Server Status"}, "\n")
	say := func(body string) func(http.ResponseWriter, *http.Request) {
		return func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, body) }
	}
	tests := map[string]leaks{
		"every path answers with all the marks":                 {other: say(everything)},
		"and as a page":                                         {other: say(page + everything)},
		"every path answers with an archive":                    {other: say("PK\x03\x04" + strings.Repeat("x", 100))},
		"every path answers with a dump that differs each time": {other: func(w http.ResponseWriter, r *http.Request) { fmt.Fprintf(w, "-- %s\nINSERT INTO a;", r.URL.Path) }},
		"every path answers empty":                              {other: say("")},
		"every path answers with JSON": {other: func(w http.ResponseWriter, r *http.Request) {
			fmt.Fprintf(w, `{"error":"no route","path":%q}`, r.URL.Path)
		}},
		"a .env that is a page":            {files: map[string]string{"/.env": page + "\nDB_PASSWORD=x\n"}},
		"a .env that is a piece of a page": {files: map[string]string{"/.env": "  <div>\nDB_PASSWORD=x\n</div>"}},
		"a text about such files":          {files: map[string]string{"/.env": "Never write DB_PASSWORD=x into a file.\n"}},
		"a zip that is a page":             {files: map[string]string{"/backup.zip": page}},
		"an empty dump":                    {files: map[string]string{"/backup.sql": ""}},
		"a list without people":            {files: map[string]string{"/customers.csv": "week;turnover\n1;100\n2;200\n"}},
		"a page called export.csv":         {files: map[string]string{"/export.csv": page + "jane@mail.example; john@mail.example"}},
		"a HEAD that is no repository's":   {files: map[string]string{"/.git/HEAD": "not found, see ref: refs/heads"}},
	}
	for name, l := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := visitShop(t, shopEnv(t, l, toSecure))
			if e := one(c, facts.WebsiteExposed); len(e.Files) > 0 {
				t.Errorf("accused of %v", proofs(e))
			}
		})
	}
}

// A site that refuses everyone everything has shown us nothing.
func TestARefusalOfEverythingProvesNothing(t *testing.T) {
	for _, status := range []int{401, 403, 429, 503} {
		t.Run(fmt.Sprint(status), func(t *testing.T) {
			t.Parallel()
			c := visitShop(t, shopEnv(t, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(status) }), toSecure))
			if e := one(c, facts.WebsiteExposed); e.Answered != 0 || e.Tried != len(exposedPaths()) {
				t.Errorf("%+v", e)
			}
			if len(c.Gaps()) == 0 {
				t.Error("nothing is said about it")
			}
			if p := c.front(); p.Status != status || p.Error != "" {
				t.Errorf("%+v", p)
			}
		})
	}
	// While one that refuses only what is hidden has answered.
	c := visitShop(t, shopEnv(t, leaks{other: func(w http.ResponseWriter, r *http.Request) {
		if strings.Contains(r.URL.Path, "/.") {
			http.Error(w, "no", http.StatusForbidden)
			return
		}
		http.NotFound(w, r)
	}}, toSecure))
	if e := one(c, facts.WebsiteExposed); e.Answered != e.Tried || len(c.Gaps()) > 0 {
		t.Errorf("%+v, gaps %+v", e, c.Gaps())
	}
}

// Of a dump of a terabyte only the first bytes are taken, of a bomb too.
func TestOnlyTheFirstBytesAreTaken(t *testing.T) {
	var sent atomic.Int64
	var bomb bytes.Buffer
	z := gzip.NewWriter(&bomb)
	for range 200 {
		_, _ = z.Write(make([]byte, 1<<20))
	}
	_ = z.Close()
	l := leaks{other: func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/backup.sql": // a server that knows no ranges and goes on and on
			block := []byte("-- MySQL dump 10\n" + strings.Repeat("x", 8<<10))
			for r.Context().Err() == nil {
				n, err := w.Write(block)
				sent.Add(int64(n))
				if err != nil {
					return
				}
			}
		case "/dump.sql", "/big":
			w.Header().Set("Content-Encoding", "gzip")
			w.Header().Set("Content-Type", "text/html")
			_, _ = w.Write(bomb.Bytes())
		default:
			http.NotFound(w, r)
		}
	}, files: map[string]string{"/": `<title>x</title><a href="/big">big</a>`}, types: map[string]string{"/": "text/html"}}
	c := visitShop(t, shopEnv(t, l, toSecure))
	if d := cmp.Diff(map[string]string{"/backup.sql": "dump -- MySQL dump"}, proofs(one(c, facts.WebsiteExposed))); d != "" {
		t.Error(d)
	}
	if n := sent.Load(); n > 16<<20 {
		t.Errorf("took %d bytes", n)
	}
	if p := c.page("https://shop.example/big"); !p.Cut {
		t.Errorf("a page of 200 MB counts as whole: %+v", p)
	}
}

// A server that declares a .gz as text that came packed.
func TestAPackedDumpIsFoundHoweverItIsDeclared(t *testing.T) {
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	_, _ = io.WriteString(z, "-- PostgreSQL database dump\n")
	_ = z.Close()
	c := visitShop(t, shopEnv(t, leaks{other: func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/backup.sql.gz" {
			w.Header().Set("Content-Encoding", "x-gzip")
			_, _ = w.Write(packed.Bytes())
			return
		}
		http.NotFound(w, r)
	}}, toSecure))
	if d := cmp.Diff(map[string]string{"/backup.sql.gz": "dump bytes 1f8b08"}, proofs(one(c, facts.WebsiteExposed))); d != "" {
		t.Error(d)
	}
}

func TestEveryMarkCanBeMet(t *testing.T) {
	for _, p := range exposedPaths() {
		if p.What == "" || len(p.Marks) == 0 || strings.HasPrefix(p.Path, "/") {
			t.Errorf("%+v", p)
		}
		for _, m := range p.Marks {
			if strings.HasPrefix(m, "hex:") && markOf([]string{m}, []byte("PK\x03\x04\x1f\x8b"), false) == m {
				t.Errorf("%s: %q is read as text", p.Path, m)
			}
		}
	}
}

func TestSettingsAndCommitsAreProvenWhateverTheirNames(t *testing.T) {
	of := func(path string) exposedPath {
		for _, p := range exposedPaths() {
			if p.Path == path {
				return p
			}
		}
		t.Fatal(path)
		return exposedPath{}
	}
	for body, want := range map[string]bool{
		"# mine\nSTRIPE_SECRET=sk_live_1\nSMTP_HOST=mail\n": true,
		"export GH_TOKEN=x\nPORT=80\n":                      true,
		"PORT=80\nHOST=x\n":                                 false, // nothing secret in it
		"MY_PASSWORD=\nPORT=80\n":                           false,
		"Write MY_TOKEN=x into the file.\nPORT=80 is usual": false,
		"{\"MY_TOKEN\":\"x\"}":                              false,
	} {
		if got := of(".env").mark(&reply{body: []byte(body)}) != ""; got != want {
			t.Errorf("%q is proven: %v", body, got)
		}
	}
	hash := strings.Repeat("0a", 20)
	for body, want := range map[string]bool{hash + "\n": true, hash: true, hash + " and more": false, hash[1:]: false} {
		if got := of(".git/HEAD").mark(&reply{body: []byte(body)}) != ""; got != want {
			t.Errorf("%q is proven: %v", body, got)
		}
	}
}

func TestAFrontPageThatListsItsFolderIsFound(t *testing.T) {
	c := visitShop(t, shopEnv(t, leaks{files: map[string]string{"/": "<html><head><title>Index of /</title></head><body><a href=\"customers.xlsx\">customers.xlsx</a>"}, types: map[string]string{"/": "text/html"}}, toSecure))
	if d := cmp.Diff(map[string]string{"/": "listing <title>Index of /"}, proofs(one(c, facts.WebsiteExposed))); d != "" {
		t.Error(d)
	}
}

func FuzzProven(f *testing.F) {
	for _, body := range realFiles {
		f.Add([]byte(body))
	}
	u := &url.URL{Scheme: "https", Host: "shop.example", Path: "/x"}
	f.Fuzz(func(t *testing.T, body []byte) {
		v := &visit{}
		a := &reply{url: u, status: 200, header: http.Header{}, body: body}
		for _, p := range exposedPaths() {
			if got, ok := v.proven(p, a, []*reply{a}); ok {
				t.Fatalf("a path that cannot exist gets the same answer, and yet: %+v", got)
			}
			if got, ok := v.proven(p, a, nil); ok {
				t.Fatalf("proven without a control: %+v", got)
			}
		}
	})
}
