package website

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
)

func TestPrivacyLinksAreFoundInManyLanguages(t *testing.T) {
	for _, text := range []string{"Privacy policy", "Data Protection", "Datenschutz", "DATENSCHUTZERKLÄRUNG", "Politique de confidentialité", "Données personnelles", "Protección de datos", "Política de privacidad", "Política de Privacitat",
		"Informativa sulla privacy", "Riservatezza", "Privacyverklaring", "Gegevensbescherming", "Polityka prywatności", "Ochrana osobních údajů", "Zásady ochrany osobných údajov", "Integritetspolicy", "Personuppgifter", "Personvern", "Privatlivspolitik", "Databeskyttelse",
		"Tietosuojaseloste", "Persónuvernd", "Adatvédelmi tájékoztató", "Adatkezelési tájékoztató", "Politica de confidențialitate", "Pravila privatnosti", "Politika zasebnosti", "Privaatsuspoliitika", "Privātuma politika", "Privatumo politika",
		"Πολιτική απορρήτου", "Политика за поверителност", "Политика конфиденциальности", "Gizlilik politikası", "RGPD", "Declaração de privacidade"} {
		if got := policyWord(text, "/p"); got != "privacy" {
			t.Errorf("%s: %q", text, got)
		}
	}
	for text, want := range map[string]string{"Impressum": "imprint", "Mentions légales": "imprint", "AGB": "terms", "Unsere Magbaren Preise": "", "About us": "", "Tagbau": "", "Warenkorb": ""} {
		if got := policyWord(text, "/x"); got != want {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
	if policyWord("", "/de/datenschutz.html") != "privacy" || policyWord("read", "/privacy-policy") != "privacy" {
		t.Error("the path alone tells too")
	}
}

func TestAPrivacyPolicyIsOneOnlyIfItSpeaksOfPeoplesData(t *testing.T) {
	long := strings.Repeat("We bake bread and cake every day. ", 40)
	for name, tc := range map[string]struct {
		shop   htmlPages
		status int
		ok     bool
	}{
		"a policy":                          {htmlPages{"/": `<a href="/p">Datenschutz</a>`, "/p": policyText}, 200, true},
		"behind a picture":                  {htmlPages{"/": `<a href="/p"><img src=x alt="Privacy"></a>`, "/p": policyText}, 200, true},
		"on the same page":                  {htmlPages{"/": `<a href="#p">Datenschutz</a>` + policyText}, 200, true},
		"a link that was never closed":      {htmlPages{"/": `<a href="/p">Datenschutz<a href="/q">x`, "/p": policyText}, 200, true},
		"a text about bread":                {htmlPages{"/": `<a href="/p">Privacy</a>`, "/p": long}, 200, false},
		"one sentence":                      {htmlPages{"/": `<a href="/p">Privacy</a>`, "/p": "We protect your personal data under the GDPR."}, 200, false},
		"the front page again":              {htmlPages{"/": `<a href="/p">Privacy</a>` + policyText, "/p": `<a href="/p">Privacy</a>` + policyText}, 200, false},
		"gone":                              {htmlPages{"/": `<a href="/p">Privacy</a>`}, 404, false},
		"an article first, the policy last": {htmlPages{"/": `<a href="/blog/privacy-matters">Why privacy matters</a><a href="/p">Privacy policy</a>`, "/blog/privacy-matters": long, "/p": policyText}, 200, true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			links := visitShop(t, shopEnv(t, tc.shop, toSecure)).front().Links
			if len(links) != 1 || links[0].Status != tc.status || links[0].OK != tc.ok {
				t.Errorf("%+v", links)
			}
		})
	}
}

func TestNamesOfPeopleInAddressesAreNotKept(t *testing.T) {
	shop := htmlPages{"/": `<a href="/jane.doe@mail.example/privacy">Privacy</a><form action="/f/jane.doe@mail.example"><input type=email></form>`}
	c := visitShop(t, shopEnv(t, shop, toSecure))
	if strings.Contains(c.All(), "jane.doe") {
		t.Error("an address of a person came out")
	}
	if len(c.front().Links) != 1 {
		t.Error(fmt.Sprint(c.front().Links))
	}
	// Nor in the addresses of what a page loads, nor in its headers.
	p := pageOf("https://shop.example/", `<meta http-equiv="content-security-policy" content="report-uri /r?u=jane.doe@mail.example; script-src 'self'">
		<script src="https://cdn.example/jane.doe@mail.example/jquery@3.6.0/jquery-3.6.0.min.js"></script><img src="http://a.example/jane.doe@mail.example.png">
		<iframe src="https://b.example/jane.doe@mail.example"></iframe><link rel=stylesheet href="http://a.example/jane.doe@mail.example.css">`,
		http.Header{"Content-Type": {"text/html"}, "Content-Security-Policy": {"default-src 'self'; report-uri https://r.example/?u=jane.doe@mail.example"}, "Permissions-Policy": {"jane.doe@mail.example"}})
	if all := fmt.Sprintf("%+v", p.fact); strings.Contains(all, "jane.doe") {
		t.Error("an address of a person came out: " + all)
	}
	if len(p.fact.Mixed) != 2 || len(p.fact.Frames) != 1 || len(p.fact.Software) != 1 || p.fact.Software[0].Version != "3.6.0" || !strings.Contains(p.fact.Headers["content-security-policy"], "default-src 'self'") {
		t.Errorf("%+v", p.fact)
	}
}
