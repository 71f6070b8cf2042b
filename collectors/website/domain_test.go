package website

import (
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/base64"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/weaklink/weaklink/collectors"
	"github.com/weaklink/weaklink/collectors/collecttest"
	"github.com/weaklink/weaklink/facts"
)

// publicKey is a key for signing mail as a domain's record holds it.
func publicKey(bits int) string {
	key, err := rsa.GenerateKey(rand.Reader, bits)
	if err != nil {
		panic(err)
	}
	raw, err := x509.MarshalPKIXPublicKey(&key.PublicKey)
	if err != nil {
		panic(err)
	}
	return base64.StdEncoding.EncodeToString(raw)
}

var rsa2048 = publicKey(2048)

var firmZone = `
firm.example. NS ns2.host.example.
firm.example. NS ns1.host.example.
firm.example. MX 20 b.mail.example.
firm.example. MX 10 firm-example.mail.protection.outlook.com.
firm.example. TXT "v=spf1 include:spf.protection.outlook.com" " mx -all"
firm.example. TXT "google-site-verification=x"
firm.example. DS 1 13 2 0000000000000000000000000000000000000000000000000000000000000000
firm.example. A 203.0.113.1
spf.protection.outlook.com. TXT "v=spf1 ip4:40.92.0.0/15 -all"
firm-example.mail.protection.outlook.com. A 198.51.100.1
b.mail.example. A 198.51.100.2
_dmarc.firm.example. TXT "v=DMARC1; p=quarantine; sp=reject; rua=mailto:jane.doe@firm.example"
selector1._domainkey.firm.example. CNAME selector1-firm-example._domainkey.firm.onmicrosoft.com.
selector1-firm-example._domainkey.firm.onmicrosoft.com. TXT "v=DKIM1; k=rsa; p=` + rsa2048[:200] + `" "` + rsa2048[200:] + `"
firm.example. CAA 0 issue "letsencrypt.org; validationmethods=dns-01"
firm.example. CAA 0 iodef "mailto:jane.doe@firm.example"
www.firm.example. CNAME shops.myshopify.com.
shops.myshopify.com. A 23.227.38.74
`

func TestADomainIsSeenAsItsZoneSays(t *testing.T) {
	z := &zone{text: firmZone}
	c := askDomain(t, z.serve(t), domainTarget("firm.example"))
	if c.err != nil || len(c.Gaps()) > 0 {
		t.Fatalf("error %v, gaps %+v", c.err, c.Gaps())
	}
	want := facts.Domain{Name: "firm.example", Organisation: "firm.example", MX: facts.MX{State: "found", Hosts: []string{"firm-example.mail.protection.outlook.com", "b.mail.example"}},
		NS:     []string{"ns1.host.example", "ns2.host.example"},
		SPF:    facts.SPF{State: "found", Records: 1, All: "fail", Stranger: "fail", Includes: []string{"spf.protection.outlook.com"}, Lookups: 2},
		DMARC:  facts.DMARC{State: "found", Records: 1, At: "firm.example", Policy: "quarantine", Subdomains: "reject", Percent: 100, Reports: true},
		DKIM:   facts.DKIM{State: "found", Tried: len(selectors), Keys: []facts.DKIMKey{{Selector: "selector1", Kind: "rsa", Bits: 2048}}},
		CAA:    facts.CAA{State: "found", At: "firm.example", Issuers: []string{"letsencrypt.org"}, Tells: true},
		DNSSEC: "signed"}
	if d := cmp.Diff(want, one(c, facts.WebsiteDomain)); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
	if strings.Contains(c.All(), "jane.doe") || strings.Contains(c.All(), "google-site") {
		t.Error("an address, or a text that nobody needs, came out")
	}
	if z.tcp.Load() == 0 {
		t.Error("the long key came over UDP: nothing was truncated")
	}
	suppliers := all(c, facts.WebsiteSupplier)
	if d := cmp.Diff([]facts.Supplier{
		{Name: "Microsoft 365", What: "mail", Carries: []string{"mail"}, For: "domain:firm.example", By: "mx", Proof: "mail for firm.example goes to firm-example.mail.protection.outlook.com", Own: true},
		{Name: "Shopify", What: "shop-builder", Carries: []string{"hosting", "payments"}, For: "site:https://www.firm.example", By: "cname", Proof: "www.firm.example is an alias of shops.myshopify.com", Own: true}}, suppliers); d != "" {
		t.Errorf("suppliers (-want +got):\n%s", d)
	}
}

func TestTheDomainCollectorKeepsItsContract(t *testing.T) {
	z := &zone{text: firmZone}
	collecttest.Contract(t, newDomain(z.serve(t)), collecttest.World{Target: domainTarget("firm.example"), Canaries: []string{"jane.doe"}})
}

func TestWhatAListOfSendersLetsIn(t *testing.T) {
	z := func(record string) string { return "firm.example. TXT \"" + record + "\"\n" }
	tests := []struct {
		name, text string
		want       facts.SPF
	}{
		{"everyone", z("v=spf1 +all"), facts.SPF{Records: 1, All: "pass", Stranger: "pass"}},
		{"everyone, through another name", z("v=spf1 include:open.example -all") + "open.example. TXT \"v=spf1 all\"", facts.SPF{Records: 1, All: "fail", Stranger: "pass", Includes: []string{"open.example"}, Lookups: 1}},
		{"every address there is", z("v=spf1 ip4:0.0.0.0/1 ip4:128.0.0.0/1 -all"), facts.SPF{Records: 1, All: "fail", Stranger: "pass"}},
		{"in capitals", z("V=SPF1 -ALL"), facts.SPF{Records: 1, All: "fail", Stranger: "fail"}},
		{"softly", z("v=spf1 a ~all") + "firm.example. A 198.51.100.1", facts.SPF{Records: 1, All: "softfail", Stranger: "softfail", Lookups: 1}},
		{"without an end", z("v=spf1 ip4:198.51.100.1"), facts.SPF{Records: 1, All: "neutral", Stranger: "neutral"}},
		{"an open end", z("v=spf1 ?all"), facts.SPF{Records: 1, All: "neutral", Stranger: "neutral"}},
		{"handed on", z("v=spf1 redirect=_spf.example") + "_spf.example. TXT \"v=spf1 ip4:198.51.100.1 -all\"", facts.SPF{Records: 1, All: "fail", Stranger: "fail", Includes: []string{"_spf.example"}, Lookups: 1}},
		{"two of them", z("v=spf1 -all") + z("v=spf1 include:x.example -all"), facts.SPF{Records: 2}},
		{"another text that begins alike", z("v=spf10 +all") + z("v=spf1 -all"), facts.SPF{Records: 1, All: "fail", Stranger: "fail"}},
		{"ten questions", chainOf(5), facts.SPF{Records: 1, All: "fail", Stranger: "fail", Lookups: 10, Includes: []string{"s0.example", "s1.example", "s2.example", "s3.example", "s4.example"}}},
		{"twelve questions", chainOf(6), facts.SPF{Records: 1, All: "fail", Stranger: "error", Lookups: 12, Includes: []string{"s0.example", "s1.example", "s2.example", "s3.example", "s4.example", "s5.example"}}},
		{"three places that are not there", z("v=spf1 a:a.gone.example a:b.gone.example mx:c.gone.example -all"), facts.SPF{Records: 1, All: "fail", Stranger: "error", Lookups: 3, Voids: 3}},
		{"in a circle", z("v=spf1 include:firm.example -all"), facts.SPF{Records: 1, All: "fail", Stranger: "error", Lookups: 1, Fault: "loop"}},
		{"in a wider circle", z("v=spf1 include:a.example -all") + "a.example. TXT \"v=spf1 include:b.example -all\"\nb.example. TXT \"v=spf1 redirect=a.example\"",
			facts.SPF{Records: 1, All: "fail", Stranger: "error", Lookups: 3, Fault: "loop", Includes: []string{"a.example", "b.example"}}},
		{"a name that has no list", z("v=spf1 include:none.example -all") + "none.example. A 198.51.100.1", facts.SPF{Records: 1, All: "fail", Stranger: "error", Lookups: 1, Voids: 1, Fault: "include", Includes: []string{"none.example"}}},
		{"a typing mistake", z("v=spf1 ipv4:198.51.100.1 -all"), facts.SPF{Records: 1, All: "fail", Stranger: "error", Fault: "syntax"}},
		{"what stands behind all", z("v=spf1 -all include:open.example"), facts.SPF{Records: 1, All: "fail", Stranger: "fail"}},
	}
	for _, tc := range tests {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			c := askDomain(t, (&zone{text: tc.text}).serve(t), domainTarget("firm.example"))
			tc.want.State = "found"
			if d := cmp.Diff(tc.want, one(c, facts.WebsiteDomain).SPF); d != "" {
				t.Errorf("(-want +got):\n%s", d)
			}
		})
	}
}

func TestWhatReceiversAreToldAboutImitations(t *testing.T) {
	for text, want := range map[string]facts.DMARC{
		"v=DMARC1; p=reject":                              {Policy: "reject", Subdomains: "reject", Percent: 100},
		" v = DMARC1 ;p=Reject;; sp=none ;pct=50":         {Policy: "reject", Subdomains: "none", Percent: 50},
		"v=DMARC1; p=reject; t=y; rua=mailto:a@x.example": {Policy: "reject", Subdomains: "reject", Percent: 100, Testing: true, Reports: true},
		"v=DMARC1; rua=mailto:a@x.example":                {Policy: "none", Subdomains: "none", Percent: 100, Reports: true},
		"v=DMARC1; p=block":                               {Percent: 100, Fault: "syntax"},
		"v=DMARC1; p=reject; pct=150":                     {Policy: "reject", Subdomains: "reject", Percent: 100, Fault: "syntax"},
	} {
		want.Records = 1
		if d := cmp.Diff(want, readDMARC(text, false)); d != "" {
			t.Errorf("%s\n%s", text, d)
		}
	}
	for _, s := range []string{"v=DMARC1", "v=DMARC1;p=none"} {
		if !isDMARC(s) {
			t.Errorf("%q is a record", s)
		}
	}
	for _, s := range []string{"", "v=dmarc1; p=none", "p=none; v=DMARC1", "v=DMARC12", "v=spf1 -all"} {
		if isDMARC(s) {
			t.Errorf("%q is no record", s)
		}
	}
	// A name below takes the registered name's rule for names below.
	c := askDomain(t, (&zone{text: "office.firm.example. A 198.51.100.1\n_dmarc.firm.example. TXT \"v=DMARC1; p=reject; sp=quarantine\""}).serve(t), domainTarget("office.firm.example"))
	if m := one(c, facts.WebsiteDomain).DMARC; m.At != "firm.example" || m.Policy != "quarantine" {
		t.Errorf("%+v", m)
	}
}

func TestSigningKeysAreMeasuredAndAWildcardProvesNothing(t *testing.T) {
	for text, want := range map[string]facts.DKIMKey{
		"v=DKIM1; k=rsa; p=" + rsa2048:                                       {Kind: "rsa", Bits: 2048},
		"k=rsa; t=y:s; p=" + publicKey(1024):                                 {Kind: "rsa", Bits: 1024, Testing: true},
		"v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=": {Kind: "ed25519"},
		"v=DKIM1; p=":   {Kind: "rsa", Revoked: true},
		"p=not base 64": {Kind: "rsa"},
	} {
		got, ok := readDKIM(text)
		if d := cmp.Diff(want, got); d != "" || !ok {
			t.Errorf("%.40s: %v\n%s", text, ok, d)
		}
	}
	for _, text := range []string{"", "v=spf1 -all", "v=DKIM2; p=AAAA", "hello; world"} {
		if _, ok := readDKIM(text); ok {
			t.Errorf("%q is a key", text)
		}
	}
	c := askDomain(t, (&zone{text: "firm.example. A 198.51.100.1\n*._domainkey.firm.example. TXT \"v=DKIM1; p=" + rsa2048[:200] + "\""}).serve(t), domainTarget("firm.example"))
	if k := one(c, facts.WebsiteDomain).DKIM; !k.Wildcard || k.State != "unknown" || len(k.Keys) > 0 {
		t.Errorf("%+v", k)
	}
	c = askDomain(t, (&zone{text: "firm.example. A 198.51.100.1"}).serve(t), domainTarget("firm.example"))
	if k := one(c, facts.WebsiteDomain).DKIM; k.State != "none" || k.Tried != len(selectors) {
		t.Errorf("%+v", k)
	}
}

func TestWhoMayIssueIsInheritedFromAbove(t *testing.T) {
	for text, want := range map[string]facts.CAA{
		"firm.example. CAA 0 issue \"letsencrypt.org\"":                                         {State: "found", At: "firm.example", Issuers: []string{"letsencrypt.org"}},
		"shop.firm.example. CAA 0 issue \";\"\nfirm.example. CAA 0 issue \"letsencrypt.org\"":   {State: "found", At: "shop.firm.example", Nobody: true},
		"firm.example. CAA 0 iodef \"mailto:x@firm.example\"":                                   {State: "none", At: "firm.example", Tells: true},
		"firm.example. CAA 0 issue \"B.example; a=b\"\nfirm.example. CAA 0 issue \"a.example\"": {State: "found", At: "firm.example", Issuers: []string{"a.example", "b.example"}},
		"shop.firm.example. CNAME there.example.\nthere.example. CAA 0 issue \"c.example\"":     {State: "found", At: "shop.firm.example", Issuers: []string{"c.example"}},
		"firm.example. A 198.51.100.1":                                                          {State: "none"},
	} {
		c := askDomain(t, (&zone{text: text + "\nshop.firm.example. MX 0 .\n"}).serve(t), domainTarget("shop.firm.example"))
		if strings.Contains(text, "CNAME") {
			c = askDomain(t, (&zone{text: text}).serve(t), domainTarget("shop.firm.example"))
		}
		if d := cmp.Diff(want, one(c, facts.WebsiteDomain).CAA); d != "" {
			t.Errorf("%s\n%s", text, d)
		}
	}
}

func TestADomainThatSendsNoMailSaysSo(t *testing.T) {
	c := askDomain(t, (&zone{text: "firm.example. MX 0 .\nfirm.example. TXT \"v=spf1 -all\"\n_dmarc.firm.example. TXT \"v=DMARC1;p=reject\""}).serve(t), domainTarget("firm.example"))
	d := one(c, facts.WebsiteDomain)
	if !d.MX.Null || len(d.MX.Hosts) > 0 || d.SPF.All != "fail" || d.DMARC.Policy != "reject" {
		t.Errorf("%+v", d)
	}
}

// What DNS does not answer is unknown, each part for itself, and never "none".
func TestADNSServerThatFailsMakesNothingGreenAndNothingRed(t *testing.T) {
	unknown := func(d facts.Domain) (out []string) {
		for what, state := range map[string]string{"mx": d.MX.State, "spf": d.SPF.State, "dmarc": d.DMARC.State, "dkim": d.DKIM.State, "caa": d.CAA.State, "dnssec": d.DNSSEC} {
			if state == "unknown" {
				out = append(out, what)
			}
		}
		slices.Sort(out)
		return out
	}
	tests := []struct {
		name string
		zone *zone
		want []string // parts that are unknown; nil: the whole domain
	}{
		{"answers nothing", &zone{mute: "."}, nil},
		{"fails always", &zone{fails: "."}, nil},
		{"refuses always", &zone{denies: "."}, nil},
		{"lies", &zone{lies: true}, nil},
		{"sends garbage", &zone{garble: true}, nil},
		{"cuts all answers", &zone{text: firmZone, cut: true}, nil},
		{"is mute about DMARC", &zone{text: firmZone, mute: "_dmarc.firm.example."}, []string{"dmarc"}},
		{"fails about keys", &zone{text: firmZone, fails: "_domainkey.firm.example."}, []string{"dkim"}},
		{"refuses an included name", &zone{text: firmZone, denies: "spf.protection.outlook.com."}, []string{}},
		{"knows no extensions", &zone{text: firmZone, old: true}, []string{}},
	}
	for _, tc := range tests {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			start := time.Now()
			c := askDomain(t, tc.zone.serve(t), domainTarget("firm.example"))
			if took := time.Since(start); took > 20*time.Second {
				t.Errorf("took %s", took)
			}
			if tc.want == nil {
				var hinted interface{ Hint() string }
				if !errors.As(c.err, &hinted) || hinted.Hint() == "" || len(c.Facts()) > 0 {
					t.Errorf("error %v, %d facts", c.err, len(c.Facts()))
				}
				return
			}
			d := one(c, facts.WebsiteDomain)
			got := unknown(d)
			if len(got) != len(tc.want) || len(got) > 0 && got[0] != tc.want[0] {
				t.Errorf("unknown are %v, want %v", got, tc.want)
			}
			if tc.name == "refuses an included name" && (d.SPF.Stranger != "unknown" || len(d.SPF.Unknown) == 0) {
				t.Errorf("%+v", d.SPF)
			}
			if (len(tc.want) > 0 || len(d.SPF.Unknown) > 0) != (len(c.Gaps()) > 0) {
				t.Errorf("gaps %+v", c.Gaps())
			}
		})
	}
}

func TestWhichDomainATargetMeans(t *testing.T) {
	set := collectors.Env{Resolve: []collectors.Override{{Host: "shop.real-firm.de", Port: 443}}}
	for _, tc := range []struct {
		scheme, addr string
		env          collectors.Env
		domain       string
		bad          bool
	}{
		{"https", "https://www.real-firm.co.uk/x", collectors.Env{}, "real-firm.co.uk", false},
		{"name", "shop.real-firm.de", collectors.Env{}, "real-firm.de", false},
		{"name", "bücher.de", collectors.Env{}, "xn--bcher-kva.de", false},
		{"https", "https://192.0.2.1", collectors.Env{}, "", false},
		{"https", "https://localhost:8443", collectors.Env{}, "", false},
		{"https", "https://shop.example", collectors.Env{}, "", false},
		{"https", "https://shop.example", collectors.Env{DNS: "127.0.0.1:53"}, "shop.example", false},
		{"https", "https://shop.real-firm.de", set, "", false}, // a copy under another address
		{"domain", "domain:office.real-firm.de", collectors.Env{}, "office.real-firm.de", false},
		{"domain", "domain://Real-Firm.de/", collectors.Env{}, "real-firm.de", false},
		{"domain", "domain:192.0.2.1", collectors.Env{}, "", true},
		{"domain", "domain:", collectors.Env{}, "", true},
		{"domain", "domain:de", collectors.Env{}, "", true},
		{"domain", "domain:real-firm.de:53", collectors.Env{}, "", true},
		{"domain", "domain:a..de", collectors.Env{}, "", true},
	} {
		_, got, err := newDomain(tc.env).domainOf(collectors.Target{ID: tc.addr, Scheme: tc.scheme, Addr: tc.addr})
		if got != tc.domain || (err != nil) != tc.bad {
			t.Errorf("%s: %q, %v", tc.addr, got, err)
		}
	}
	// The scheme is one that a person may write.
	if tgt, err := collectors.Parse("domain:firm.example", func(string) bool { return false }); err != nil || tgt.Scheme != "domain" {
		t.Errorf("%+v %v", tgt, err)
	}
}

func TestADomainThatIsNotThereIsAnErrorWithAHint(t *testing.T) {
	c := askDomain(t, (&zone{text: "other.example. A 198.51.100.1"}).serve(t), domainTarget("firm.example"))
	var hinted interface{ Hint() string }
	if !errors.As(c.err, &hinted) || !errors.Is(c.err, errNoSuchName) || len(c.Facts()) > 0 {
		t.Errorf("%v", c.err)
	}
}

func FuzzRecords(f *testing.F) {
	f.Add("v=spf1 include:firm.example a/24 mx:%{i}.x -all redirect=x exp=y ~", "v=DMARC1;p=;;==", "v=DKIM1;p=AAAA;t=:")
	z := &zone{text: "x.example. A 198.51.100.1"}
	env := z.serve(f)
	f.Fuzz(func(t *testing.T, spf, dmarc, dkim string) {
		if len(spf) > 300 || strings.Contains(spf, ".") {
			return
		}
		a, _ := newAsker(env)
		a.wait = 50 * time.Millisecond
		r := &spfReading{asker: a, out: &facts.SPF{}, path: []string{"firm.example"}}
		r.record(t.Context(), "firm.example", "v=spf1 "+spf)
		if r.out.Lookups > 200 {
			t.Fatal("counts without end")
		}
		readDMARC(dmarc, true)
		readDKIM(dkim)
	})
}
