package website

import (
	"fmt"
	"slices"
	"strings"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/checks"
	"github.com/weaklink/weaklink/facts"
)

// mailSuppliers is what each supplier needs in the domain's own DNS: the name
// that its list of senders has, and the names of its signing keys. fixed says
// that keys have no other names there.
var mailSuppliers = map[string]struct {
	list  string
	keys  []string
	fixed bool
}{
	"Microsoft 365":    {"spf.protection.outlook.com", []string{"selector1", "selector2"}, true},
	"Google Workspace": {"_spf.google.com", []string{"google", "20230601"}, false},
}

var mailSupplier = checks.Across(checks.Doc{
	ID:      "website.mail-supplier",
	Asks:    "Is the domain set up for the company that carries its mail?",
	Matters: "The supplier guards the mailboxes, but only you can tell the world in your DNS that its mail is yours; until then forgeries look as good as your own mail.",
	Fix:     "In the supplier's administration look up the records for your domain (SPF and DKIM), and put them into the domain's DNS.",
	Fixes: map[string]string{
		"Microsoft 365":    "Microsoft Defender portal > Email authentication settings > DKIM: choose the domain, put the two CNAME records it shows (selector1, selector2) into the DNS, then switch signing on. SPF: `include:spf.protection.outlook.com`.",
		"Google Workspace": "Admin console > Apps > Google Workspace > Gmail > Authenticate email: generate the key, put the TXT record it shows into the DNS, then start authentication. SPF: `include:_spf.google.com`.",
	},
	Proof:   "dig +short TXT {name} | grep spf1; dig +short TXT selector1._domainkey.{name}; dig +short TXT google._domainkey.{name}",
	Control: "mail-spoofing-protection",
	Who:     checks.ITPerson,
	Minutes: [2]int{15, 60},
	Cites:   []string{"RFC 6376", "RFC 7208"},
}, facts.WebsiteSupplier, facts.WebsiteDomain, func(_ checks.Scene, suppliers []facts.Supplier, domains []facts.Domain) []checks.Verdict {
	var out []checks.Verdict
	done := map[string]bool{}
	for _, s := range suppliers {
		name, ok := strings.CutPrefix(s.For, "domain:")
		_, known := mailSuppliers[s.Name]
		i := slices.IndexFunc(domains, func(d facts.Domain) bool { return d.Name == name })
		if !ok || !known || i < 0 || done[name] {
			continue
		}
		done[name] = true
		v := carriedMail(s.Name, domains[i])
		v.Subject = s.For
		out = append(out, v)
	}
	return out
})

func carriedMail(supplier string, d facts.Domain) checks.Verdict {
	want := mailSuppliers[supplier]
	unseen := func(why string) checks.Verdict {
		return checks.Verdict{Grip: chain.Unseen, Say: fmt.Sprintf("We cannot tell whether %s is set up to send for %s.", supplier, d.Name), Why: why,
			Next: "look at the state of the domain in the administration of " + supplier + ", or into the source of a mail that you sent: spf=pass and dkim=pass must stand there"}
	}
	listed := d.SPF.State == "found" && d.SPF.Records == 1 && slices.Contains(d.SPF.Includes, want.list)
	key := slices.ContainsFunc(d.DKIM.Keys, func(k facts.DKIMKey) bool { return !k.Revoked && slices.Contains(want.keys, k.Selector) })
	switch {
	case d.DKIM.State == "unknown" || !key && d.DKIM.Lost > 0 || d.SPF.State == "unknown":
		return unseen("DNS gave no answer about the records that it needs")
	case !key && want.fixed:
		return checks.Verdict{Grip: chain.Weak, Say: fmt.Sprintf("%s carries the mail of %s, but is not set up to sign it with that name.", supplier, d.Name)}
	case !key:
		return unseen("its signing key may have a name that cannot be guessed")
	case !listed: // the list may name its addresses one by one
		return unseen("the domain's list of senders does not name it in the usual way")
	}
	return checks.Verdict{Grip: chain.Holds, Say: fmt.Sprintf("%s carries the mail of %s and is set up to send and sign in that name.", supplier, d.Name)}
}
