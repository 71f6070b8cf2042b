package website

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/weaklink/weaklink/collectors"
	"github.com/weaklink/weaklink/facts"
)

func TestEverySupplierHasAProofASourceAndSomethingItCarries(t *testing.T) {
	if len(supplierTable()) < 12 {
		t.Fatalf("only %d suppliers were read", len(supplierTable()))
	}
	for _, s := range supplierTable() {
		if s.Name == "" || s.What == "" || s.Source == "" || len(s.Carries) == 0 || len(s.CNAME)+len(s.A)+len(s.MX)+len(s.Header)+len(s.Script) == 0 {
			t.Errorf("%+v", s)
		}
		for _, c := range s.Carries {
			if !slices.Contains([]string{"hosting", "payments", "mail"}, c) {
				t.Errorf("%s carries %q", s.Name, c)
			}
		}
		for _, name := range slices.Concat(s.CNAME, s.MX, s.Script, s.Under) {
			if name != strings.ToLower(name) || strings.HasPrefix(name, ".") {
				t.Errorf("%s: %q", s.Name, name)
			}
		}
		for h, v := range s.Header {
			if h != strings.ToLower(h) || v != strings.ToLower(v) {
				t.Errorf("%s: header %s: %s", s.Name, h, v)
			}
		}
	}
}

func TestSuppliersAreProvenByDNS(t *testing.T) {
	for name, tc := range map[string]struct {
		zone, want, by string
		own            bool
	}{
		"an alias":                        {"firm.example. A 198.51.100.1\nwww.firm.example. CNAME shops.myshopify.com.\nshops.myshopify.com. A 198.51.100.2", "Shopify", "cname", true},
		"an address":                      {"firm.example. A 23.227.38.65", "Shopify", "a", true},
		"an alias of an alias":            {"firm.example. A 198.51.100.1\nwww.firm.example. CNAME cdn1.wixdns.net.\ncdn1.wixdns.net. CNAME td.wixdns.net.\ntd.wixdns.net. A 198.51.100.2", "Wix", "cname", true},
		"Squarespace by address":          {"firm.example. A 198.49.23.145", "Squarespace", "a", true},
		"the neighbour's address":         {"firm.example. A 198.49.23.146", "", "", false},
		"a name that only ends alike":     {"firm.example. A 198.51.100.1\nwww.firm.example. CNAME shops.notmyshopify.com.\nshops.notmyshopify.com. A 198.51.100.2", "", "", false},
		"name servers alone":              {"firm.example. A 198.51.100.1\nfirm.example. NS ns1.wixdns.net.", "", "", false},
		"Google by its mail":              {"firm.example. MX 1 SMTP.GOOGLE.COM.", "Google Workspace", "mx", true},
		"Google by its old mail":          {"firm.example. MX 10 alt1.aspmx.l.google.com.", "Google Workspace", "mx", true},
		"a firm that calls itself google": {"firm.example. MX 10 google.com.firm.example.", "", "", false},
		"Microsoft's newer name":          {"firm.example. MX 0 firm-example.p-v1.mx.microsoft.", "Microsoft 365", "mx", true},
		"somebody hides behind a cache":   {"firm.example. A 104.16.0.1", "", "", false},
		"no address":                      {"firm.example. TXT \"x\"", "", "", false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := askDomain(t, (&zone{text: tc.zone}).serve(t), collectors.Target{ID: "firm.example", Scheme: "name", Addr: "firm.example"})
			got := all(c, facts.WebsiteSupplier)
			if tc.want == "" {
				if len(got) > 0 {
					t.Errorf("%+v", got)
				}
				return
			}
			if len(got) != 1 || got[0].Name != tc.want || got[0].By != tc.by || got[0].Own != tc.own || got[0].Proof == "" {
				t.Errorf("%+v; error %v", got, c.err)
			}
		})
	}
}

func TestASiteUnderTheSuppliersNameIsNotJudgedByTheSuppliersDomain(t *testing.T) {
	c := askDomain(t, (&zone{text: "little-shop.squarespace.com. A 198.185.159.145\nsquarespace.com. A 198.51.100.1"}).serve(t), collectors.Target{ID: "x", Scheme: "https", Addr: "https://little-shop.squarespace.com"})
	if len(all(c, facts.WebsiteDomain)) > 0 {
		t.Error("the supplier's own domain was judged")
	}
	if s := one(c, facts.WebsiteSupplier); s.Name != "Squarespace" || s.Own || s.By != "name" {
		t.Errorf("%+v", s)
	}
}

func TestSuppliersAreProvenByWhatTheirServersSend(t *testing.T) {
	for name, tc := range map[string]struct {
		header http.Header
		body   string
		want   []string
	}{
		"Shopify":                            {http.Header{"X-Shopify-Stage": {"production"}}, "", []string{"Shopify"}},
		"Shopify by its word":                {http.Header{"Powered-By": {"Shopify"}}, "", []string{"Shopify"}},
		"Wix":                                {http.Header{"X-Wix-Request-Id": {"1"}}, "", []string{"Wix"}},
		"Squarespace":                        {http.Header{"Server": {"Squarespace"}}, "", []string{"Squarespace"}},
		"WordPress.com":                      {http.Header{"Host-Header": {"WordPress.com"}}, "", []string{"WordPress.com"}},
		"Strato's builder":                   {nil, `<script src="https://www.strato-editor.com/.cm4all/x.js"></script>`, []string{"Strato Homepage-Baukasten"}},
		"a shop button in an own page":       {nil, `<script src="https://sdks.shopifycdn.com/buy-button/latest/buy-button.min.js"></script>`, nil},
		"a WordPress of one's own":           {http.Header{"X-Powered-By": {"PHP/8.3"}, "Host-Header": {"firm.example"}}, `<meta name=generator content="WordPress 6.4">`, nil},
		"nginx":                              {http.Header{"Server": {"nginx"}}, "", nil},
		"a page that writes about a builder": {nil, `<p>x-shopid squarespace</p><a href="https://www.strato-editor.com/x.js">x</a>`, nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := visitShop(t, shopEnv(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				for k, v := range tc.header {
					w.Header()[k] = v
				}
				htmlPages{"/": "<title>x</title>" + tc.body + policyText}.ServeHTTP(w, r)
			}), toSecure))
			var got []string
			for _, s := range all(c, facts.WebsiteSupplier) {
				got = append(got, s.Name)
				if s.For != "site:https://shop.example" || s.Proof == "" || !s.Own {
					t.Errorf("%+v", s)
				}
			}
			if d := cmp.Diff(tc.want, got); d != "" {
				t.Error(d)
			}
		})
	}
}
