package access

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/checks"
	_ "github.com/weaklink/weaklink/checks/access"
	"github.com/weaklink/weaklink/collectors"
	"github.com/weaklink/weaklink/collectors/collecttest"
	"github.com/weaklink/weaklink/facts"
	"github.com/weaklink/weaklink/internal/labs"
	"github.com/weaklink/weaklink/internal/labs/xlsx"
)

var namedRows = regexp.MustCompile(`rows? ([0-9, and]+) of users\.csv`)

// In made-up firms of any size, the rows that are named as accounts of people
// who left are exactly those: whoever left and came back, leaves later, or
// whose account is off is not among them, and an account under an address that
// the list of people does not have is found by the name.
func TestAccountsOfLeaversAreExactlyThoseFound(t *testing.T) {
	all := labs.People(4711, 200)
	leavers, ok := checks.Lookup("access.leavers")
	if !ok {
		t.Fatal("there is no check of leavers")
	}
	now := time.Now().UTC()
	dir := t.TempDir()
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(2, 60).Draw(t, "people")
		microsoft := rapid.Bool().Draw(t, "microsoft")
		layout := rapid.SampledFrom([]string{time.DateOnly, "02.01.2006"}).Draw(t, "dates")
		var people, users strings.Builder
		people.WriteString("Vorname;Nachname;E-Mail;Eintritt;Austritt\n")
		if microsoft {
			users.WriteString("User principal name,First name,Last name,Block credential,When created\n")
		} else {
			users.WriteString("First Name [Required],Last Name [Required],Email Address [Required],Status [READ ONLY],2sv Enrolled [READ ONLY]\n")
		}
		seen := map[string]bool{}
		var truth []string
		row := 1
		for i := range n {
			p := all[rapid.IntRange(0, len(all)-1).Draw(t, "person")]
			if seen[p.Full()] {
				continue
			}
			seen[p.Full()] = true
			state := rapid.SampledFrom([]string{"here", "here", "here", "left", "leaves later", "came back"}).Draw(t, "state")
			off := rapid.IntRange(0, 3).Draw(t, "off") == 0
			if len(truth) == 5 && state == "left" && !off {
				continue // a sentence names five rows
			}
			until := ""
			switch state {
			case "left":
				until = now.AddDate(0, 0, -1-i).Format(layout)
			case "leaves later":
				until = now.AddDate(0, 0, i).Format(layout)
			case "came back":
				fmt.Fprintf(&people, "%s;%s;%s;;%s\n", p.Given, p.Family, p.Email, now.AddDate(-2, 0, 0).Format(layout))
			}
			fmt.Fprintf(&people, "%s;%s;%s;%s;%s\n", p.Given, p.Family, p.Email, now.AddDate(-3, 0, 0).Format(layout), until)
			address := p.Email
			switch rapid.IntRange(0, 2).Draw(t, "address") {
			case 1: // the firm has changed its domain
				local, _, _ := strings.Cut(p.Email, "@")
				address = local + "@corner-grocer.example"
			case 2:
				address = fmt.Sprintf("u%04d@corner-grocer.example", i)
			}
			row++
			if microsoft {
				fmt.Fprintf(&users, "%s,%s,%s,%t,2020-01-01\n", address, p.Given, p.Family, off)
			} else {
				fmt.Fprintf(&users, "%s,%s,%s,%s,True\n", p.Given, p.Family, address, map[bool]string{true: "Suspended", false: "Active"}[off])
			}
			if state == "left" && !off {
				truth = append(truth, fmt.Sprint(row))
			}
		}
		see := &collecttest.Seen{}
		for _, c := range []struct {
			made          collectors.Collector
			name, content string
		}{{NewPeople(env), "staff.csv", people.String()}, {NewAccounts(env), "users.csv", users.String()}} {
			p := filepath.Join(dir, c.name)
			if err := os.WriteFile(p, []byte(c.content), 0o600); err != nil {
				t.Fatal(err)
			}
			if err := c.made.Collect(context.Background(), collectors.Target{ID: c.name, Scheme: c.made.Targets()[0], Addr: p}, see); err != nil {
				t.Fatal(err)
			}
		}
		var got []string
		for _, f := range leavers.Judge(checks.Scene{Now: now}, see.Facts()) {
			switch f.Grip {
			case chain.Broken:
				if m := namedRows.FindStringSubmatch(f.Say); m != nil {
					got = strings.FieldsFunc(m[1], func(r rune) bool { return r < '0' || r > '9' })
				}
			case chain.Weak, chain.Unseen:
				t.Fatalf("%s: %s (%s)", f.Grip, f.Say, f.Why)
			}
		}
		if !slices.Equal(got, truth) {
			t.Fatalf("named are rows %v, and %v are those of people who left", got, truth)
		}
	})
}

// A list is often kept in a spreadsheet, with a title above it and real dates.
func TestAListOfPeopleMayBeASpreadsheet(t *testing.T) {
	var b bytes.Buffer
	left := time.Date(2026, 6, 30, 0, 0, 0, 0, time.UTC)
	if err := xlsx.Write(&b, xlsx.Sheet{Name: "Notizen", Rows: [][]any{{"nichts", "hier"}, {1, 2}}},
		xlsx.Sheet{Name: "Mitarbeitende", Rows: [][]any{{"Name", "E-Mail", "Austritt"}, {"Anna Ott", "anna@firma.example", ""}, {"Jan Ude", "jan@firma.example", left}}}); err != nil {
		t.Fatal(err)
	}
	see := look(t, "people", b.String())
	got := map[int]facts.Person{}
	for _, p := range facts.AccessPerson.Select(see.Facts()) {
		got[p.Row] = p
	}
	if len(got) != 2 || got[3].Until != "2026-06-30" || got[2].Until != "" || len(see.Gaps()) != 0 {
		t.Errorf("%+v %+v", got, see.Gaps())
	}
}
