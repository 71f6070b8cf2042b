package data

import (
	"context"
	"slices"
	"strings"
)

// readViews reads which tables each view reads. The server writes a view with
// all names in full and in backticks.
func (s *mySession) readViews(ctx context.Context, r *myRights) error {
	const ours = " not in ('mysql', 'information_schema', 'performance_schema', 'sys')"
	there := map[string]bool{}
	if _, err := s.each(ctx, func(c []string) { there[c[0]+"."+c[1]] = true }, "select table_schema, table_name from information_schema.tables where table_schema"+ours); err != nil {
		return err
	}
	defer r.openInvokers()
	_, err := s.each(ctx, func(c []string) {
		if c[4] == "" {
			r.hidden++
			return
		}
		r.views[c[0]+"."+c[1]] = &myView{definer: c[2], invoker: c[3] == "INVOKER", uses: usedBy(c[4], there)}
	}, "select table_schema, table_name, definer, security_type, view_definition from information_schema.views where table_schema"+ours+" order by binary table_schema, binary table_name")
	return err
}

// openInvokers adds, to what a view reads, what the views in it read that have no
// rights of their own: whoever reads through them needs the right on that as well.
func (r *myRights) openInvokers() {
	for more := true; more; {
		more = false
		for _, v := range r.views {
			for _, inner := range sortedKeys(v.uses) {
				in := r.views[inner]
				if in == nil || in == v || !in.invoker {
					continue
				}
				for t, columns := range in.uses {
					had, used := v.uses[t]
					n := len(had)
					for _, c := range columns {
						if !slices.Contains(had, c) {
							had = append(had, c)
						}
					}
					if !used || len(had) > n {
						v.uses[t], more = had, true
					}
				}
			}
		}
	}
}

func sortedKeys(m map[string][]string) []string {
	var out []string
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}

// usedBy is the tables, of those that are there, that a view reads, and the
// columns that it names of each.
func usedBy(sql string, there map[string]bool) map[string][]string {
	chains := quotedNames(sql)
	uses, aliases := map[string][]string{}, map[string]string{}
	for i, c := range chains {
		if len(c.names) != 2 {
			continue
		}
		t := c.names[0] + "." + c.names[1]
		if !there[t] {
			continue
		}
		if _, had := uses[t]; !had {
			uses[t] = nil
		}
		if i+1 < len(chains) && chains[i+1].next && len(chains[i+1].names) == 1 {
			aliases[chains[i+1].names[0]] = t
		}
	}
	for _, c := range chains {
		t, column := "", c.names[len(c.names)-1]
		switch len(c.names) {
		case 2:
			t = aliases[c.names[0]]
		case 3:
			t = c.names[0] + "." + c.names[1]
		}
		if _, used := uses[t]; used && !slices.Contains(uses[t], column) {
			uses[t] = append(uses[t], column)
		}
	}
	return uses
}

// quotedName is names joined by dots, as `a`.`b`; next: nothing but blanks
// stands before it and after the one before.
type quotedName struct {
	names []string
	next  bool
}

// quotedNames are the quoted names in SQL, values left out.
func quotedNames(sql string) []quotedName {
	var out []quotedName
	joined, blank := false, false
	for i := 0; i < len(sql); i++ {
		switch c := sql[i]; c {
		case '\'', '"':
			for i++; i < len(sql) && sql[i] != c; i++ {
				if sql[i] == '\\' {
					i++
				}
			}
			joined, blank = false, false
		case '`':
			var name strings.Builder
			for i++; i < len(sql); i++ {
				if sql[i] == '`' {
					if i+1 >= len(sql) || sql[i+1] != '`' {
						break
					}
					i++
				}
				name.WriteByte(sql[i])
			}
			if joined {
				last := &out[len(out)-1]
				last.names = append(last.names, name.String())
			} else {
				out = append(out, quotedName{[]string{name.String()}, blank})
			}
			joined, blank = false, true
		case '.':
			joined, blank = blank && len(out) > 0, false
		case ' ':
			joined = false
		default:
			joined, blank = false, false
		}
	}
	return out
}
