package data

import (
	"fmt"
	"slices"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/checks"
	"github.com/weaklink/weaklink/facts"
)

var retentionRule = checks.Across(checks.Doc{
	ID:      "data.retention-rule",
	Asks:    "Does the business say after how long it deletes the data of its clients?",
	Matters: "Without a day on which data goes it never goes, and every year there is more of it to lose.",
	Fix:     "Write one line for each place: for how long after the last contact its records are kept, and who deletes them in January. Invoices as long as the tax law says, the rest 3 years.",
	Proof:   "Look for the word delete in the firm's own rules.",
	Control: "minimisation",
	Who:     checks.Owner,
	Minutes: [2]int{20, 60},
	Cites:   []string{"GDPR Art. 5(1)(e)", "GDPR Art. 30(1)(f)", "CIS 8.1 3.4"},
}, facts.PoliciesFolder, facts.DataStore, func(_ checks.Scene, folders []facts.PolicyFolder, stores []facts.Store) []checks.Verdict {
	var largest facts.Store
	places := 0
	for _, s := range stores {
		if !clientData(s) {
			continue
		}
		if places++; places == 1 || s.People.Best > largest.People.Best {
			largest = s
		}
	}
	if places == 0 {
		return nil
	}
	v := checks.Verdict{Subject: "firm", Grip: chain.Weak}
	unread := false
	for _, f := range folders {
		unread = unread || f.Partial != ""
		for _, d := range f.Documents {
			unread = unread || d.Unread != "" || d.Partial != ""
			if slices.ContainsFunc(d.Topics, func(t facts.PolicyTopic) bool { return t.ID == "retention" && t.Rules > 0 }) {
				v.Grip, v.Say = chain.Holds, "The firm's own rules say when the data of clients is deleted."
				return []checks.Verdict{v}
			}
		}
	}
	if unread {
		v.Grip, v.Say = chain.Unseen, "No rule about deleting was found in what could be read of the firm's documents."
		v.Why, v.Next = "not all of the documents could be read", "save them as text or PDF with text in it, and scan again"
		return []checks.Verdict{v}
	}
	v.Say = fmt.Sprintf("No rule says when the data of clients is deleted, for instance that of %s in %s.", who(largest), called(largest))
	return []checks.Verdict{v}
})
