package backups

import (
	"fmt"
	"path"
	"strings"

	"github.com/weaklink/weaklink/facts"
)

// match is how far a store was found in the copies.
type match struct {
	sure  bool
	rows  int64  // that the copy holds of it; -1: not known
	maybe string // why it may be in one, although that is not sure
}

// find looks for a store in the copies that are usable and were looked into.
func find(s facts.Store, live facts.BackupLive, sets []facts.BackupSet) match {
	m := match{rows: -1}
	for _, set := range sets {
		if set.Whole == "no" || len(set.Covers) == 0 {
			continue
		}
		one := in(s, live, set)
		switch {
		case one.sure && !m.sure, one.sure && one.rows > m.rows:
			m.sure, m.rows = true, one.rows
		case one.maybe != "" && m.maybe == "":
			m.maybe = one.maybe
		}
	}
	return m
}

// in looks for a store in one copy, under every path that it has.
func in(s facts.Store, live facts.BackupLive, set facts.BackupSet) match {
	m := under(s, live, set)
	for _, root := range live.Also {
		if m.sure {
			break
		}
		also := live
		also.Root = root
		if o := under(s, also, set); o.sure || m.maybe == "" {
			m = o
		}
	}
	if !m.sure && m.maybe == "" && live.Within != "" {
		within := live
		within.Root = live.Within
		if o := under(s, within, set); o.sure || o.maybe != "" {
			m.maybe = fmt.Sprintf("%s holds its path on the file system that it lies on, which may be another machine's", called(set))
		}
	}
	return m
}

// under looks for a store in one copy under the path that live says.
func under(s facts.Store, live facts.BackupLive, set facts.BackupSet) match {
	m := match{rows: -1}
	at, known := located(s, live)
	table, stem := tableOf(s, live)
	other := set.Host != "" && live.Where.Machine != "" && set.Host != live.Where.Machine && set.Tool != "mysqldump" && set.Tool != "mariadb-dump"
	for _, c := range set.Covers {
		switch c.Kind {
		case "file":
			found := endsWith(at, c.Name)
			switch {
			case !found && known && endsWith(c.Name, at):
				// Taken of a frozen picture of the disk, or of another machine that is
				// mounted here: the same path, below another folder.
				m.maybe = fmt.Sprintf("%s holds %s below another folder", called(set), path.Base(c.Name))
			case !found:
			case known && !other && strings.Contains(strings.Trim(c.Name, "/"), "/"):
				return match{sure: true, rows: -1}
			case other:
				m.maybe = fmt.Sprintf("%s holds %s, but of another machine", called(set), path.Base(c.Name))
			default:
				m.maybe = fmt.Sprintf("%s holds a file called %s, which may be this one", called(set), path.Base(c.Name))
			}
		case "root":
			if known && !set.Listed && below(at, c.Name) {
				m.maybe = fmt.Sprintf("its folder is in %s, whose files were not all listed", called(set))
			}
		case "table":
			if table == "" || !sameTable(c.Name, table, set.Tool) {
				continue
			}
			if c.Database != "" && stem != "" && !strings.EqualFold(c.Database, stem) {
				continue // of another database in the same copy
			}
			if stem != "" && (c.Database != "" || sameSource(stem, set)) {
				return match{sure: true, rows: c.Rows}
			}
			m.maybe = fmt.Sprintf("%s holds a table called %s, which may be of another database", called(set), bareTable(table))
		}
	}
	return m
}

// located is the path of a store on its machine, with the table in it behind
// its file. known is false when only its path below the target is known.
func located(s facts.Store, live facts.BackupLive) (at string, known bool) {
	switch live.Kind {
	case "folder":
		return path.Join(live.Root, s.Name), true
	case "file":
		if base := path.Base(live.Root); s.Name == base || strings.HasPrefix(s.Name, base+"/") {
			return path.Join(path.Dir(live.Root), s.Name), true
		}
		return path.Join(live.Root, s.Name), true // a table of a database file
	}
	return s.Name, false
}

// tableOf is the table that a store is, and what the database is called that it
// belongs to; both empty when it is no table of a database.
func tableOf(s facts.Store, live facts.BackupLive) (table, stem string) {
	switch {
	case live.Kind == "database" && live.Root == "" && s.Format == "mysql": // all databases of the server
		stem, table, _ = strings.Cut(s.Name, ".")
		return table, strings.ToLower(stem)
	case live.Kind == "database":
		return s.Name, strings.ToLower(path.Base(live.Root))
	case s.Format != "sqlite":
		if live.Kind == "" && s.Role == "live" {
			return s.Name, "" // of a database server whose address was not told
		}
		return "", ""
	case live.Kind == "file":
		return path.Base(s.Name), withoutExt(path.Base(live.Root))
	}
	dir, table := path.Split(s.Name)
	if dir = strings.Trim(dir, "/"); dir == "" {
		return "", "" // a database with nothing but text
	}
	return table, withoutExt(path.Base(dir))
}

func withoutExt(name string) string {
	return strings.ToLower(strings.TrimSuffix(name, path.Ext(name)))
}

// sameSource says whether a copy is of the database called stem: it says so
// itself, or its name does.
func sameSource(stem string, set facts.BackupSet) bool {
	if set.Source != "" {
		return strings.EqualFold(set.Source, stem)
	}
	return strings.EqualFold(path.Base(set.Series), stem)
}

// sameTable says whether two names mean one table. Only PostgreSQL has schemas:
// where both names have one, that counts too.
func sameTable(a, b, tool string) bool {
	switch tool {
	case "mysqldump", "mariadb-dump", "sqlite", "sqlite3":
		return strings.EqualFold(a, b)
	}
	if strings.Contains(a, ".") && strings.Contains(b, ".") {
		return strings.EqualFold(a, b)
	}
	return strings.EqualFold(bareTable(a), bareTable(b))
}

// bareTable is a table's name without its schema.
func bareTable(name string) string {
	return name[strings.LastIndexByte(name, '.')+1:]
}

// endsWith says whether the path at, or a folder or file that it goes through,
// ends with tail, piece by piece: copies are often kept without the first
// folders, and behind a database file stands its table.
func endsWith(at, tail string) bool {
	tail = strings.Trim(tail, "/")
	return tail != "" && strings.Contains("/"+strings.Trim(at, "/")+"/", "/"+tail+"/")
}

func below(at, root string) bool {
	root = strings.TrimSuffix(root, "/")
	return at == root || strings.HasPrefix(at, root+"/")
}
