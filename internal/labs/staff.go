package labs

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"path/filepath"
	"strings"
	"time"
)

// StaffWeaknesses lists what can be wrong with the accounts of the grocer's
// team, in a fixed order.
func StaffWeaknesses() []Weakness {
	return []Weakness{
		{"leaver", "The account of somebody who left five months ago is still open, and used.", "access"},
		{"admin-password", "The administrator signs in with a password alone.", "access"},
		{"shared-login", "The shop's till signs in with one login that everybody knows.", "access"},
	}
}

// StaffLists is where the lists of the grocer's team lie.
type StaffLists struct {
	People   string   // path of the list of people
	Accounts string   // path of the list of users, as Google Workspace exports it
	Canaries []string // names and addresses in them
}

// Names of the two files.
const (
	staffFile = "staff.csv"
	usersFile = "users.csv"
)

const mailDomain = "corner-grocer.example"

// googleColumns are those of the Google Admin console's "Download users", with
// one more behind them that says who is an administrator.
var googleColumns = strings.Split("First Name [Required],Last Name [Required],Email Address [Required],Password [Required],Password Hash Function [UPLOAD ONLY],Org Unit Path [Required],New Primary Email [UPLOAD ONLY],Status [READ ONLY],Last Sign In [READ ONLY],Recovery Email,Home Secondary Email,Work Secondary Email,Recovery Phone [MUST BE IN THE E.164 FORMAT],Work Phone,Home Phone,Mobile Phone,Work Address,Home Address,Employee ID,Employee Type,Employee Title,Manager Email,Department,Cost Center,2sv Enrolled [READ ONLY],2sv Enforced [READ ONLY],Building ID,Floor Name,Floor Section,Email Usage [READ ONLY],Drive Usage [READ ONLY],Total Storage [READ ONLY],Change Password at Next Sign-In,New Status [UPLOAD ONLY],Admin status", ",")

// crew are the people of the grocer: seven who work there, and one who left.
func crew() []Person { return People(grocerSeed, Distinguished)[Distinguished-Staff-1:] }

// WriteStaff writes the list of who works at the grocer's, and the list of
// their accounts, into dir, which must be there. Seven people work here, the
// first of whom runs the console; an eighth left five months before now. What
// has says is planted; without it the accounts are in good order. The same now
// gives the same bytes.
func WriteStaff(dir string, now time.Time, has func(name string) bool) (StaffLists, error) {
	team := crew()
	day := now.UTC().Truncate(24 * time.Hour)
	lists := StaffLists{People: filepath.Join(dir, staffFile), Accounts: filepath.Join(dir, usersFile)}
	staff := [][]string{{"Name", "Mail", "Since", "Until"}}
	users := [][]string{googleColumns}
	for i, p := range team {
		address := strings.ToLower(ascii.Replace(p.Given)+"."+ascii.Replace(p.Family)) + "@" + mailDomain
		left := i == len(team)-1
		until := ""
		if left {
			until = day.AddDate(0, -5, 0).Format(time.DateOnly)
		}
		staff = append(staff, []string{p.Full(), address, day.AddDate(-8+i, 0, -40*i).Format(time.DateOnly), until})
		u := user{given: p.Given, family: p.Family, address: address, active: !left || has("leaver"), last: day.Add(-time.Duration(7+26*i) * time.Hour), factor: true, admin: i == 0}
		switch {
		case i == 0 && has("admin-password"):
			u.factor = false
		case left && has("leaver"):
			u.last = day.AddDate(0, 0, -9)
		case left:
			u.last = day.AddDate(0, -5, -1)
		}
		users = append(users, u.row())
		lists.Canaries = append(lists.Canaries, p.Full(), p.Given, p.Family, address)
	}
	if has("shared-login") {
		till := "till@" + mailDomain
		users = append(users, user{given: "Till", family: "Corner Grocer", address: till, active: true, last: day.Add(-5 * time.Hour), factor: true}.row())
		lists.Canaries = append(lists.Canaries, till)
	}
	for path, rows := range map[string][][]string{lists.People: staff, lists.Accounts: users} {
		var b bytes.Buffer
		w := csv.NewWriter(&b)
		if err := w.WriteAll(rows); err != nil {
			return StaffLists{}, fmt.Errorf("write the lists of the made-up grocer's team: %w", err)
		}
		if err := put(path, b.Bytes(), now.AddDate(0, 0, -1)); err != nil {
			return StaffLists{}, err
		}
	}
	return lists, nil
}

// user is one line of the list of users.
type user struct {
	given, family, address string
	active, factor, admin  bool
	last                   time.Time
}

func (u user) row() []string {
	word := func(is bool, yes, no string) string {
		if is {
			return yes
		}
		return no
	}
	known := map[string]string{
		"First Name": u.given, "Last Name": u.family, "Email Address": u.address, "Password": "****", "Org Unit Path": "/",
		"Status": word(u.active, "Active", "Suspended"), "Last Sign In": u.last.Format("2006/01/02 15:04:05"),
		"2sv Enrolled": word(u.factor, "True", "False"), "2sv Enforced": "False",
		"Email Usage": "0.04GB", "Drive Usage": "1.2GB", "Total Storage": "Unlimited", "Change Password at Next Sign-In": "False",
		"Admin status": word(u.admin, "Super admin", "None"),
	}
	row := make([]string, len(googleColumns))
	for i, c := range googleColumns {
		name, _, _ := strings.Cut(c, " [")
		row[i] = known[name]
	}
	return row
}
