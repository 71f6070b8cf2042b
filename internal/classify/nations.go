package classify

import "strings"

// Who writes in English says whose number it is and what for, and need not know what the country calls it:
// the Slovenian tax number, a Croatian personal identification number, italian_fiscal_code. Both together speak of
// the identifiers of that country; which of them it is, their checks and lengths say.

// nations are the words for a country in English, by the first letters of its identifiers.
var nations = map[string]string{
	"us": "us,usa,american", "de": "german,germany", "at": "austrian,austria", "ch": "swiss,switzerland",
	"fr": "french,france", "es": "spanish,spain", "it": "italian,italy", "pl": "polish,poland",
	"nl": "dutch,netherlands", "be": "belgian,belgium", "uk": "uk,british", "se": "swedish,sweden",
	"fi": "finnish,finland", "dk": "danish,denmark", "no": "norwegian,norway", "pt": "portuguese,portugal",
	"ie": "irish,ireland", "cz": "czech,slovak,slovakia", "ro": "romanian,romania", "bg": "bulgarian,bulgaria",
	"gr": "greek,greece", "hr": "croatian,croatia", "hu": "hungarian,hungary", "ee": "estonian,estonia",
	"lt": "lithuanian,lithuania", "lv": "latvian,latvia", "si": "slovenian,slovene,slovenia", "rs": "serbian,serbia",
	"is": "icelandic,iceland", "ru": "russian,russia", "ua": "ukrainian,ukraine", "il": "israeli,israel",
	"tr": "turkish,turkey", "ca": "canadian,canada", "br": "brazilian,brazil", "ar": "argentine,argentinian,argentina",
	"cl": "chilean,chile", "co": "colombian,colombia", "pe": "peruvian,peru", "ec": "ecuadorian,ecuador",
	"uy": "uruguayan,uruguay", "do": "dominican republic,dominican", "ve": "venezuelan,venezuela", "sv": "salvadoran,salvadorian,salvador",
	"mx": "mexican,mexico", "in": "indian,india", "au": "australian,australia", "nz": "new zealand,nz",
	"za": "south african,south africa", "ng": "nigerian,nigeria", "cn": "chinese,china", "hk": "hong kong",
	"tw": "taiwanese,taiwan", "jp": "japanese,japan", "kr": "korean,korea", "sg": "singaporean,singapore",
	"my": "malaysian,malaysia", "th": "thai,thailand", "ph": "philippine,filipino,philippines", "id": "indonesian,indonesia",
	"pk": "pakistani,pakistan", "lu": "luxembourgish,luxembourg", "mt": "maltese,malta", "cy": "cypriot,cyprus",
	"kz": "kazakh,kazakhstani,kazakhstan", "md": "moldovan,moldova", "al": "albanian,albania", "ae": "emirati,uae",
	"sa": "saudi", "kw": "kuwaiti,kuwait", "eg": "egyptian,egypt", "ir": "iranian,iran",
	"vn": "vietnamese,vietnam", "lk": "sri lankan,sri lanka", "ke": "kenyan,kenya",
}

// purposes are what such numbers are for. What is one word to the scanner may go on: tax finds taxpayer, ident identity.
const (
	purposesOfPersons = "tax,vat,income,citizen service,fiscal,national,ident,id,personal,social,insurance,pension,citizen,birth,resident,population,foreign,ni,tin,ssn"
	purposesOfFirms   = "tax,fiscal,vat,tin,gst,company,business,organi,corporate,firm,enterprise,register,registration"
	purposesOfHealth  = "health,medical,medicare,patient,physician,doctor,insurance,national"
	purposesOfMoney   = "bank,routing"
)

// ofNation are the names that say whose number it is.
var ofNation = map[string]bool{}

// withNations adds to each identifier what it is called in English.
func withNations(kinds []nationalKind) []nationalKind {
	for i := range kinds {
		k := &kinds[i]
		country, _, _ := strings.Cut(string(k.kind), "_")
		purposes := purposesOfPersons
		switch k.of {
		case ofFirm:
			purposes = purposesOfFirms
		case ofHealth:
			purposes = purposesOfHealth
		case ofMoney:
			purposes = purposesOfMoney
		}
		var words strings.Builder
		words.WriteString(k.words)
		for _, more := range []string{officialNames[k.kind], kindWords(k.kind)} {
			if more != "" {
				words.WriteString("," + more)
			}
		}
		for nation := range strings.SplitSeq(nations[country], ",") {
			for purpose := range strings.SplitSeq(purposes, ",") {
				if nation != "" {
					words.WriteString("," + nation + " " + purpose)
					ofNation[nation+" "+purpose] = true
				}
			}
		}
		k.words = words.String()
	}
	return kinds
}
