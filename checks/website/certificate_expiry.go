package website

import (
	"fmt"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/checks"
	"github.com/weaklink/weaklink/facts"
)

var certificateExpiry = checks.Each(checks.Doc{
	ID:   "website.certificate-expiry",
	Asks: "Will the website's certificate still be good next month?",
	Matters: "On the day it runs out every browser blocks your shop with a warning, and orders stop until somebody renews it. " +
		"One that is close to its end shows that nothing renews it automatically.",
	Fix: "Renew the certificate now, and switch on automatic renewal so that this was the last time.",
	Fixes: map[string]string{
		"nginx":  "Run `certbot renew`, then `systemctl enable --now certbot.timer` and `certbot renew --dry-run` to see that it will work without you.",
		"apache": "Run `certbot renew`, then `systemctl enable --now certbot.timer` and `certbot renew --dry-run` to see that it will work without you.",
		"caddy":  "Caddy renews by itself: look at `journalctl -u caddy | grep -i renew` for what stops it, most often ports 80 and 443 closed to the internet or a wrong DNS entry.",
	},
	Proof:   "openssl s_client -connect {host}:{port} -servername {host} </dev/null 2>/dev/null | openssl x509 -noout -enddate",
	Control: "tls-in-transit",
	Who:     checks.WebDeveloper,
	Minutes: [2]int{10, 45},
	Cites:   []string{"GDPR Art. 32", "PCI DSS 4.0.1 4.2.1"},
}, facts.WebsiteCertificate, func(sc checks.Scene, c facts.Certificate) checks.Verdict {
	past, err := sc.Days(c.NotAfter)
	age, err2 := sc.Days(c.NotBefore)
	if err != nil || err2 != nil {
		return checks.Verdict{Grip: chain.Unseen, Say: "We cannot tell when the website's certificate runs out.",
			Why: "the certificate that was stored has no readable dates", Next: "scan the site again"}
	}
	if past > 0 {
		return checks.Nothing() // website.certificate-valid says so
	}
	left, life := -past, age-past
	// Automatic renewal comes with a third of the life left (90 days: at 30;
	// 47 days: at 15). Below a quarter it has missed its turn; below a tenth
	// there is hardly time left for a person to notice.
	switch late, last := min(21, life/4), min(3, life/10); {
	case left <= last:
		return checks.Verdict{Grip: chain.Broken, Say: fmt.Sprintf("The website's certificate runs out %s, and then browsers block the site.", in(left))}
	case left <= late:
		return checks.Verdict{Grip: chain.Weak, Say: fmt.Sprintf("The website's certificate runs out %s and has not been renewed yet.", in(left))}
	}
	return checks.Verdict{Grip: chain.Holds, Say: fmt.Sprintf("The website's certificate is good for another %s.", days(left))}
})

func in(n int) string {
	if n == 0 {
		return "today"
	}
	return "in " + days(n)
}
