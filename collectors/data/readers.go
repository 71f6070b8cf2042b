package data

import (
	"fmt"
	"io/fs"
	"runtime"

	"github.com/weaklink/weaklink/evidence"
	"github.com/weaklink/weaklink/facts"
)

// way is the right by which an account gets through a gate.
type way struct {
	right   string
	group   uint32
	byGroup bool
}

// allows follows acl_permission_check of the kernel for one wanted right: 4 to
// read a file, 1 to pass through a folder.
func (g *gate) allows(u *account, want uint16) (bool, way, error) {
	if u.uid == 0 {
		return true, way{right: "administrator of the machine"}, nil
	}
	mode := uint16(g.mode.Perm())
	if u.uid == g.uid {
		return mode>>6&want != 0, way{right: rightOf("mode u+", want)}, nil
	}
	list, err := g.rights()
	if err != nil {
		return false, way{}, err
	}
	// The kernel leaves the list aside when the group bits, which hold its mask,
	// are all off.
	if list != nil && mode&0o070 != 0 {
		ok, w := list.allows(u, g.gid, want)
		w.right = rightOf(w.right+" ", want)
		return ok, w, nil
	}
	if u.in(g.gid) {
		return mode>>3&want != 0, way{group: g.gid, byGroup: true, right: rightOf("mode g+", want)}, nil
	}
	return mode&want != 0, way{right: rightOf("mode o+", want)}, nil
}

// rightOf names a right. Only the ways of files are ever told.
func rightOf(class string, want uint16) string {
	if want == 1 {
		return ""
	}
	return class + "r"
}

// reader is an account that can read a file.
type reader struct {
	*account
	way
}

// passed is who gets through a folder and all those above it. Folders that let
// the same accounts through share one.
type passed struct{ who []bool }

// class is all that decides who gets through a gate: files of one class have
// the same readers, and a folder of two hundred thousand files has few classes.
type class struct {
	above    *passed
	uid, gid uint32
	mode     fs.FileMode
	list     string
}

// answers are the classes that were decided.
type answers struct {
	folders map[class]*passed
	alike   map[string]*passed // by who gets through
	files   map[class][]reader
	held    int // accounts in files
}

// maxHeld bounds the memory of answers: a directory of 20 000 accounts, a hundred times.
const maxHeld = 2_000_000

func (m *machine) classOf(g *gate) (class, error) {
	c := class{uid: g.uid, gid: g.gid, mode: g.mode.Perm()}
	if _, err := g.rights(); err != nil {
		return c, err
	}
	c.list = g.raw
	if g.above != nil {
		var err error
		if c.above, err = m.passes(g.above); err != nil {
			return c, err
		}
	}
	return c, nil
}

// passes says of every account whether it gets through the folder g and all
// those above it.
func (m *machine) passes(g *gate) (*passed, error) {
	if g.passing != nil {
		return g.passing, nil
	}
	c, err := m.classOf(g)
	if err != nil {
		return nil, err
	}
	if p := m.known.folders[c]; p != nil {
		g.passing = p
		return p, nil
	}
	who, key := make([]bool, len(m.users)), make([]byte, len(m.users))
	for i := range m.users {
		if c.above != nil && !c.above.who[i] {
			continue
		}
		ok, _, err := g.allows(&m.users[i], 1)
		if err != nil {
			return nil, err
		}
		if who[i] = ok; ok {
			key[i] = 1
		}
	}
	if m.known.folders == nil {
		m.known = answers{folders: map[class]*passed{}, alike: map[string]*passed{}, files: map[class][]reader{}}
	}
	p := m.known.alike[string(key)]
	if p == nil {
		p = &passed{who}
		m.known.alike[string(key)] = p
	}
	m.known.folders[c], g.passing = p, p
	return p, nil
}

// readers are all accounts of m that can read the file g. It is equal to
// access(2) as each of them. The answer is shared: do not change it.
func (m *machine) readers(g *gate) ([]reader, error) {
	c, err := m.classOf(g)
	if err != nil {
		return nil, err
	}
	if out, ok := m.known.files[c]; ok {
		return out, nil
	}
	var out []reader
	for i := range m.users {
		if c.above != nil && !c.above.who[i] {
			continue
		}
		ok, w, err := g.allows(&m.users[i], 4)
		if err != nil {
			return nil, err
		}
		if ok {
			out = append(out, reader{&m.users[i], w})
		}
	}
	if m.known.held += len(out) + 1; m.known.held > maxHeld {
		clear(m.known.files)
		m.known.held = len(out) + 1
	}
	if m.known.files != nil {
		m.known.files[c] = out
	}
	return out, nil
}

// Most readers that are listed one by one, for a store and for a target.
const (
	maxReaders    = 200
	maxAllReaders = 50_000
)

// readable emits who can read the file f, for each of the stores in it. tell is
// See.Fact, or collectors.Again of what was said before.
func (v *visit) readable(g *gate, stores []string, tell func(evidence.Item) error) error {
	if len(stores) == 0 || runtime.GOOS != "linux" {
		return nil // other systems keep rights of another make
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.machine == nil {
		m, err := readMachine(v.c.etc)
		if m == nil {
			m = &machine{why: "the accounts of the machine could not be read", next: nextFor(err)}
		}
		v.machine = m
		if m.why != "" {
			v.gaps.add(v.t.ID, m.why, m.next)
		}
	}
	for at := g; at != nil; at = at.above {
		if !at.owned {
			v.gaps.add(stores[0], "who can read it is not known: its owner could not be read", "run weaklink as an account that may read it")
			return nil
		}
	}
	all, err := v.machine.readers(g)
	if err != nil {
		v.gaps.add(stores[0], "who can read it is not known: "+errACL.Error(), "run weaklink as an account that may read the rights of the folders above it")
		return nil
	}
	for _, store := range stores {
		for _, r := range v.asFacts(store, g, all) {
			if v.readers++; v.readers > maxAllReaders {
				if v.readers == maxAllReaders+1 {
					v.gaps.add(v.t.ID, fmt.Sprintf("who can read it was listed for the first %d pairs of place and account only", maxAllReaders), "scan the folders one by one")
				}
				return nil
			}
			it, err := facts.AccessReaders.Item(store, evidence.Enumerated, r)
			if err == nil {
				err = tell(it)
			}
			if err != nil {
				return err
			}
		}
	}
	return nil
}

func (v *visit) asFacts(store string, g *gate, all []reader) []facts.Reader {
	if len(all) == len(v.machine.users) && g.mode&0o004 != 0 {
		return []facts.Reader{{Store: store, Reader: "everyone", Path: []string{"everyone", "mode o+r"}, Accounts: len(all), Login: true}}
	}
	var out []facts.Reader
	for i, r := range all {
		if i == maxReaders {
			out = append(out, facts.Reader{Store: store, Reader: "others", Path: []string{"others", "like those listed"}, Accounts: len(all) - i, Login: true})
			break
		}
		who := "user:" + v.name(r.name)
		path := []string{who}
		switch {
		case r.byGroup:
			path = append(path, "group:"+v.groupName(r.group))
		case r.uid == g.uid && r.uid != 0:
			path = append(path, "owner")
		}
		uid := int(r.uid)
		out = append(out, facts.Reader{Store: store, Reader: who, Path: append(path, r.right), UID: &uid, Login: r.login, Admin: r.uid == 0})
	}
	out = append(out, v.becoming(store, all)...)
	if v.machine.directory && g.open.String() != "owner" {
		out = append(out, facts.Reader{Store: store, Reader: "directory", Path: []string{"directory", "accounts of a directory service, not looked at"}, Login: true})
	}
	return out
}

// rootGroups are groups whose members can become the administrator, or read
// the disk itself: whoever may start a container may mount the disk into it.
var rootGroups = map[string]string{
	"sudo": "may become administrator", "wheel": "may become administrator", "admin": "may become administrator",
	"docker": "may start a container with the whole disk", "lxd": "may start a container with the whole disk", "incus-admin": "may start a container with the whole disk",
	"libvirt": "may start a machine with the whole disk", "disk": "may read the disk itself",
}

// becoming are those who can sign in, cannot read the file as they are, and
// can after becoming somebody else.
func (v *visit) becoming(store string, already []reader) []facts.Reader {
	if len(already) >= maxReaders {
		return nil
	}
	can := map[*account]bool{}
	for _, r := range already {
		can[r.account] = true
	}
	var out []facts.Reader
	for i := range v.machine.users {
		u := &v.machine.users[i]
		if !u.login || can[u] {
			continue
		}
		for _, gid := range u.groups {
			if right := rootGroups[v.machine.groups[gid]]; right != "" {
				who, uid := "user:"+v.name(u.name), int(u.uid)
				out = append(out, facts.Reader{Store: store, Reader: who, Path: []string{who, "group:" + v.machine.groups[gid], right}, UID: &uid, Login: true, Switch: true})
				break
			}
		}
		if len(out)+len(already) >= maxReaders {
			break
		}
	}
	return out
}

func (v *visit) groupName(gid uint32) string {
	if n := v.machine.groups[gid]; n != "" {
		return v.name(n)
	}
	return fmt.Sprint(gid)
}
