//go:build unix

package rootfs

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha1"
	"database/sql"
	"encoding/binary"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/klauspost/compress/zstd"
)

// index is an APKINDEX.tar.gz as apk makes it: a signature in an archive of its
// own without its end, then the list.
func index(t *testing.T, list string) string {
	t.Helper()
	var out bytes.Buffer
	for i, files := range []map[string]string{{".SIGN.RSA.alpine@x.pub": "signature"}, {"DESCRIPTION": "v3.20", "APKINDEX": list}} {
		var raw bytes.Buffer
		w := tar.NewWriter(&raw)
		for _, name := range []string{".SIGN.RSA.alpine@x.pub", "DESCRIPTION", "APKINDEX"} {
			if text, ok := files[name]; ok {
				if err := w.WriteHeader(&tar.Header{Name: name, Size: int64(len(text)), Mode: 0o644}); err != nil {
					t.Fatal(err)
				}
				w.Write([]byte(text)) //nolint:errcheck // in memory
			}
		}
		if i == 0 {
			w.Flush() //nolint:errcheck // in memory
		} else {
			w.Close() //nolint:errcheck // in memory
		}
		zw := gzip.NewWriter(&out)
		zw.Write(raw.Bytes()) //nolint:errcheck // in memory
		zw.Close()            //nolint:errcheck // in memory
	}
	return out.String()
}

func apkName(address string) string {
	sum := sha1.Sum([]byte(address))
	return fmt.Sprintf("var/cache/apk/APKINDEX.%x.tar.gz", sum[:4])
}

func alpine(t *testing.T, more map[string]string) map[string]string {
	const main, community = "https://dl-cdn.alpinelinux.org/alpine/v3.20/main", "https://dl-cdn.alpinelinux.org/alpine/v3.20/community"
	files := map[string]string{
		"etc/os-release":       "NAME=\"Alpine Linux\"\nID=alpine\nVERSION_ID=3.20.3\n",
		"etc/apk/repositories": main + "\n#https://example.org/off\n" + community + "\n@edge https://example.org/edge\n",
		"lib/apk/db/installed": "C:Q1x\nP:musl\nV:1.2.5-r0\nA:x86_64\nS:1\nF:lib\nR:ld-musl-x86_64.so.1\na:0:0:755\n\nP:openssl\nV:3.3.2-r9\nA:x86_64\n\nP:own\nV:1-r0\nA:noarch\n\n",
		// apk 2 names it after the repository, apk 3 after the index.
		apkName(main): index(t, "C:Q1x\nP:musl\nV:1.2.5-r0\nA:x86_64\nt:1795900000\n\nP:openssl\nV:3.3.2-r10\nA:x86_64\nt:1795000000\n\n"),
		apkName(community + "/x86_64/APKINDEX.tar.gz"): index(t, "P:other\nV:9-r0\nA:x86_64\nt:1795910000\n\n"),
	}
	maps.Copy(files, more)
	return files
}

func TestUpdatesOfAlpine(t *testing.T) {
	main, community := apkName("https://dl-cdn.alpinelinux.org/alpine/v3.20/main"), apkName("https://dl-cdn.alpinelinux.org/alpine/v3.20/community/x86_64/APKINDEX.tar.gz")
	m := &Machine{Root: openRoot(t, plant(t, alpine(t, nil)))}
	u := m.Updates(context.Background())
	if u.Why != "" || u.Packages != 3 || u.Pending != 1 || u.Some[0].Package != "openssl" || u.Some[0].Available != "3.3.2-r10" || u.Lists != "2026-11-28" || !u.Mixed || u.Manager != "apk" {
		t.Errorf("%+v", u)
	}
	for name, c := range map[string]struct {
		at, content, why string
	}{
		"no index of one repository":  {community, "", "no copy of the index"},
		"an index that is cut":        {main, alpine(t, nil)[main][:250], ""},
		"an index that is none":       {main, "hello", ""},
		"an empty index":              {main, index(t, ""), "lists no package"},
		"an index without a date":     {main, index(t, "P:musl\nV:1\n\n"), ""},
		"garbage within an index":     {main, index(t, "\x7fELF"), "line 1"},
		"no repository":               {"etc/apk/repositories", "# none\n", "no repository"},
		"no list of repositories":     {"etc/apk/repositories", "", "not there"},
		"the list of packages is cut": {"lib/apk/db/installed", "P:musl\n\n", "no version"},
		"a version that is none":      {"lib/apk/db/installed", "P:musl\nV:what\n\n", "musl"},
	} {
		files := alpine(t, nil)
		if files[c.at] = c.content; c.content == "" {
			delete(files, c.at)
		}
		m := &Machine{Root: openRoot(t, plant(t, files))}
		if u := m.Updates(context.Background()); u.Why == "" || u.Next == "" || !strings.Contains(u.Why, c.why) {
			t.Errorf("%s: %+v", name, u)
		}
	}
}

// header is a package's header as rpm keeps it.
func header(name, epoch, version, release, arch, module string) []byte {
	var entries, data []byte
	n := uint32(0)
	add := func(tag, kind uint32, value []byte) {
		for _, v := range []uint32{tag, kind, uint32(len(data)), 1} {
			entries = binary.BigEndian.AppendUint32(entries, v)
		}
		data = append(data, value...)
		n++
	}
	add(rpmEpoch, rpmInt32, binary.BigEndian.AppendUint32(nil, uint32(len(epoch))))
	if epoch == "" {
		entries, data, n = nil, nil, 0
	}
	for tag, s := range map[uint32]string{rpmName: name, rpmVersion: version, rpmRelease: release, rpmArch: arch, rpmModule: module} {
		if s != "" {
			add(tag, rpmString, append([]byte(s), 0))
		}
	}
	out := binary.BigEndian.AppendUint32(nil, n)
	out = binary.BigEndian.AppendUint32(out, uint32(len(data)))
	return append(append(out, entries...), data...)
}

func rpmdb(t *testing.T, headers ...[]byte) string {
	t.Helper()
	at := filepath.Join(t.TempDir(), "rpmdb.sqlite")
	db, err := sql.Open("sqlite", at)
	if err != nil {
		t.Fatal(err)
	}
	for _, q := range []string{"pragma journal_mode=wal", "create table Packages (hnum integer primary key autoincrement, blob blob not null)"} {
		if _, err := db.Exec(q); err != nil {
			t.Fatal(err)
		}
	}
	for _, h := range headers {
		if _, err := db.Exec("insert into Packages (blob) values (?)", h); err != nil {
			t.Fatal(err)
		}
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	raw, err := os.ReadFile(at)
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

const advised = `<?xml version="1.0"?><updates>
<update from="x" type="bugfix"><pkglist><collection><package name="bash" epoch="0" version="9" release="1" arch="x86_64"/></collection></pkglist></update>
<update from="x" type="security"><id>RHSA-1</id><pkglist><collection short="a"><name>a</name>
 <package name="openssl" epoch="1" version="3.0.7" release="27.el9" arch="x86_64" src="s"><filename>f</filename></package>
 <package name="openssl" epoch="1" version="3.0.7" release="27.el9" arch="aarch64"/>
 <package name="bash" epoch="0" version="5.1.8" release="6.el9" arch="x86_64"/></collection></pkglist></update>
<update type="security"><pkglist><collection><module name="nodejs" stream="18" version="1" context="c" arch="x86_64"/>
 <package name="nodejs" epoch="1" version="18.20.4" release="1.module" arch="x86_64"/></collection></pkglist></update>
<update type="security"><pkglist><collection><module name="nodejs" stream="20" version="1" context="c" arch="x86_64"/>
 <package name="nodejs" epoch="1" version="20.18.2" release="1.module" arch="x86_64"/></collection></pkglist></update>
<update type="security"><pkglist><collection><package name="openssl" epoch="1" version="3.0.7" release="25.el9" arch="x86_64"/><package name="kernel" version="5.14.0" release="503.el9" arch="x86_64"/></collection></pkglist></update>
</updates>`

const repomd = `<?xml version="1.0"?><repomd xmlns="http://linux.duke.edu/metadata/repo"><revision>1</revision>
<data type="primary"><location href="repodata/p.xml.gz"/><timestamp>1795900000</timestamp></data>
<data type="updateinfo"><location href="repodata/1-updateinfo.xml.zst"/><timestamp>1795880000.5</timestamp></data></repomd>`

func redhat(t *testing.T) map[string]string {
	t.Helper()
	z, err := zstd.NewWriter(nil)
	if err != nil {
		t.Fatal(err)
	}
	const base = "var/cache/dnf/baseos-0123456789abcdef/repodata/"
	return map[string]string{
		"etc/os-release":              "NAME=\"Rocky Linux\"\nID=rocky\nVERSION_ID=9.4\n",
		"etc/yum.repos.d/rocky.repo":  "[baseos]\nname=x\nenabled=1\n\n[baseos-debug]\nenabled = 0\n\n[own]\nbaseurl=file:///x\n",
		base + "repomd.xml":           repomd,
		base + "1-updateinfo.xml.zst": string(z.EncodeAll([]byte(advised), nil)),
		"var/cache/libdnf5/own-0123456789abcdef/repodata/repomd.xml": `<repomd><data type="primary"/></repomd>`,
		"var/lib/rpm/rpmdb.sqlite": rpmdb(t, header("openssl", "1", "3.0.7", "24.el9", "x86_64", ""), header("bash", "", "5.1.8", "6.el9", "x86_64", ""),
			header("nodejs", "1", "18.20.4", "1.module", "x86_64", "nodejs:18:2024:c"), header("gpg-pubkey", "", "1", "1", "", ""),
			header("kernel", "", "5.14.0", "427.el9", "x86_64", ""), header("kernel", "", "5.14.0", "503.el9", "x86_64", "")),
	}
}

func TestUpdatesOfRedHatAndItsRelatives(t *testing.T) {
	m := &Machine{Root: openRoot(t, plant(t, redhat(t)))}
	u := m.Updates(context.Background())
	if u.Why != "" || u.Packages != 5 || u.Pending != 1 || u.Some[0].Package != "openssl" || u.Some[0].Installed != "1:3.0.7-24.el9" || u.Some[0].Available != "1:3.0.7-27.el9" || u.Lists != "2026-11-28" || u.Mixed {
		t.Errorf("%+v", u)
	}
	const base = "var/cache/dnf/baseos-0123456789abcdef/repodata/"
	for name, c := range map[string]struct{ at, content, why string }{
		"no copy of a repository":        {base + "repomd.xml", "", "baseos"},
		"an index without advisories":    {base + "repomd.xml", `<repomd><data type="primary"/></repomd>`, "no security advisories"},
		"an index that is none":          {base + "repomd.xml", "<html></html>", "baseos"},
		"an index without a date":        {base + "repomd.xml", strings.ReplaceAll(repomd, "1795880000.5", ""), "when"},
		"the advisories were not kept":   {base + "1-updateinfo.xml.zst", "", "not there"},
		"advisories that are none":       {base + "1-updateinfo.xml.zst", "hello", ""},
		"advisories that are cut":        {base + "1-updateinfo.xml.zst", redhat(t)[base+"1-updateinfo.xml.zst"][:60], ""},
		"another packing":                {base + "repomd.xml", strings.ReplaceAll(repomd, ".zst", ".zck"), ""},
		"no repository":                  {"etc/yum.repos.d/rocky.repo", "", "no repository"},
		"every repository off":           {"etc/yum.repos.d/rocky.repo", "[baseos]\nenabled=0\n", "no repository"},
		"rpm is busy":                    {"var/lib/rpm/rpmdb.sqlite-wal", "x", "not finished"},
		"a database that is none":        {"var/lib/rpm/rpmdb.sqlite", strings.Repeat("x", 500), "no database"},
		"a database that is cut":         {"var/lib/rpm/rpmdb.sqlite", redhat(t)["var/lib/rpm/rpmdb.sqlite"][:4200], ""},
		"a database without packages":    {"var/lib/rpm/rpmdb.sqlite", rpmdb(t), "no package"},
		"a header that is damaged":       {"var/lib/rpm/rpmdb.sqlite", rpmdb(t, []byte("12345678901234567890")), "damaged"},
		"a header whose text never ends": {"var/lib/rpm/rpmdb.sqlite", rpmdb(t, bytes.ReplaceAll(header("a", "", "1", "1", "x", ""), []byte("a\x00"), []byte("aa"))), ""},
	} {
		files := redhat(t)
		if files[c.at] = c.content; c.content == "" {
			delete(files, c.at)
		}
		m := &Machine{Root: openRoot(t, plant(t, files))}
		if u := m.Updates(context.Background()); name != "a header whose text never ends" && (u.Why == "" || u.Next == "" || !strings.Contains(u.Why, c.why)) {
			t.Errorf("%s: %+v", name, u)
		}
	}
	files := redhat(t)
	delete(files, "var/lib/rpm/rpmdb.sqlite")
	files["var/lib/rpm/Packages"] = "\x00\x06\x15\x61"
	if u := (&Machine{Root: openRoot(t, plant(t, files))}).Updates(context.Background()); !strings.Contains(u.Why, "only rpm itself reads") {
		t.Errorf("the older format: %+v", u)
	}
	if _, err := readHeader(header("a", "", "1", "1", "x", "")[:20]); err == nil {
		t.Error("half a header is taken for one")
	}
}

// What rpm itself keeps is read as rpm lists it.
func TestRpmsOwnDatabaseIsRead(t *testing.T) {
	if _, err := exec.LookPath("rpmbuild"); err != nil {
		t.Skip("missing: rpmbuild")
	}
	dir := t.TempDir()
	spec := "Name: odd-name\nEpoch: 3\nVersion: 1.2~rc1\nRelease: 4^x\nSummary: s\nLicense: x\nBuildArch: noarch\n%description\nx\n%install\nmkdir -p %{buildroot}/etc\necho x > %{buildroot}/etc/odd.conf\n%files\n%config /etc/odd.conf\n"
	if err := os.WriteFile(filepath.Join(dir, "a.spec"), []byte(spec), 0o644); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.CommandContext(t.Context(), "rpmbuild", "-bb", "--define", "_topdir "+dir, filepath.Join(dir, "a.spec")).CombinedOutput(); err != nil {
		t.Skipf("missing: a working rpmbuild: %s", out)
	}
	built, _ := filepath.Glob(filepath.Join(dir, "RPMS/noarch/*.rpm"))
	if len(built) != 1 {
		t.Skip("missing: a working rpmbuild")
	}
	root := filepath.Join(dir, "root")
	if err := os.Mkdir(root, 0o755); err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), "rpm", "--root", root, "--dbpath", "/var/lib/rpm", "--define", "_db_backend sqlite", "-i", "--nodeps", built[0])
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Skipf("missing: a working rpm: %s", out)
	}
	m := &Machine{Root: openRoot(t, root)}
	var files []string
	all, err := m.rpmInstalled(context.Background(), func(file, sum string) { files = append(files, file+" "+sum) })
	if err != nil || len(all) != 1 || all[0].Name != "odd-name" || all[0].String() != "3:1.2~rc1-4^x" || all[0].Arch != "noarch" {
		t.Errorf("%+v %v", all, err)
	}
	// SHA-256 of "x\n" is what rpm itself recorded.
	if want := "/etc/odd.conf 73cb3858a687a8494ca3323053016282f3dad39d42cf62ca4e79dda2aac7d9ac"; len(files) != 1 || files[0] != want {
		t.Errorf("its files: %q", files)
	}
	if out, list := m.Files(context.Background(), watch("/etc")); out.Records != "rpm" || len(list) != 1 || !list[0].Matches {
		t.Errorf("%+v %+v", out, list)
	}
}
