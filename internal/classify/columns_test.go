package classify_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/weaklink/weaklink/internal/classify"
)

// column is a column of a made-up table and what it holds; no kind: nothing
// personal.
type column struct {
	headers string // one in each language, by comma
	kind    classify.Kind
	cell    func(r *rand.Rand, i int) string
	bare    bool // recognised without any header too
}

func pick(r *rand.Rand, words string) string {
	w := strings.Split(words, ",")
	return w[r.IntN(len(w))]
}

const (
	givens   = "Anna,Thomas,Katharina,Jan,Lukas,Sophie,Pierre,Camille,Giulia,Marco,Carlos,Carmen,Piotr,Agnieszka,Emma,Oliver,Daan,Sanne,Mehmet,Fatima,Zeynep,Ngozi,Wei,Aleksandra,Björn,Noémie"
	families = "Meier,Schmidt,Weber,Dubois,Lefebvre,Rossi,Bianchi,García,López,Kowalski,Nowak,Smith,Jones,de Vries,Bakker,Yılmaz,Okafor,Nguyen,Haddad,Lindqvist,Petrov,Horváth,O'Brien,van den Berg"
	streets  = "Lindenstraße,Hauptstr.,Am Markt,Rue de la Paix,Via Roma,Calle Mayor,Kerkstraat,ul. Polna,Bahnhofstr.,Schillerweg"
	towns    = "Berlin,Hamburg,Paris,Lyon,Roma,Madrid,Amsterdam,Warszawa,Wien,Zürich,London,Leeds"
	goods    = "Pears,Green Apples,Brown Bread,Rosa Grapefruit,Olive Oil 0.5 l,Petit Beurre,Graham Crackers,Earl Grey,Bloody Mary Mix,Cherry Tomatoes,Mozart Kugeln,Marlene Apples,Linda Potatoes,Charlotte Shallots,Oatmeal,Rye Bread,Goat Cheese,Salt,Pepper,Peaches"
	firms    = "Müller GmbH,Bakker BV,Rossi S.r.l.,Green Energy AG,Nova Systems Ltd,Dubois & Fils SARL,Nordlicht KG,Weber Logistics GmbH,Smith Partners LLP,Kowalski Sp. z o.o."
	illness  = "Diabetes,Asthma,keine,Heuschnupfen,Migräne,none,allergie,Rheuma,depression,-"
	notes    = "Please ring twice before you come in,wants the bread sliced and the pears not too ripe,Bitte nur vormittags liefern weil nachmittags niemand da ist,paid late twice this year so ask before you deliver,prefers to be called by the shop and not by the driver"
)

func digits(r *rand.Rand, n int) string {
	b := make([]byte, n)
	for i := range b {
		b[i] = byte('0' + r.IntN(10))
	}
	return string(b)
}

func cardNumber(r *rand.Rand) string {
	body := pick(r, "4,51,53,2221") + "0" + digits(r, 20)
	body = body[:15]
	return body + string(luhnDigit(body))
}

func eanNumber(r *rand.Rand) string {
	body := pick(r, "400,401,500,300,761,871") + digits(r, 9)
	sum := 0
	for i := range body {
		sum += int(body[i]-'0') * (1 + 2*(i%2))
	}
	return body + string(rune('0'+(10-sum%10)%10))
}

func ibanNumber(r *rand.Rand) string {
	rest := digits(r, 18)
	mod := 0
	for _, c := range rest + "131400" { // DE
		mod = (mod*10 + int(c-'0')) % 97
	}
	return fmt.Sprintf("DE%02d%s", 98-mod, rest)
}

func pesel(r *rand.Rand) string {
	body := fmt.Sprintf("%02d%02d%02d%s", 50+r.IntN(49), 1+r.IntN(12), 1+r.IntN(28), digits(r, 4))
	sum := 0
	for i, w := range []int{1, 3, 7, 9, 1, 3, 7, 9, 1, 3} {
		sum += int(body[i]-'0') * w
	}
	return body + string(rune('0'+(10-sum%10)%10))
}

func day(r *rand.Rand, from, to int) string {
	y, m, d := from+r.IntN(to-from), 1+r.IntN(12), 1+r.IntN(28)
	return []string{fmt.Sprintf("%d-%02d-%02d", y, m, d), fmt.Sprintf("%02d.%02d.%d", d, m, y), fmt.Sprintf("%02d/%02d/%d", d, m, y)}[m%3]
}

// languages of the headers, in order: English, German, French, Spanish, Italian, Dutch, Polish.
const languages = 7

var people = []column{
	{"email,E-Mail-Adresse,courriel,correo electrónico,Indirizzo e-mail,e-mailadres,adres e-mail", "email", func(r *rand.Rand, i int) string {
		return strings.ToLower(pick(r, "anna,jan,eva,kurt")) + fmt.Sprint(r.IntN(9999)) + "@mail.example"
	}, true},
	{"phone number,Telefonnummer,téléphone,teléfono,telefono,telefoonnummer,numer telefonu", "phone", func(r *rand.Rand, i int) string {
		return pick(r, "+49 30 ,0171 ,+33 14 ,030/,+31 20 ") + "6" + digits(r, 6)
	}, true},
	{"first_name,Vorname,prénom,nombre,nome,voornaam,imię", "given_name", func(r *rand.Rand, i int) string { return pick(r, givens) }, true},
	{"last_name,Nachname,nom,apellidos,cognome,achternaam,nazwisko", "family_name", func(r *rand.Rand, i int) string { return pick(r, families) }, false},
	{"customer name,Kundenname,nom complet,nombre completo,nome e cognome,volledige naam,imię i nazwisko", "full_name", func(r *rand.Rand, i int) string { return pick(r, givens) + " " + pick(r, families) }, true},
	{"birth_date,Geburtsdatum,date de naissance,fecha de nacimiento,data di nascita,geboortedatum,data urodzenia", "birth_date", func(r *rand.Rand, i int) string { return day(r, 1940, 2005) }, false},
	{"street address,Straße,adresse,dirección,indirizzo,straat,ulica", "street", func(r *rand.Rand, i int) string { return pick(r, streets) + " " + fmt.Sprint(1+r.IntN(99)) }, false},
	{"zip code,PLZ,code postal,código postal,CAP,postcode,kod pocztowy", "postcode", func(r *rand.Rand, i int) string { return "1" + digits(r, 4) }, false},
	{"city,Ort,ville,ciudad,città,woonplaats,miejscowość", "city", func(r *rand.Rand, i int) string { return pick(r, towns) }, false},
	{"iban,IBAN,IBAN,IBAN,IBAN,rekeningnummer,numer konta", "iban", func(r *rand.Rand, i int) string { return ibanNumber(r) }, true},
	{"card number,Kartennummer,numéro de carte,número de tarjeta,numero carta,kaartnummer,numer karty", "card", func(r *rand.Rand, i int) string { return cardNumber(r) }, true},
	{"gender,Geschlecht,sexe,sexo,sesso,geslacht,płeć", "gender", func(r *rand.Rand, i int) string { return pick(r, "m,f,d") }, false},
	{"diagnosis,Diagnose,diagnostic,diagnóstico,diagnosi,diagnose,diagnoza", "health", func(r *rand.Rand, i int) string { return pick(r, illness) }, false},
	{"allergies,Allergien,allergies,alergias,allergie,allergieën,alergie", "health", func(r *rand.Rand, i int) string { return pick(r, illness) }, false},
	{"religion,Konfession,religion,religión,religione,religie,wyznanie", "religion", func(r *rand.Rand, i int) string { return pick(r, "rk,ev,none,-") }, false},
	{"pesel,PESEL,pesel,pesel,pesel,pesel,PESEL", "pl_pesel", func(r *rand.Rand, i int) string { return pesel(r) }, false},
	{"password_hash,Passwort,mot de passe,contraseña,password,wachtwoord,hasło", "password", func(r *rand.Rand, i int) string {
		return "$2b$12$" + strings.Repeat(string(rune('a'+r.IntN(26))), 53)
	}, true},
	{"ip address,IP-Adresse,adresse ip,dirección ip,indirizzo ip,ip-adres,adres ip", "ip", func(r *rand.Rand, i int) string {
		return fmt.Sprintf("%d.%d.%d.%d", 1+r.IntN(220), r.IntN(256), r.IntN(256), r.IntN(256))
	}, true},
	{"salary,Gehalt,salaire,salario,stipendio,salaris,wynagrodzenie", "salary", func(r *rand.Rand, i int) string { return fmt.Sprintf("%d.00", 2000+r.IntN(4000)) }, false},
}

var things = []column{
	{"id,Nr,id,id,id,nr,lp", "", func(r *rand.Rand, i int) string { return fmt.Sprint(i + 1) }, true},
	{"order_no,Bestellnummer,numéro de commande,número de pedido,numero ordine,bestelnummer,numer zamówienia", "", func(r *rand.Rand, i int) string { return fmt.Sprintf("%d", 4500100000+i*7) }, true},
	{"customer_id,Kundennummer,id client,id cliente,codice cliente,klantnummer,numer klienta", "", func(r *rand.Rand, i int) string { return "0" + digits(r, 9) }, true},
	{"reference,Referenz,référence,referencia,riferimento,referentie,referencja", "", func(r *rand.Rand, i int) string { return "4" + digits(r, 15) }, true},
	{"tracking,Sendungsnummer,numéro de suivi,seguimiento,tracking,volgnummer,numer przesyłki", "", func(r *rand.Rand, i int) string { return "0034043416" + digits(r, 10) }, true},
	{"ean,EAN,ean,ean,ean,ean,EAN", "", func(r *rand.Rand, i int) string { return eanNumber(r) }, true},
	{"price,Preis,prix,precio,prezzo,prijs,cena", "", func(r *rand.Rand, i int) string { return fmt.Sprintf("%d.%02d", r.IntN(100), r.IntN(100)) }, true},
	{"total,Summe,total,total,totale,totaal,suma", "", func(r *rand.Rand, i int) string { return fmt.Sprintf("%d,%02d €", r.IntN(1000), r.IntN(100)) }, true},
	{"product name,Produktname,nom du produit,nombre del producto,nome prodotto,productnaam,nazwa produktu", "", func(r *rand.Rand, i int) string { return pick(r, goods) }, true},
	{"company,Firma,société,empresa,azienda,bedrijf,firma", "", func(r *rand.Rand, i int) string { return pick(r, firms) }, true},
	{"quantity,Menge,quantité,cantidad,quantità,aantal,ilość", "", func(r *rand.Rand, i int) string { return fmt.Sprint(r.IntN(50)) }, true},
	{"created_at,angelegt am,créé le,fecha de alta,data creazione,aangemaakt op,utworzono", "", func(r *rand.Rand, i int) string { return day(r, 2015, 2025) }, true},
	{"status,Status,statut,estado,stato,status,status", "", func(r *rand.Rand, i int) string { return pick(r, "open,paid,sent,cancelled") }, true},
	{"timestamp,Zeitstempel,horodatage,marca de tiempo,timestamp,tijdstip,czas", "", func(r *rand.Rand, i int) string { return fmt.Sprint(1600000000 + r.IntN(100000000)) }, true},
	{"uuid,UUID,uuid,uuid,uuid,uuid,uuid", "", func(r *rand.Rand, i int) string {
		return fmt.Sprintf("%08x-%04x-4%03x-a%03x-%012x", r.Uint32(), r.IntN(1<<16), r.IntN(1<<12), r.IntN(1<<12), r.Uint64()>>16)
	}, true},
	{"sku,Artikelnummer,référence article,código artículo,codice articolo,artikelnummer,kod towaru", "", func(r *rand.Rand, i int) string { return pick(r, "AB,XK,ZZ") + "-" + digits(r, 5) }, true},
	{"weight,Gewicht,poids,peso,peso,gewicht,waga", "", func(r *rand.Rand, i int) string { return fmt.Sprintf("%d g", 50*r.IntN(40)) }, true},
	{"version,Version,version,versión,versione,versie,wersja", "", func(r *rand.Rand, i int) string {
		return fmt.Sprintf("%d.%d.%d", r.IntN(5), r.IntN(20), r.IntN(100))
	}, true},
	{"latitude,Breitengrad,latitude,latitud,latitudine,breedtegraad,szerokość", "", func(r *rand.Rand, i int) string { return fmt.Sprintf("52.%s", digits(r, 6)) }, true},
	{"isbn,ISBN,isbn,isbn,isbn,isbn,isbn", "", func(r *rand.Rand, i int) string {
		return "978-3-" + digits(r, 2) + "-" + digits(r, 6) + "-" + digits(r, 1)
	}, true},
	{"item,Artikel,article,artículo,articolo,artikel,towar", "", func(r *rand.Rand, i int) string { return pick(r, goods) }, true},
	{"colour,Farbe,couleur,color,colore,kleur,kolor", "", func(r *rand.Rand, i int) string { return pick(r, "green,brown,white,black,rose,gray") }, true},
	{"email_sent,E-Mail gesendet,email envoyé,correo enviado,email inviata,email verzonden,email wysłany", "", func(r *rand.Rand, i int) string { return pick(r, "yes,no,1,0") }, true},
}

// judge fills a column and asks for a verdict. empty is the share of empty cells.
func judge(c column, header string, rows int, empty float64, r *rand.Rand, neighbours []string) classify.ColumnVerdict {
	col := classify.NewColumn(header, "")
	for i := range rows {
		cell := ""
		if r.Float64() >= empty {
			cell = c.cell(r, i)
		}
		col.Add([]byte(cell))
	}
	return col.Verdict(neighbours)
}

// related says whether an answer is as good as the one that was asked for: the
// same category of contact, by another name.
func related(want, got classify.Kind) bool {
	names := []classify.Kind{"given_name", "family_name", "full_name"}
	return want == got || slices.Contains(names, want) && slices.Contains(names, got)
}

type score struct{ found, wanted, right, said int }

func (s score) recall() float64    { return float64(s.found) / float64(max(1, s.wanted)) }
func (s score) precision() float64 { return float64(s.right) / float64(max(1, s.said)) }

func TestColumnsAreJudgedRightInSevenLanguages(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 9))
	var with, without score
	wrong := map[string]int{}
	for lang := range languages {
		var names []string
		for _, c := range slices.Concat(people, things) {
			names = append(names, strings.Split(c.headers, ",")[lang])
		}
		for _, empty := range []float64{0, .5, .95} {
			for at, c := range slices.Concat(people, things) {
				for _, bare := range []bool{false, true} {
					header, s, near := names[at], &with, names
					if bare {
						if c.kind != "" && !c.bare {
							continue
						}
						header, s, near = fmt.Sprintf("column %d", at+1), &without, nil
					}
					v := judge(c, header, 400, empty, r, near)
					got := v.Kind
					if v.Confidence < .5 {
						got = ""
					}
					if c.kind != "" {
						s.wanted++
						if related(c.kind, got) {
							s.found++
						}
					}
					if got != "" {
						s.said++
						if related(c.kind, got) {
							s.right++
						}
					}
					if !related(c.kind, got) {
						wrong[fmt.Sprintf("%q (%s, %.0f %% empty): %q, want %q", header, strings.Split(c.headers, ",")[0], 100*empty, got, c.kind)]++
					}
				}
			}
		}
	}
	t.Logf("with headers: recall %.3f, precision %.3f of %d columns; without: recall %.3f, precision %.3f of %d", with.recall(), with.precision(), with.wanted, without.recall(), without.precision(), without.wanted)
	var lines []string
	for w, n := range wrong {
		lines = append(lines, fmt.Sprintf("%dx %s", n, w))
	}
	slices.Sort(lines)
	t.Logf("wrong:\n%s", strings.Join(lines, "\n"))
	for _, s := range []score{with, without} {
		if s.recall() < .95 || s.precision() < .95 {
			t.Errorf("the bar is .95 for both")
		}
	}
}
