package website

import (
	"context"
	"slices"
	"strings"

	"github.com/weaklink/weaklink/facts"
)

// policyWords name what a link leads to, in the languages of Europe's larger
// countries.
var policyWords = []struct {
	what  string
	words []string
}{
	{"privacy", []string{"privacy", "datenschutz", "data protection", "confidentialit", "données personnelles", "donnees personnelles", "privacidad", "protección de datos", "proteccion de datos", "informativa sulla privacy", "riservatezza", "privacybeleid", "privacyverklaring", "prywatnoś", "ochrona danych", "integritetspolicy", "personvern", "persondata", "tietosuoja", "privacidade", "soukrom", "gdpr", "dsgvo", "rgpd"}},
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

// speaksOf are words without two of which a text is no privacy policy.
var speaksOf = []string{"personal data", "personal information", "personenbezogen", "données personnelles", "données à caractère personnel", "datos personales", "dati personali", "persoonsgegevens", "dane osobowe", "danych osobowych", "personuppgifter", "controller", "verantwortlich", "responsable", "titolare", "right to", "recht auf", "droit", "derecho", "diritto", "gdpr", "dsgvo", "rgpd", "cookies", "retention", "speicherdauer", "delete", "löschung"}

// policies follows the first link of each kind and looks whether a text that
// speaks of personal data stands behind it.
func (v *visit) policies(ctx context.Context, front *parsed) []facts.PolicyLink {
	var out []facts.PolicyLink
	for _, p := range policyWords {
		i := slices.IndexFunc(front.named, func(n namedLink) bool { return n.what == p.what })
		if i < 0 {
			continue
		}
		u := front.named[i].url
		link := facts.PolicyLink{What: p.what, URL: bare(u)}
		if p.what != "privacy" {
			out = append(out, link)
			continue
		}
		landed, err := v.follow(ctx, u)
		if err != nil {
			v.see.Unseen("page:"+link.URL, "the privacy policy could not be read: "+err.Error(), "open it in a browser and read whether it is true")
			out = append(out, link)
			continue
		}
		link.Status = landed.status
		read := &parsed{}
		if isHTML(landed.reply) {
			walk(landed.url, landed.body, read)
			link.Words = read.text
		} else {
			link.Words = -1 // a document of another format: its words were not counted
		}
		low := strings.ToLower(string(landed.body))
		n := 0
		for _, w := range speaksOf {
			if strings.Contains(low, w) {
				n++
			}
		}
		link.OK = link.Status == 200 && n >= 2 && link.Words >= 100
		out = append(out, link)
	}
	return out
}
