package data

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"github.com/weaklink/weaklink/collectors"
	"github.com/weaklink/weaklink/collectors/collecttest"
	"github.com/weaklink/weaklink/facts"
)

// The environment variable that makes this test program ask the kernel, with
// access(2), which of the files on its standard input it may read.
const askKernel = "WEAKLINK_TEST_ASK_KERNEL"

func init() {
	if os.Getenv(askKernel) == "" {
		return
	}
	in, out := bufio.NewScanner(os.Stdin), bufio.NewWriter(os.Stdout)
	for in.Scan() {
		if unix.Access(in.Text(), unix.R_OK) == nil {
			fmt.Fprintln(out, "y")
		} else {
			fmt.Fprintln(out, "n")
		}
	}
	if out.Flush() != nil || in.Err() != nil {
		os.Exit(1)
	}
	os.Exit(0)
}

// kernel asks, really being u, which of paths can be read.
func kernel(t *testing.T, u account, paths []string) []bool {
	t.Helper()
	cmd := exec.Command("/proc/self/exe")
	cmd.Env = []string{askKernel + "=1"}
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: u.uid, Gid: u.gid, Groups: u.groups}}
	cmd.Stdin = strings.NewReader(strings.Join(paths, "\n"))
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("ask the kernel as %d: %v", u.uid, err)
	}
	var all []bool
	for _, w := range strings.Fields(string(out)) {
		all = append(all, w == "y")
	}
	if len(all) != len(paths) {
		t.Fatalf("the kernel answered %d of %d", len(all), len(paths))
	}
	return all
}

func randomACL(r *rand.Rand, uids, gids []uint32) []byte {
	b := binary.LittleEndian.AppendUint32(nil, aclVersion)
	add := func(tag uint16, id uint32) {
		b = binary.LittleEndian.AppendUint16(b, tag)
		b = binary.LittleEndian.AppendUint16(b, uint16(r.IntN(8)))
		b = binary.LittleEndian.AppendUint32(b, id)
	}
	named := func(tag uint16, ids []uint32) {
		ids = slices.Clone(ids)
		r.Shuffle(len(ids), func(i, j int) { ids[i], ids[j] = ids[j], ids[i] })
		ids = ids[:r.IntN(3)]
		slices.Sort(ids)
		for _, id := range ids {
			add(tag, id)
		}
	}
	const none = 0xffffffff
	add(aclUserObj, none)
	named(aclUser, uids)
	add(aclGroupObj, none)
	named(aclGroup, gids)
	add(aclMask, none)
	add(aclOther, none)
	return b
}

// Over random owners, groups, modes and access control lists of files and of
// the folders above them, the accounts that we say can read a file are those
// that the kernel lets read it, account by account.
func TestReadersAreThoseThatTheKernelLetsRead(t *testing.T) {
	if os.Getuid() != 0 {
		t.Skip("missing: root, to become other accounts")
	}
	rounds := 40
	if testing.Short() {
		rounds = 8
	}
	base, err := os.MkdirTemp("/tmp", "weaklink-readers-")
	if err != nil {
		t.Fatal(err)
	}
	defer os.RemoveAll(base)
	if err := os.Chmod(base, 0o755); err != nil {
		t.Fatal(err)
	}
	r := rand.New(rand.NewPCG(2026, 11))
	uids, gids := []uint32{21001, 21002, 21003, 21004, 21005}, []uint32{31001, 31002, 31003, 31004}
	m := &machine{users: []account{{name: "root"}}}
	for i, uid := range uids {
		u := account{name: fmt.Sprint("u", uid), uid: uid, gid: gids[i%len(gids)]}
		u.groups = []uint32{u.gid}
		for _, g := range gids {
			if r.IntN(3) == 0 {
				u.groups = append(u.groups, g)
			}
		}
		slices.Sort(u.groups)
		u.groups = slices.Compact(u.groups)
		m.users = append(m.users, u)
	}
	m.users = append(m.users, account{name: "stranger", uid: 21099, gid: 31099, groups: []uint32{31099}})
	m.users[0].groups = []uint32{0}

	owners := append([]uint32{0}, uids...)
	groups := append([]uint32{0}, gids...)
	modes := []os.FileMode{0o755, 0o750, 0o711, 0o710, 0o700, 0o070, 0o007, 0o000, 0o640, 0o644, 0o604, 0o044, 0o660}
	lists := 0
	decorate := func(path string, folder bool) {
		mode := modes[r.IntN(len(modes))]
		switch {
		case r.IntN(3) == 0:
			mode = os.FileMode(r.IntN(0o1000))
		case folder && r.IntN(2) == 0:
			mode = 0o755
		}
		if err := os.Chown(path, int(owners[r.IntN(len(owners))]), int(groups[r.IntN(len(groups))])); err != nil {
			t.Fatal(err)
		}
		if err := os.Chmod(path, mode); err != nil {
			t.Fatal(err)
		}
		if r.IntN(2) == 0 {
			switch err := unix.Setxattr(path, aclAttr, randomACL(r, uids, gids), 0); err {
			case nil:
				lists++
			case unix.ENOTSUP:
			default:
				t.Fatal(err)
			}
		}
	}
	pairs, readable := 0, 0
	for round := range rounds {
		dir := filepath.Join(base, fmt.Sprint(round))
		var folders, paths []string
		for a := range 3 {
			for b := range 2 {
				folders = append(folders, filepath.Join(dir, fmt.Sprint("a", a), fmt.Sprint("b", b)))
			}
		}
		for _, f := range folders {
			if err := os.MkdirAll(f, 0o755); err != nil {
				t.Fatal(err)
			}
			for i := range 10 {
				p := filepath.Join(f, fmt.Sprintf("%d.txt", i))
				if err := os.WriteFile(p, []byte("anna@a.example\n"), 0o600); err != nil {
					t.Fatal(err)
				}
				decorate(p, false)
				paths = append(paths, p)
			}
			decorate(f, true)
		}
		for a := range 3 {
			decorate(filepath.Join(dir, fmt.Sprint("a", a)), true)
		}
		if round%4 > 0 { // else the target itself is closed to most
			if err := os.Chmod(dir, 0o755); err != nil {
				t.Fatal(err)
			}
		} else {
			decorate(dir, true)
		}
		ours := readersBelow(t, m, dir)
		for _, u := range m.users {
			truth := kernel(t, u, paths)
			for i, p := range paths {
				pairs++
				if truth[i] {
					readable++
				}
				if got := ours[p][u.name]; got != truth[i] {
					st, _ := os.Stat(p)
					t.Fatalf("round %d: %s reads %s (%v): we say %v, the kernel %v", round, u.name, p, st.Mode(), got, truth[i])
				}
			}
		}
	}
	if lists == 0 {
		t.Skip("missing: a file system with access control lists under /tmp")
	}
	if readable < pairs/20 || readable > pairs*19/20 {
		t.Errorf("%d of %d pairs can be read: the world is too plain to prove much", readable, pairs)
	}
	t.Logf("%d pairs of account and file, %d of them readable, %d access control lists: all as the kernel says", pairs, readable, lists)
}

// readersBelow is what the collector would say of every file under dir.
func readersBelow(t *testing.T, m *machine, dir string) map[string]map[string]bool {
	t.Helper()
	p, err := openPlace(target(dir))
	if err != nil {
		t.Fatal(err)
	}
	defer p.root.Close()
	v := &visit{c: New(collectors.Env{Key: [32]byte{7}}).(*collector), t: target(dir), place: p, see: &collecttest.Seen{}}
	if err := v.list(t.Context()); err != nil {
		t.Fatal(err)
	}
	out := map[string]map[string]bool{}
	for _, f := range v.files {
		h, err := v.open(f.path)
		if err != nil {
			t.Fatal(err)
		}
		f.gate.list = func() ([]byte, error) { return aclOfFile(h) }
		all, err := m.readers(f.gate)
		h.Close()
		if err != nil {
			t.Fatal(err)
		}
		who := map[string]bool{}
		for _, r := range all {
			who[r.name] = true
		}
		out[filepath.Join(dir, f.path)] = who
	}
	return out
}

// A whole look at a folder names the readers of its stores with their paths.
func TestReadersOfAStoreAreNamedWithTheirPath(t *testing.T) {
	etc, dir := t.TempDir(), t.TempDir()
	write(t, etc, "passwd", "root:x:0:0:root:/root:/bin/bash\nwww-data:x:33:33::/var/www:/usr/sbin/nologin\nanna:x:2001:2001:Anna Ott:/home/anna:/bin/bash\nhelper:x:2002:2002::/home/helper:/bin/bash\nbuild:x:998:998::/:/usr/sbin/nologin\nbroken line\n")
	write(t, etc, "group", "root:x:0:\nwww-data:x:33:\nstaff:x:50:anna,www-data\ndocker:x:51:helper,build,anna\n")
	p := write(t, dir, "list.csv", "name,mail\nAnna Ott,anna@a.example\nJan Ude,jan@a.example\n")
	if err := os.Chmod(p, 0o640); err != nil {
		t.Fatal(err)
	}
	for at := dir; at != filepath.Clean(os.TempDir()) && at != "/"; at = filepath.Dir(at) {
		if err := os.Chmod(at, 0o755); err != nil {
			t.Skip("the folder above cannot be opened")
		}
	}
	if err := os.Chown(p, 0, 50); err != nil {
		t.Skip("missing: root, to give a file away")
	}
	see := &collecttest.Seen{}
	c := New(collectors.Env{Key: [32]byte{7}}).(*collector)
	c.etc = etc
	if err := c.Collect(t.Context(), target(dir), see); err != nil {
		t.Fatal(err)
	}
	var said []string
	for _, r := range facts.AccessReaders.Select(see.Facts()) {
		said = append(said, fmt.Sprint(r.Store, " ", strings.Join(r.Path, " < "), " login ", r.Login))
		if r.Reader != r.Path[0] {
			t.Errorf("the path does not begin with the reader: %+v", r)
		}
	}
	slices.Sort(said)
	all := strings.Join(said, "\n")
	for _, w := range []string{"store:office#list.csv user:root < administrator of the machine login true", "user:www-data < group:staff < mode g+r login false", "< group:staff < mode g+r login true", "user:helper < group:docker < may start a container with the whole disk login true"} {
		if !strings.Contains(all, w) {
			t.Errorf("no %q in\n%s", w, all)
		}
	}
	if len(said) != 4 || strings.Contains(all, "anna") {
		t.Errorf("%s", all)
	}
	if !gapAbout(see, "1 lines of the machine's lists") {
		t.Errorf("a line that cannot be read is not said: %+v", see.Gaps())
	}
}

// A place that hundreds may read is not a fact for each of them, and deciding
// it for many files and accounts takes no time worth naming.
func TestManyReadersStayFewFacts(t *testing.T) {
	m := &machine{groups: map[uint32]string{7: "staff"}}
	for i := range 300 {
		m.users = append(m.users, account{name: fmt.Sprint("w", i), uid: uint32(1000 + i), gid: 7, groups: []uint32{7}, login: true})
	}
	folder := &gate{uid: 0, gid: 7, mode: 0o755, folder: true, owned: true, open: access{known: true, group: true, others: true}}
	file := &gate{above: folder, gid: 7, mode: 0o640, owned: true}
	all, err := m.readers(file)
	if err != nil || len(all) != 300 {
		t.Fatalf("%d readers, %v", len(all), err)
	}
	v := &visit{c: New(collectors.Env{}).(*collector), machine: m}
	out := v.asFacts("store:x#y", file, all)
	if last := out[len(out)-1]; len(out) != maxReaders+1 || last.Reader != "others" || last.Accounts != 100 {
		t.Errorf("%d facts, the last %+v", len(out), out[len(out)-1])
	}
	file.mode = 0o644
	if out := v.asFacts("store:x#y", file, all); len(out) != 1 || out[0].Reader != "everyone" || out[0].Accounts != 300 {
		t.Errorf("%+v", out)
	}
	files := 200_000
	if testing.Short() {
		files = 20_000
	}
	m = &machine{users: m.users[:200]}
	start, folders := time.Now(), 0
	var at *gate
	for i := range files {
		if i%50 == 0 { // as many folders as a file server of that size has
			at = &gate{above: &gate{gid: 7, mode: 0o755, folder: true, owned: true}, gid: 7, mode: 0o750, folder: true, owned: true}
			folders++
		}
		if all, err := m.readers(&gate{above: at, uid: uint32(1000 + i%300), gid: 7, mode: 0o640, owned: true}); err != nil || len(all) != 200 {
			t.Fatal(len(all), err)
		}
	}
	took := time.Since(start)
	// The clock of a shared machine proves little; how often a class was decided does.
	if n := len(m.known.files); n != 300 || len(m.known.folders) != 2 {
		t.Errorf("%d classes of files and %d of folders were decided", n, len(m.known.folders))
	}
	t.Logf("%d files in %d folders for 200 accounts: %v", files, folders, took.Round(time.Millisecond))
}

func TestListsOfRightsThatAreGarbageAreNotGuessed(t *testing.T) {
	for _, raw := range [][]byte{{1}, {2, 0, 0, 0, 1}, bytes.Repeat([]byte{9}, 12), {2, 0, 0, 0, 0x77, 0, 4, 0, 0, 0, 0, 0}} {
		if a, err := parseACL(raw); err == nil || a != nil {
			t.Errorf("%v gave %v", raw, a)
		}
	}
}
