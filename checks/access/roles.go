package access

import (
	"slices"
	"strings"

	"github.com/weaklink/weaklink/facts"
)

// database is one database with its roles that can sign in.
type database struct {
	id, name string
	roles    []facts.Role
}

// databases groups roles by their database, in a fixed order.
func databases(roles []facts.Role) []database {
	var out []database
	for _, r := range roles {
		i := slices.IndexFunc(out, func(d database) bool { return d.id == r.Target })
		if i < 0 {
			i = len(out)
			out = append(out, database{id: r.Target, name: "the database " + nameOf(r.Target)})
		}
		out[i].roles = append(out[i].roles, r)
	}
	slices.SortFunc(out, func(a, b database) int { return strings.Compare(a.id, b.id) })
	return out
}

// expired says whether the password of a role has ended.
func expired(r facts.Role, today string) bool { return r.Expires != "" && r.Expires < today }

// nameOf is the name of a database, else of its server.
func nameOf(target string) string {
	target = strings.TrimRight(target, "/")
	return target[strings.LastIndex(target, "/")+1:]
}
