package website

import (
	"encoding/json"
	"testing"

	"pgregory.net/rapid"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/checks"
	"github.com/weaklink/weaklink/evidence"
	"github.com/weaklink/weaklink/facts"
)

func anyTLS() *rapid.Generator[facts.TLS] {
	versions := []string{"SSLv2", "SSLv3", "TLSv1.0", "TLSv1.1", "TLSv1.2", "TLSv1.3"}
	suite := rapid.SampledFrom([]string{
		"TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256", "TLS_RSA_WITH_AES_128_CBC_SHA", "TLS_RSA_WITH_3DES_EDE_CBC_SHA",
		"TLS_RSA_WITH_RC4_128_SHA", "TLS_DH_anon_WITH_AES_128_CBC_SHA", "TLS_RSA_WITH_NULL_SHA", "TLS_AES_128_GCM_SHA256",
	})
	return rapid.Custom(func(t *rapid.T) facts.TLS {
		f := facts.TLS{Host: "shop.example", Port: 443}
		for _, v := range versions {
			switch rapid.IntRange(0, 3).Draw(t, v) {
			case 0:
				f.Unknown = append(f.Unknown, v)
			case 1, 2:
				p := facts.TLSProtocol{Version: v, Partial: rapid.Bool().Draw(t, "partial")}
				for _, n := range rapid.SliceOfN(suite, 1, 4).Draw(t, "suites") {
					p.Suites = append(p.Suites, facts.TLSSuite{Name: n})
				}
				f.Protocols = append(f.Protocols, p)
			}
		}
		for id := range holeFaults {
			f.Holes = append(f.Holes, facts.TLSHole{ID: id, State: rapid.SampledFrom([]string{"yes", "no", "unknown"}).Draw(t, id)})
		}
		return f
	})
}

func judgeTLS(t *rapid.T, c checks.Check, f facts.TLS) chain.Grip {
	it, err := facts.WebsiteTLS.Item("site:https://shop.example", evidence.Scanned, f)
	if err != nil {
		t.Fatal(err)
	}
	got := c.Judge(checks.Scene{}, []evidence.Item{it})
	if len(got) != 1 {
		t.Fatalf("%d findings", len(got))
	}
	return got[0].Grip
}

func TestNothingAboutTLSTurnsGreenBecauseWeCouldNotLook(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := anyTLS().Draw(t, "fact")
		blind := false
		for _, v := range f.Unknown {
			blind = blind || v != "SSLv2"
		}
		for _, p := range f.Protocols {
			blind = blind || p.Partial && p.Version != "SSLv2"
		}
		for _, h := range f.Holes {
			blind = blind || h.State != "no"
		}
		if blind && judgeTLS(t, tlsCiphers, f) == chain.Holds {
			t.Fatalf("ciphers hold")
		}
		if len(f.Unknown) > 0 && judgeTLS(t, tlsVersions, f) == chain.Holds {
			t.Fatalf("versions hold")
		}
	})
}

func TestOneBadSuiteMoreNeverMakesTheVerdictBetter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := anyTLS().Draw(t, "fact")
		if len(f.Protocols) == 0 {
			return
		}
		before := judgeTLS(t, tlsCiphers, f)
		var g facts.TLS
		raw, _ := json.Marshal(f)
		if err := json.Unmarshal(raw, &g); err != nil {
			t.Fatal(err)
		}
		i := rapid.IntRange(0, len(g.Protocols)-1).Draw(t, "where")
		g.Protocols[i].Suites = append(g.Protocols[i].Suites, facts.TLSSuite{Name: "TLS_RSA_WITH_RC4_128_MD5"})
		after := judgeTLS(t, tlsCiphers, g)
		if after > before || g.Protocols[i].Version != "SSLv2" && after > chain.Weak {
			t.Fatalf("was %v, is %v", before, after)
		}
	})
}
