package rootfs

import (
	"errors"
	"io/fs"
	"slices"
	"strconv"
	"strings"

	"github.com/weaklink/weaklink/facts"
)

type account struct {
	name, home string
	uid, gid   int
}

// people are the accounts that a person can log in with. Their names stay here.
func (m *Machine) people() (persons []account, roots int, err error) {
	raw, err := m.Read("etc/passwd", 8<<20)
	if err != nil {
		return nil, 0, err
	}
	for line := range strings.Lines(string(raw)) {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' || line[0] == '+' {
			continue
		}
		f := strings.Split(line, ":")
		if len(f) != 7 {
			return nil, 0, errors.New("a line of etc/passwd is garbled")
		}
		uid, err1 := strconv.Atoi(f[2])
		gid, err2 := strconv.Atoi(f[3])
		if err1 != nil || err2 != nil {
			return nil, 0, errors.New("a line of etc/passwd is garbled")
		}
		shell := f[6][strings.LastIndexByte(f[6], '/')+1:]
		switch {
		case uid == 0 && f[0] != "root":
			roots++
		case uid >= 1000 && uid < 60000 && shell != "nologin" && shell != "false" && shell != "sync": // login.defs: UID_MIN, UID_MAX
			persons = append(persons, account{f[0], f[5], uid, gid})
		}
	}
	return persons, roots, nil
}

// powerful groups let their members do everything, sudo or not.
var powerful = []string{"docker", "lxd", "disk", "incus-admin"}

// Rights counts who may change the system.
func (m *Machine) Rights() facts.Rights {
	r := facts.Rights{Sudoers: "absent", OpenDoors: -1}
	blind := func(what string, err error) facts.Rights {
		return facts.Rights{Sudoers: r.Sudoers, OpenDoors: -1, Blind: Blind(what, err, "look at who is an administrator in the system's settings of users")}
	}
	persons, roots, err := m.people()
	if err != nil {
		return blind("the accounts could not be read", err)
	}
	r.People = len(persons)
	raw, err := m.Read("etc/group", 8<<20)
	if err != nil {
		return blind("the groups could not be read", err)
	}
	members, gids, err := groups(string(raw))
	if err != nil {
		return blind("the groups could not be read", err)
	}
	granted := grants{groups: map[string]bool{}, users: map[string]bool{}}
	err = m.sudoers("etc/sudoers", &granted, 0)
	switch {
	case errors.Is(err, fs.ErrPermission):
		r.Sudoers = "denied"
		// Which groups may use sudo is not readable; these may on every distribution that has them.
		granted.groups = map[string]bool{"sudo": false, "wheel": false, "admin": false}
	case errors.Is(err, fs.ErrNotExist):
	case err != nil:
		return blind("the rules of sudo could not be read", err)
	default:
		r.Sudoers = "read"
	}
	for _, p := range persons {
		admin, quiet := false, false
		in := func(group string) bool {
			return slices.Contains(members[group], p.name) || gids[group] == p.gid && group != ""
		}
		way := func(name string) {
			admin = true
			if !slices.Contains(r.Ways, name) {
				r.Ways = append(r.Ways, name)
			}
		}
		for _, g := range powerful {
			if _, there := gids[g]; there && in(g) {
				way(g)
				quiet = true
			}
		}
		for g, noPassword := range granted.groups {
			if _, there := gids[g]; there && in(g) {
				if g != "sudo" && g != "wheel" && g != "admin" {
					g = "a group in sudoers"
				}
				way(g)
				quiet = quiet || noPassword
			}
		}
		for _, name := range []string{p.name, "ALL"} {
			if noPassword, ok := granted.users[name]; ok {
				way("sudoers")
				quiet = quiet || noPassword
			}
		}
		if admin {
			r.Admins++
		}
		if quiet {
			r.Quiet++
		}
	}
	if roots > 0 {
		r.Ways = append(r.Ways, "uid-0")
		r.People, r.Admins = r.People+roots, r.Admins+roots
	}
	slices.Sort(r.Ways)
	r.OpenDoors = m.passwordless(persons)
	return r
}

func groups(text string) (members map[string][]string, gids map[string]int, err error) {
	members, gids = map[string][]string{}, map[string]int{}
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' || line[0] == '+' {
			continue
		}
		f := strings.Split(line, ":")
		if len(f) != 4 {
			return nil, nil, errors.New("a line of etc/group is garbled")
		}
		gid, err := strconv.Atoi(f[2])
		if err != nil {
			return nil, nil, errors.New("a line of etc/group is garbled")
		}
		gids[f[0]] = gid
		if f[3] != "" {
			members[f[0]] = strings.Split(f[3], ",")
		}
	}
	return members, gids, nil
}

// grants are who may do everything by sudo; true: without being asked for a password.
type grants struct{ groups, users map[string]bool }

// sudoers reads sudoers(5) as far as it lets somebody do everything.
func (m *Machine) sudoers(name string, g *grants, depth int) error {
	if depth > 16 {
		return errors.New("files that include one another")
	}
	raw, err := m.Read(name, 0)
	if err != nil {
		return err
	}
	text := strings.ReplaceAll(string(raw), "\\\n", " ")
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		for _, word := range []string{"@includedir", "#includedir"} {
			if rest, ok := strings.CutPrefix(line, word); ok {
				files, err := m.Glob(strings.TrimPrefix(strings.TrimSpace(rest), "/") + "/*")
				if err != nil {
					return err
				}
				for _, f := range files {
					base := f[strings.LastIndexByte(f, '/')+1:]
					if strings.Contains(base, ".") || strings.HasSuffix(base, "~") {
						continue // sudo passes over such names
					}
					if err := m.sudoers(f, g, depth+1); err != nil {
						return err
					}
				}
			}
		}
		for _, word := range []string{"@include ", "#include "} {
			if rest, ok := strings.CutPrefix(line, word); ok {
				if err := m.sudoers(strings.TrimPrefix(strings.TrimSpace(rest), "/"), g, depth+1); err != nil {
					return err
				}
			}
		}
		if line == "" || line[0] == '#' || line[0] == '@' || strings.HasPrefix(line, "Defaults") || strings.Contains(strings.Fields(line)[0], "_Alias") {
			continue
		}
		left, right, ok := strings.Cut(line, "=")
		who := strings.Fields(left)
		what := strings.TrimSpace(right)
		if !ok || len(who) < 2 {
			continue
		}
		if !strings.HasSuffix(what, "ALL") || strings.HasPrefix(what, "(") && !strings.HasPrefix(what, "(ALL") && !strings.HasPrefix(what, "(root") {
			continue // some commands only
		}
		quiet := strings.Contains(what, "NOPASSWD:")
		if group, ok := strings.CutPrefix(who[0], "%"); ok {
			g.groups[group] = g.groups[group] || quiet
		} else {
			g.users[who[0]] = g.users[who[0]] || quiet
		}
	}
	return nil
}

// passwordless counts the accounts of people, and of root, that ask for no
// password; -1 when that cannot be read.
func (m *Machine) passwordless(persons []account) int {
	raw, err := m.Read("etc/shadow", 8<<20)
	if err != nil {
		return -1
	}
	n := 0
	for line := range strings.Lines(string(raw)) {
		f := strings.SplitN(strings.TrimSpace(line), ":", 3)
		if len(f) < 3 || f[1] != "" {
			continue
		}
		if f[0] == "root" || slices.ContainsFunc(persons, func(p account) bool { return p.name == f[0] }) {
			n++
		}
	}
	return n
}
