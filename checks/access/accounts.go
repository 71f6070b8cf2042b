package access

import (
	"cmp"
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/weaklink/weaklink/checks"
	"github.com/weaklink/weaklink/facts"
)

// bySystem judges the accounts of each system together, merged over all lists
// of it: who repairs one repairs them all in the same place.
func bySystem(judge func(sc checks.Scene, system string, accounts []facts.Account) checks.Verdict) func(checks.Scene, []facts.Account) []checks.Verdict {
	return func(sc checks.Scene, all []facts.Account) []checks.Verdict {
		systems := map[string][]facts.Account{}
		for _, a := range merge(all) {
			systems[a.System] = append(systems[a.System], a)
		}
		var out []checks.Verdict
		for system, accounts := range systems {
			v := judge(sc, system, accounts)
			v.Subject = "account:" + system
			out = append(out, v)
		}
		return out
	}
}

// merge makes one of what several lists say about an account. Where they
// contradict each other the worse counts.
func merge(all []facts.Account) []facts.Account {
	at := map[string]int{}
	var out []facts.Account
	all = slices.Clone(all)
	slices.SortFunc(all, func(a, b facts.Account) int {
		return cmp.Or(strings.Compare(a.Target, b.Target), cmp.Compare(a.Row, b.Row), strings.Compare(a.ID, b.ID))
	})
	for _, a := range all {
		i, had := at[a.ID]
		if !had {
			at[a.ID] = len(out)
			out = append(out, a)
			continue
		}
		o := &out[i]
		o.Enabled = either(o.Enabled, a.Enabled, "yes")
		o.SecondFactor = either(o.SecondFactor, a.SecondFactor, "no")
		o.Admin = either(o.Admin, a.Admin, "yes")
		o.Created = min(cmp.Or(o.Created, a.Created), cmp.Or(a.Created, o.Created))
		if o.LastSignIn == "" || o.LastSignIn == "never" {
			o.LastSignIn = cmp.Or(a.LastSignIn, o.LastSignIn)
		} else if a.LastSignIn != "never" {
			o.LastSignIn = max(o.LastSignIn, a.LastSignIn)
		}
		order := []string{"shared", "guest", "role", "person", ""}
		if slices.Index(order, a.Sort) < slices.Index(order, o.Sort) {
			o.Sort = a.Sort
		}
		o.Logins = append(slices.Clone(o.Logins), a.Logins...)
		o.Name = cmp.Or(o.Name, a.Name)
	}
	return out
}

func either(a, b, worse string) string {
	if a == worse || b == worse {
		return worse
	}
	return cmp.Or(a, b)
}

// open are the accounts that can be signed in to, or may be for all we know.
func open(all []facts.Account) []facts.Account {
	return filter(all, func(a facts.Account) bool { return a.Enabled != "no" })
}

func filter(all []facts.Account, keep func(facts.Account) bool) []facts.Account {
	var out []facts.Account
	for _, a := range all {
		if keep(a) {
			out = append(out, a)
		}
	}
	return out
}

var systemNames = map[string]string{"microsoft365": "Microsoft 365", "google-workspace": "Google Workspace", "accounts": "the list of accounts"}

func called(system string) string { return cmp.Or(systemNames[system], system) }

// rowsNamed is how many rows a sentence names one by one.
const rowsNamed = 5

// rows says where to find accounts without naming anybody: "rows 3 and 7 of users.csv".
func rows(all []facts.Account) string {
	var files []string
	by := map[string][]string{}
	for _, a := range all {
		f := path.Base(a.Target)
		if by[f] == nil {
			files = append(files, f)
		}
		by[f] = append(by[f], fmt.Sprint(a.Row))
	}
	var out []string
	for _, f := range files {
		r := by[f]
		word := "rows "
		if len(r) == 1 {
			word = "row "
		}
		if len(r) > rowsNamed {
			r = append(slices.Clone(r[:rowsNamed]), fmt.Sprintf("%d more", len(r)-rowsNamed))
		}
		out = append(out, word+and(r)+" of "+f)
	}
	return strings.Join(out, "; ")
}

func and(s []string) string {
	if len(s) < 2 {
		return strings.Join(s, "")
	}
	return strings.Join(s[:len(s)-1], ", ") + " and " + s[len(s)-1]
}

// count is "1 account", "3 accounts".
func count(n int, word string) string {
	if n == 1 {
		return "1 " + word
	}
	return fmt.Sprintf("%d %ss", n, word)
}

func verb(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}

// listAgain is the step that lets us see what a list of users does not say.
func listAgain(system, what string) string {
	switch system {
	case "google-workspace":
		return "in the Google Admin console: Directory, Users, Download users, all columns; for administrators add a column Admin from Account, Admin roles"
	case "microsoft365":
		return "give a second list as accounts: - Entra admin center, Authentication methods, User registration details for second factors and administrators; Microsoft 365 admin center, Reports, Usage, Active users for the last sign-in; Users, Export users for those switched off"
	}
	return "add a column that says " + what
}
