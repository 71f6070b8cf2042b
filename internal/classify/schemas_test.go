package classify_test

import (
	"encoding/base64"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/weaklink/weaklink/internal/classify"
)

// schema is one table of testdata/schemas.txt.
type schema struct {
	name    string
	held    bool // nothing was ever tuned on it
	columns [][3]string
}

func schemas(t *testing.T) (out []schema) {
	b, err := os.ReadFile("testdata/schemas.txt")
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(b)) {
		line = strings.TrimSpace(line)
		switch f := strings.Split(line, "|"); {
		case line == "" || line[0] == '#':
		case strings.HasPrefix(line, "="):
			out = append(out, schema{name: line[2:]})
		case strings.HasPrefix(line, "@="):
			out = append(out, schema{name: line[3:], held: true})
		case len(f) == 3:
			s := &out[len(out)-1]
			s.columns = append(s.columns, [3]string(f))
		}
	}
	return out
}

func either(words string) func(r *rand.Rand, i int) string {
	w := strings.Split(words, ",")
	return func(r *rand.Rand, _ int) string { return w[r.IntN(len(w))] }
}

func pattern(p string) func(r *rand.Rand, i int) string {
	return func(r *rand.Rand, _ int) string {
		b := []byte(p)
		for i, c := range b {
			switch c {
			case '#':
				b[i] = byte('0' + r.IntN(10))
			case '%':
				b[i] = byte('1' + r.IntN(9))
			case '@':
				b[i] = byte('A' + r.IntN(26))
			case '~':
				b[i] = "0123456789abcdef"[r.IntN(16)]
			case '^':
				b[i] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"[r.IntN(62)]
			}
		}
		return string(b)
	}
}

func dated(layout string, from, to int) func(r *rand.Rand, i int) string {
	return func(r *rand.Rand, _ int) string {
		y, m, d := from+r.IntN(to-from), 1+r.IntN(12), 1+r.IntN(28)
		return strings.NewReplacer("Y", fmt.Sprint(y), "M", fmt.Sprintf("%02d", m), "D", fmt.Sprintf("%02d", d), "h", fmt.Sprintf("%02d:%02d:%02d", r.IntN(24), r.IntN(60), r.IntN(60))).Replace(layout)
	}
}

// passing draws until the check says yes.
func passing(draw func(r *rand.Rand, i int) string, kind classify.Kind) func(r *rand.Rand, i int) string {
	return func(r *rand.Rand, i int) string {
		for {
			v := draw(r, i)
			for _, f := range finds(passWords[kind] + " " + v) {
				if f.Kind == kind && f.End-f.Start == len(v) {
					return v
				}
			}
		}
	}
}

var passWords = map[classify.Kind]string{"nl_bsn": "bsn", "fr_nir": "nir", "it_codice_fiscale": "codice fiscale", "es_nif": "dni", "pt_nif": "nif", "de_tax_id": "steuer-id", "de_pension": "rvnr", "de_health": "kvnr", "uk_nhs": "nhs", "uk_nino": "nino", "se_personnummer": "personnummer", "de_vat_id": "vat", "us_ssn": "ssn"}

const (
	givensDE   = "Anna,Lukas,Katharina,Jürgen,Heike,Uwe,Sabine,Wolfgang,Leonie,Finn,Greta,Mehmet,Aylin,Björn,Ulrike,Dieter"
	familiesDE = "Müller,Schmidt,Weber,Hoffmann,Krüger,Yılmaz,von Bergen,Schreiber-Haas,Obermoser,Nitschke,Wuttke,Zabel,Grabowski,Ehrenfeld,Öztürk,Lindemann"
	givensFR   = "Pierre,Camille,Amélie,Jean-Luc,Thibault,Océane,Fatou,Yannick,Élodie,Gérard"
	familiesFR = "Dubois,Lefèvre,Moreau,Garnier,Le Gall,Benali,Chevrier,Vasseur,Duhamel,Poncelet"
)

// cells are what stands in columns, by the third word of a line.
var cells = func() map[string]func(r *rand.Rand, i int) string {
	full := func(g, f string) func(r *rand.Rand, i int) string {
		return func(r *rand.Rand, _ int) string { return pick(r, g) + " " + pick(r, f) }
	}
	street := func(names string, before bool) func(r *rand.Rand, i int) string {
		return func(r *rand.Rand, _ int) string {
			n := fmt.Sprint(1 + r.IntN(180))
			if before {
				return n + " " + pick(r, names)
			}
			return pick(r, names) + " " + n + []string{"", "", "", "a", "b"}[r.IntN(5)]
		}
	}
	m := map[string]func(r *rand.Rand, i int) string{
		"id": func(_ *rand.Rand, i int) string { return fmt.Sprint(1001 + i) }, "small": func(r *rand.Rand, _ int) string { return fmt.Sprint(r.IntN(60)) },
		"bigint": func(r *rand.Rand, _ int) string { return fmt.Sprint(r.IntN(2000000)) }, "order9": pattern("%########"), "order16": pattern("%###############"), "track": pattern("00340434##########"),
		"status": either("open,paid,sent,cancelled,processing"), "date": dated("Y-M-D", 2015, 2026), "datetime": dated("Y-M-D h", 2015, 2026), "dedate": dated("D.M.Y", 2015, 2026), "dedatetime": dated("D.M.Y h", 2019, 2026), "usdate": dated("M/D/Y", 2000, 2026),
		"birth": dated("Y-M-D", 1935, 2010), "isobirth": dated("Y-M-D", 1935, 2010), "debirth": dated("D.M.Y", 1935, 2010), "frbirth": dated("D/M/Y", 1935, 2010), "nlbirth": dated("D-M-Y", 1935, 2010), "usbirth": dated("M/D/Y", 1935, 2010),
		"given": either(givens), "family": either(families), "firm": either(firms + ",Praxis am Park,Harbour Clinic Ltd,Kern & Söhne GmbH,Acme Inc"), "full": full(givens, families), "full_de": full(givensDE, familiesDE), "given_de": either(givensDE), "family_de": either(familiesDE),
		"given_fr": either(givensFR), "family_fr": either(familiesFR), "family_nl": either("de Vries,van den Berg,Bakker,Visser,Hoekstra,Terpstra,van Dongen,Kuipers,Zijlstra"), "given_it": either("Giulia,Marco,Alessandra,Luca,Chiara,Salvatore,Ilaria,Gennaro"), "family_it": either("Rossi,Bianchi,Esposito,Lo Presti,Cavallaro,Zanetti,De Santis,Buonocore"),
		"given_es": either("Carmen,José Luis,María,Javier,Lucía,Iñaki,Álvaro,Montserrat"), "family_es": either("García López,Fernández Ruiz,Martín Gil,Etxeberria Zubiri,Pérez Soto,Quiroga Lema"), "given_pl": either("Piotr,Agnieszka,Małgorzata,Krzysztof,Zofia,Bartłomiej"), "family_pl": either("Nowak,Kowalska,Wiśniewski,Wójcik,Gruszka,Przybylska,Szczepaniak"),
		"full_pt": full("João,Maria,Inês,Tiago,Catarina,Rui", "Silva,Santos,Ferreira,Carvalho Pinto,Moura,Figueiredo"), "given_se": either("Lars,Ingrid,Björn,Åsa,Karin,Gunnar,Linnéa"), "family_se": either("Svensson,Lindqvist,Åkerblom,Bergström,Hedlund,Nyström"),
		"city": either(towns + ",Köln,Bonn,Rostock,Ulm"), "uscity": either("Springfield,Portland,Austin,Denver,Madison,Salem"), "frcity": either("Paris,Lyon,Nantes,Saint-Denis,Lille"), "nlcity": either("Amsterdam,Utrecht,'s-Hertogenbosch,Breda"), "itcity": either("Roma,Milano,Napoli,Bari"), "escity": either("Madrid,Sevilla,A Coruña,Bilbao"), "plcity": either("Warszawa,Kraków,Łódź,Gdańsk"), "secity": either("Stockholm,Malmö,Umeå,Borås"),
		"country": either("Germany,France,Austria,Italy,Spain"), "cc": either("US,CA,GB"), "state": either("CA,TX,NY,OR"), "nation": either("deutsch,österreichisch,polnisch,türkisch,französisch"),
		"street": street(streets, false), "usstreet": street("Main St,Oak Avenue,Elm Street,Maple Dr,Washington Blvd,Sunset Rd,Hillcrest Lane", true), "frstreet": street("rue de la Paix,avenue Foch,boulevard Voltaire,chemin des Vignes,rue Pasteur", true), "nlstreet": street("Kerkstraat,Dorpsweg,Prinsengracht,Molenlaan", false), "itstreet": street("Via Roma,Via Garibaldi,Piazza Dante,Corso Italia", false), "esstreet": street("Calle Mayor,Avda. de la Constitución,C/ Alcalá,Plaza España", false), "plstreet": street("ul. Polna,ul. Długa,Słoneczna,al. Jerozolimskie", false), "ptstreet": street("Rua Augusta,Avenida da Liberdade,Travessa do Carmo", false), "sestreet": street("Storgatan,Kungsvägen,Linnégatan", false),
		"plz": pattern("%####"), "zip": pattern("%####"), "nlpost": pattern("%### @@"), "plpost": pattern("##-###"), "sepost": pattern("%## ##"), "ukpost": either("SW1A 1AA,M1 4BT,B33 8TH,CR2 6XH,EC1A 1BB"),
		"email": func(r *rand.Rand, _ int) string {
			return strings.ToLower(pick(r, "anna,jan,eva,kurt,t.meier,info,j_smith")) + fmt.Sprint(r.IntN(999)) + "@" + pick(r, "web.de,gmail.com,firma.at,orange.fr")
		},
		"phone": either("+49 30 1234567,+44 20 7946 0958,0171 2345678,+33 1 42 68 53 00,+1 212 736 5000,089/543210,+31 20 623 1234"), "dephone": func(r *rand.Rand, i int) string {
			return pick(r, "030 ,0171/,+49 89 ,0221-,(040) ,0049 30 ,0151") + fmt.Sprint(2000000+r.IntN(7000000))
		},
		"usphone": func(r *rand.Rand, _ int) string {
			return fmt.Sprintf(pick(r, "(212) %d-%04d;415-%d-%04d;+1 312 %d %04d;617.%d.%04d;702%d%04d")+"", 200+r.IntN(700), r.IntN(10000))
		},
		"frphone": pattern("06 ## ## ## ##"), "nlphone": pattern("06-2#######"), "itphone": pattern("333 #######"), "esphone": pattern("61# ### ###"), "plphone": pattern("50# ### ###"), "ptphone": pattern("91# ### ###"), "ukphone": pattern("07911 ######"), "sephone": pattern("070-### ## ##"),
		"method": either("paypal,card,invoice,cod"), "price": func(r *rand.Rand, _ int) string { return fmt.Sprintf("%d.%02d", r.IntN(900), r.IntN(100)) }, "deprice": func(r *rand.Rand, _ int) string { return fmt.Sprintf("%d,%02d", r.IntN(900), r.IntN(100)) }, "deprice4": func(r *rand.Rand, _ int) string { return fmt.Sprintf("%d,00", 2000+r.IntN(4000)) }, "price5": func(r *rand.Rand, _ int) string { return fmt.Sprint(30000 + r.IntN(90000)) },
		"ip": func(r *rand.Rand, _ int) string {
			return fmt.Sprintf("%d.%d.%d.%d", 1+r.IntN(220), r.IntN(256), r.IntN(256), r.IntN(256))
		},
		"agent": either("Mozilla/5.0 (X11; Linux x86_64) Firefox/115.0,Mozilla/5.0 (Windows NT 10.0) Chrome/120.0.0.0 Safari/537.36,curl/8.1"),
		"note":  either("please ring twice before you come in,call 030 1234567 when it is there again,wants the bread sliced and the pears not too ripe,write to anna@web.de about the late order,"), "illnote": either("Patient klagt seit Wochen über starke Rückenschmerzen links,Herr Meier hat Diabetes und bekommt Insulin seit dem Frühjahr,nach dem Schlaganfall wieder gut beweglich auf der Seite,Patientin ist schwanger und darf nicht schwer heben"),
		"bool": either("0,1"), "yesno": either("yes,no"), "anrede": either("Herr,Frau,Mr,Ms"), "sexcode": either("1,2"), "civ": either("M.,Mme"), "hex32": pattern(strings.Repeat("~", 32)), "hex64": pattern(strings.Repeat("~", 64)),
		"bcrypt": pattern("$2y$10$" + strings.Repeat("^", 53)), "siret": pattern("%#############"), "tags": either("vip,new,b2b,"), "domain": either("web.de,gmail.com,firma.at"), "job": either("CEO,Sales Manager,Owner,Head of Purchasing,Assistant"), "sfid": pattern("003^^^^^^^^^^^^^^^"), "source": either("Web,Phone Inquiry,Partner,Other"),
		"passport": pattern("C##X##T##"), "kasse": either("AOK Bayern,TK,Barmer,DAK"), "icd": either("F32.1,J45.0,M54.5,E11.9,I10"), "meds": either("Metformin 500,Ramipril 5 mg,keine,Ibuprofen 400"), "konf": either("rk,ev,--,rk"), "dept": either("Vertrieb,Lager,Buchhaltung,IT"),
		"goods": either(goods), "goodstext": either("Ripe pears from the garden picked by hand in the morning,Brown bread with seeds baked every day in our own oven,Olive oil of the first pressing from a small farm in the hills"), "sku": pattern("@@-#####"), "ean": func(r *rand.Rand, _ int) string { return eanNumber(r) }, "brand": either("Kern,Alpro,Barilla,Dr. Oetker,Miele"),
		"addrtype": either("billing,shipping"), "brandcard": either("visa,mastercard,amex"), "last4": pattern("####"), "phonetype": either("mobile,home,work"), "code": pattern("@@@@-####"), "level": either("info,warn,error"), "logmsg": either("order saved,payment failed for order 4711,cache cleared,job done in 12 ms"),
		"uuid": pattern("~~~~~~~~-~~~~-4~~~-a~~~-~~~~~~~~~~~~"), "login": either("anna.m,jsmith,kurt77,tomtom,eva_b,pmueller"), "role": either("admin,editor,user"), "locale": either("de_DE,en_US,fr_FR"), "encoder": either("bcrypt,md5"), "unixtime": func(r *rand.Rand, _ int) string { return fmt.Sprint(1500000000 + r.IntN(200000000)) }, "url": either("https://www.kern.example,http://shop.example,"), "file": pattern("img_####.jpg"),
		"treat": either("Krankengymnastik,Manuelle Therapie,Massage,Lymphdrainage"), "klass": either("1a,2b,3c,4a"), "allergy": either("Nüsse,keine,Laktose,-,Heuschnupfen"), "dlicence": pattern("D###-####-####"), "plate": pattern("@@-@@ ###"), "cvv": pattern("###"), "expiry": either("12/27,01/28,07/26"), "account4": pattern("%###"), "booking": either("Miete Januar,Bürobedarf,Porto,Wareneinkauf 19 %,Strom"), "shelf": pattern("@-##-##"), "serial": pattern("SN@@########"),
		"phonemodel": either("iPhone 13,Galaxy S22,Pixel 7"), "tmpl": either("welcome,order_confirmation,reset"), "token": pattern("tok_^^^^^^^^^^^^^^^^^^^^^^^^"), "maskcard": pattern("************####"),
		"card": func(r *rand.Rand, _ int) string { return cardNumber(r) }, "iban": func(r *rand.Rand, _ int) string { return ibanNumber(r) }, "bic": either("COBADEFFXXX,DEUTDEDB,GENODEF1S04,BNPAFRPP"), "pesel": func(r *rand.Rand, _ int) string { return pesel(r) },
		"cipher": func(r *rand.Rand, _ int) string {
			b := make([]byte, 48)
			for i := range b {
				b[i] = byte(r.Uint32())
			}
			return base64.StdEncoding.EncodeToString(b)
		},
	}
	m["usphone"] = func(r *rand.Rand, _ int) string {
		f := []string{"(212) %d-%04d", "415-%d-%04d", "+1 312 %d %04d", "617.%d.%04d", "702%d%04d"}[r.IntN(5)]
		return fmt.Sprintf(f, 220+r.IntN(700), r.IntN(10000))
	}
	m["phone"] = either("+49 30 1234567,+44 20 7946 0958,0171 2345678,+33 1 42 68 53 00,+1 212 736 5000,089/543210,+31 20 623 1234,030 7654321,+43 664 1234567")
	for name, p := range map[string]struct {
		kind classify.Kind
		draw func(r *rand.Rand, i int) string
	}{"bsn": {"nl_bsn", pattern("%########")}, "nir": {"fr_nir", pattern("18503############"[:4] + "1###########")}, "dni": {"es_nif", pattern("########@")}, "ptnif": {"pt_nif", pattern("2########")}, "detax": {"de_tax_id", pattern("%##########")}, "kvnr": {"de_health", pattern("@#########")}, "nhs": {"uk_nhs", pattern("%##-###-####")}, "nino": {"uk_nino", pattern("JG######B")}, "sepnr": {"se_personnummer", pattern("7#07##-####")}, "devat": {"de_vat_id", pattern("DE#########")}, "ssn": {"us_ssn", pattern("###-##-####")}, "rvnr": {"de_pension", pattern("65070#%#@###")}} {
		m[name] = passing(p.draw, p.kind)
	}
	m["nir"] = either("255081416802538,180126955222380")
	m["cf"] = either("RSSMRA85M01H501Q,BNCGLI80A41F205F")
	return m
}()

// verdictOf is one judged column against what it is.
type verdictOf struct {
	table, header string
	want, got     classify.Kind
	confidence    float64
	rows          int
	held, right   bool
}

// judgeSchemas fills every table and judges its columns.
func judgeSchemas(t *testing.T, seed uint64, sizes []int) (out []verdictOf) {
	r := rand.New(rand.NewPCG(seed, 1))
	for _, s := range schemas(t) {
		for _, rows := range sizes {
			for _, empty := range []float64{0, .4} {
				for at, c := range s.columns {
					var others []string
					for j, o := range s.columns {
						if j != at {
							others = append(others, o[0])
						}
					}
					draw := cells[c[2]]
					if draw == nil {
						t.Fatalf("%s: no cells %q", s.name, c[2])
					}
					col := classify.NewColumn(c[0], "")
					for i := range rows {
						if r.Float64() >= empty {
							col.Add([]byte(draw(r, i)))
						}
					}
					v := col.Verdict(others)
					want := classify.Kind(c[1])
					if want == "free" {
						want = ""
					}
					got := v.Kind
					o := verdictOf{s.name, c[0], want, got, v.Confidence, rows, s.held, got == want}
					if want != "" && got != "" && related(want, got) {
						o.right = true
					}
					out = append(out, o)
				}
			}
		}
	}
	return out
}

// Columns of the tables that small businesses have are judged right, in tables
// of tens of rows as in large ones, and a confidence means what it says.
func TestColumnsOfCommonTables(t *testing.T) {
	sizes := []int{12, 60, 400}
	vs := judgeSchemas(t, 3, sizes)
	for _, held := range []bool{false, true} {
		var s score
		wrong := map[string]int{}
		type bin struct {
			n, right int
			sum      float64
		}
		var bins [11]bin
		for _, v := range vs {
			if v.held != held {
				continue
			}
			said := v.got != "" && v.confidence >= .5
			if v.want != "" {
				s.wanted++
				if said && v.right {
					s.found++
				}
			}
			if said {
				s.said++
				if v.right {
					s.right++
				}
			}
			if v.want != "" && !(said && v.right) || said && !v.right {
				wrong[fmt.Sprintf("%s.%s: %q, want %q", v.table, v.header, v.got, v.want)]++
			}
			if v.got != "" {
				b := &bins[int(v.confidence*10)]
				b.n++
				b.sum += v.confidence
				if v.right {
					b.right++
				}
			}
		}
		ece, n := 0.0, 0
		for i, b := range bins {
			if b.n > 0 {
				ece += math.Abs(b.sum - float64(b.right))
				n += b.n
				t.Logf("held out %v: confidence %.1f: %d columns, said %.3f, right %.3f", held, float64(i)/10, b.n, b.sum/float64(b.n), float64(b.right)/float64(b.n))
			}
		}
		ece /= float64(max(1, n))
		t.Logf("held out %v: recall %.3f of %d, precision %.3f of %d, calibration error %.3f", held, s.recall(), s.wanted, s.precision(), s.said, ece)
		var lines []string
		for w, n := range wrong {
			lines = append(lines, fmt.Sprintf("%3dx %s", n, w))
		}
		slices.Sort(lines)
		slices.Reverse(lines)
		t.Logf("wrong:\n%s", strings.Join(lines, "\n"))
		if s.recall() < .95 || s.precision() < .95 || ece > .05 {
			t.Errorf("held out %v: recall %.3f and precision %.3f, the bars are .95; calibration error %.3f, the bar is .05", held, s.recall(), s.precision(), ece)
		}
	}
}
