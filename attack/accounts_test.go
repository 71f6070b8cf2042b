package attack

import (
	"testing"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/evidence"
	"github.com/weaklink/weaklink/facts"
)

// A finding about the accounts of a system guards the mailboxes and accounts of
// that very system, and so weighs in full, not as one of many unknown subjects.
func TestFindingsAboutAccountsGuardTheMailboxes(t *testing.T) {
	const system = "account:google-workspace"
	without := input(t, found("mfa", system, chain.Broken))
	with := input(t, found("mfa", system, chain.Broken))
	it, err := facts.AccessAccount.Item(system+"/a", evidence.Enumerated, facts.Account{ID: system + "/a", System: "google-workspace"})
	if err != nil {
		t.Fatal(err)
	}
	with.Facts = append(with.Facts, it)
	m, err := Build(with)
	if err != nil {
		t.Fatal(err)
	}
	guarded := 0
	for _, e := range m.Edges {
		for _, s := range e.States {
			if m.States[s].Control == "mfa" && m.States[s].Subject == system {
				guarded++
			}
		}
	}
	if guarded < 3 {
		t.Errorf("the system's own second factor guards %d steps", guarded)
	}
	a, b := judged(t, with, quick), judged(t, without, quick)
	if a.Link != "access" || linkOf(a, "access").Drop.Best <= linkOf(b, "access").Drop.Best {
		t.Errorf("repairing it would save %.0f, and %.0f when nobody knows whose it is; the link named is %q", linkOf(a, "access").Drop.Best, linkOf(b, "access").Drop.Best, a.Link)
	}
}
