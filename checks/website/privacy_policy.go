package website

import (
	"fmt"
	"slices"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/checks"
	"github.com/weaklink/weaklink/facts"
)

var privacyPolicy = checks.All(checks.Doc{
	ID:      "website.privacy-policy",
	Asks:    "Does the site say what it does with its visitors' data?",
	Matters: "People have a right to know before they give you anything; a missing policy is the cheapest thing to complain about, and authorities and lawyers look for it first.",
	Fix:     "Put a privacy policy on the site, written or checked by a lawyer who knows the business, and link it from every page under its usual name.",
	Proof:   "open https://{host}:{port}/ and look for the link to the privacy policy at the bottom; then read whether it is true",
	Control: "consent-and-notice",
	Who:     checks.Lawyer,
	Minutes: [2]int{60, 300},
	Cites:   []string{"GDPR Art. 13", "GDPR Art. 12"},
}, facts.WebsitePage, bySite(anything, func(_ checks.Scene, _ string, pages []facts.Page) checks.Verdict {
	front := pages[0]
	if !front.Front {
		return checks.Verdict{Grip: chain.Unseen, Say: "We cannot tell whether the site has a privacy policy.", Why: "its front page was not read",
			Next: "scan the front page of the site"}
	}
	if !readable(front) {
		if front.Status == 200 {
			return unread(pages)
		}
		return checks.Verdict{Grip: chain.Unseen, Say: "We cannot tell whether the site has a privacy policy.", Why: fmt.Sprintf("its front page answers with %d", front.Status),
			Next: "open the site in a browser; if it works there, ask the host to let our address through"}
	}
	asks := asksFor(pages)
	cookies := slices.ContainsFunc(pages, func(p facts.Page) bool { return len(p.Cookies) > 0 })
	i := slices.IndexFunc(front.Links, func(l facts.PolicyLink) bool { return l.What == "privacy" })
	if i < 0 {
		switch {
		case front.Built || front.Cut:
			return checks.Verdict{Grip: chain.Unseen, Say: "We cannot tell whether the site has a privacy policy.", Why: "its front page came only in part, or is built by a script in the visitor's browser",
				Next: "open the site in a browser and look for the link at the bottom"}
		case len(asks) > 0:
			return checks.Verdict{Grip: chain.Broken, Say: fmt.Sprintf("The site asks for %s and has no privacy policy that its front page links to.", inWords(asks))}
		case cookies:
			return checks.Verdict{Grip: chain.Broken, Say: "The site sets cookies and has no privacy policy that its front page links to."}
		}
		return checks.Verdict{Grip: chain.Weak, Say: "The front page links to no privacy policy."}
	}
	l := front.Links[i]
	switch {
	case l.Status == 0:
		return checks.Verdict{Grip: chain.Unseen, Say: "The site links to a privacy policy that we could not read.", Why: "it gave no answer", Next: "open " + l.URL + " and read whether it is true"}
	case l.Status == 401 || l.Status == 403 || l.Status == 429 || l.Status == 503:
		return checks.Verdict{Grip: chain.Unseen, Say: "The site links to a privacy policy that we could not read.", Why: fmt.Sprintf("it answers us with %d", l.Status), Next: "open " + l.URL + " and read whether it is true"}
	case l.Status != 200:
		return checks.Verdict{Grip: chain.Broken, Say: fmt.Sprintf("The link to the privacy policy is dead: it answers with %d.", l.Status)}
	case l.Words < 0:
		return checks.Verdict{Grip: chain.Unseen, Say: "The privacy policy is a document that we cannot read.", Why: "it is no web page", Next: "read it and see whether it is true; better, put it on a page"}
	case !l.OK:
		return checks.Verdict{Grip: chain.Weak, Say: fmt.Sprintf("What is called a privacy policy holds %d words and hardly speaks of people's data.", l.Words)}
	}
	return checks.Verdict{Grip: chain.Holds, Say: fmt.Sprintf("The front page links to a privacy policy of %d words; whether it is true only a person can tell.", l.Words)}
}))
