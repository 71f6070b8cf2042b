package main

import (
	"fmt"
	"math/rand/v2"
	"strings"

	"github.com/weaklink/weaklink/internal/classify"
)

func pick(r *rand.Rand, list []string) string { return list[r.IntN(len(list))] }

func digits(r *rand.Rand, n int) string {
	b := make([]byte, n)
	for i := range b {
		b[i] = byte('0' + r.IntN(10))
	}
	return string(b)
}

func hexes(r *rand.Rand, n int) string {
	b := make([]byte, n)
	for i := range b {
		b[i] = "0123456789abcdef"[r.IntN(16)]
	}
	return string(b)
}

func letters(r *rand.Rand, n int, from string) string {
	b := make([]byte, n)
	for i := range b {
		b[i] = from[r.IntN(len(from))]
	}
	return string(b)
}

const (
	small = "abcdefghijklmnopqrstuvwxyz"
	large = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	alnum = small + large + "0123456789"
)

var fillers = strings.Fields(`the meeting was moved again because nobody had time and we will look into this matter after lunch please note that all items were checked twice before they left our warehouse last week thank you very much indeed kindly confirm when everything arrived as planned otherwise tell somebody about it soon also the weather stayed fine during most of our trip while prices went up slightly`)

func filler(r *rand.Rand) string {
	n := 3 + r.IntN(6)
	w := make([]string, n)
	for i := range w {
		w[i] = pick(r, fillers)
	}
	return strings.Join(w, " ")
}

var (
	firsts  = strings.Fields("James Mary Robert Patricia John Jennifer Michael Linda David Elizabeth William Barbara Richard Susan Joseph Jessica Thomas Sarah Anna Lukas Sophie Pierre Camille Giulia Marco Carlos Carmen Piotr Agnieszka Emma Oliver Daan Sanne Mehmet Fatima Katharina Jürgen Björn")
	lasts   = strings.Fields("Smith Johnson Williams Brown Jones Garcia Miller Davis Rodriguez Martinez Anderson Taylor Thomas Moore Jackson Martin Müller Schmidt Schneider Fischer Weber Dubois Lefebvre Rossi Bianchi Kowalski Nowak Bakker Visser Lindqvist")
	domains = strings.Fields("gmail.com web.de gmx.net orange.fr outlook.com shop-kern.de mail.example.org firma.at posteo.de hotmail.co.uk libero.it wp.pl ziggo.nl telefonica.es")
)

type part struct {
	name string
	text []byte
}

// bulk is an access log, customers as CSV and notes, about 45, 30 and 25 in a hundred.
func bulk(r *rand.Rand, size int) []part {
	fill := func(n int, line func(b *strings.Builder)) []byte {
		var b strings.Builder
		b.Grow(n + 1024)
		for b.Len() < n {
			line(&b)
		}
		return []byte(b.String())
	}
	paths := strings.Fields("/shop/item /index.html /api/v1/cart /static/js/main.js /images/logo.png /search /account/login /favicon.ico /category/pears")
	agents := []string{
		"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Safari/537.36",
		"Mozilla/5.0 (iPhone; CPU iPhone OS 17_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.1 Mobile/15E148 Safari/604.1",
		"Mozilla/5.0 (X11; Linux x86_64; rv:109.0) Gecko/20100101 Firefox/115.0", "Googlebot/2.1 (+http://www.google.com/bot.html)"}
	return []part{
		{"log", fill(size*45/100, func(b *strings.Builder) {
			q := ""
			if r.IntN(3) == 0 {
				q = fmt.Sprintf("?id=%d&ref=%s", r.IntN(100000), hexes(r, 12))
			}
			if r.IntN(1000) == 0 {
				q += "&mail=" + email(r)
			}
			fmt.Fprintf(b, "%d.%d.%d.%d - - [%02d/Mar/2024:%02d:%02d:%02d +0100] \"GET %s%s HTTP/1.1\" %d %d \"https://www.shop.example/\" \"%s\"\n",
				1+r.IntN(223), r.IntN(256), r.IntN(256), 1+r.IntN(254), 1+r.IntN(31), r.IntN(24), r.IntN(60), r.IntN(60), pick(r, paths), q, []int{200, 200, 200, 304, 404}[r.IntN(5)], r.IntN(90000), pick(r, agents))
		})},
		{"csv", fill(size*30/100, func(b *strings.Builder) {
			f, l := pick(r, firsts), pick(r, lasts)
			fmt.Fprintf(b, "%d,%s,%s,%s,+49 %d %d,%s,%05d,%s,%d-%02d-%02d,%d.%02d,%s,%s,%s\n", 100000+r.IntN(900000), f, l, strings.ToLower(l)+"."+digits(r, 3)+"@"+pick(r, domains),
				30+r.IntN(60), 1000000+r.IntN(9000000), pick(r, []string{"Hauptstr. 4", "Am Markt 12", "12 High Street", "Lindenweg 9a"}), r.IntN(99999), pick(r, []string{"Berlin", "Hamburg", "Köln", "Leeds", "Lyon"}),
				1940+r.IntN(65), 1+r.IntN(12), 1+r.IntN(28), r.IntN(900), r.IntN(100), pick(r, []string{"active", "paused", "gone"}), filler(r), hexes(r, 16))
		})},
		{"notes", fill(size*25/100, func(b *strings.Builder) {
			b.WriteString(filler(r) + ". " + strings.ToUpper(filler(r)[:1]) + filler(r) + ", " + filler(r))
			switch r.IntN(400) {
			case 0:
				b.WriteString(" " + email(r))
			case 1:
				b.WriteString(" card " + card(r, "4", 16))
			case 2:
				b.WriteString(" ssn " + ssn(r))
			}
			b.WriteString(".\n")
		})},
	}
}

func email(r *rand.Rand) string {
	return strings.ToLower(pick(r, firsts[:18])) + pick(r, []string{".", "_", ""}) + strings.ToLower(pick(r, lasts[:16])) + digits(r, r.IntN(3)) + "@" + pick(r, domains)
}

func luhn(body string) string {
	sum := 0
	for i := range body {
		d := int(body[len(body)-1-i] - '0')
		if i%2 == 0 {
			if d *= 2; d > 9 {
				d -= 9
			}
		}
		sum += d
	}
	return body + string(rune('0'+(10-sum%10)%10))
}

func card(r *rand.Rand, prefix string, n int) string {
	return luhn(prefix + digits(r, n-1-len(prefix)))
}

func grouped(s, sep string, sizes ...int) string {
	var out []string
	for _, n := range sizes {
		out = append(out, s[:n])
		s = s[n:]
	}
	if s != "" {
		out = append(out, s)
	}
	return strings.Join(out, sep)
}

func ssn(r *rand.Rand) string {
	a := 1 + r.IntN(898)
	if a == 666 {
		a = 665
	}
	return fmt.Sprintf("%03d-%02d-%04d", a, 1+r.IntN(99), 1+r.IntN(9999))
}

func nanp(r *rand.Rand) (a, b, c string) {
	areas := strings.Fields("212 213 305 312 404 415 503 512 602 617 646 702 713 718 773 802 808 901 917 206")
	return pick(r, areas), fmt.Sprintf("%d%02d", 2+r.IntN(8), 20+r.IntN(80)), digits(r, 4)
}

type set struct {
	name string
	kind classify.Kind
	make func(r *rand.Rand) string
}

func positives() []set {
	p := func(name string, kind classify.Kind, f func(r *rand.Rand) string) set { return set{name, kind, f} }
	return []set{
		p("email lower", "email", email),
		p("email Mixed Case", "email", func(r *rand.Rand) string {
			return pick(r, firsts[:18]) + "." + pick(r, lasts[:16]) + "@" + strings.ToUpper(pick(r, domains)[:1]) + pick(r, domains)[1:]
		}),
		p("EMAIL UPPER", "email", func(r *rand.Rand) string { return strings.ToUpper(email(r)) }),
		p("email idn, plus, quote", "email", func(r *rand.Rand) string {
			return pick(r, []string{"jürgen.weiß@müller-käse.de", "a+b" + digits(r, 3) + "@x.io", "\"anna ott\"@firma.at", "o'neil" + digits(r, 2) + "@tcd.ie", "info@xn--mller-kva.de"})
		}),
		p("card 16", "card", func(r *rand.Rand) string { return card(r, pick(r, []string{"4", "51", "55", "2221", "6011"}), 16) }),
		p("card 16 spaced", "card", func(r *rand.Rand) string {
			return grouped(card(r, pick(r, []string{"4", "53"}), 16), pick(r, []string{" ", "-"}), 4, 4, 4)
		}),
		p("card amex", "card", func(r *rand.Rand) string {
			c := card(r, pick(r, []string{"34", "37"}), 15)
			return pick(r, []string{c, grouped(c, " ", 4, 6)})
		}),
		p("ssn dashed", "us_ssn", ssn),
		p("ssn glued to label", "us_ssn", func(r *rand.Rand) string { return "" + strings.ReplaceAll(ssn(r), "-", "") + " ssn" }),
		p("phone (ddd)", "phone", func(r *rand.Rand) string { a, b, c := nanp(r); return "(" + a + ") " + b + "-" + c }),
		p("phone ddd-", "phone", func(r *rand.Rand) string { a, b, c := nanp(r); return a + "-" + b + "-" + c }),
		p("phone +1", "phone", func(r *rand.Rand) string { a, b, c := nanp(r); return "+1" + a + b + c }),
		p("phone +44 20", "phone", func(r *rand.Rand) string { return "+44 20 7" + digits(r, 3) + " " + digits(r, 4) }),
		p("phone +49 30", "phone", func(r *rand.Rand) string { return "+49 30 " + fmt.Sprint(2+r.IntN(7)) + digits(r, 6) }),
		p("phone fr es it nl", "phone", func(r *rand.Rand) string {
			return pick(r, []string{"+33 1 4" + digits(r, 1) + " " + digits(r, 2) + " " + digits(r, 2) + " " + digits(r, 2), "+34 91" + digits(r, 1) + " " + digits(r, 3) + " " + digits(r, 3), "+39 06 69" + digits(r, 2) + " " + digits(r, 4), "+31 6 1" + digits(r, 7), "0049 171 " + digits(r, 7), "06 12 " + digits(r, 2) + " " + digits(r, 2) + " " + digits(r, 2)})
		}),
		p("ipv4", "ip", func(r *rand.Rand) string {
			return fmt.Sprintf("%d.%d.%d.%d", 1+r.IntN(223), r.IntN(256), r.IntN(256), 1+r.IntN(254))
		}),
		p("ipv6", "ip", func(r *rand.Rand) string {
			return pick(r, []string{"2001:db8:" + hexes(r, 4) + "::" + hexes(r, 4) + ":1", "2a02:8106:" + hexes(r, 2) + ":1200:" + hexes(r, 4) + ":" + hexes(r, 4) + ":" + hexes(r, 4) + ":" + hexes(r, 4), "fe80::1ff:fe" + hexes(r, 2) + ":4567:890a", "2001:DB8::" + strings.ToUpper(hexes(r, 3)) + "1"})
		}),
		p("mac", "mac", func(r *rand.Rand) string {
			return grouped("a"+hexes(r, 11), pick(r, []string{":", "-"}), 2, 2, 2, 2, 2)
		}),
		p("birth date in text", "birth_date", func(r *rand.Rand) string {
			return pick(r, []string{"born on ", "date of birth: ", "geboren am ", "DOB ", "née le "}) + pick(r, []string{fmt.Sprintf("%02d.%02d.%d", 1+r.IntN(28), 1+r.IntN(12), 1930+r.IntN(80)), fmt.Sprintf("%d-%02d-%02d", 1930+r.IntN(80), 1+r.IntN(12), 1+r.IntN(28)), fmt.Sprintf("%d March %d", 1+r.IntN(28), 1930+r.IntN(80)), fmt.Sprintf("May %d, %d", 1+r.IntN(28), 1930+r.IntN(80))})
		}),
		p("us street", "street", func(r *rand.Rand) string {
			return fmt.Sprintf("%d %s %s", 1+r.IntN(9999), pick(r, []string{"Main", "Oak", "Maple", "N. Cedar", "Martin Luther King", "5th", "Washington", "Elm"}), pick(r, strings.Fields("Street St. Avenue Ave Road Rd. Drive Dr Lane Ln Boulevard Blvd Court Way Place Terrace Circle Parkway")))
		}),
		p("eu street", "street", func(r *rand.Rand) string {
			n := fmt.Sprint(1 + r.IntN(180))
			return pick(r, []string{"Lindenstraße " + n, "Hauptstr. " + n + "a", "Berliner Allee " + n, "Schillerplatz " + n, "Kerkstraat " + n, "Prinsengracht " + n, n + " rue de la Paix", n + " bis, avenue Foch", "Via Garibaldi " + n, "Calle Mayor " + n, "C/ Alcalá, " + n, "ul. Polna " + n, "Rua Augusta " + n, "Storgatan " + n, "Nørregade " + n, "Mannerheimintie " + n, "Am Alten Markt " + n, "Unter den Linden " + n, "Postfach " + digits(r, 4), "PO Box " + digits(r, 3), n + " Collins Street"})
		}),
		p("name in context", "full_name", func(r *rand.Rand) string {
			return pick(r, []string{"Mr. ", "Dear ", "Frau ", "Herr ", "customer ", "signed by ", ""}) + pick(r, firsts) + " " + pick(r, lasts)
		}),
		p("db_password", "password", func(r *rand.Rand) string {
			return pick(r, []string{"db_password=\"", "DB_PASSWORD = \"", "\"password\": \"", "password: \""}) + letters(r, 6+r.IntN(10), alnum) + digits(r, 1) + "\""
		}),
		p("postgres url", "connection_string", func(r *rand.Rand) string {
			return pick(r, strings.Fields("postgres mysql mongodb+srv redis amqp")) + "://app:" + letters(r, 8, alnum) + digits(r, 2) + "@db.internal:5432/crm"
		}),
		p("aws key", "aws_key", func(r *rand.Rand) string { return "AKIA" + letters(r, 16, "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567") }),
		p("ghp_", "github_token", func(r *rand.Rand) string { return "ghp_" + letters(r, 36, alnum) }),
		p("stripe", "stripe_key", func(r *rand.Rand) string { return "sk_live_" + letters(r, 24+r.IntN(80), alnum) }),
		p("jwt", "jwt", func(r *rand.Rand) string {
			return "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3" + letters(r, 20, alnum) + "." + letters(r, 43, alnum)
		}),
	}
}

func decoys() []set {
	d := func(name string, f func(r *rand.Rand) string) set { return set{name, "", f} }
	return []set{
		d("git@host:path", func(r *rand.Rand) string {
			return "git@" + pick(r, []string{"github.com", "gitlab.com", "git.firma.de"}) + ":" + letters(r, 6, small) + "/" + letters(r, 5, small) + ".git"
		}),
		d("img@2x.png", func(r *rand.Rand) string {
			return letters(r, 5, small) + "@" + pick(r, []string{"2x.png", "3x.webp", "2x.jpg"})
		}),
		d("16 digits failing Luhn", func(r *rand.Rand) string {
			c := []byte(card(r, "4", 16))
			c[15] = '0' + (c[15]-'0'+byte(1+r.IntN(9)))%10
			return pick(r, []string{string(c), grouped(string(c), " ", 4, 4, 4)})
		}),
		d("trace number of 16 digits", func(r *rand.Rand) string {
			return pick(r, []string{"trace ", "trace no. ", "order ref "}) + digits(r, 16)
		}),
		d("impossible ssn", func(r *rand.Rand) string {
			return pick(r, []string{"000-" + digits(r, 2) + "-" + digits(r, 4), "666-" + digits(r, 2) + "-" + digits(r, 4), digits(r, 3) + "-00-" + digits(r, 4), digits(r, 3) + "-" + digits(r, 2) + "-0000"})
		}),
		d("part number 3-2-4-2", func(r *rand.Rand) string {
			return pick(r, []string{"", "part "}) + digits(r, 3) + "-" + digits(r, 2) + "-" + digits(r, 4) + "-" + digits(r, 2)
		}),
		d("ddd.ddd.dddd range", func(r *rand.Rand) string { a, b, c := nanp(r); return "range " + a + "." + b + "." + c }),
		d("ddd.ddd.dddd alone", func(r *rand.Rand) string { a, b, c := nanp(r); return a + "." + b + "." + c }),
		d("version 4.20.512.1", func(r *rand.Rand) string {
			return "version " + fmt.Sprintf("%d.%d.%d.%d", r.IntN(20), r.IntN(40), 256+r.IntN(700), r.IntN(10))
		}),
		d("version 4.20.51.1", func(r *rand.Rand) string {
			return pick(r, []string{"version ", "v", "release ", "Version: "}) + fmt.Sprintf("%d.%d.%d.%d", r.IntN(20), r.IntN(40), r.IntN(255), r.IntN(10))
		}),
		d("words that are surnames", func(r *rand.Rand) string {
			return pick(r, strings.Fields("brown green young long price page bush rice stone wood king field banks cook baker small rich west north rose may june mark will grace hope summer"))
		}),
		d("Capital words, surnames", func(r *rand.Rand) string {
			return pick(r, strings.Fields("Brown Green Young Long Price Page Bush Rice Stone Wood King Field Banks Cook Baker Small Rich West North"))
		}),
		d("12 items on hard drive", func(r *rand.Rand) string {
			return fmt.Sprint(1+r.IntN(99)) + pick(r, []string{" items on hard drive", " days in court", " copies of the street map", " ways to drive", " people in the square", " more in a row"})
		}),
		d("uuid", func(r *rand.Rand) string { return grouped(hexes(r, 32), "-", 8, 4, 4, 4) }),
		d("sha", func(r *rand.Rand) string { return hexes(r, []int{32, 40, 64, 12}[r.IntN(4)]) }),
		d("bad iban", func(r *rand.Rand) string { return "DE00" + digits(r, 18) }),
		d("@media, placeholder", func(r *rand.Rand) string {
			return pick(r, []string{"@media (max-width: " + digits(r, 3) + "px)", "{{user.email}}", "password: ${DB_PASSWORD}", "<password>", "%s@%s", "user@host"})
		}),
		d("timestamps", func(r *rand.Rand) string {
			return pick(r, []string{fmt.Sprint(1600000000 + r.IntN(99999999)), fmt.Sprint(1600000000000 + r.Int64N(99999999999)), "2024-03-" + digits(r, 1) + "1T10:11:12.123456Z", "20240312" + digits(r, 6)})
		}),
		d("order numbers", func(r *rand.Rand) string {
			return pick(r, []string{"order ", "Bestellung ", "invoice no. ", "#"}) + digits(r, 6+r.IntN(6))
		}),
		d("numbers of 6 to 10 digits", func(r *rand.Rand) string { return digits(r, 6+r.IntN(5)) }),
		d("isbn, ean", func(r *rand.Rand) string {
			return pick(r, []string{"978-3-16-" + digits(r, 6) + "-" + digits(r, 1), "ISBN 978" + digits(r, 10), "EAN 400" + digits(r, 10), "GTIN " + digits(r, 14)})
		}),
		d("part numbers", func(r *rand.Rand) string {
			return pick(r, []string{letters(r, 2, large) + "-" + digits(r, 5), letters(r, 3, large) + digits(r, 6), digits(r, 4) + "-" + letters(r, 2, large) + "-" + digits(r, 3), letters(r, 1, large) + digits(r, 8)})
		}),
		d("prices, amounts", func(r *rand.Rand) string {
			return pick(r, []string{"1." + digits(r, 3) + "." + digits(r, 3) + ",00 EUR", "$" + digits(r, 2) + "," + digits(r, 3) + ".99", digits(r, 3) + " " + digits(r, 3) + " " + digits(r, 3), "3.0000000000000000"})
		}),
		d("code", func(r *rand.Rand) string {
			return pick(r, []string{"std::vector<int> v(" + digits(r, 3) + ");", "if (password == null) return;", "x = a[" + digits(r, 4) + "] + 0x" + hexes(r, 8) + ";", "import os.path; password = getpass()", "color: #" + hexes(r, 6) + ";", "npm i left-pad@^" + digits(r, 1) + ".2.3"})
		}),
	}
}
