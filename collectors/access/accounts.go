package access

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/weaklink/weaklink/collectors"
	"github.com/weaklink/weaklink/evidence"
	"github.com/weaklink/weaklink/facts"
	"github.com/weaklink/weaklink/internal/redact"
)

func init() { collectors.Register(NewAccounts) }

// NewAccounts makes the collector of lists of users for one run.
func NewAccounts(env collectors.Env) collectors.Collector {
	return &accounts{prints{redact.Key(env.Key)}, time.Now}
}

type accounts struct {
	prints
	now func() time.Time
}

func (*accounts) Name() string      { return "access.accounts" }
func (*accounts) Targets() []string { return []string{"accounts"} }
func (*accounts) Emits() []string   { return []string{facts.AccessAccount.Name} }
func (*accounts) Needs() collectors.Needs {
	return collectors.Needs{
		Touches: "read the list of users: second factor, last sign-in, switched off, administrator",
		Never:   "change it, sign in anywhere, or keep a name or an address from it",
		Rights:  "no credentials: the right to read that one file. Exporting it takes a role that may only read: Reports Reader or Global Reader in Microsoft 365, a custom role with Users > Read in Google Workspace",
	}
}

// Collect reads the list at t.Addr.
func (c *accounts) Collect(ctx context.Context, t collectors.Target, see collectors.See) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	l, err := readList(ctx, t, accountFields)
	if err != nil {
		return err
	}
	if !l.has("login") && !l.has("mail") {
		return hinted{fmt.Errorf("read %s as a list of users: no column says which account it is", t.ID),
			"export the users of Microsoft 365 or Google Workspace again, or name one column login or mail"}
	}
	if l.concealed() {
		return hinted{fmt.Errorf("read %s as a list of users: the names in it are concealed", t.ID),
			"in the Microsoft 365 admin center, under Settings, Org settings, Reports, take away the tick at concealed names, and export again"}
	}
	v := &users{accounts: c, t: t, l: l, see: see, system: systemOf(l, t)}
	v.gaps()
	return v.emit()
}

// systemOf is whose list it is. Two lists of one maker tell of the same accounts,
// so the name that the firm gave to the target counts only when the maker is
// not known.
func systemOf(l *list, t collectors.Target) string {
	switch {
	case l.has("google"):
		return "google-workspace"
	case l.has("microsoft"):
		return "microsoft365"
	}
	return cmp.Or(t.As, "accounts")
}

// concealed says whether the names are the hashes that Microsoft's reports hold
// unless told otherwise.
func (l *list) concealed() bool {
	hashed := 0
	for _, row := range l.rows {
		s := l.cell(row, "login")
		if len(s) != 32 || strings.Trim(strings.ToLower(s), "0123456789abcdef") != "" {
			return false
		}
		hashed++
	}
	return hashed > 0
}

// users is one look at one list.
type users struct {
	*accounts
	t      collectors.Target
	l      *list
	see    collectors.See
	system string

	last, created dates
	unread        map[string]int // field -> cells that say nothing we know
	unclear       map[string]string
	marks         bool // the column of administrators only marks them
}

func (v *users) gap(why, next string) { v.see.Unseen(v.t.ID, why, next) }

func (v *users) gaps() {
	for _, n := range needs {
		switch {
		case n.field == "enabled" && v.l.has("blocked"):
		case slices.Contains(v.l.twice, n.field):
			v.gap("two columns of the same name: "+n.why, "leave one of the two columns in the list")
			delete(v.l.at, n.field)
		case !v.l.has(n.field):
			next := n.other
			if v.l.has("google") {
				next = n.google
			} else if v.l.has("microsoft") {
				next = n.microsoft
			}
			v.gap(n.why, next)
		}
	}
	if v.l.cut {
		v.gap(fmt.Sprintf("the list is longer than %d rows; the rest was not read", maxRows), "give it in parts")
	}
	if v.l.why != "" {
		v.gap(v.l.why, "export the list again and scan it")
	}
}

func (v *users) emit() error {
	l := v.l
	v.last, v.created = newDates(l, "last", v.now()), newDates(l, "created", v.now())
	v.unread, v.unclear = map[string]int{}, map[string]string{}
	v.marks = v.onlyMarks("admin")
	n := 0
	for i, row := range l.rows {
		a, ok := v.account(row)
		if !ok {
			continue
		}
		a.Row = l.first + i
		it, err := facts.AccessAccount.Item(a.ID, evidence.Enumerated, a)
		if err != nil {
			return err
		}
		if err := v.see.Fact(it); err != nil {
			return err
		}
		n++
	}
	for field, n := range v.unread {
		v.gap(fmt.Sprintf("what %d of the accounts say in the column %q is of no kind that we know", n, field), "export the list in English, or tell us what the word means")
	}
	for field, why := range v.unclear {
		v.gap(fmt.Sprintf("dates in the column %q are not used: %s", field, why), "write the dates as 2026-11-30 and scan again")
	}
	if n == 0 {
		v.gap("the list names no account", "export the users again")
	}
	v.see.Progress(int64(n), int64(n), fmt.Sprintf("%d accounts", n))
	return nil
}

// account is one row. It reports false for rows without an account, and for
// accounts that are deleted.
func (v *users) account(row []string) (facts.Account, bool) {
	l := v.l
	a := facts.Account{Target: v.t.ID, System: v.system}
	address := cmp.Or(l.cell(row, "login"), l.cell(row, "mail"))
	if address == "" || yesOrNo(l.cell(row, "deleted"), yesWords, noWords) == "yes" {
		return a, false
	}
	a.ID = "account:" + v.system + "/" + string(v.login(address))
	v.addresses(&a, row)
	name := fullName(l, row)
	a.Name = v.name(name)

	a.SecondFactor = v.read(row, "factor", yesWords, noWords)
	a.Enabled = cmp.Or(not(v.read(row, "blocked", yesWords, noWords)), v.read(row, "enabled", mayWords, mayNotWords))
	if l.cell(row, "deletedWhen") != "" {
		a.Enabled = "no"
	}
	a.Admin = v.admin(row)
	a.LastSignIn = v.lastSignIn(row)
	if s := l.cell(row, "created"); s != "" {
		day, err := v.created.day(s)
		if err != nil {
			v.unclear[l.names[l.at["created"][0]]] = err.Error()
		}
		a.Created = day
	}
	a.Sort = v.sort(row, address, name)
	return a, true
}

// addresses adds the fingerprints of everything the account is called.
func (v *users) addresses(a *facts.Account, row []string) {
	add := func(s string) { a.Logins = v.withLogin(a.Logins, s) }
	for _, field := range []string{"login", "mail"} {
		for _, s := range v.l.cells(row, field) {
			add(s)
		}
	}
	for _, s := range v.l.cells(row, "proxy") {
		for _, p := range strings.FieldsFunc(s, func(r rune) bool { return r == '+' || r == ';' || r == ',' || r == ' ' }) {
			if rest, ok := strings.CutPrefix(strings.ToLower(p), "smtp:"); ok {
				add(rest)
			}
		}
	}
}

// read is what the columns of a field say of a row: the first that says it. A
// cell that says neither is counted.
func (v *users) read(row []string, field string, yes, no map[string]bool) string {
	for _, i := range v.l.at[field] {
		if i >= len(row) || row[i] == "" {
			continue
		}
		if w := yesOrNo(row[i], yes, no); w != "" {
			return w
		}
		v.unread[v.l.names[i]]++
	}
	return ""
}

// admin reads columns that say yes or no as well as those that name the roles.
func (v *users) admin(row []string) string {
	said := ""
	for _, i := range v.l.at["admin"] {
		if i >= len(row) || row[i] == "" {
			continue
		}
		w := yesOrNo(row[i], yesWords, noWords)
		folded := foldWord(row[i])
		switch {
		case w == "yes" || slices.ContainsFunc(adminWords, func(a string) bool { return strings.Contains(folded, a) }):
			return "yes"
		case w == "no" || plainWords[folded]:
			said = "no"
		default: // may as well be what the person does for a living
			v.unread[v.l.names[i]]++
		}
	}
	if said == "" && v.marks {
		return "no"
	}
	return said
}

// onlyMarks says whether a column marks some rows and leaves the others empty.
func (v *users) onlyMarks(field string) bool {
	filled, empty := 0, 0
	for _, row := range v.l.rows {
		switch s := v.l.cell(row, field); {
		case s == "":
			empty++
		case yesOrNo(s, yesWords, noWords) == "no":
			return false
		default:
			filled++
		}
	}
	return filled > 0 && empty > 0
}

// lastSignIn is the latest of what the columns say.
func (v *users) lastSignIn(row []string) string {
	last, never := "", false
	for _, i := range v.l.at["last"] {
		if i >= len(row) || row[i] == "" {
			continue
		}
		if neverWords[wordKey(row[i])] {
			never = true
			continue
		}
		day, err := v.last.day(row[i])
		if err != nil {
			v.unclear[v.l.names[i]] = err.Error()
			return ""
		}
		last = max(last, day)
	}
	if last == "" && never {
		return "never"
	}
	return last
}

// sort is what kind of account it is: what the list says, else what its
// address is called after.
func (v *users) sort(row []string, address, name string) string {
	for _, s := range v.l.cells(row, "sort") {
		for sort, words := range sortWords {
			if words[wordKey(s)] {
				return sort
			}
		}
	}
	switch {
	case strings.Contains(address, "#EXT#"):
		return "guest"
	case isRole(address):
		return "role"
	case v.name(name) != "":
		return "person"
	}
	return ""
}
