package website

import (
	"context"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/base64"
	"encoding/hex"
	"strings"
	"sync"

	"github.com/weaklink/weaklink/facts"
)

// selectors are names under which mail suppliers and servers commonly keep the
// key; the first ones of the two large suppliers. There is no list of them in
// DNS: a name that is not here cannot be found, only read in a mail's header.
var selectors = []string{
	"selector1", "selector2", // Microsoft 365
	"google", "20230601", // Google Workspace
	"default", "dkim", "mail", "email", "smtp", "key1", "key2", "s1", "s2", "s1024", "s2048", "k1", "k2", "k3", "m1",
	"mx", "main", "dkim1", "dkim2", "sig1", "mandrill", "mailjet", "sendgrid", "mailgun", "pic", "krs", "zoho", "zmail", "protonmail", "fm1", "fm2", "fm3",
	"s1-ionos", "s2-ionos", "s42582890", "strato-dkim-0002", "strato-dkim-0003", "ovhmo-selector-1", "gandi", "hostingermail1", "everlytickey1", "cm", "litesrv", "brevo1", "sib", "shopify", "wixmail",
}

// signing looks for signing keys under the common names, and under one that
// nobody uses: where that has a key too, every name has.
func (a *asker) signing(ctx context.Context, domain string) facts.DKIM {
	var b [8]byte
	_, _ = rand.Read(b[:])
	names := append([]string{"x" + hex.EncodeToString(b[:])}, selectors...)
	keys := make([]*facts.DKIMKey, len(names))
	lost := 0
	var mu sync.Mutex
	var wg sync.WaitGroup
	for i, s := range names {
		wg.Go(func() {
			texts, err := a.texts(ctx, s+"._domainkey."+domain)
			if err != nil {
				if i > 0 {
					mu.Lock()
					lost++
					mu.Unlock()
				}
				return
			}
			for _, text := range texts {
				if k, ok := readDKIM(text); ok {
					k.Selector = s
					keys[i] = &k
					return
				}
			}
		})
	}
	wg.Wait()
	out := facts.DKIM{State: "none", Tried: len(selectors) - lost, Lost: lost, Wildcard: keys[0] != nil}
	if keys[0] != nil {
		out.State, out.Tried = "unknown", len(selectors)
		return out
	}
	for _, k := range keys {
		if k != nil {
			out.State = "found"
			out.Keys = append(out.Keys, *k)
		}
	}
	if lost > 0 && len(out.Keys) == 0 {
		out.State = "unknown"
	}
	return out
}

// readDKIM reads a key record (RFC 6376 3.6.1). What has no p= is none.
func readDKIM(text string) (facts.DKIMKey, bool) {
	out := facts.DKIMKey{Kind: "rsa"}
	found, key := false, ""
	for part := range strings.SplitSeq(text, ";") {
		name, value, ok := strings.Cut(part, "=")
		if !ok {
			continue
		}
		value = strings.Join(strings.Fields(value), "")
		switch strings.ToLower(strings.TrimSpace(name)) {
		case "v":
			if value != "DKIM1" {
				return out, false
			}
		case "k":
			if out.Kind = strings.ToLower(value); out.Kind != "rsa" && out.Kind != "ed25519" {
				out.Kind = "other"
			}
		case "t":
			for flag := range strings.SplitSeq(value, ":") {
				out.Testing = out.Testing || flag == "y"
			}
		case "p":
			found, key = true, value
		}
	}
	if !found {
		return out, false
	}
	out.Revoked = key == ""
	if raw, err := base64.StdEncoding.DecodeString(key); err == nil && out.Kind == "rsa" && len(raw) > 0 {
		if pub, err := x509.ParsePKIXPublicKey(raw); err == nil {
			if r, ok := pub.(*rsa.PublicKey); ok {
				out.Bits = r.N.BitLen()
			}
		} else if r, err := x509.ParsePKCS1PublicKey(raw); err == nil {
			out.Bits = r.N.BitLen()
		}
	}
	return out, true
}
