package website

import (
	"slices"
	"strings"
	"unicode"

	"github.com/weaklink/weaklink/facts"
)

// asked is what a field's names say that it asks for. Words that begin with ^
// must begin a word of the names: "tel" stands in title and order in German,
// "city" in capacity.
var asked = []struct {
	kind  string
	words []string
}{
	{"password", []string{"password", "passwort", "kennwort"}},
	{"email", []string{"email", "e-mail", "mailadresse"}},
	{"phone", []string{"^tel", "phone", "telefon", "^mobil", "^handy"}},
	{"birth_date", []string{"^bday", "birth", "geburt", "^dob"}},
	{"address", []string{"street", "address", "strasse", "straße", "anschrift", "adresse", "postal", "postcode", "^plz", "^zip", "^city"}},
	{"name", []string{"name", "vorname", "nachname"}},
	{"iban", []string{"^iban"}},
}

// cardWords are how fields for a card's number or its security code are called,
// without what stands between the words: card[number], "Card number", cc-number.
var cardWords = []string{"cardnumber", "cardnum", "cardno", "ccnumber", "ccnum", "cccsc", "creditcard", "cvv", "cvc",
	"kreditkart", "kartennummer", "kartennr", "kartenprüf", "kartenpruef", "numerocarte", "numérodecarte", "numerodecarte", "cartebancaire", "cartebleue",
	"numerotarjeta", "númerodetarjeta", "numerodetarjeta", "numerocarta", "numerodicarta", "numerodellacarta", "numerodocartao", "númerodocartão",
	"kaartnummer", "kortnummer", "numerkarty", "číslokarty", "cislokarty"}

// otherCards are cards that pay nothing by themselves, and words in which one
// of cardWords stands by chance.
var otherCards = []string{"gift", "geschenk", "gutschein", "coupon", "voucher", "loyal", "kundenkart", "klantenkaart", "cartefid", "member", "mitglied", "bonus", "reward", "payback",
	"versich", "insurance", "gesundheit", "library", "bibliothek", "bahncard", "student", "ausweis", "idcard", "accnum", "accnumber", "simcard", "discard"}

// field notes what one field asks for; label is what stands beside it. It says
// whether anything was recognised.
func field(f *facts.Form, tag string, attr map[string]string, label string) bool {
	kind := strings.ToLower(attr["type"])
	switch kind {
	case "hidden", "submit", "button", "reset", "image", "search":
		return true
	case "checkbox", "radio", "file", "color", "range":
		label = "" // a sentence to agree with, or one of several choices
	}
	all := []string{attr["name"], attr["id"], attr["autocomplete"], attr["placeholder"], attr["aria-label"], kind, label}
	if tag == "input" && (kind == "" || kind == "text" || kind == "tel" || kind == "number" || kind == "password") && slices.ContainsFunc(all, ofCard) {
		f.Card = true
		add(f, "card")
		return true
	}
	if kind == "password" {
		f.Password = true
		add(f, "password")
		return true
	}
	text := strings.Join(all, " ")
	low, parts := strings.ToLower(text), wordsOf(text)
	found := false
	for _, a := range asked {
		if slices.ContainsFunc(a.words, func(w string) bool {
			if start, ok := strings.CutPrefix(w, "^"); ok {
				return slices.ContainsFunc(parts, func(p string) bool { return strings.HasPrefix(p, start) })
			}
			return strings.Contains(low, w)
		}) {
			if a.kind == "name" && (strings.Contains(low, "username") || strings.Contains(low, "product") || strings.Contains(low, "coupon")) {
				continue
			}
			add(f, a.kind)
			found = true
			break
		}
	}
	if tag == "textarea" {
		add(f, "message")
	}
	return found
}

func add(f *facts.Form, kind string) {
	if !slices.Contains(f.Asks, kind) {
		f.Asks = append(f.Asks, kind)
		slices.Sort(f.Asks)
	}
}

// ofCard says whether one of a field's names is that of a card's number or code.
func ofCard(name string) bool {
	name = strings.Join(wordsOf(name), "")
	in := func(w string) bool { return strings.Contains(name, w) }
	return slices.ContainsFunc(cardWords, in) && !slices.ContainsFunc(otherCards, in)
}

// wordsOf splits names as programs and people write them, in small letters:
// customerTel, card[number], Card number.
func wordsOf(s string) []string {
	var b strings.Builder
	small := false
	for _, r := range s {
		if small && unicode.IsUpper(r) {
			b.WriteByte(' ')
		}
		small = unicode.IsLower(r)
		b.WriteRune(unicode.ToLower(r))
	}
	return strings.FieldsFunc(b.String(), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

// labels joins the words beside a field with it: <label for=ID> before or
// behind it, or a label around it.
type labels struct {
	open   bool
	of     string
	text   strings.Builder
	before map[string]string    // what was said of a field that did not come yet
	fields map[string]*oneField // by id: those that nothing was known of
	inside *oneField
}

type oneField struct {
	form int
	tag  string
	attr map[string]string
}

const (
	labelBytes = 120
	mostFields = 400 // of a page whose labels are joined
)

func (l *labels) begin(of string) {
	l.open, l.of, l.inside = true, of, nil
	l.text.Reset()
}

func (l *labels) read(text string) {
	if l.open && l.text.Len() < labelBytes {
		l.text.WriteString(text)
		l.text.WriteByte(' ')
	}
}

func (l *labels) field(p *parsed, form int, tag string, attr map[string]string) {
	label := l.before[attr["id"]]
	if l.open && (l.of == "" || l.of == attr["id"]) {
		label += " " + l.text.String()
	}
	if field(&p.fact.Forms[form], tag, attr, label) || len(l.fields) >= mostFields {
		return
	}
	one := &oneField{form, tag, attr}
	if l.open && l.of == "" {
		l.inside = one
	}
	if id := attr["id"]; id != "" {
		if l.fields == nil {
			l.fields = map[string]*oneField{}
		}
		l.fields[id] = one
	}
}

func (l *labels) end(p *parsed) {
	if !l.open {
		return
	}
	one := l.inside
	if l.of != "" {
		one = l.fields[l.of]
		if l.before == nil {
			l.before = map[string]string{}
		}
		if len(l.before) < mostFields {
			l.before[l.of] = l.text.String()
		}
	}
	if one != nil {
		field(&p.fact.Forms[one.form], one.tag, one.attr, l.text.String())
	}
	l.open = false
}
