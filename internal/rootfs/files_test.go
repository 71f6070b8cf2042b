//go:build unix

package rootfs

import (
	"context"
	"crypto/md5"
	"crypto/sha1"
	"encoding/base64"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/weaklink/weaklink/facts"
)

func watch(at ...string) (out []facts.WatchedFolder) {
	for _, a := range at {
		out = append(out, facts.WatchedFolder{At: a, From: "settings"})
	}
	return out
}

func TestWebRootsAreThoseOfTheWebServers(t *testing.T) {
	for name, c := range map[string]struct {
		files  map[string]string
		want   string
		unsure string
	}{
		"nothing":               {nil, "/etc", ""},
		"nginx":                 {map[string]string{"etc/nginx/sites-enabled/shop": "server {\n  root /srv/shop/public;\n  location /x { alias '/srv/my x/y'; }\n # root /old;\n}"}, "/etc /srv/my x/y /srv/shop/public", ""},
		"nginx on one line":     {map[string]string{"etc/nginx/nginx.conf": `http { server { root "/srv/a"; } }`}, "/etc /srv/a", ""},
		"nginx, a variable":     {map[string]string{"etc/nginx/conf.d/a.conf": "server { root /srv/$host/public; }"}, "/etc", "by a variable"},
		"apache":                {map[string]string{"etc/apache2/sites-enabled/000": "<VirtualHost *:80>\n\tDocumentRoot \"/var/www/html\"\n#DocumentRoot /old\n</VirtualHost>"}, "/etc /var/www/html", ""},
		"apache on Red Hat":     {map[string]string{"etc/httpd/conf/httpd.conf": "documentroot /data/web/\n"}, "/data/web /etc", ""},
		"apache, a variable":    {map[string]string{"etc/apache2/apache2.conf": "DocumentRoot ${WEB}/x\n"}, "/etc", "by a variable"},
		"caddy":                 {map[string]string{"etc/caddy/Caddyfile": "shop.example {\n\troot * /srv/c\n\tfile_server\n}"}, "/etc /srv/c", ""},
		"lighttpd":              {map[string]string{"etc/lighttpd/lighttpd.conf": `server.document-root = "/srv/l"`}, "/etc /srv/l", ""},
		"the usual place":       {map[string]string{"var/www/html/index.html": ""}, "/etc /var/www", ""},
		"one within another":    {map[string]string{"var/www/html/index.html": "", "etc/nginx/nginx.conf": "root /var/www/html;"}, "/etc /var/www", ""},
		"all of the disk":       {map[string]string{"etc/nginx/nginx.conf": "root /;"}, "/etc", "too much to watch"},
		"a link to nowhere":     {map[string]string{"etc/nginx/sites-enabled/x@": "gone"}, "/etc", ""},
		"settings in a circle":  {map[string]string{"etc/nginx/sites-enabled/x@": "x"}, "/etc", "could not be read"},
		"settings out of bound": {map[string]string{"etc/nginx/nginx.conf": strings.Repeat("#", 2<<20)}, "/etc", "could not be read"},
	} {
		files := map[string]string{"etc/hostname": ""}
		links := map[string]string{}
		for k, v := range c.files {
			if at, ok := strings.CutSuffix(k, "@"); ok {
				links[at] = v
			} else {
				files[k] = v
			}
		}
		dir := plant(t, files)
		for at, to := range links {
			if err := os.MkdirAll(filepath.Dir(filepath.Join(dir, at)), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.Symlink(to, filepath.Join(dir, at)); err != nil {
				t.Skip("missing: links")
			}
		}
		m := &Machine{Root: openRoot(t, dir)}
		got, unsure := m.Watch(nil)
		var at []string
		for _, f := range got {
			at = append(at, f.At)
		}
		if strings.Join(at, " ") != c.want || !strings.Contains(unsure, c.unsure) || (unsure == "") != (c.unsure == "") {
			t.Errorf("%s: %q, %q", name, at, unsure)
		}
	}
}

// What a file is is told whatever its kind and rights: nothing that is there is left out.
func TestEverythingInAWatchedFolderIsListed(t *testing.T) {
	dir := plant(t, map[string]string{"srv/w/a.php": "x", "srv/w/d/b": "y", "srv/w/denied": "z", "srv/w/dark/c": "", "out/secret": ""})
	for at, to := range map[string]string{"srv/w/link": "/out/secret", "srv/w/dir": "../../out", "srv/current": "/srv/w"} {
		if err := os.Symlink(to, filepath.Join(dir, at)); err != nil {
			t.Skip("missing: links")
		}
	}
	if err := syscall.Mkfifo(filepath.Join(dir, "srv/w/pipe"), 0o644); err != nil {
		t.Skip("missing: pipes")
	}
	odd := filepath.Join(dir, "srv/w", "new\nline\xff")
	if err := os.WriteFile(odd, nil, 0o755); err != nil {
		t.Skip("missing: odd names")
	}
	for _, at := range []string{"srv/w/denied", "srv/w/dark"} {
		if err := os.Chmod(filepath.Join(dir, at), 0); err != nil {
			t.Fatal(err)
		}
	}
	m := &Machine{Root: openRoot(t, dir)}
	if os.Geteuid() == 0 {
		if err := syscall.Seteuid(65534); err != nil {
			t.Skip("missing: another account")
		}
		defer syscall.Seteuid(0) //nolint:errcheck // back to what we were
	}
	out, all := m.Files(context.Background(), watch("/srv/current", "/none"))
	got := map[string]WatchedFile{}
	for _, f := range all {
		got[strings.TrimPrefix(f.Path, "/srv/current/")] = f
	}
	if out.Why != "" || len(got) != 8 || out.Unread != 2 || !got["denied"].Unread || !got["dark"].Unread || got["dark/c"] != (WatchedFile{}) || !out.Folders[1].Absent || out.Folders[0].Absent {
		t.Errorf("%+v\n%+v", out, got)
	}
	if !got["a.php"].Acts || got["d/b"].Acts || !got["new\nline\xff"].Acts || got["link"].Content == got["dir"].Content {
		t.Errorf("%+v", got)
	}
	stopped, cancel := context.WithCancel(context.Background())
	cancel()
	if out, all := m.Files(stopped, watch("/srv/current")); out.Why == "" || all != nil {
		t.Errorf("stopped, it says %+v", out)
	}
}

// Each manager's records explain a file: dpkg's of programs, settings and
// diverted files, ucf's, and apk's.
func TestFilesOfPackagesAreKnown(t *testing.T) {
	m5 := func(s string) string { return fmt.Sprintf("%x", md5.Sum([]byte(s))) }
	q1 := func(s string) string { b := sha1.Sum([]byte(s)); return "Q1" + base64.StdEncoding.EncodeToString(b[:]) }
	for name, c := range map[string]struct {
		files map[string]string
		want  string // p: as delivered, m: a package's and changed, m-: a package's and not there, -: of none
	}{
		"dpkg": {map[string]string{
			"var/lib/dpkg/status":         "Package: a\nStatus: install ok installed\nVersion: 1\nConffiles:\n /etc/as " + m5("1") + "\n /etc/old " + m5("1") + " obsolete\n /etc/gone " + m5("1") + "\nDescription: x\n /etc/trap " + m5("1") + "\n",
			"var/lib/dpkg/info/a.list":    "/.\n/bin\n/etc/as\n/bin/tool\n",
			"var/lib/dpkg/info/a.md5sums": m5("1") + "  bin/tool\n" + m5("1") + "  usr/bin/moved\n",
			"var/lib/dpkg/diversions":     "/usr/bin/moved\n/usr/bin/moved.real\nb\n",
			"var/lib/ucf/hashfile":        m5("1") + "  /etc/ucf\n",
			"usr/bin/tool":                "1", "usr/bin/moved": "2", "usr/bin/moved.real": "1", "etc/as": "1", "etc/old": "2", "etc/ucf": "1", "etc/mine": "1", "etc/trap": "1",
		}, "/etc/as p, /etc/gone m-, /etc/mine -, /etc/old m, /etc/trap -, /etc/ucf p, /usr/bin/moved -, /usr/bin/moved.real p, /usr/bin/tool p"},
		"apk": {map[string]string{
			"lib/apk/db/installed": "C:Q1x\nP:a\nV:1-r0\nA:x86_64\nF:etc\nR:as\na:0:0:644\nZ:" + q1("1") + "\nR:other\nZ:" + q1("1") + "\nF:usr/bin\nR:tool\nZ:" + q1("1") + "\nR:away\n\nP:b\nV:2-r0\nF:etc/b\n\n",
			"etc/as":               "1", "etc/other": "2", "usr/bin/tool": "1",
		}, "/etc/as p, /etc/other m, /usr/bin/away m-, /usr/bin/tool p"},
		"none": {map[string]string{"etc/as": "1"}, "/etc/as -"},
	} {
		dir := plant(t, c.files)
		if name == "dpkg" {
			if err := os.Symlink("usr/bin", filepath.Join(dir, "bin")); err != nil {
				t.Skip("missing: links")
			}
		}
		m := &Machine{Root: openRoot(t, dir)}
		out, all := m.Files(context.Background(), watch("/etc", "/usr/bin"))
		var got []string
		for _, f := range all {
			mark := map[bool]string{true: "m", false: "-"}[f.Owned]
			if f.Matches {
				mark = "p"
			}
			if f.Missing {
				mark = "m-"
			}
			got = append(got, f.Path+" "+mark)
		}
		if s := strings.Join(got, ", "); s != c.want || out.Why != "" || (out.Records == "") != (name == "none") {
			t.Errorf("%s: %s\nwant %s\n%+v", name, s, c.want, out)
		}
	}
	for name, files := range map[string]map[string]string{
		"a record that is cut":  {"var/lib/dpkg/status": "Package: a\n", "var/lib/dpkg/info/a.md5sums": "12", "etc/x": ""},
		"no records of dpkg":    {"var/lib/dpkg/status": "Package: a\n", "etc/x": ""},
		"apk's list is garbage": {"lib/apk/db/installed": "\x7fELF\n", "etc/x": ""},
		"apk's list is empty":   {"lib/apk/db/installed": "", "etc/x": ""},
	} {
		m := &Machine{Root: openRoot(t, plant(t, files))}
		if out, all := m.Files(context.Background(), watch("/etc")); out.Why == "" || all != nil {
			t.Errorf("%s: %+v", name, out)
		}
	}
}

// 50,000 files are listed with their content well within a scan.
func TestFiftyThousandFiles(t *testing.T) {
	if testing.Short() {
		t.Skip("makes 50,000 files")
	}
	dir := t.TempDir()
	for i := range 500 {
		sub := filepath.Join(dir, "srv", fmt.Sprintf("d%02d/e%02d", i%25, i/25))
		if err := os.MkdirAll(sub, 0o755); err != nil {
			t.Fatal(err)
		}
		for j := range 100 {
			if err := os.WriteFile(filepath.Join(sub, fmt.Sprintf("f%d.php", j)), fmt.Appendf(nil, "<?php // %d %d", i, j), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	m := &Machine{Root: openRoot(t, dir)}
	var before syscall.Rusage
	syscall.Getrusage(syscall.RUSAGE_SELF, &before) //nolint:errcheck // then the time is 0
	began := time.Now()
	out, all := m.Files(context.Background(), watch("/srv"))
	if len(all) != 50_000 || out.Files != 50_000 || out.Unread != 0 {
		t.Errorf("%d listed: %+v", len(all), out)
	}
	var after syscall.Rusage
	syscall.Getrusage(syscall.RUSAGE_SELF, &after) //nolint:errcheck // see above
	cpu := time.Duration(after.Utime.Nano() - before.Utime.Nano() + after.Stime.Nano() - before.Stime.Nano())
	t.Logf("50,000 files in %v, %v of a processor", time.Since(began).Round(time.Millisecond), cpu.Round(time.Millisecond))
}
