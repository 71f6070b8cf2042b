package website

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"github.com/weaklink/weaklink/facts"
)

// imitation is what receivers shall do with mail that only claims to be from
// domain: by its own record, else by that of the registered name.
func (a *asker) imitation(ctx context.Context, domain, organisation string) facts.DMARC {
	at := []string{domain}
	if organisation != domain {
		at = append(at, organisation)
	}
	for _, name := range at {
		texts, err := a.texts(ctx, "_dmarc."+name)
		if err != nil {
			return facts.DMARC{State: "unknown", At: name}
		}
		texts = slices.DeleteFunc(texts, func(s string) bool { return !isDMARC(s) })
		if len(texts) == 0 {
			continue
		}
		out := facts.DMARC{Records: len(texts), Percent: 100}
		if len(texts) == 1 {
			out = readDMARC(texts[0], name != domain)
		}
		out.State, out.At = "found", name
		return out
	}
	return facts.DMARC{State: "none"}
}

// isDMARC says whether a text begins as a record must (RFC 9989: v first, in
// capitals).
func isDMARC(s string) bool {
	first, _, _ := strings.Cut(s, ";")
	key, value, _ := strings.Cut(first, "=")
	return strings.TrimSpace(key) == "v" && strings.TrimSpace(value) == "DMARC1"
}

// readDMARC reads a record for the domain it stands at, or for one below it.
func readDMARC(text string, below bool) facts.DMARC {
	out := facts.DMARC{Records: 1, Percent: 100}
	policies := []string{"none", "quarantine", "reject"}
	own := ""
	for part := range strings.SplitSeq(text, ";") {
		key, value, ok := strings.Cut(part, "=")
		if !ok {
			if strings.TrimSpace(part) != "" {
				out.Fault = "syntax"
			}
			continue
		}
		value = strings.TrimSpace(value)
		switch strings.ToLower(strings.TrimSpace(key)) {
		case "p":
			own = strings.ToLower(value)
		case "sp":
			out.Subdomains = strings.ToLower(value)
		case "pct":
			n, err := strconv.Atoi(value)
			if err != nil || n < 0 || n > 100 {
				out.Fault = "syntax"
				continue
			}
			out.Percent = n
		case "t":
			out.Testing = strings.EqualFold(value, "y")
		case "rua":
			out.Reports = value != ""
		}
	}
	if own == "" && out.Reports {
		own = "none" // RFC 9989 4.7: a record with reports and without a policy asks for none
	}
	if !slices.Contains(policies, own) {
		out.Fault = "syntax"
		own = ""
	}
	if out.Subdomains == "" {
		out.Subdomains = own
	} else if !slices.Contains(policies, out.Subdomains) {
		out.Fault, out.Subdomains = "syntax", own
	}
	out.Policy = own
	if below {
		out.Policy = out.Subdomains
	}
	return out
}
