package classify

import (
	"strings"
	"sync"
)

// officialNames are what issuers, handbooks and libraries of identifiers call each of them, in English and in their
// country's language, besides the words of nationals: several countries use one name, and the checks decide between them.
var officialNames = map[Kind]string{
	"us_npi":            "national provider,provider identifier,provider id",
	"us_itin":           "individual taxpayer",
	"us_aba":            "routing transport",
	"de_tax_id":         "tax identification number,steuerliche identifikationsnummer,persönliche identifikationsnummer,personal tax number,personal tax id",
	"de_pension":        "pension insurance,social security number,sozialversicherungs,social insurance number",
	"de_health":         "health insurance,versicherten-id,versicherten id,insured person",
	"de_lanr":           "physician number,doctor number,lebenslange arzt",
	"de_bsnr":           "praxisnummer,betriebsstätten-nr",
	"de_vat_id":         "umsatzsteur,tax identification,vat id",
	"at_svnr":           "social security number,social insurance number,e card,ecard",
	"at_tax_number":     "tax identification,fa steuernummer",
	"ch_ahv":            "versichertennummer,versicherten,social security number,social insurance number,ssn,assurance vieillesse,navs13",
	"fr_nir":            "social security number,inscription au répertoire,personal identification,nirpp,répertoire national",
	"fr_tax_id":         "nif,identifiant fiscal,immatriculation fiscale,tax identification,référence fiscale",
	"fr_siren":          "company identification,immatriculation",
	"es_nif":            "identificación fiscal,identificacion fiscal,identidad,personal identity",
	"es_nie":            "identificación de extranjero,foreigner",
	"es_cif":            "código de identificación fiscal,identificación fiscal",
	"it_codice_fiscale": "fiscal code,tax code",
	"it_vat":            "part iva,partitaiva",
	"pl_pesel":          "national identification,personal identification,ewidencyjny",
	"pl_nip":            "identyfikacji podatkowej,tax identification",
	"nl_bsn":            "citizen service,citizen identification,persoonsnummer,burger service",
	"be_nrn":            "national number,nationalregister,nationaal,registre national,nationalregisternummer,nn",
	"uk_nhs":            "health service patient",
	"uk_utr":            "taxpayer reference,tax reference,hmrc reference",
	"se_personnummer":   "personal identity,personal number,personal id number,personnummer",
	"se_org_number":     "org number,corporate identity,company number,organisation number,organization number,organisationsnr",
	"fi_hetu":           "personal identity code,personal identity,sotu,henkilötunnuksen",
	"dk_cpr":            "citizen number,personal identification,personal id number,civil registration",
	"no_fnr":            "national identity number,birth number,personal number,fødselsnr,sifret fødselsnummer",
	"pt_nif":            "número de identificação fiscal,identificação fiscal,tax identification,contribuinte",
	"pt_cc":             "identity card number,citizen card,número do documento,identity number",
	"ie_pps":            "public service number,personal public,rsi number,personal number",
	"cz_birth_number":   "rodného čísla,rodným číslom,rodným číslem,birth no",
	"ro_cnp":            "personal numeric,personal numerical,numerical personal,codul numeric",
	"bg_egn":            "uniform civil,unified civil,personal identity,civil number",
	"bg_pnf":            "pnf,foreigner number,number of a foreigner,personal number of a foreigner,чужденец",
	"gr_amka":           "social security number,κοινωνικής ασφάλισης,μητρώου κοινωνικής",
	"gr_afm":            "tax registration,φπα,fpa,φορολογικού,vat number",
	"hr_oib":            "oibbroj,personal identification,identifikacijski broj",
	"hu_taj":            "tajszam,tajszám,tb szám,biztosítási azonosító",
	"hu_tax_id":         "adóazonosító szám,tax identification,personal tax,adóazonosító jel",
	"ee_ik":             "personal identification,personal id number,personal id code,personal code,isiku",
	"lt_ak":             "personal code,personal number,personal numbers,asmens",
	"lv_pk":             "personal code,identity number,personas",
	"si_emso":           "unique master citizen,master citizen,citizen number,matična",
	"si_tax_number":     "davčna,tax identification,ddv",
	"rs_jmbg":           "unique master citizen,master citizen,unique citizen,citizen number,mbg,matični,јединствени матични,jedinstveni matični",
	"is_kennitala":      "identity code,icelandic identification",
	"ru_snils":          "pension insurance,лицевого счёта,лицевого счета",
	"ru_inn":            "номер налогоплательщика,taxpayer identification,tax identifier",
	"ua_rnokpp":         "rntrc,платника податків,облікової картки,taxpayer registration,individual taxpayer,tax identification",
	"il_id":             "identity number,te'udat zehut,te'udat,zehut,ת\"ז",
	"tr_tckn":           "kimlik numarası,personal identification",
	"ca_sin":            "canadian social,social insurance number",
	"br_cpf":            "pessoas físicas,pessoa física,cadastro de pessoa,cadastro de pessoas,national identifier",
	"br_cnpj":           "pessoa jurídica,cadastro nacional,company identifier",
	"ar_cuit":           "identificación tributaria,código único de identificación tributaria,clave única de identificación tributaria",
	"cl_rut":            "rol único,rol unico,national tax",
	"co_nit":            "identificación tributaria,identity code,número de identificación tributaria",
	"pe_dni":            "único de identificación,cédula única,identity number",
	"pe_ruc":            "único de contribuyentes,registro único,company tax",
	"ec_ci":             "cédula de identidad,personal identity,cédula de ciudadanía",
	"do_cedula":         "identidad y electoral,national identification",
	"ve_rif":            "información fiscal,registro de información,registro de identificación fiscal",
	"sv_dui":            "único de identidad",
	"mx_curp":           "clave única,registro de población,personal id number",
	"mx_rfc":            "federal de contribuyentes",
	"mx_nss":            "afiliación,seguridad social",
	"in_aadhaar":        "uidai,personal identity,aadhaar",
	"in_pan":            "income tax identifier,permanent account",
	"in_gstin":          "goods and services tax,gstin/uin,vat number",
	"in_voter_id":       "photo identity card,electoral photo,epic",
	"au_tfn":            "australian tax,tax file",
	"nz_ird":            "inland revenue,te tari",
	"za_id":             "identity document,identity number,idnumber",
	"ng_nin":            "nimc",
	"cn_resident_id":    "ric,ric no,公民身份,身份号码,resident identity,identity card",
	"hk_id":             "hkic,hong kong identity,identity card",
	"tw_id":             "身份證,身分證,national identification",
	"jp_my_number":      "individual number",
	"kr_rrn":            "외국인등록번호,resident registration",
	"sg_nric":           "foreign identification,national registration identity",
	"my_nric":           "national registration identity,malaysian ic,kad pengenalan",
	"th_id":             "personal identification,ประจำตัวประชาชน,บัตรประชาชน",
	"id_npwp":           "indonesian vat,wajib pajak",
	"pk_cnic":           "national identity card,computerised national,computerized national",
	"lu_id":             "identification national,ccss,matricule",
	"mt_id":             "identity card,malta id",
	"cy_tic":            "α.Φ.Τ.,φορολογικής ταυτότητας",
	"kz_iin":            "жеке сәйкестендіру,индивидуальный идентификационный,individual identification",
	"md_idnp":           "codul personal,numărul de identificare,personal code,identificare de stat",
	"al_nid":            "nr personal,numri i identitetit,identity number,personal number",
	"ae_id":             "identity card number,identity card,uae id,هوية,رقم الهوية",
	"sa_id":             "رقم الهوية,الهوية الوطنية,iqama",
	"eg_id":             "رقم قومي,الشخصية",
	"ir_national_id":    "شماره ملی,national code",
	"vn_id":             "số định danh,định danh cá nhân,căn cước,citizen id",
	"ke_pin":            "personal identification,pin certificate",
	"pt_niss":           "segurança social,social security number,identificação de segurança",
	"br_pis":            "pis-pasep",
	"br_cns":            "cartão do sus,nacional de saúde,health card",
}

// otherShapes are further ways in which a country writes its identifiers, of those that are known without a word.
var otherShapes = []nationalKind{
	{"de_pension", "weighted digit sums mod 10 and date", false, 12, dePension, "rentenversicherungsnummer", 0, "nn-nnnnnn-a-nnn", ""},
	{"ch_ahv", "EAN-13, prefix 756", false, 13, chAHV, "ahv", 0, "nnn nnnn nnnn nn", ""},
	{"fr_nir", "97 - (n mod 97)", false, 15, frNIR, "nir", 0, "n nn nn nn nnn nnn/nn", ""},
	{"es_nif", "mod 23 letter", false, 9, esNIF, "dni", 0, "nn.nnn.nnn-a", ""},
	{"be_nrn", "97 - (n mod 97)", false, 11, beNRN, "rijksregisternummer", 0, "nnnnnn-nnn-nn", ""},
	{"be_nrn", "97 - (n mod 97)", false, 11, beNRN, "rijksregisternummer", 0, "nnnnnn nnn nn", ""},
	{"mx_rfc", "mod 11 character and date", false, 13, mxRFC, "rfc", 0, "aaaa-nnnnnn-aaa", ""},
	{"mx_rfc", "mod 11 character and date", false, 13, mxRFC, "rfc", 0, "aaaa nnnnnn aaa", ""},
}

// sharedName says whether a name of two words is one that any country may use: where it stands, those that have no
// word for it are believed as where none stands.
func sharedName(first, next string) bool { return next != "" && sharedFirst[first] && !ownNext[next] }

var (
	sharedFirst = set("personal national identity identification tax fiscal social health company vat citizen taxpayer insured pension birth individual")
	ownNext     = set("file insurance")
)

// commonWords begin so many sentences that a name of two words which begins with one would cost each of them a look.
var commonWords = set("a al am an as at be by ca de do el en es et eu fi fr id ie il in is it la le lt me my no on pe pt ro ru sa se si sk so to tr ua us uy ve")

// kindWords are the words of a kind's own name, as programs and who measures them write it: nl_bsn, NL BSN, nlBsn.
func kindWords(k Kind) string {
	country, _, _ := strings.Cut(string(k), "_")
	name := strings.ReplaceAll(string(k), "_", " ")
	if commonWords[country] {
		return ""
	}
	return name
}

// kindAt are the identifiers whose kind's own name begins at i, as who measures them writes it: nl_bsn, NL BSN.
func kindAt(text []byte, i int) (out []context) {
	var buf [24]byte
	name := buf[:0]
	for at := i; at < len(text) && len(name) < len(buf); at++ {
		c := text[at]
		if isLetter(c) {
			name = append(name, c|0x20)
			continue
		}
		if list := kindContexts()[string(name)]; list != nil {
			out = list
		}
		if c != ' ' && c != '_' {
			return out
		}
		name = append(name, ' ')
	}
	if list := kindContexts()[string(name)]; list != nil {
		out = list
	}
	return out
}

// kindContexts are the contexts of each identifier by its kind's name in words.
var kindContexts = sync.OnceValue(func() map[string][]context {
	out := map[string][]context{}
	for i := range nationals {
		name := strings.ReplaceAll(string(nationals[i].kind), "_", " ")
		out[name] = append(out[name], ctxNational+context(i))
	}
	return out
})

// unchecked says whether any number of the right length is one: where another that has a check digit may be meant by
// the same words, it is that.
func (k *nationalKind) unchecked() bool {
	switch k.kind {
	case "ph_tin", "ng_nin", "ar_dni", "us_ein", "us_ssn":
		return true
	}
	return false
}
