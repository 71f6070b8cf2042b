package payments

import (
	"fmt"
	"slices"
	"strings"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/checks"
	"github.com/weaklink/weaklink/facts"
)

var paymentScripts = checks.Either(checks.Doc{
	ID:      "payments.payment-scripts",
	Asks:    "Is it known and limited which scripts run where customers enter their card?",
	Matters: "A skimmer is one script more on the page to pay on. Nobody notices it unless somebody knows which scripts belong there.",
	Fix: "Remove every script that paying does not need (statistics, chat, adverts). Allow the rest by name in a Content-Security-Policy for that page, give the foreign ones an " +
		"integrity checksum (all but the payment provider's own, which changes at any time and is authorised by its address alone), write down why each is there, and let a program compare the list every week.",
	Fixes: map[string]string{
		"nginx":     "location /checkout { add_header Content-Security-Policy \"script-src 'self' https://js.stripe.com; frame-src https://js.stripe.com\" always; }",
		"WordPress": "Exclude the checkout page in the settings of each statistics, chat and advert plugin; add the header with a plugin such as Headers Security Advanced.",
	},
	Proof:   "curl -s {name}/checkout | grep -o '<script[^>]*src=[^>]*>'; curl -sI {name}/checkout | grep -i content-security-policy",
	Control: "payment-script-inventory",
	Who:     checks.WebDeveloper,
	Minutes: [2]int{60, 240},
	Cites:   []string{"PCI DSS 4.0.1 6.4.3", "PCI DSS 4.0.1 11.6.1", "PCI SSC FAQ 1588"},
}, checks.Source[facts.Page]{Kind: facts.WebsitePage}, answersTo("payments.payment-scripts"),
	func(_ checks.Scene, pages []facts.Page, answers []facts.Answer) []checks.Verdict {
		var out []checks.Verdict
		for _, s := range shops(pages) {
			if len(s.pages()) > 0 {
				v := s.scripts(answers)
				v.Subject = "site:" + s.site
				out = append(out, v)
			}
		}
		if len(out) > 0 || len(answers) == 0 {
			return out
		}
		if answers[0].Value == "yes" {
			return []checks.Verdict{{Subject: "firm", Grip: chain.Holds, Say: "The scripts of the page to pay on are listed and watched, by your own answer; the page was not met."}}
		}
		return []checks.Verdict{{Subject: "firm", Grip: chain.Weak, Say: "Nobody lists or watches the scripts of the page to pay on, by your own answer."}}
	})

// scripts judges the pages on which cards are entered together: one of them is
// enough for a skimmer.
func (s shop) scripts(answers []facts.Answer) checks.Verdict {
	unchecked, all := 0, 0
	var hosts []string
	free := "" // a page on which any script may run
	at := ""
	for _, p := range s.pages() {
		for _, sc := range p.Scripts {
			if !sc.Foreign {
				continue
			}
			host := hostOf(sc.URL)
			if _, known := providerAt(host, anyHost); known {
				continue // the provider's own script may change at any time: that is its business
			}
			if all++; sc.Integrity {
				continue
			}
			if unchecked++; at == "" {
				at = path(p)
			}
			if !slices.Contains(hosts, host) {
				hosts = append(hosts, host)
			}
		}
		if free == "" && !limits(p.Headers["content-security-policy"]) && !limits(p.MetaCSP) {
			free = path(p)
		}
	}
	slices.Sort(hosts)
	v := checks.Verdict{Grip: chain.Weak, Pass: all - unchecked, Of: all}
	claimed := len(answers) > 0 && answers[0].Value == "yes"
	switch {
	case unchecked > 0:
		v.Say = fmt.Sprintf("On %s, where cards are entered, %s of other companies can be changed by them unnoticed, for example from %s.", at, count(unchecked, "script"), hosts[0])
		if claimed {
			v.Say = fmt.Sprintf("Your answer is not borne out by the site: scripts are said to be listed and watched, but on %s %s run without a checksum, for example from %s.", at, count(unchecked, "foreign script"), hosts[0])
		}
	case len(answers) > 0 && !claimed:
		v.Say = "Nobody lists or watches the scripts of the page to pay on, by your own answer."
	case claimed:
		v.Grip, v.Say = chain.Holds, "The scripts of the page to pay on are listed and watched by your own answer, and no unchecked one was met."
	case free != "":
		v.Say = fmt.Sprintf("Nothing on %s limits which scripts may run where cards are entered.", free)
	default:
		v.Grip, v.Say = chain.Holds, "Only scripts that are allowed by name run where cards are entered."
	}
	return v
}

// limits says whether one of the policies, divided by commas, names the scripts
// that may run: what one of them forbids is forbidden.
func limits(policies string) bool {
	return slices.ContainsFunc(strings.Split(strings.ToLower(policies), ","), limit)
}

func limit(policy string) bool {
	var from []string
	for part := range strings.SplitSeq(policy, ";") {
		f := strings.Fields(part)
		if len(f) > 0 && (f[0] == "script-src" && (from == nil || from[0] != f[0]) || f[0] == "default-src" && from == nil) {
			from = f
		}
	}
	if from == nil {
		return false
	}
	named := slices.ContainsFunc(from, func(s string) bool { return strings.HasPrefix(s, "'nonce-") || strings.HasPrefix(s, "'sha") })
	if named && slices.Contains(from, "'strict-dynamic'") {
		return true // browsers then ignore the list of hosts
	}
	return !slices.ContainsFunc(from, func(s string) bool {
		return s == "*" || s == "https:" || s == "http:" || s == "data:" || s == "'unsafe-inline'" && !named
	})
}

func count(n int, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	return fmt.Sprintf("%d %ss", n, thing)
}
