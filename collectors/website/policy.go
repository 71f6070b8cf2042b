package website

import (
	"context"
	"slices"
	"strings"

	"github.com/weaklink/weaklink/facts"
)

// policyWords name what a link leads to, in the languages of Europe and of
// its larger neighbours.
var policyWords = []struct {
	what  string
	words []string
}{
	{"privacy", []string{"privacy", "data protection", "gdpr", "dsgvo", "rgpd", "kvkk",
		"datenschutz",
		"confidentialit", "données personnelles", "donnees personnelles", "vos données", "vie privée", "vie-privee", "protection des données",
		"privacidad", "privacidade", "privacitat", "privadesa", "protección de datos", "proteccion de datos", "proteção de dados",
		"informativa sulla privacy", "riservatezza", "protezione dei dati",
		"gegevensbescherming", "persoonsgegevens",
		"prywatnoś", "prywatnos", "ochrona danych", "ochrany osobn", "ochrana osobn", "soukrom", "súkrom",
		"integritet", "personuppgift", "personvern", "persondata", "privatliv", "databeskyttelse", "tietosuoja", "persónuvernd",
		"adatvédelm", "adatvedelm", "adatkezel",
		"confidențialitate", "confidentialitate", "protecția datelor",
		"privatnost", "zasebnost", "varstvo osebnih", "zaštita podataka", "zaštita osobnih",
		"privaatsus", "andmekaitse", "privātum", "privatum",
		"απορρήτου", "απόρρητο", "προσωπικών δεδομένων", "поверителност", "конфиденциальн", "персональных данных", "конфіденційн", "приватност",
		"gizlilik", "kişisel veri"}},
	{"imprint", []string{"imprint", "impressum", "legal notice", "mentions légales", "mentions legales", "mentions-legales", "aviso legal", "note legali", "colofon"}},
	{"terms", []string{"terms", "agb", "geschäftsbedingungen", "conditions générales", "condiciones", "condizioni", "voorwaarden", "regulamin"}},
}

// policyWord says what a link is by its text and path; empty: none of these.
func policyWord(text, path string) string {
	text, path = strings.ToLower(text), strings.ToLower(path)
	for _, p := range policyWords {
		for _, w := range p.words {
			if w == "agb" && !slices.Contains(strings.FieldsFunc(text+" "+path, notLetter), w) {
				continue
			}
			if strings.Contains(text, w) || strings.Contains(path, strings.ReplaceAll(w, " ", "-")) {
				return p.what
			}
		}
	}
	return ""
}

func notLetter(r rune) bool { return r < 'a' || r > 'z' }

// persons are the words for data about people: without one of them a text is
// no privacy policy.
var persons = []string{"personal data", "personal information", "personenbezogen", "données personnelles", "données à caractère personnel", "datos personales", "datos de carácter personal",
	"dados pessoais", "dades personals", "dati personali", "persoonsgegevens", "dane osobowe", "danych osobowych", "osobních údaj", "osobných údaj", "personuppgift", "personopplysning", "personoplysning",
	"henkilötie", "személyes adat", "datele cu caracter personal", "date cu caracter personal", "date personale", "osobnih podat", "osobne podat", "osebnih podat", "osebne podat", "isikuandme", "personas dat", "asmens duomen",
	"προσωπικά δεδομένα", "προσωπικών δεδομένων", "δεδομένων προσωπικού", "лични данни", "персональны", "персональні", "kişisel veri", "persónuupplýsing"}

// duties are words of what such a text has to say beside that.
var duties = []string{"controller", "verantwortlich", "responsable", "responsável", "titolare", "verwerkingsverantwoordelijke", "administrator danych", "správce", "personuppgiftsansvarig", "behandlingsansvar", "dataansvarlig", "rekisterinpitäj", "adatkezelő", "operator",
	"right to", "recht auf", "droit", "derecho", "direito", "diritto", "recht op", "prawo do", "právo", "rättighet", "rettighet", "oikeus", "jog", "dreptul", "δικαίωμα", "право",
	"gdpr", "dsgvo", "rgpd", "ds-gvo", "avg", "rodo", "cookie", "retention", "speicherdauer", "gespeichert", "conserv", "delete", "löschung", "löschen", "purpose", "zweck", "finalité", "finalidad", "finalità"}

const (
	policyTries  = 3   // links that may be the privacy policy and are looked at
	policyLength = 100 // words below which a text says nothing
)

// policies follows the links that are called a privacy policy and looks
// whether a text that speaks of data about people stands behind one of them.
func (v *visit) policies(ctx context.Context, front *parsed) []facts.PolicyLink {
	var out []facts.PolicyLink
	for _, p := range policyWords {
		var links []namedLink
		for _, n := range front.named {
			if n.what == p.what && !slices.ContainsFunc(links, func(l namedLink) bool { return bare(l.url) == bare(n.url) }) {
				links = append(links, n)
			}
		}
		if len(links) == 0 {
			continue
		}
		if p.what != "privacy" {
			out = append(out, facts.PolicyLink{What: p.what, URL: v.keep(links[0].url)})
			continue
		}
		var best *facts.PolicyLink
		for _, n := range links[:min(len(links), policyTries)] {
			l := v.policy(ctx, n, front)
			if best == nil || l.OK || !best.OK && best.Status != 200 && l.Status == 200 {
				best = &l
			}
			if l.OK {
				break
			}
		}
		out = append(out, *best)
	}
	return out
}

// policy reads what a link that is called a privacy policy leads to.
func (v *visit) policy(ctx context.Context, n namedLink, front *parsed) facts.PolicyLink {
	link := facts.PolicyLink{What: "privacy", URL: v.keep(n.url)}
	landed, err := v.follow(ctx, n.url)
	if err != nil {
		v.see.Unseen("page:"+link.URL, "the privacy policy could not be read: "+err.Error(), "open it in a browser and read whether it is true")
		return link
	}
	link.Status = landed.status
	if !isHTML(landed.reply) || landed.sealed {
		link.Words = -1 // a document of another format: its words were not counted
		return link
	}
	read := &parsed{keep: v.keep}
	walk(landed.url, decoded(landed.reply), read)
	link.Words = read.words
	low := strings.ToLower(read.text.String())
	has := func(w string) bool { return strings.Contains(low, w) }
	// Many sites answer every path with their front page.
	elsewhere := n.here || read.text.String() != front.text.String()
	link.OK = link.Status == 200 && link.Words >= policyLength && elsewhere &&
		slices.ContainsFunc(persons, has) && slices.ContainsFunc(duties, has)
	return link
}
