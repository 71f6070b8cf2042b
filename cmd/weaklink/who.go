package main

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/weaklink/weaklink/evidence"
	"github.com/weaklink/weaklink/facts"
	"github.com/weaklink/weaklink/internal/report"
)

func init() { command(newWho) }

func newWho(a *app) *cobra.Command {
	return &cobra.Command{
		Use: "who CATEGORY|STORE", Short: "say who can read a kind of data, or a place, and by which way",
		Long: `Says who can read it, from what the last run saw, each with the shortest way by
which: the group, the right on the file, the role of the database.

CATEGORY is contact, identity, financial, card, health, special, online or
credentials. STORE is a file or table as the report names it.`,
		Example: "  weaklink who card\n  weaklink who delivery-addresses.xlsx\n  weaklink who public.customers --format json",
		Args:    cobra.ExactArgs(1),
		RunE:    func(cmd *cobra.Command, args []string) error { return a.who(cmd, args[0]) },
	}
}

// whoAnswer is what `weaklink who --format json` prints.
type whoAnswer struct {
	Schema string     `json:"schema"`
	Run    string     `json:"run"`
	Asked  string     `json:"asked"`
	Stores []whoStore `json:"stores"`
}

type whoStore struct {
	ID         string         `json:"id"`
	Name       string         `json:"name"`
	Target     string         `json:"target"`
	Categories []string       `json:"categories"`
	People     facts.People   `json:"people"`
	Known      bool           `json:"known"`         // who can read it was seen
	Why        string         `json:"why,omitempty"` // why not
	Next       string         `json:"next,omitempty"`
	Readers    []facts.Reader `json:"readers"` // those that people sign in as first
}

func (a *app) who(cmd *cobra.Command, asked string) error {
	h, err := a.open(cmd.Context())
	if err != nil {
		return err
	}
	defer h.Close()
	r, err := h.run(cmd.Context(), "")
	if err != nil {
		return err
	}
	items, _, err := h.Facts(cmd.Context(), r.ID)
	if err != nil {
		return err
	}
	gaps, err := h.Gaps(cmd.Context(), r.ID)
	if err != nil {
		return err
	}
	all := facts.DataStore.Select(items)
	all = slices.DeleteFunc(all, func(s facts.Store) bool { return len(s.Categories)+len(s.Secrets) == 0 })
	found := asking(all, asked)
	if len(found) == 0 {
		return noSuchStore(all, asked, r.ID)
	}
	readers := map[string][]facts.Reader{}
	for _, x := range facts.AccessReaders.Select(items) {
		readers[x.Store] = append(readers[x.Store], x)
	}
	answer := whoAnswer{Schema: "weaklink.who/1", Run: r.ID, Asked: asked, Stores: []whoStore{}}
	for _, s := range found {
		w := whoStore{ID: s.ID, Name: s.Name, Target: s.Target, Categories: categoriesOf(s), People: s.People, Readers: orEmpty(readers[s.ID]), Known: len(readers[s.ID]) > 0}
		slices.SortFunc(w.Readers, func(a, b facts.Reader) int {
			return cmp.Or(cmp.Compare(rankOf(a), rankOf(b)), strings.Compare(a.Reader, b.Reader))
		})
		if !w.Known {
			w.Why, w.Next = whyNot(s, gaps)
		}
		answer.Stores = append(answer.Stores, w)
	}
	if a.format == "json" {
		return a.printJSON(a.out, answer)
	}
	answer.print(a.out)
	return nil
}

// rankOf puts first what somebody can sign in as, and the administrator, who is
// always there, last.
func rankOf(r facts.Reader) int {
	switch {
	case r.Admin:
		return 3
	case !r.Login:
		return 2
	case r.Reader == "everyone":
		return 0
	}
	return 1
}

func categoriesOf(s facts.Store) []string {
	out := []string{}
	for _, c := range s.Categories {
		out = append(out, c.Category)
	}
	if len(s.Secrets) > 0 {
		out = append(out, "credentials")
	}
	return out
}

// asking is the stores of a category, else those of a name or a target: the whole of it,
// or the last or first part.
func asking(all []facts.Store, asked string) []facts.Store {
	want := strings.ToLower(strings.TrimSpace(asked))
	for _, matches := range []func(facts.Store) bool{
		func(s facts.Store) bool { return slices.Contains(categoriesOf(s), want) },
		func(s facts.Store) bool {
			return slices.ContainsFunc([]string{s.ID, strings.TrimPrefix(s.ID, "store:"), s.Name, report.Name(s.ID), s.Target},
				func(n string) bool { return strings.EqualFold(n, want) })
		},
		func(s facts.Store) bool {
			n := strings.ToLower(s.Name)
			return strings.HasSuffix(n, "/"+want) || strings.HasSuffix(n, "."+want) || strings.HasPrefix(n, strings.TrimSuffix(want, "/")+"/")
		},
	} {
		var out []facts.Store
		for _, s := range all {
			if matches(s) {
				out = append(out, s)
			}
		}
		if len(out) > 0 {
			return out
		}
	}
	return nil
}

// namesShown is how many places an error lists.
const namesShown = 12

func noSuchStore(all []facts.Store, asked, run string) error {
	if len(all) == 0 {
		return usage("scan the folder or database that holds it: weaklink scan ./a-folder-with-client-data", "the last run (%.13s) saw no client data, so it is not known who can read it", run)
	}
	kinds, names := map[string]bool{}, []string{}
	for _, s := range all {
		for _, c := range categoriesOf(s) {
			kinds[c] = true
		}
		names = append(names, report.Name(s.ID))
	}
	slices.Sort(names)
	if len(names) > namesShown {
		names = append(names[:namesShown:namesShown], fmt.Sprintf("and %d more", len(names)-namesShown))
	}
	return usage("there are the categories "+strings.Join(sortedKeys(kinds), ", ")+" and the places:\n    "+strings.Join(names, "\n    "), "the last run (%.13s) saw nothing that is called %q", run, asked)
}

// whyNot says why the readers of a store are not known.
func whyNot(s facts.Store, gaps []evidence.Gap) (why, next string) {
	for _, subject := range []string{s.ID, s.Target} {
		for _, g := range gaps {
			if g.Subject == subject && g.Target == s.Target && strings.Contains(g.Why, "can read") {
				return g.Why, g.Next
			}
		}
	}
	return "nobody looked at who has rights on it", "look at the rights of the place itself, or scan it on the machine it lies on"
}

func (w whoAnswer) print(out io.Writer) {
	for i, s := range w.Stores {
		if i > 0 {
			fmt.Fprintln(out)
		}
		people := ""
		if s.People.Best > 0 {
			people = fmt.Sprintf(", about %d people", s.People.Best)
		}
		fmt.Fprintf(out, "%s: %s%s\n", report.Clean(report.Name(s.ID)), strings.Join(s.Categories, ", "), people)
		if !s.Known {
			fmt.Fprintf(out, "  not known who can read it: %s\n  next: %s\n", report.Clean(s.Why), report.Clean(s.Next))
			continue
		}
		for _, r := range s.Readers {
			fmt.Fprintf(out, "  %s%s\n", report.Clean(strings.Join(r.Path, " > ")), remarks(r))
		}
	}
}

var rowWords = map[string]string{"rules": "row rules may hide some rows", "part": "a part of it", "view": "what the view shows of it"}

// remarks is what else there is to know of a reader, in brackets.
func remarks(r facts.Reader) string {
	var out []string
	if r.UID != nil && strings.Contains(r.Reader, "‹") {
		out = append(out, fmt.Sprintf("account number %d", *r.UID))
	}
	if r.Accounts > 1 {
		out = append(out, fmt.Sprintf("%d accounts", r.Accounts))
	}
	if len(r.Columns) > 0 {
		out = append(out, "columns "+report.Clean(strings.Join(r.Columns, ", "))+" only")
	}
	if w := rowWords[r.Rows]; w != "" {
		out = append(out, w)
	}
	if !r.Login {
		out = append(out, "nobody can sign in as it")
	}
	if len(out) == 0 {
		return ""
	}
	return "   (" + strings.Join(out, "; ") + ")"
}
