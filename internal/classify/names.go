package classify

import (
	_ "embed"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Small dictionaries of our own of names that are common in Europe and the US.
// They do not have to be complete: a column of names is recognised by the share
// of its cells, and a text by both names standing together.
const givenNames = `aaron adam adrian agnes agnieszka albert alberto alejandro alessandro alexander alexandra alice alina amelie amy ana anastasia andrea andreas andrew angela angelika anita anja anke ann anna anne annette annika antje anton antonia antonio arthur astrid barbara beata beate ben benjamin bernd bernhard bettina birgit björn brian brigitte bruno camille carina carl carla carlos carmen carola carolin caroline catherine cecilia celine charles charlotte chiara chloe chris christa christian christiane christina christine christoph christopher claire clara claudia clemens cornelia cristina dagmar daniel daniela david debora deborah dennis diana diego dieter dirk dominik donald dora doris dorothea edith eduard edward elena eleonora elias elif elisa elisabeth elizabeth elke ella elsa emil emilia emily emma enrico eric erich erik erika ernst esther eugen eva evelyn ewa fabian fabio felix ferdinand fiona florence florian frances francesca francesco francisco françois frank franz franziska frederic friedrich fritz gabriel gabriele georg george gerald gerd gerda gerhard gertrud giovanni gisela giulia giuseppe gloria grace greta grzegorz gudrun guido günter günther gustav hannah hannelore hanna hannes hans harald harry hartmut hedwig heidi heike heiko heinrich heinz helen helena helene helga helmut henrik henry herbert hermann hilde hildegard holger horst hubert hugo ian ida ilona ilse inga inge ingeborg ingo ingrid irene iris irma isabel isabella isabelle ivan jacob jakob jacqueline james jan jana jane janina jean jennifer jens jessica joachim joan joanna johann johanna johannes john jolanta jonas jonathan jörg josé josef joseph juan judith julia julian juliane julie jürgen justin jutta kai karen karin karl karla karolina katarzyna katharina kathrin katja katrin kerstin kevin kim kirsten klara klaus konrad krzysztof kurt lara larissa larry lars laura lea lena leo leon leonie liam lidia lieselotte lina linda lisa lorenz lorenzo lothar louis louise luca lucas lucia lucy ludwig luigi luis luisa lukas luke lydia magdalena maja malte manfred manuel manuela marc marcel marcin marco marcus margarete margaret maria marianne marie marina mario marion marius mark marko markus marlene marta martha martin martina mary mathias mathilde matteo matthew matthias max maximilian maya melanie mia michael michaela michel michele mike milan miriam mohamed mohammed monica monika moritz nadine nadja natalia natalie nathalie nicholas nico nicola nicolas nicole niklas nils nina noah nora norbert olaf oliver olivia oskar otto pablo paola patricia patrick paul paula pauline pawel pedro peter petra philip philipp philippe pierre piotr rafael rainer ralf ramona raphael rebecca regina reinhard renate rene ricardo richard rita robert roberto robin roger roland rolf roman ronald rosa rosemarie roswitha rudolf rüdiger ruth ryan sabine sabrina salvatore samuel sandra sara sarah sascha sebastian serge sigrid silke silvia simon simone sofia sonja sophia sophie stefan stefanie steffen stephan stephanie steven susan susanne sven svenja sylvia tamara tanja tatjana teresa theo theodor theresa thomas thorsten tim timo tina tobias tom tomasz torsten ulrich ulrike ursula ute uwe valentin valentina valerie vanessa vera verena veronika victor victoria viktoria vincent vincenzo viola volker walter waltraud werner wilfried wilhelm william wolfgang xaver yannick yvonne zoe zofia petra klaus`

const familyNames = `adams albrecht allen anderson arnold bach bachmann bailey baker barnes barth bauer baumann beck becker behrens bell bennett berger bergmann bernard bianchi blanc böhm böhme bianco bonnet braun brandt brooks brown bruno bryant busch butler campbell carter castillo christensen clark clarke coleman collins cook cooper costa cox cruz davies davis dean diaz dietrich dupont durand dubois edwards ellis engel ernst esposito evans fernandez ferrari fischer fisher flores fontaine foster fournier franke frank friedrich fuchs gallo garcia garnier geiger girard gomez gonzalez gonzales graf gray green greco griffin groß gruber günther haas hahn hall hamilton hansen harris harrison hartmann hayes heinrich heinz henderson henry herrmann hernandez herzog hill hoffman hoffmann hofmann horn howard huber hughes jackson jäger jakob james jansen janssen jenkins jensen johansson johnson jones jordan jung kaiser kaiser kaufmann keller kelly kennedy king klein knight koch köhler könig kowalski kowalczyk kramer kraus krause krüger kruse kuhn kühn lambert lang lange larsen laurent lee lefebvre lehmann leroy lewandowski lewis lindner long lopez lorenz ludwig luther maier marino martin martinez mason mayer mcdonald medina meier mendoza meyer michel miller mitchell möller moore morales moreau morel moreno morgan morris müller mueller murphy murray myers nelson neumann nguyen nielsen nowak o'brien olsen ortiz otto owens parker patel patterson perez perry peters petersen peterson petit pfeiffer phillips pohl powell price probe ramirez ramos reed reid reyes reynolds ricci richard richards richardson richter riedel rivera roberts robertson robinson rodriguez rogers romano romero ross rossi roth roux ruiz russell russo ryan sanchez sanders santos sauer schäfer scherer schmid schmidt schmitt schmitz schneider scholz schreiber schröder schubert schulte schultz schulz schumacher schuster schwarz scott seidel silva simon simmons simpson smith sommer stein stevens stewart sullivan svensson taylor thomas thompson torres turner vargas vasquez vogel vogt voigt wagner walker wallace walter ward washington watson weber weiß weiss werner west white williams wilson winkler winter wojcik wolf wolff wood woods wright young zapata ziegler zimmermann wiśniewski dąbrowski zieliński szymański woźniak kozłowski jankowski mazur kwiatkowski krawczyk de vries van dijk bakker visser smit meijer mulder bos vos peeters janssens maes jacobs mertens willems claes goossens wouters`

// namesText are given and family names that are common in Europe and America,
// and those of them that are words of everyday language too. English ones are
// the most frequent of the United States census of 1990, which is in the public
// domain.
//
//go:embed names.txt
var namesText string

// A short list of the most common is used where a name stands alone, in the
// names of files.
var commonGiven, commonFamily = dictionary(givenNames), dictionary(familyNames)

func dictionary(s string) map[string]bool {
	out := map[string]bool{}
	for w := range strings.FieldsSeq(s) {
		eachSpelling(w, func(w string) { out[w] = true })
	}
	return out
}

var umlauts = strings.NewReplacer("ä", "ae", "ö", "oe", "ü", "ue", "ß", "ss")

// eachSpelling calls each with a word as it is, and as those write it who have no
// accents.
func eachSpelling(w string, each func(string)) {
	each(w)
	for i := range len(w) {
		if w[i] >= utf8.RuneSelf {
			each(umlauts.Replace(w))
			each(accents.Replace(w))
			break
		}
	}
}

// nameEnd is the end of a capitalised word at i; i itself where there is none.
func nameEnd(text []byte, i int) int {
	if i >= len(text) {
		return i
	}
	end := i + 1
	if c := text[i]; c >= utf8.RuneSelf {
		r, n := utf8.DecodeRune(text[i:])
		if !unicode.IsUpper(r) {
			return i
		}
		end = i + n
	} else if !isUpper(c) {
		return i
	}
	lower := false
	for end < len(text) && end-i < 40 {
		if c := text[end]; c < utf8.RuneSelf {
			if !isLetter(c) && c != '\'' && c != '-' {
				break
			}
			lower = lower || !isUpper(c)
			end++
			continue
		}
		r, n := utf8.DecodeRune(text[end:])
		if !unicode.IsLetter(r) {
			break
		}
		lower = lower || unicode.IsLower(r)
		end += n
	}
	if !lower || end-i < 2 {
		return i
	}
	return end
}

// ambiguous are given names that are words as well.
var ambiguous = dictionary(`max amber ruby olive jasmine hazel ivy poppy daisy pearl crystal mark marc may art will grace rose rosa lea linda marina victoria lena mina iris viola gloria ewa ida ina kim jan jo juan april june august summer carmen diego domenico hector jordan kai lex lance marina mercedes nova paris petra rex sally sandy shell sky stella tom ute val vera wanda leo luca mia uwe mi`)

// fileWords follow a name in the names of files without belonging to it.
var fileWords = dictionary(`export exports list liste data daten backup copy kopie old alt new neu customers customer kunden kunde address addresses adressen adresse invoice invoices rechnung rechnungen order orders bestellung letter brief vertrag contract bewerbung cv lebenslauf photo foto bild scan report bericht notes notizen mail mails table sheet final version draft and und the des der die das file files folder ordner share office home documents dokumente desktop downloads pictures csv txt xlsx json pdf db sqlite xml zip doc docx php html web site shop server config log logs test tests temp tmp archive archiv salary gehalt urlaub krankmeldung zeugnis stundenzettel januar februar märz april mai juni juli august september oktober november dezember`)

// NameSpans finds what is personal in the name of a file, table or column: an
// e-mail address, a number that identifies, or the name of a person. Byte
// offsets, sorted, not overlapping.
func NameSpans(s string) [][2]int {
	var out [][2]int
	Scan([]byte(s), func(f Find) bool {
		switch CategoryOf(f.Kind) {
		case "contact", "identity", "financial", "card":
			if f.Kind != "birth_date" {
				out = append(out, [2]int{f.Start, f.End})
			}
		}
		return true
	})
	type token struct {
		from, to int
		word     string
	}
	var tokens []token
	start := -1
	for i, r := range s + " " {
		letter := unicode.IsLetter(r) && i < len(s)
		if letter && start < 0 {
			start = i
		}
		if !letter && start >= 0 {
			tokens = append(tokens, token{start, i, strings.ToLower(s[start:i])})
			start = -1
		}
	}
	taken := func(a, b int) bool {
		for _, o := range out {
			if a < o[1] && b > o[0] {
				return true
			}
		}
		return false
	}
	for _, a := range addresses(s) {
		if !taken(a[0], a[1]) {
			out = append(out, a)
		}
	}
	for i := 0; i < len(tokens); i++ {
		a := tokens[i]
		known := commonGiven[a.word] && len(a.word) > 2 && !ambiguous[a.word]
		if i+1 < len(tokens) {
			b := tokens[i+1]
			together := b.from-a.to <= 2 && !strings.ContainsAny(s[a.to:b.from], "/\\.")
			pair := commonGiven[a.word] && (commonFamily[b.word] || known && !fileWords[b.word] && len(b.word) > 2) || commonFamily[a.word] && commonGiven[b.word]
			if together && pair && !taken(a.from, b.to) {
				out = append(out, [2]int{a.from, b.to})
				i++
				continue
			}
		}
		// One name alone says who it is about too, when the file is called after it.
		if known && !taken(a.from, a.to) {
			out = append(out, [2]int{a.from, a.to})
		}
	}
	for i := 1; i < len(out); i++ {
		for j := i; j > 0 && out[j][0] < out[j-1][0]; j-- {
			out[j], out[j-1] = out[j-1], out[j]
		}
	}
	return out
}

// addresses are the parts of a name that are written like a mail address. In the
// name of a file its ending hides the address to a stricter reading
// (anna@shop.example.txt): here anything about an @ counts.
func addresses(s string) [][2]int {
	part := func(c byte) bool {
		return c >= 0x80 || c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || strings.IndexByte("._%+-", c) >= 0
	}
	var out [][2]int
	for i := 0; i < len(s); i++ {
		if s[i] != '@' {
			continue
		}
		from, to := i, i+1
		for from > 0 && part(s[from-1]) {
			from--
		}
		for to < len(s) && part(s[to]) {
			to++
		}
		if from < i && to > i+1 {
			out = append(out, [2]int{from, to})
			i = to
		}
	}
	return out
}
