package classify_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/weaklink/weaklink/internal/classify"
)

func finds(text string) (out []classify.Find) {
	classify.Scan([]byte(text), func(f classify.Find) bool { out = append(out, f); return true })
	return out
}

func has(text string, k classify.Kind, start, end int) bool {
	for _, f := range finds(text) {
		if f.Kind == k && f.Start == start && f.End == end && f.Confidence >= .5 {
			return true
		}
	}
	return false
}

// before and after are surroundings that do not belong to a value.
var before = rapid.SampledFrom([]string{"", " ", "\n", "paid with ", "x;", "\"", "(", "[", "<b>", "=", ": ", "ä ", "a, b, ", "\t", "|", "12 Uhr, "})
var after = rapid.SampledFrom([]string{"", " ", "\n", ".", ", and", ";x", "\"", ")", "]", "</b>", "\t", "|", " today", "!"})

func luhnDigit(body string) byte {
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
	return byte('0' + (10-sum%10)%10)
}

// A card is found in any surroundings with its exact place, and is none any
// more when one digit is another.
func TestEveryCardIsFoundAndNoOtherNumber(t *testing.T) {
	schemes := []struct {
		prefix string
		length int
	}{{"4", 16}, {"4", 19}, {"51", 16}, {"55", 16}, {"2221", 16}, {"2720", 16}, {"34", 15}, {"37", 15}, {"6011", 16}, {"65", 16}, {"3528", 16}, {"3589", 16}, {"36", 14}, {"300", 14}, {"6212", 16}, {"6759", 16}, {"2204", 16}}
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.SampledFrom(schemes).Draw(t, "scheme")
		body := s.prefix + rapid.StringMatching(fmt.Sprintf(`[0-9]{%d}`, s.length-1-len(s.prefix))).Draw(t, "digits")
		number := body + string(luhnDigit(body))
		sep := rapid.SampledFrom([]string{"", " ", "-", "\u00a0"}).Draw(t, "sign")
		written := groups(number, sep)
		b, a := before.Draw(t, "before"), after.Draw(t, "after")
		if !has(b+written+a, "card", len(b), len(b)+len(written)) {
			t.Fatalf("%q: %+v", b+written+a, finds(b+written+a))
		}
		at := rapid.IntRange(0, len(number)-1).Draw(t, "place")
		other := []byte(number)
		other[at] = '0' + (other[at]-'0'+byte(rapid.IntRange(1, 9).Draw(t, "by")))%10
		wrong := groups(string(other), sep)
		for _, f := range finds(b + wrong + a) {
			// Sixteen of nineteen digits in fours, then three: the number and its back.
			if f.Kind == "card" && f.End-f.Start >= len(wrong) {
				t.Fatalf("%q: %+v", b+wrong+a, f)
			}
		}
	})
}

func groups(number, sep string) string {
	var b strings.Builder
	for i := range number {
		if sep != "" && i > 0 && i%4 == 0 {
			b.WriteString(sep)
		}
		b.WriteByte(number[i])
	}
	return b.String()
}

func TestEveryIBANIsFoundAndNoOtherNumber(t *testing.T) {
	bban := map[string]string{"DE": `[0-9]{18}`, "AT": `[0-9]{16}`, "CH": `[0-9]{5}[0-9A-Z]{12}`, "FR": `[0-9]{10}[0-9A-Z]{11}[0-9]{2}`, "GB": `[A-Z]{4}[0-9]{14}`, "NL": `[A-Z]{4}[0-9]{10}`,
		"IT": `[A-Z][0-9]{10}[0-9A-Z]{12}`, "ES": `[0-9]{20}`, "PL": `[0-9]{24}`, "BE": `[0-9]{12}`, "NO": `[0-9]{11}`, "SE": `[0-9]{20}`, "MT": `[A-Z]{4}[0-9]{5}[0-9A-Z]{18}`, "LC": `[A-Z]{4}[0-9A-Z]{24}`}
	countries := []string{"AT", "BE", "CH", "DE", "ES", "FR", "GB", "IT", "LC", "MT", "NL", "NO", "PL", "SE"}
	rapid.Check(t, func(t *rapid.T) {
		country := rapid.SampledFrom(countries).Draw(t, "country")
		rest := rapid.StringMatching(bban[country]).Draw(t, "account")
		mod := 0
		for _, c := range rest + country + "00" {
			if c >= 'A' {
				mod = (mod*100 + int(c-'A') + 10) % 97
			} else {
				mod = (mod*10 + int(c-'0')) % 97
			}
		}
		number := fmt.Sprintf("%s%02d%s", country, 98-mod, rest)
		sep := rapid.SampledFrom([]string{"", " ", "-"}).Draw(t, "sign")
		written := groups(number, sep)
		if rapid.Bool().Draw(t, "small") {
			written = strings.ToLower(written)
		}
		b, a := before.Draw(t, "before"), after.Draw(t, "after")
		if !has(b+written+a, "iban", len(b), len(b)+len(written)) {
			t.Fatalf("%q: %+v", b+written+a, finds(b+written+a))
		}
		at := rapid.IntRange(2, len(number)-1).Draw(t, "place")
		if number[at] > '9' {
			return
		}
		other := []byte(number)
		other[at] = '0' + (other[at]-'0'+byte(rapid.IntRange(1, 9).Draw(t, "by")))%10
		for _, f := range finds(b + groups(string(other), sep) + a) {
			if f.Kind == "iban" {
				t.Fatalf("%q: %+v", b+string(other)+a, f)
			}
		}
	})
}

func TestEveryEmailIsFoundWithItsExactPlace(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		local := rapid.StringMatching(`[A-Za-z0-9]([A-Za-z0-9_+-]{0,8}[A-Za-z0-9])?(\.[A-Za-z0-9]{1,6}){0,2}`).Draw(t, "local")
		domain := rapid.StringMatching(`[A-Za-z0-9]([A-Za-z0-9-]{0,8}[A-Za-z0-9])?(\.[A-Za-z]{2,8}){1,2}`).Draw(t, "domain")
		b, a := before.Draw(t, "before"), after.Draw(t, "after")
		address := local + "@" + domain
		if strings.HasSuffix(strings.ToLower(domain), ".js") || strings.HasSuffix(strings.ToLower(domain), ".py") || strings.Contains("png jpg jpeg gif webp avif svg css js mjs cjs jsx tsx ts json md rb html htm xml yaml yml txt py sh tgz zip gz pdf ico woff scss less php tiff bmp heic mp4 exe jar log conf", strings.ToLower(domain[strings.LastIndexByte(domain, '.')+1:])) {
			return
		}
		if !has(b+address+a, "email", len(b), len(b)+len(address)) {
			t.Fatalf("%q: %+v", b+address+a, finds(b+address+a))
		}
	})
}

// A text may be cut at any end of line: nothing but a private key, the name
// below the close of a letter, and what stands alone below its label goes over one.
func TestLinesAreIndependent(t *testing.T) {
	line := rapid.OneOf(
		rapid.StringMatching(`[ -~]{0,60}`),
		rapid.StringMatching(`(tel|born|card|password|ssn|Patient|icd|geb\.|[A-Z][a-z]+)[ :=]{0,2}[0-9 ./()+-]{4,30}`),
		rapid.SampledFrom([]string{"Anna Meier, Lindenstr. 4", "4539 1488 0343 6467", "DE89 3704 0044 0532 0130 00", "+49 30", "1234567", "geboren am", "12.03.1980", "password:", "hunter2x", "anna@", "mail.example", "Meier,", "Anna", "\"anna", "ott\"@mail.example", "card", "<password>", "cvv"}))
	rapid.Check(t, func(t *rapid.T) {
		lines := rapid.SliceOfN(line, 1, 6).Draw(t, "lines")
		whole := finds(strings.Join(lines, "\n"))
		var apart []classify.Find
		at := 0
		for i, l := range lines {
			if i > 0 && labelAlone.MatchString(lines[i-1]) && valueAlone.MatchString(l) {
				whole = slices.DeleteFunc(whole, func(f classify.Find) bool { return f.Start >= at && f.Start <= at+len(l) })
				at += len(l) + 1
				continue
			}
			for _, f := range finds(l) {
				f.Start, f.End = f.Start+at, f.End+at
				apart = append(apart, f)
			}
			at += len(l) + 1
		}
		if diff := cmp.Diff(apart, whole); diff != "" && len(apart)+len(whole) > 0 {
			t.Fatalf("%q: (-apart +whole)\n%s", lines, diff)
		}
	})
}

var (
	labelAlone = regexp.MustCompile(`^[^0-9,;|{"\t]{1,47}$`)
	valueAlone = regexp.MustCompile(`^[A-Za-z0-9 ./()+_-]{3,41}\r?$`)
)

func FuzzScan(f *testing.F) {
	for _, s := range []string{"anna@mail.example", "+49 (0)30 1234567", "4539 1488 0343 6467", "DE89 3704 0044 0532 0130 00", "-----BEGIN PRIVATE KEY-----", "postgres://a:b1c@d/", "geb. 1.2.1980", "Anna Meier", "password: x9x9x9", "2001:db8::1", "icd F32.1", "\"a b\"@c.de", "131052-308T", "85.07.30-033.28", "eyJ", "((", "Kind regards\nKleo Nowak", "\"Nowak, Kleo\" <k@n.de>", "Kunde Iven Marxen, Tel", "last_name=Ott&x=", "Name: Aa Bb", "Ciao Aa,", "M. Ott", "IDENTIFIED BY 'x1Y2z3'", "mot de passe du wifi : a1B2c3d4", "value=\"password\" value=\"x\"", "jdbc:mysql://d\", \"r\", \"p1x2\"", "https://hooks.slack.com/services/T1/B1/a1", "Aa Bb (aa.b@c.de)", "x==1.2.3.4", "firmware 1.2.300.400", "accountId: 123456", "${PASSWORD:?x}"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		if len(text) > 1<<12 {
			return
		}
		was := bytes.Clone(text)
		last := 0
		classify.Scan(text, func(f classify.Find) bool {
			if f.Start < last || f.End <= f.Start || f.End > len(text) || f.Confidence <= 0 || f.Confidence > 1 || classify.CategoryOf(f.Kind) == "" {
				t.Fatalf("%q: %+v behind %d", text, f, last)
			}
			last = f.End
			classify.Normalise(f.Kind, string(text[f.Start:f.End]))
			return true
		})
		if !bytes.Equal(was, text) {
			t.Fatal("the text was changed")
		}
		spans := classify.NameSpans(string(text))
		at := 0
		for _, s := range spans {
			if s[0] < at || s[1] <= s[0] || s[1] > len(text) {
				t.Fatalf("%q: %v", text, spans)
			}
			at = s[1]
		}
		c := classify.NewColumn("x", "text")
		for cell := range bytes.SplitSeq(text, []byte{'\n'}) {
			c.Add(cell)
		}
		if v := c.Verdict(nil); v.Matched > v.Filled || v.Confidence < 0 || v.Confidence > 1 {
			t.Fatalf("%q: %+v", text, v)
		}
	})
}

// Of random numbers few are taken for something personal.
func TestRandomNumbersAreNobody(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for _, length := range []int{6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18} {
		hits, kinds := 0, map[classify.Kind]int{}
		const n = 20_000
		for range n {
			d := make([]byte, length)
			for i := range d {
				d[i] = byte('0' + r.IntN(10))
			}
			for _, f := range finds("no. " + string(d) + " of it") {
				if f.Confidence >= .5 {
					hits++
					kinds[f.Kind]++
				}
			}
		}
		bar := .02
		switch length {
		case 11: // the two check digits of Brazil and of Turkey each let one in a hundred pass
			bar = .025
		case 16: // a tenth passes Luhn, and four in ten begin like a card: a column tells, one number does not
			bar = .05
		}
		if share := float64(hits) / n; share > bar {
			t.Errorf("%d digits: %.1f %% are taken for %v", length, 100*share, kinds)
		}
	}
}

// The name of a file may say whose it is: that part is never kept.
func TestAnAddressInTheNameOfAFile(t *testing.T) {
	for name, want := range map[string]string{
		"anna@shop.example.txt":         "anna@shop.example.txt",
		"mail/anna.ott@web.example.eml": "anna.ott@web.example.eml",
		"to jürgen@müller.example (2)":  "jürgen@müller.example",
		"@home/x":                       "",
		"price@":                        "",
	} {
		got := ""
		for _, s := range classify.NameSpans(name) {
			got += name[s[0]:s[1]]
		}
		if got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
}

// A date whose month was taken for a family name ends as any other text does.
func TestAFindThatReachesIntoTheOneBeforeIsLeftOut(t *testing.T) {
	line := "born.MWS7aBZuz;JENNIFER-née le May 2, 1941\n"
	if got := finds(line + "anna@mail.example\n"); len(got) != 2 || got[0].Kind != "full_name" || got[1].Kind != "email" {
		t.Fatalf("%+v", got)
	}
}
