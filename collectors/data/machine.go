package data

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// machine is the accounts and groups of the machine that a folder lies on.
type machine struct {
	users     []account
	groups    map[uint32]string
	directory bool   // there are more accounts, in a directory service
	why, next string // what of the lists could not be read

	known answers
}

type account struct {
	name     string
	uid, gid uint32
	groups   []uint32 // the primary one too, sorted
	login    bool     // somebody can sign in as it
}

func (u *account) in(gid uint32) bool {
	_, found := slices.BinarySearch(u.groups, gid)
	return found
}

// maxAccounts is how many accounts a machine may have for us to look at each.
const maxAccounts = 20_000

// readMachine reads the files passwd and group in etc.
func readMachine(etc string) (*machine, error) {
	m := &machine{groups: map[uint32]string{}}
	member := map[string][]uint32{}
	bad := 0
	err := fields(filepath.Join(etc, "group"), 4, &bad, func(f []string) bool {
		gid, err := strconv.ParseUint(f[2], 10, 32)
		if err != nil {
			return false
		}
		if _, had := m.groups[uint32(gid)]; !had {
			m.groups[uint32(gid)] = f[0]
		}
		for _, name := range strings.Split(f[3], ",") {
			if name != "" {
				member[name] = append(member[name], uint32(gid))
			}
		}
		return true
	})
	if err != nil {
		return nil, err
	}
	err = fields(filepath.Join(etc, "passwd"), 7, &bad, func(f []string) bool {
		uid, err1 := strconv.ParseUint(f[2], 10, 32)
		gid, err2 := strconv.ParseUint(f[3], 10, 32)
		if err1 != nil || err2 != nil || len(m.users) >= maxAccounts {
			return false
		}
		u := account{name: f[0], uid: uint32(uid), gid: uint32(gid), login: signsIn(f[6])}
		u.groups = append(slices.Clone(member[u.name]), u.gid)
		slices.Sort(u.groups)
		u.groups = slices.Compact(u.groups)
		m.users = append(m.users, u)
		return true
	})
	if err != nil {
		return nil, err
	}
	if bad > 0 {
		m.why, m.next = fmt.Sprintf("%d lines of the machine's lists of accounts and groups cannot be read", bad), "run pwck -r and grpck -r on the machine"
	}
	m.directory = directory(etc)
	return m, nil
}

// fields calls each for every line of a file of n fields apart by colons.
func fields(path string, n int, bad *int, each func([]string) bool) error {
	h, err := os.Open(path)
	if err != nil {
		return err
	}
	defer h.Close()
	s := bufio.NewScanner(io.LimitReader(h, 64<<20))
	s.Buffer(nil, 4<<20) // a group lists all its members in one line
	for s.Scan() {
		line := s.Text()
		if strings.TrimSpace(line) == "" || strings.HasPrefix(line, "#") {
			continue
		}
		if f := strings.Split(line, ":"); len(f) != n || f[0] == "" || !each(f) {
			*bad++
		}
	}
	return s.Err()
}

// signsIn says whether a login shell lets anybody in.
func signsIn(shell string) bool {
	switch filepath.Base(shell) {
	case "nologin", "false", "sync", "shutdown", "halt":
		return false
	}
	return true
}

// directory says whether the machine also takes accounts from a directory
// service. sss stands in the file on some systems without being set up.
func directory(etc string) bool {
	raw, err := os.ReadFile(filepath.Join(etc, "nsswitch.conf"))
	if err != nil {
		return !errors.Is(err, os.ErrNotExist)
	}
	for _, line := range strings.Split(string(raw), "\n") {
		name, sources, _ := strings.Cut(line, ":")
		if n := strings.TrimSpace(name); n != "passwd" && n != "group" {
			continue
		}
		for _, s := range strings.Fields(sources) {
			switch s {
			case "ldap", "winbind", "nis", "nisplus":
				return true
			case "sss":
				if _, err := os.Stat(filepath.Join(etc, "sssd", "sssd.conf")); err == nil {
					return true
				}
			}
		}
	}
	return false
}
