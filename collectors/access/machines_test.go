package access

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/weaklink/weaklink/collectors"
	"github.com/weaklink/weaklink/collectors/collecttest"
	"github.com/weaklink/weaklink/facts"
)

func rootOf(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		at := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(at), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(at, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// The accounts of people on a machine are told from those of programs, and what
// opens each, without a name.
func TestAccountsOfAMachineAreSeenWithWhatOpensThem(t *testing.T) {
	const hash = "$y$j9T$abcdefghijklmnop$"
	dir := rootOf(t, map[string]string{
		"etc/os-release": "ID=debian\nVERSION_ID=\"12\"\n", "etc/hostname": "web1\n",
		"etc/passwd": "root:x:0:0:root:/root:/bin/bash\ntoor:x:0:0::/root:/bin/sh\nwww-data:x:33:33::/var/www:/usr/sbin/nologin\npostgres:x:105:110::/var/lib/postgresql:/bin/bash\nanna.ott:x:1001:1001:Anna Ott,,,:/home/anna:/bin/bash\n" +
			"jan:x:1002:1002:jan.ude@shop.example:/home/jan:/bin/bash\neva:x:1003:1003::/home/eva:/usr/sbin/nologin\nbackup2:x:1004:1004::/srv:/bin/sh\nnobody:x:65534:65534::/:/bin/sh\n+::::::\n",
		"etc/shadow":                     "root:*:1:0:9:7:::\ntoor:" + hash + ":1:0:9:7:::\nanna.ott:!" + hash + ":1:0:9:7:::\njan:" + hash + ":1:0:9:7::20000:\nbackup2::1:0:9:7:::\n",
		"home/anna/.ssh/authorized_keys": "# laptop\nssh-ed25519 AAAA anna@laptop\n\nfrom=\"10.0.0.1\" ssh-rsa BBBB x\n",
	})
	target := collectors.Target{ID: "web1", Scheme: "host", Addr: "host:" + dir, As: "server"}
	seen := collecttest.Contract(t, NewMachines(collectors.Env{Key: [32]byte{7}}), collecttest.World{Target: target, Canaries: []string{"anna", "jan.ude", "abcdefghijklmnop", "AAAA"}})
	by := map[int]facts.MachineAccount{}
	for _, a := range facts.AccessMachineAccount.Select(seen.Facts()) {
		by[a.UID] = a
	}
	if len(by) != 4 || by[0].Password != "set" {
		t.Errorf("%+v", by)
	}
	if a := by[1001]; a.Password != "locked" || a.Keys != 2 || a.Name == "" || len(a.Logins) != 1 {
		t.Errorf("%+v", a)
	}
	if a := by[1002]; a.Password != "set" || a.Expires != "2024-10-04" || len(a.Logins) != 3 || a.Name != "" {
		t.Errorf("%+v", a)
	}
	if a := by[1004]; a.Password != "none" || !a.Task {
		t.Errorf("%+v", a)
	}
	if len(seen.Gaps()) != 0 {
		t.Errorf("%+v", seen.Gaps())
	}
	// Without the file of passwords nothing is taken for closed.
	if err := os.Remove(filepath.Join(dir, "etc/shadow")); err != nil {
		t.Fatal(err)
	}
	seen2 := &collecttest.Seen{}
	if err := NewMachines(collectors.Env{Key: [32]byte{7}}).Collect(t.Context(), target, seen2); err != nil {
		t.Fatal(err)
	}
	for _, a := range facts.AccessMachineAccount.Select(seen2.Facts()) {
		if a.Password != "unknown" {
			t.Errorf("%+v", a)
		}
	}
	if len(seen2.Gaps()) != 1 || !strings.Contains(seen2.Gaps()[0].Why, "which accounts of the machine are open") {
		t.Errorf("%+v", seen2.Gaps())
	}
}
