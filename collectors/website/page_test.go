package website

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"

	"github.com/weaklink/weaklink/collectors"
	"github.com/weaklink/weaklink/facts"
)

// pageOf is a page at address as the collector reads it.
func pageOf(address, body string, header http.Header) *parsed {
	u, _ := url.Parse(address)
	if header == nil {
		header = http.Header{"Content-Type": {"text/html"}}
	}
	v := &visit{c: newPages(collectors.Env{})}
	return v.page(&reply{url: u, status: 200, header: header, body: []byte(body), whole: true}, true, header.Values("Set-Cookie"))
}

func TestWhatAPageLoadsInClearIsSeen(t *testing.T) {
	tests := []struct {
		html, what string
		active     bool
	}{
		{`<script src="http://a.example/x.js"></script>`, "script", true},
		{`<SCRIPT SRC = 'HTTP://A.example/x.js'></SCRIPT>`, "script", true},
		{`<script src="//a.example/x.js"></script><script src="/x.js"></script><script src="x.js"></script>`, "", false},
		{`<base href="http://a.example/"><script src="x.js"></script>`, "script", true},
		{`<base href="/sub/"><script src="x.js"></script>`, "", false},
		{`<base href="https://a.example/"><base href="http://a.example/"><img src="x.png">`, "", false},
		{`<img src="http://a.example/x.png">`, "img", false},
		{`<img srcset="https://a.example/1.png 1x, http://a.example/2.png 2x">`, "img", false},
		{`<video poster="http://a.example/x.png"></video>`, "video", false},
		{`<link rel="Stylesheet" href="http://a.example/x.css">`, "stylesheet", true},
		{`<link rel="shortcut icon" href="http://a.example/x.ico">`, "icon", false},
		{`<link rel="canonical" href="http://shop.example/">`, "", false},
		{`<iframe src="http://a.example/"></iframe>`, "iframe", true},
		{`<form action="http://shop.example/order"></form>`, "form", true},
		{`<form action="/order"><button formaction="http://shop.example/order">`, "form", true},
		{`<a href="http://a.example/">a link loads nothing</a>`, "", false},
		{`<div style="background: url('http://a.example/x.png')">`, "img", false},
		{"<style>body { background: URL(http://a.example/x.png) }</style>", "img", false},
		{`<style>@import "http://a.example/x.css";</style>`, "stylesheet", true},
		{`<style>@import url("http://a.example/x.css");</style>`, "stylesheet", true},
		{`<style>/* url(http://a.example/x.png) */ a { background: url("data:image/svg+xml;utf8,<svg xmlns='http://www.w3.org/2000/svg'/>") }</style>`, "", false},
		{`<!-- <script src="http://a.example/x.js"></script> -->`, "", false},
		{`<script>var s = '<img src="http://a.example/x.png">';</script>`, "", false},
		{`<img src="data:image/png;base64,AAAA"><img src="javascript:0"><img src="http:///x"><img src="">`, "", false},
	}
	for _, tc := range tests {
		got := pageOf("https://shop.example/dir/page", tc.html, nil).fact.Mixed
		switch {
		case tc.what == "" && len(got) > 0:
			t.Errorf("%s: %+v", tc.html, got)
		case tc.what != "" && (len(got) != 1 || got[0].What != tc.what || got[0].Active != tc.active):
			t.Errorf("%s: %+v, want %s active %v", tc.html, got, tc.what, tc.active)
		}
		if p := pageOf("http://shop.example/", tc.html, nil); len(p.fact.Mixed) > 0 {
			t.Errorf("a page in clear mixes nothing: %s", tc.html)
		}
	}
}

func TestWhereAFormGoesAndWhatItAsksFor(t *testing.T) {
	tests := []struct {
		html string
		want []facts.Form
	}{
		{`<form method=post action="//pay.example/x?id=1"><input name="cc-number" autocomplete=cc-number><input type=hidden name=email></form>`,
			[]facts.Form{{Action: "https://pay.example/x", Method: "POST", HTTPS: true, Foreign: true, Card: true, Asks: []string{"card"}, Line: 1}}},
		{`<form action="https://api.shop.example/x"><input type=PASSWORD name=p></form>`,
			[]facts.Form{{Action: "https://api.shop.example/x", Method: "GET", HTTPS: true, Password: true, Asks: []string{"password"}, Line: 1}}},
		{"\n\n<input name=vorname><input name=geburtsdatum>",
			[]facts.Form{{Action: "https://shop.example/p", Method: "SCRIPT", HTTPS: true, Asks: []string{"birth_date", "name"}, Line: 3}}},
		{`<form action="javascript:void(0)"><input name=q type=search></form>`,
			[]facts.Form{{Action: "https://shop.example/p", Method: "GET", HTTPS: true, Line: 1}}},
		{`<form action="/a"><input type=email><button formaction="http://shop.example/b">go</button></form>`,
			[]facts.Form{{Action: "http://shop.example/b", Method: "GET", Asks: []string{"email"}, Line: 1}}},
		{`<form action="/a;jsessionid=ABC?x=1"></form>`, []facts.Form{{Action: "https://shop.example/a", Method: "GET", HTTPS: true, Line: 1}}},
	}
	for _, tc := range tests {
		if d := cmp.Diff(tc.want, pageOf("https://shop.example/p", tc.html, nil).fact.Forms); d != "" {
			t.Errorf("%s\n%s", tc.html, d)
		}
	}
}

func TestCardFieldsAreKnownByWhateverNamesThem(t *testing.T) {
	for html, want := range map[string]bool{
		`<input name="card[number]">`:                                                  true,
		`<input name="ccNumber">`:                                                      true,
		`<input name="f1" placeholder="Card number">`:                                  true,
		`<input name="f1" aria-label="Numéro de carte">`:                               true,
		`<label for="f1">Kartennummer</label><input id="f1">`:                          true,
		`<input id="f1"><label for="f1">Credit card no.</label>`:                       true,
		`<label>Card number <input name="f1"></label>`:                                 true,
		`<label><input name="f1"> Card number</label>`:                                 true,
		`<input type="password" name="cvv">`:                                           true,
		`<input name="kundenkartennummer">`:                                            false,
		`<input name="gift_card_number">`:                                              false,
		`<label>Gift card number <input name="f1"></label>`:                            false,
		`<input name="accNumber">`:                                                     false,
		`<input type="radio" name="payment" value="cc" id="creditcard">`:               false,
		`<select name="creditcard_type"></select>`:                                     false,
		`<label>I pay by card number <input type="checkbox" name="agree"></label>`:     false,
		`<label for="other">Card number</label><input id="f1" name="f1">`:              false,
		`<label for="f1">Card number</label><a id="f1"></a><p><input name="quantity">`: false,
	} {
		forms := pageOf("https://shop.example/p", `<form action="/pay" method="post">`+html+`</form>`, nil).fact.Forms
		if len(forms) != 1 || forms[0].Card != want {
			t.Errorf("%s: %+v, want card %v", html, forms, want)
		}
	}
}

func TestWordsThatOnlyContainAnotherAskForNothing(t *testing.T) {
	for _, name := range []string{"hotel", "titel", "bestellnummer", "automobil", "capacity", "velocity"} {
		if got := pageOf("https://shop.example/p", `<form><input name="`+name+`"></form>`, nil).fact.Forms[0].Asks; len(got) > 0 {
			t.Errorf("%s asks for %v", name, got)
		}
	}
	for name, want := range map[string]string{"tel": "phone", "customerTel": "phone", "tel_nr": "phone", "mobile": "phone", "billing_city": "address", "zipCode": "address", "dob": "birth_date"} {
		if got := pageOf("https://shop.example/p", `<form><input name="`+name+`"></form>`, nil).fact.Forms[0].Asks; len(got) != 1 || got[0] != want {
			t.Errorf("%s asks for %v, want %s", name, got, want)
		}
	}
}

func TestAnIntegrityThatBrowsersIgnoreChecksNothing(t *testing.T) {
	for integrity, want := range map[string]bool{"sha384-abc": true, "md5-x sha256-abc": true, "none": false, "": false, "md5-abc": false, "sha256-": false} {
		if got := pageOf("https://shop.example/", `<script src="https://cdn.example/x.js" integrity="`+integrity+`"></script>`, nil).fact.Scripts; len(got) != 1 || got[0].Integrity != want {
			t.Errorf("%q: %+v", integrity, got)
		}
	}
}

func TestCookiesAreReadAsBrowsersReadThem(t *testing.T) {
	for line, want := range map[string][]facts.Cookie{
		"PHPSESSID=a b,c; Path=/; SECURE; httponly ; samesite=STRICT": {{Name: "PHPSESSID", Secure: true, HTTPOnly: true, SameSite: "strict", Session: true}}, // a value that net/http refuses
		`login={"a":1}; Max-Age=864000`:                               {{Name: "login", Session: true, Days: 10}},
		"connect.sid=x; SameSite=whatever":                            {{Name: "connect.sid", Session: true}},
		".AspNetCore.Identity.Application=x":                          {{Name: ".AspNetCore.Identity.Application", Session: true}},
		"PrestaShop-0a1b2c=x":                                         {{Name: "PrestaShop-0a1b2c", Session: true}},
		"woocommerce_cart_hash=x":                                     {{Name: "woocommerce_cart_hash"}}, // a count that the page's script reads
		"residence=x":                                                 {{Name: "residence"}},
		"author=x":                                                    {{Name: "author"}},
		"theme=dark; Secure":                                          {{Name: "theme", Secure: true}},
		"session=; Max-Age=0":                                         nil,
		"session=x; Expires=Thu, 01 Jan 1970 00:00:00 GMT":            nil,
		"__Host-sess=x; Secure; Path=/":                               {{Name: "__Host-sess", Secure: true, Session: true}},
		"__Host-sess=x; Secure; Path=/; Domain=shop.example":          nil, // browsers refuse it
		"__Host-sess=x; Path=/":                                       nil,
		"__Secure-sess=x":                                             nil,
		"just text":                                                   nil,
		"=x; Secure":                                                  nil,
		"":                                                            nil,
	} {
		got := pageOf("https://shop.example/", "x", http.Header{"Content-Type": {"text/html"}, "Set-Cookie": {line}}).fact.Cookies
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("%s\n%s", line, d)
		}
	}
	got := pageOf("https://shop.example/", "x", http.Header{"Set-Cookie": {"sid=1", "sid=2; Secure", "session=1", "session=; max-age=-1"}}).fact.Cookies
	if d := cmp.Diff([]facts.Cookie{{Name: "sid", Secure: true, Session: true}}, got); d != "" {
		t.Errorf("the last word of each name counts: %s", d)
	}
}

func TestPagesInOtherLettersAreRead(t *testing.T) {
	wide := []byte{0xff, 0xfe}
	for _, u := range utf16.Encode([]rune(`<title>x</title><a href="/c">Confidentialité</a><form><input type=password></form>`)) {
		wide = append(wide, byte(u), byte(u>>8))
	}
	for name, body := range map[string]string{
		"UTF-16":                 string(wide),
		"Latin-1 by meta":        "<meta charset=iso-8859-1><title>x</title><a href=/c>Donn\xe9es personnelles</a><form><input type=password></form>",
		"UTF-8 with a byte mark": "\xef\xbb\xbf<title>x</title><a href=/c>Données personnelles</a><form><input type=password></form>",
	} {
		p := pageOf("https://shop.example/", body, nil)
		if len(p.named) != 1 || p.named[0].what != "privacy" || len(p.fact.Forms) != 1 || !p.fact.HTML {
			t.Errorf("%s: %+v, forms %+v", name, p.named, p.fact.Forms)
		}
	}
}

func TestWhatIsNoReadablePageSaysSo(t *testing.T) {
	if p := pageOf("https://shop.example/", `{"a":1}`, http.Header{"Content-Type": {"application/json"}}); p.fact.HTML {
		t.Error("JSON counts as a page")
	}
	if p := pageOf("https://shop.example/", "", nil); p.fact.HTML {
		t.Error("nothing counts as a page")
	}
	shell := `<!doctype html><title>App</title><div id="root"></div><script src="/main.js"></script>`
	if p := pageOf("https://shop.example/", shell, nil); !p.fact.Built {
		t.Error("a shell counts as a page")
	}
	if p := pageOf("https://shop.example/", "<title>x</title>"+policyText+"<script src=/x.js></script>", nil); p.fact.Built {
		t.Error("a page with text counts as a shell")
	}
	if p := pageOf("https://shop.example/", `<meta http-equiv="content-security-policy" content="default-src 'self'">`, nil); p.fact.MetaCSP != "default-src 'self'" {
		t.Errorf("policy of the page: %q", p.fact.MetaCSP)
	}
}

func TestSoftwareIsNamedByHeaderGeneratorAndScripts(t *testing.T) {
	h := http.Header{"Content-Type": {"text/html"}, "Server": {"Apache/2.2.34 (Debian) OpenSSL/1.0.2k-fips mod_x/1"}, "X-Powered-By": {"PHP/7.4.33"}}
	got := pageOf("https://shop.example/", `<meta name="Generator" content="Joomla! 3.10.12"><script src="/js/jquery-3.6.0.min.js?v=1"></script><script src="/bootstrap/3.4.1/bootstrap.min.js"></script>`, h).fact.Software
	want := []facts.Software{{Name: "Apache", Version: "2.2.34", From: "header", EOL: "2017-07-11"}, {Name: "OpenSSL", Version: "1.0.2", From: "header", EOL: "2019-12-31"}, {Name: "PHP", Version: "7.4.33", From: "header", EOL: "2022-11-28"},
		{Name: "Joomla", Version: "3.10.12", From: "generator", EOL: "2023-08-17"}, {Name: "jQuery", Version: "3.6.0", From: "script"}, {Name: "Bootstrap", Version: "3.4.1", From: "script", EOL: "2019-07-24"}}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	for _, nothing := range []string{"", "cloudflare", "🍕/1", "Jane Doe/4711", strings.Repeat("x/", 5000)} {
		if got := pageOf("https://shop.example/", "x", http.Header{"Server": {nothing}}).fact.Software; len(got) > 0 {
			t.Errorf("%.20q: %+v", nothing, got)
		}
	}
	if supportEnded("PHP", "5.6") == "" || supportEnded("PHP", "55.0") != "" || supportEnded("PHP", "8.10") != "" {
		t.Error("a line of versions is not its beginning in letters")
	}
}

func TestErrorsThatVisitorsSeeAreToldFromTextsAboutThem(t *testing.T) {
	for body, want := range map[string]string{
		"<br /><b>Warning</b>:  mysqli_connect(): x in <b>/srv/x.php</b> on line <b>7</b><br />": "php",
		"<p><b>Warning</b>: the stairs are slippery":                                             "",
		"Error establishing a database connection":                                               "database",
		"<p>fine": "",
	} {
		if got := pageOf("https://shop.example/", body, nil).fact.Error; got != want {
			t.Errorf("%s: %q, want %q", body, got, want)
		}
	}
}

func FuzzPage(f *testing.F) {
	f.Add(`<form action=x><input name=mail></form><a href="/p">Privacy</a><meta http-equiv=refresh content="0;url=/x">`)
	f.Add("<base href='http://[::1'><a href=%zz><img srcset=',,,'><meta charset=utf-16>")
	f.Fuzz(func(t *testing.T, body string) {
		p := pageOf("https://shop.example/", body, nil)
		if len(p.fact.Scripts) > 200 || len(p.fact.Forms) > 200 || len(p.fact.Mixed) > 200 {
			t.Fatal("a fact without bounds")
		}
		if _, err := facts.WebsitePage.Item("page:"+p.fact.URL, "enumerated", p.fact); err != nil {
			t.Fatal(err)
		}
	})
}
