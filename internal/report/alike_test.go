package report

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/weaklink/weaklink/chain"
)

// Nothing is lost or told twice where findings and steps are put together, and
// each kind stands at the place of its first.
func TestAlike(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := &Model{}
		var all []Finding
		n := map[string]int{}
		for i := range rapid.IntRange(0, 60).Draw(t, "findings") {
			f := Finding{ID: fmt.Sprint("f", i), Check: rapid.SampledFrom([]string{"a", "b", "c"}).Draw(t, "check"), Name: fmt.Sprint("thing ", i)}
			if rapid.IntRange(0, 9).Draw(t, "accepted") == 0 {
				f.Accepted = &chain.Acceptance{Finding: f.ID}
			} else {
				n[f.Check]++
			}
			all = append(all, f)
			m.Plan = append(m.Plan, Step{ID: f.ID, Name: f.Name})
		}
		m.Findings = Listed(all...)
		var told []string
		last := -1
		for _, a := range Alikes(all) {
			at := slices.IndexFunc(all, func(f Finding) bool { return f.ID == a.ID })
			if at <= last {
				t.Fatalf("%s does not stand at the place of the first", a.ID)
			}
			last = at
			told = append(told, a.ID)
			for _, f := range a.Also {
				told = append(told, f.ID)
				if f.Check != a.Check || f.Accepted != nil {
					t.Fatalf("%s is not like %s", f.ID, a.ID)
				}
			}
			if want := n[a.Check] - 1; a.Accepted == nil && len(a.Also) != want && (want >= alone || len(a.Also) > 0) {
				t.Fatalf("%d are like %s, want %d", len(a.Also), a.ID, want)
			}
		}
		slices.Sort(told)
		if len(told) != len(all) || len(slices.Compact(told)) != len(all) {
			t.Fatalf("%d of %d findings are told", len(told), len(all))
		}
		done := 0
		for _, c := range m.Chores() {
			done += 1 + len(c.Also)
			if !c.Does(c.ID) || len(c.Also) > 0 && c.For == c.ID {
				t.Fatalf("the step %s stands for %q", c.ID, c.For)
			}
		}
		if done != len(m.Plan) {
			t.Fatalf("%d of %d steps are told", done, len(m.Plan))
		}
	})
}

// What one cannot list is counted.
func TestOthers(t *testing.T) {
	names := []string{"a.csv", "b.csv", "c.csv"}
	if got := Others([]string{"a.csv in shop", "b.csv in shop"}, 100); got != "a.csv, b.csv in shop" {
		t.Errorf("in one place: %q", got)
	}
	for room, want := range map[int]string{100: "a.csv, b.csv, c.csv", 14: "a.csv, b.csv and 1 more", 0: "a.csv and 2 more"} {
		if got := Others(names, room); got != want {
			t.Errorf("in %d characters: %q, want %q", room, got, want)
		}
	}
}

// An archive in which several things lie is named once.
func TestOthersNamesAnArchiveOnce(t *testing.T) {
	names := []string{"old.zip/a/1.csv in office", "notes.txt in office", "old.zip/2.csv in office", "list.xlsx/Sheet1 in office"}
	for room, want := range map[int]string{100: "2 in old.zip, notes.txt, list.xlsx/Sheet1 in office", 20: "2 in old.zip and 2 more in office"} {
		if got := Others(names, room); got != want {
			t.Errorf("in %d characters: %q, want %q", room, got, want)
		}
	}
}

// One mail asks for all that is alike.
func TestMailForAll(t *testing.T) {
	m := &Model{}
	a := Alike{Finding: Finding{ID: "x@1", Grip: chain.Weak, Who: "IT person", Say: "Everybody can read a.csv.", Name: "a.csv"}}
	for i := range inMail + 3 {
		a.Also = append(a.Also, Finding{Say: fmt.Sprintf("Everybody can read %d.csv.", i)})
	}
	body := m.MailAll(a).Body
	for _, want := range []string{"Everybody can read a.csv.", "The same goes for 53 more:", "Everybody can read 49.csv.", "and 3 more, which", "We reckon with"} {
		if strings.Count(body, want) != 1 {
			t.Errorf("the mail has %d times %q:\n%s", strings.Count(body, want), want, body)
		}
	}
	if strings.Contains(body, "50.csv") {
		t.Errorf("the mail lists more than %d", inMail)
	}
}
