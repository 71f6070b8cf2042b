package classify

import (
	"bytes"
	"strings"
)

// healthStems begin words of illness, treatment and pregnancy. Words that a
// shop uses for its goods are none of them (allergen, diabetes food, crab).
var healthStems = []string{
	"allergi", "allergy", "allerji", "alergi", "asthma", "asma", "astma", "diabet", "cukrzyc", "epilep", "padaczk", "hiv", "aids", "hepatit", "tubercul", "tuberkul",
	"krebserkrank", "krebspatient", "brustkrebs", "lungenkrebs", "cancer", "chemotherap", "chimiothérapie", "quimioterap", "tumor", "leukäm", "leukem", "leukaem", "leucemi", "lymphom",
	"depressiv", "depresiv", "depressed", "depression", "schizophren", "schizofren", "esquizofren", "bipolar", "burnout", "adhs", "adhd", "autism", "autist", "autismo", "anorexi", "bulimi",
	"demenz", "dementia", "demencia", "démence", "demenza", "alzheimer", "parkinson", "herzinfarkt", "schlaganfall", "infarkt", "infarto", "hypertension", "bluthochdruck", "hypertonie", "angina",
	"schwanger", "pregnan", "enceinte", "embaraz", "gravidanza", "incinta", "zwanger", "ciąż", "ciaz", "fehlgeburt", "miscarriage", "gravid",
	"schwerbehindert", "schwerbehinderung", "rollstuhl", "wheelchair", "pflegegrad", "pflegestufe", "krankgeschrieben", "arbeitsunfähig", "arbeitsunfaehig", "invalidity",
	"rheuma", "arthrit", "multiple sklerose", "multiple sclerosis", "zöliakie", "coeliac", "celiac", "celiachia", "insulin", "dialys", "psychotherap", "psychiatr", "migraine", "migräne", "copd", "syphilis", "chlamydia", "gonorrh", "endometrios", "fibromyalg", "sepsis", "pneumonia", "lungenentzünd", "bronchit", "osteopor", "thrombos", "embolism",
	"appendicit", "apendicit", "blinddarm", "hypertensi", "hipertensi", "ipertensi", "hypertoni", "nadciśnieni", "verenpaine", "hoge bloeddruk", "högt blodtryck", "forhøjet blodtryk", "tension artérielle",
	"crohn", "colitis ulcerosa", "reizdarm", "gastrit", "ulcus", "magengeschwür", "pancreatit", "zirrhose", "cirrhos", "cirros", "nierenversagen", "niereninsuffizienz", "renal failure", "insuffisance rénale", "herzinsuffizienz", "heart failure", "insuffisance cardiaque", "vorhofflimmern", "atrial fibrillation", "arrhythm", "aritmi", "stroke patient", "ictus", "hjertesvigt",
	"borstkanker", "longkanker", "darmkanker", "prostatakrebs", "prostate cancer", "darmkrebs", "hautkrebs", "krebstherap", "cáncer", "câncer", "cancro", "rakovin", "rak piersi", "rak płuc", "nowotwór", "bröstcancer", "brystkræft", "kræft", "kreft", "syöpä", "kanser", "carcinom", "karzinom", "melanom", "metasta", "lymfom", "linfoma", "онколог", "опухол", "рак груди", "рак лёгких",
	"sukkersyge", "sockersjuk", "cukrovk", "cukorbeteg", "şeker hastas", "сахарный диабет", "сахарного диабета", "сахарным диабетом", "сахарном диабете", "диабет", "σακχαρώδη διαβήτη",
	"epilepsi", "migren", "emicrani", "migraña", "enxaqueca", "bandscheibenvorfall", "hernie", "hernia", "hexenschuss", "slipped disc", "lumbago", "ischias", "sciatica", "polyneuropath", "multipel skleros", "esclerosis múltiple", "sclerosi multipla", "sclérose en plaques", "stwardnieni", "roztroušen",
	"depresj", "depresy", "depressie", "depresse", "dépressi", "depresión", "depressão", "masennus", "депресси", "burn out", "burn-out", "utmattning", "utbrändhet", "overspannen", "panikattack", "panic attack", "panikstörung", "angststörung", "anxiety disorder", "zwangsstörung", "posttraum", "ptsd", "suicidal", "suizid", "borderline", "psychos", "psycho", "magersucht", "essstörung", "eating disorder", "alkoholabhäng", "alcoholism", "alcoholic", "drogenabhäng", "entzug", "rehab clinic", "opioid",
	"pneumon", "polmonit", "zapaleni", "keuhkokuum", "lungebetænd", "lunginflamm", "пневмони", "covid", "long covid", "tüberküloz", "gürtelrose", "shingles", "borrelios", "lyme disease", "malaria", "salmonell", "endokardit", "meningit", "gicht", "gout patient", "psoria", "neurodermit", "eczema", "hashimoto", "hypothyr", "hyperthyr", "schilddrüs", "tiroid", "anemi", "anämie", "anaemi", "hämophil", "haemophil", "hemophil", "sichelzell", "sickle cell",
	"beinbruch", "armbruch", "knochenbruch", "oberschenkelhals", "fractur", "fraktur", "zlomenin", "złamani", "frattura", "amputat", "querschnitt", "paraplegi", "totgeburt", "fehlgeburt", "kaiserschnitt", "abtreibung", "schwangerschaft", "ivf treatment", "infertil", "kinderwunsch",
	"sertralin", "fluoxetin", "citalopram", "escitalopram", "venlafaxin", "methylphenidat", "ritalin", "metformin", "methadon", "lithium carbonate", "levothyrox", "metoprolol", "bisoprolol", "ramipril", "amlodipin", "atorvastatin", "simvastatin", "omeprazol", "pantoprazol", "ibuprofen", "diclofenac", "prednisol", "methotrexat", "salbutamol", "warfarin", "marcumar", "tamoxifen", "quetiapin", "olanzapin", "risperidon", "diazepam", "lorazepam", "tramadol", "oxycodon", "morphin", "amoxicillin",
}

// specialWords are beliefs, unions, orientations, parties, origins and genetic
// facts, which say something about a person only beside a word for one.
var specialWords = func() map[string]Kind {
	out := map[string]Kind{}
	for k, list := range map[Kind]string{
		"religion":    "jehovas-witness testigo-de_jehová testimone-di_geova zeuge-jehovas zeugin-jehovas zeugen-jehovas témoin-de_jéhovah świadkiem-jehowy świadek-jehowy getuige-van_jehova catholic katholisch catholique católico católica cattolico cattolica katholiek katolik katoliczka protestant protestantisch protestante evangelisch lutheran muslim muslima moslem musulman musulmane musulmán musulmana musulmano moslim jewish jüdisch juif juive judío judía ebreo ebrea joods buddhist buddhistisch bouddhiste hindu sikh atheist atheistisch athée ateo agnostic agnostisch konfessionslos orthodox mormon jehovah baptist methodist anglican shia sunni quaker",
		"union":       "délégué-syndical déléguée-syndicale délégué-cgt comisiones-obreras nszz-solidarność lid-van_de_fnv lid-van_fnv lid-van_cnv fnv-lid medlem-i_kommunal medlem-i_unionen medlem-af_3f medlem-av_fagforbundet iscritto-alla_cgil iscritta-alla_cgil iscritto-alla_cisl iscritta-alla_cisl iscritto-alla_uil afiliado-a_ccoo afiliada-a_ccoo afiliado-a_ugt afiliada-a_ugt sindicalizado sindicalizada mitglied-der_gewerkschaft mitglied-der_ig mitglied-bei_verdi mitglied-der_gew mitglied-der_gdl członkiem-związku członkinią-związku trade-union union-member union-rep ig-bce ig-bau gewerkschaftlich betriebsratsmitglied syndicaliste syndicalisé syndicalisée cgt cfdt ccoo ugt cgil solidarność gewerkschaftsmitglied gewerkschafter gewerkschafterin gewerkschaft verdi ver.di ig-metall unionised unionized syndiqué syndiquée vakbondslid vakbond sindicalista związkowiec unite unison",
		"orientation": "lesbischen lesbische lesbischer schwuler schwulen bisexuelle bisexuellen homosexuelle homosexuellen homosexuelles bisexuelle bisexuel homosessuale bisessuale homoseksualny homoseksualna biseksueel trans-man trans-woman same-sex gay lesbian lesbisch lesbienne lesbiana lesbica homosexual homosexuell homosexuel homoseksueel bisexual bisexuell bisexuel schwul heterosexual heterosexuell transgender transsexuell nonbinary queer asexual pansexual",
		"politics":    "labour-party conservative-party liberal-democrats green-party democratic-party republican-party reform-uk parti-socialiste rassemblement-national partido-popular partido-socialista partito-democratico lega-nord fratelli-d_italia platforma-obywatelska prawo-i_sprawiedliwość registered-democrat registered-republican party-member votes-labour votes-conservative wählt-spd mitglied-der_spd mitglied-der_cdu mitglied-der_csu mitglied-der_afd mitglied-der_fdp mitglied-der_linken mitglied-der_grünen spd-fraktion parteibuch democrat republican sozialdemokrat sozialdemokratin spd-mitglied cdu-mitglied afd-mitglied grünen-mitglied parteimitglied communist kommunist socialiste communiste tory labour-member libertarian",
		"criminal":    "convicted-of convicted-for previously-convicted prior-conviction prior-convictions previous-conviction previous-convictions criminal-record criminal-conviction criminal-convictions sentenced-to on-probation on-parole ex-offender ex-convict served-time in-prison vorbestraft vorbestrafte vorbestrafter vorstrafe vorstrafen haftstrafe bewährungsstrafe freiheitsstrafe verurteilt-wegen casier-judiciaire condamné-pour condamnée-pour antecedentes-penales condenado-por condenada-por precedenti-penali condannato-per condannata-per strafblad veroordeeld-voor skazany-za skazana-za",
		"ethnicity":   "caucasian hispanic latino latina african-american roma sinti sinto kurdish kurdisch ashkenazi aboriginal romani",
		"genetics":    "genetic-test genetic-testing dna-analyse dna-analysis dna-result test-génétique test-genético erbgutanalyse genanalyse huntington mucoviszidose brca1 brca2 genotype genotyp karyotype genome dna-test dna-profile gentest huntingtin trisomy trisomie",
		"biometrics":  "facial-recognition fingerprint-scan fingerprint-stored iris-template retina-template hand-geometry voice-print fingerabdrücke fingerabdruckscan gesichtserkennungsdaten iris-erkennung reconnaissance-faciale empreintes-digitales empreinte-digitale huella-dactilar impronta-digitale vingerafdruk odcisk-palca biometrische biometric-template fingerprint-template fingerabdruck faceprint iris-scan retina-scan voiceprint gesichtserkennung empreinte",
	} {
		start := 0
		for i := 0; i <= len(list); i++ {
			if i == len(list) || list[i] == ' ' {
				out[strings.NewReplacer("-", " ", ".", " ", "_", " ").Replace(list[start:i])] = k
				start = i + 1
			}
		}
	}
	return out
}()

// sensitive takes a word of illness, belief or origin. Only beside a word for a
// person is it more than a hint.
func (s *scanner) sensitive(i, end int, what role) (found, bool) {
	kind := Kind("health")
	person := s.near(ctxPerson, i, window)
	conf := .45
	if what&isHealth == 0 {
		kind = ""
		for _, e := range s.hit {
			if e.what&isSpecial != 0 {
				kind = specialWords[e.word]
				if e.next != "" {
					kind, end = specialWords[e.word+" "+e.next], min(len(s.text), end+1+len(e.next))
				}
			}
		}
		if kind == "" {
			return found{}, false
		}
		conf = .35
		if kind == "ethnicity" && lowerIs(s.text[i:end], "roma") && townPreposition(s.text, i) { // nato a Roma
			return found{}, false
		}
		// Who is a member or a witness is somebody.
		if end-i > 9 && (kind == "religion" || kind == "union" && !lowerIs(s.text[i:i+5], "trade")) && bytes.IndexByte(s.text[i:end], ' ') > 0 {
			person = true
		}
		if person && s.done == i-1 && s.text[i-1] == ' ' && int(s.seen[ctxPerson]) == i-1 && isUpper(s.text[i]) {
			return found{}, false // the last of the names: Felipe Montero Roma
		}
		if person {
			conf = .62
		}
		return hit(kind, i, end, conf), true
	}
	if goods(s.text, i, end) {
		return found{}, false
	}
	if person || s.near(ctxDiagnosis, i, window) || s.near(ctxMedication, i, window) {
		conf = .75
	}
	return hit(kind, i, end, conf), true
}

// townPreposition says whether one of the small words stands before i that stand
// before towns.
func townPreposition(text []byte, i int) bool {
	for _, w := range []string{" a ", " di ", " da ", " in ", " à ", " de ", " en ", " w ", " nach ", " aus ", " to ", " from "} {
		if bytes.HasSuffix(text[:i], []byte(w)) {
			return true
		}
	}
	return false
}

// goods are words such as Allergiefrei and Allergikerbettwäsche.
func goods(text []byte, i, end int) bool {
	var buf [16]byte
	n := copy(buf[:], text[i:end])
	for j := range buf[:n] {
		buf[j] = lower(buf[j])
	}
	b := string(buf[:n])
	return n >= 8 && b[:8] == "allergie" && end-i > 9 && end-i != len("allergies") || n >= 10 && b[:10] == "allergiker"
}

// diagnosis takes a code of ICD-10 behind a word that says so.
func (s *scanner) diagnosis(i, end int) (found, bool) {
	text := s.text
	if end-i != 3 || !isUpper(text[i]) || !isDigit(text[i+1]) || !isDigit(text[i+2]) || !s.near(ctxDiagnosis, i, window) {
		return found{}, false
	}
	if end+1 < len(text) && text[end] == '.' && isDigit(text[end+1]) {
		end++
		for end < len(text) && isAlnum(text[end]) {
			end++
		}
	}
	return hit("health", i, end, .9), true
}
