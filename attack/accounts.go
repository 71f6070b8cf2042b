package attack

import (
	"slices"
	"strings"

	"github.com/weaklink/weaklink/evidence"
	"github.com/weaklink/weaklink/facts"
)

// accounts says which systems with accounts were seen: one with mailboxes
// stands for the mailboxes and the business accounts of the template, a
// database with logins for a business account.
func accounts(items []evidence.Item) map[string][]instance {
	mail, logins := map[string][]string{}, map[string][]string{}
	for _, a := range facts.AccessAccount.Select(items) {
		mail["account:"+a.System] = nil
	}
	for _, r := range facts.AccessRole.Select(items) {
		s := "account:" + r.Target
		logins[s] = append(logins[s], r.ID)
	}
	out := map[string][]instance{}
	for _, s := range names(mail) {
		n := instance{subjects: []string{s}}
		out["mbx"] = append(out["mbx"], n)
		out["acct"] = append(out["acct"], n)
	}
	for _, s := range names(logins) {
		slices.Sort(logins[s])
		out["acct"] = append(out["acct"], instance{subjects: append([]string{s}, logins[s]...)})
	}
	return out
}

func names(m map[string][]string) []string {
	var out []string
	for s := range m {
		out = append(out, s)
	}
	slices.SortFunc(out, strings.Compare)
	return out
}
