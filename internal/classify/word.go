package classify

import "bytes"

// What a word may begin, by its first three letters: most words begin nothing,
// and cost one look into this table.
const (
	mayName = 1 << iota
	mayToken
	mayHealth
)

var beginnings = func() (t [4096]byte) {
	add := func(w string, what byte) { t[beginning([]byte(w))] |= what }
	for _, d := range []map[string]bool{given, family} {
		for w := range d {
			add(w, mayName)
		}
	}
	for _, k := range tokens {
		add(k.prefix, mayToken)
	}
	add("define(", mayToken)
	for _, w := range healthStems {
		add(w, mayHealth)
	}
	return t
}()

// beginning is a number made of the first three letters of b, whatever their
// case. What is no letter ends it.
func beginning(b []byte) uint16 {
	h := uint16(0)
	for i := 0; i < 3 && i < len(b); i++ {
		c := b[i]
		if c >= 0x80 {
			c = 0x80 // two cases of one letter
		} else if !isAlnum(c) {
			break
		}
		h = h*37 + uint16(lower(c))
		if c == 0x80 {
			break
		}
	}
	return h & 4095
}

// word looks at what begins with a letter at i. end is behind its letters and
// digits.
func word(text []byte, i, end int) (Find, bool) {
	w := text[i:end]
	// An IBAN: two letters, two digits.
	if len(w) >= 4 && isDigit(w[2]) && isDigit(w[3]) && isLetter(w[0]) && isLetter(w[1]) {
		if f, ok := iban(text, i); ok {
			return f, true
		}
	}
	if isUpper(w[0]) && numbered(text, w, end) {
		if f, ok := official(text, i, true); ok {
			return f, true
		}
		if f, ok := diagnosis(text, i, end); ok {
			return f, true
		}
	}
	what := beginnings[beginning(w)]
	if what&mayToken != 0 {
		if f, ok := token(text, i); ok {
			return f, true
		}
	}
	if what&mayHealth != 0 {
		if f, ok := health(text, i, end); ok {
			return f, true
		}
	}
	if what&mayName != 0 && (isUpper(w[0]) || w[0] >= 0x80) {
		if f, ok := person(text, i); ok {
			return f, true
		}
	}
	// An address or a hardware number may begin with one of a to f.
	if end < len(text) && (text[end] == ':' || text[end] == '-') && len(w) <= 4 && hex(w) {
		if f, ok := ip6(text, i); ok {
			return f, true
		}
		if len(w) == 2 {
			return mac(text, i)
		}
	}
	return Find{}, false
}

func hex(w []byte) bool {
	for _, c := range w {
		if !isDigit(c) && (lower(c) < 'a' || lower(c) > 'f') {
			return false
		}
	}
	return true
}

// numbered says whether the word holds digits, or groups with digits may follow.
func numbered(text, w []byte, end int) bool {
	for _, c := range w {
		if isDigit(c) {
			return true
		}
		if !isUpper(c) {
			return false
		}
	}
	return len(w) <= 6 && end+1 < len(text) && (text[end] == ' ' || text[end] == '-') && (isDigit(text[end+1]) || isUpper(text[end+1]))
}

// tokens are secrets that say of themselves whose they are: a prefix, and how
// many letters, digits, dashes and underscores the whole has at least.
var tokens = []struct {
	prefix   string
	min, max int
	dots     int
	kind     Kind
}{
	{"AKIA", 20, 20, 0, "aws_key"}, {"ASIA", 20, 20, 0, "aws_key"},
	{"ghp_", 40, 40, 0, "github_token"}, {"gho_", 40, 40, 0, "github_token"}, {"ghu_", 40, 40, 0, "github_token"}, {"ghs_", 40, 40, 0, "github_token"}, {"ghr_", 40, 80, 0, "github_token"}, {"github_pat_", 41, 120, 0, "github_token"},
	{"sk_live_", 24, 120, 0, "stripe_key"}, {"rk_live_", 24, 120, 0, "stripe_key"},
	{"xoxb-", 20, 120, 0, "slack_token"}, {"xoxp-", 20, 120, 0, "slack_token"}, {"xoxa-", 20, 120, 0, "slack_token"}, {"xoxr-", 20, 120, 0, "slack_token"}, {"xoxs-", 20, 120, 0, "slack_token"},
	{"eyJ", 60, 4096, 2, "jwt"},
	{"AIza", 39, 39, 0, "service_token"}, {"glpat-", 26, 60, 0, "service_token"}, {"SG.", 60, 80, 2, "service_token"}, {"npm_", 40, 40, 0, "service_token"},
	{"pypi-", 60, 250, 0, "service_token"}, {"sk-ant-", 40, 150, 0, "service_token"}, {"sk-proj-", 40, 200, 0, "service_token"}, {"shpat_", 38, 38, 0, "service_token"},
	{"dop_v1_", 71, 71, 0, "service_token"}, {"hvs.", 24, 150, 1, "service_token"}, {"hf_", 37, 37, 0, "service_token"}, {"ya29.", 30, 300, 1, "service_token"},
	{"AGE-SECRET-KEY-1", 74, 74, 0, "private_key"},
}

func token(text []byte, i int) (Find, bool) {
	if i > 0 && (text[i-1] == '_' || isAlnum(text[i-1])) {
		return Find{}, false
	}
	rest := text[i:]
	for _, k := range tokens {
		if !bytes.HasPrefix(rest, []byte(k.prefix)) {
			continue
		}
		n, dots := 0, 0
		for n < len(rest) && n <= k.max && (isAlnum(rest[n]) || rest[n] == '_' || rest[n] == '-' || rest[n] == '.' && dots < k.dots) {
			if rest[n] == '.' {
				dots++
			}
			n++
		}
		for n > 0 && (rest[n-1] == '.' || rest[n-1] == '-') {
			n--
		}
		if n < k.min || n > k.max || dots != k.dots || bytes.HasSuffix(rest[:n], []byte("EXAMPLE")) || k.kind == "aws_key" && !allCaps(rest[:n]) {
			continue
		}
		return Find{k.kind, i, i + n, .97}, true
	}
	if bytes.HasPrefix(rest, []byte("define(")) {
		return defined(text, i)
	}
	return Find{}, false
}

func allCaps(b []byte) bool {
	for _, c := range b {
		if !isUpper(c) && !isDigit(c) {
			return false
		}
	}
	return true
}

// defined takes define('DB_PASSWORD', '...') of PHP.
func defined(text []byte, i int) (Find, bool) {
	comma := bytes.IndexByte(text[i:min(len(text), i+60)], ',')
	if comma < 0 {
		return Find{}, false
	}
	return assigned(text, i+comma)
}

// healthStems begin words of illness, treatment and pregnancy. Words that a
// shop uses for its goods are none of them (allergen, diabetes food, crab).
var healthStems = []string{
	"allergi", "allergy", "allerji", "alergi", "asthma", "asma", "astma", "diabet", "cukrzyc", "epilep", "padaczk", "hiv", "aids", "hepatit", "tubercul", "tuberkul",
	"krebserkrank", "krebspatient", "chemotherap", "chimiothérapie", "quimioterap", "tumor", "leukäm", "leukem", "leucemi",
	"depressiv", "depresiv", "depressed", "schizophren", "schizofren", "esquizofren", "bipolar", "burnout", "adhs", "adhd", "autism", "autist", "autismo",
	"demenz", "dementia", "demencia", "démence", "demenza", "alzheimer", "parkinson", "herzinfarkt", "schlaganfall", "infarkt", "infarto",
	"schwanger", "pregnan", "enceinte", "embaraz", "gravidanza", "incinta", "zwanger", "ciąż", "ciaz", "fehlgeburt", "miscarriage",
	"schwerbehindert", "schwerbehinderung", "rollstuhl", "wheelchair", "pflegegrad", "pflegestufe", "krankgeschrieben", "arbeitsunfähig", "arbeitsunfaehig",
	"rheuma", "arthrit", "multiple sklerose", "zöliakie", "coeliac", "celiac", "celiachia", "insulin", "dialys", "psychotherap", "psychiatr",
}

// aboutPeople say that what comes next is about somebody.
var aboutPeople = newWords("patient", "kunde", "kundin", "client", "customer", "herr", "frau", "mr", "mrs", "diagnos", "leidet", "suffer", "paziente", "paciente", "pacjent", "klant", "employee", "mitarbeiter", "mutter", "vater", "mother", "father", "tochter", "sohn", "daughter", "son", "she", "he", "sie ist", "er ist", "i am", "ich bin", "ich habe", "i have", "zij is")

// health takes a word of illness. Only beside a word for a person is it more
// than a hint.
func health(text []byte, i, end int) (Find, bool) {
	var buf [24]byte
	n := copy(buf[:], text[i:min(len(text), i+len(buf))])
	for j := range buf[:n] {
		buf[j] = lower(buf[j])
	}
	for _, s := range healthStems {
		if !bytes.HasPrefix(buf[:n], []byte(s)) || len(s) <= 4 && end-i != len(s) && s != "asma" {
			continue
		}
		if bytes.HasPrefix(buf[:n], []byte("allergie")) && end-i > 9 && end-i != len("allergies") || bytes.HasPrefix(buf[:n], []byte("allergiker")) {
			continue // Allergiefrei, Allergikerbettwäsche
		}
		conf := .45
		if near(text, i, aboutPeople) {
			conf = .75
		}
		return Find{"health", i, end, conf}, true
	}
	return Find{}, false
}

// diagnosis takes a code of ICD-10 behind a word that says so.
func diagnosis(text []byte, i, end int) (Find, bool) {
	if end-i != 3 || !isDigit(text[i+1]) || !isDigit(text[i+2]) || !near(text, i, diagnosisWords) {
		return Find{}, false
	}
	if end+1 < len(text) && text[end] == '.' && isDigit(text[end+1]) {
		end = wordEnd(text, end+1)
	}
	return Find{"health", i, end, .9}, true
}

var diagnosisWords = newWords("icd", "icd10", "diagnos")
