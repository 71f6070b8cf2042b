package classify

import (
	"math"
	"slices"
	"strings"
)

// families are identifiers that columns of one name hold: which of them, the
// values say.
var families = [][]Kind{
	{"es_nif", "pt_nif", "es_nie", "es_cif"},
	{"se_personnummer", "dk_cpr", "no_fnr", "fi_hetu", "is_kennitala"},
	{"us_ssn", "us_itin", "ca_sin"},
	{"at_svnr", "de_pension", "ch_ahv", "de_health"},
	{"de_tax_id", "us_itin", "br_cpf", "it_codice_fiscale", "it_vat", "de_vat_id", "us_ein"},
	{"de_vat_id", "it_vat", "pl_nip", "fr_siren", "es_cif"},
	{"ee_ik", "lt_ak", "lv_pk", "cz_birth_number", "pl_pesel"},
	{"za_id", "cn_resident_id", "my_nric", "in_aadhaar", "tr_tckn", "th_id", "pk_cnic", "id_nik", "ng_nin", "il_id"},
}

func sameFamily(a, b Kind) bool {
	for _, f := range families {
		one, two := false, false
		for _, k := range f {
			one, two = one || k == a, two || k == b
		}
		if one && two {
			return true
		}
	}
	return false
}

// Confidences are what share of such verdicts is right in
// TestColumnsOfCommonTables: a value that passes its check under its own name is
// wrong in one of a hundred columns, a name alone in one of ten.
const (
	bothSay = .98
	nameSay = .92
)

// Verdict judges the column. neighbours are the names of the table's other columns.
func (c *Column) Verdict(neighbours []string) ColumnVerdict {
	v := ColumnVerdict{Filled: c.filled, FreeText: map[Kind]int64{}, TestData: c.test}
	c.called, c.asked = calledAmong(c.name, neighbours), false
	said := headerSaid(c.name)
	if c.called != c.name {
		if s := headerSaid(c.called); s.sure > said.sure {
			said = s
		} else {
			c.called = c.name
		}
	}
	byName, sure := said.kind, said.sure
	if c.filled == 0 {
		return v
	}
	who := sure == whoSays
	if who {
		byName, sure = "", 0
	}
	if c.guarded(&v, byName, sure) {
		return v
	}
	share := func(n int64) float64 { return float64(n) / float64(c.filled) }
	set := func(k Kind, matched int64, confidence float64) {
		if confidence > v.Confidence {
			v.Kind, v.Category, v.Matched, v.Confidence = k, CategoryOf(k), matched, confidence
		}
	}
	text := share(c.words) > .3 && (byName != "street" && share(c.wordy[streetCells]) < .8 || share(c.postal) < .5 && (sure < .8 || c.alpha*2 > c.filled || c.words*5 > c.filled*4))
	thing := thingHeader(c.called) || (genericNames[c.flat()] || c.flat() == "hostname") && c.personal(neighbours) == 0 && besideMachines(append([]string{c.called}, neighbours...))
	if !text {
		for at, k := range kindsByNumber {
			if n := c.whole[at]; n > 0 {
				c.byValues(k, n, byName, sure, thing, set)
			}
		}
		c.byWords(byName, share, set, neighbours, thing)
		c.byWhatIsSaid(byName, thing, neighbours, set)
		c.byTwoMeanings(byName, sure, who, set, neighbours)
	}
	if v.Kind == "" && byName == "" && !thing && !text && c.filled >= 5 && c.seen.n > 4 && share(c.dials) > .95 && share(c.bare) < .3 && share(c.within[phoneNumber]) > .3 {
		set("phone", c.filled, .8) // made up for a trial, or mistyped: written as telephones are
	}
	if s := share(c.illness); s > .3 && !text && !thing && (byName == "" || byName == "health") {
		set("health", c.filled, .8)
	}
	if s := share(c.codes); s > .9 && c.seen.n > 1 && (byName == "" || byName == "health") && (codeOfIllness(c.called) || c.seen.n > 2 && c.filled >= 5 && slices.ContainsFunc(neighbours, codeOfIllness)) {
		set("health", c.codes, nameSay)
	}
	if s := share(c.sexes); s > .9 && c.seen.n <= 8 && (byName == "gender" || c.seen.n > 1 && c.alpha == c.filled && c.short*2 < c.filled && c.personal(neighbours) > 0) {
		set("gender", c.sexes, nameSay)
	}
	if v.Kind == "" && (byName == "" || byName == "coordinates" || byName == "salary" && slices.ContainsFunc(neighbours, degreesHeader)) && degreesHeader(c.called) && c.alpha == 0 && c.bare*4 < c.filled && c.dates == 0 && c.seen.n > 1 && c.ofPeople(neighbours) && !ofBranches(neighbours) {
		set("coordinates", c.filled, .85) // of people: where shops are is nobody's
	}
	if share(c.pairs) > .9 && c.seen.n > 1 && (byName == "" || byName == "coordinates" || byName == "city" || byName == "street") && c.ofPeople(neighbours) && (!ofBranches(neighbours) || c.persons(neighbours) > 1) {
		set("coordinates", c.pairs, nameSay)
	}
	doubtful := ((ambiguousHeaders[flatten(c.called)] || sure < 1 && (byName == "health" || byName == "politics") && ambiguousHeaders[lastWord(c.called)]) && byName != "salary" || byName == "salary" && beforeTax(c.called) && !ofStaff(neighbours) && !(payWords[lastWord(c.called)] && c.persons(neighbours) > 0)) && (byName == "salary" || c.personal(neighbours) == 0 && !(byName == "country" && c.ofPeople(neighbours)) || byName == "health" && c.persons(neighbours) == 0)
	if of := CategoryOf(byName); said.composed && (of == "health" || of == "special") && c.personal(neighbours) == 0 && !c.ofPeople(neighbours) && !(byName == "criminal" && besideNames(neighbours)) {
		doubtful = true // the diagnosis of a machine
	}
	if byName == "city" && len(neighbours) > 1 && c.personal(neighbours) == 0 && !c.ofPeople(neighbours) && c.filled > 5 && int64(c.seen.n)*2 <= c.filled {
		doubtful = true // where something is measured or sold
	}
	if byName == "ethnicity" && ofAnimals(neighbours) || byName == "health" && ofPlants(neighbours) {
		doubtful = true
	}
	if byName == "health" && said.composed && recordWords[lastWord(c.called)] && share(c.bare) > .9 && int64(c.seen.n) == min(c.filled, distinctCells) {
		doubtful = true // the number of a finding
	}
	if byName == "username" && sure < 1 && !c.varied() && c.filled >= 5 && besidePlace(neighbours) {
		doubtful = true // an address has an alias
	}
	switch byName {
	case "street", "city", "country", "postcode", "gender", "full_name", "username", "salary":
		doubtful = doubtful || said.composed && c.personal(neighbours) == 0 && (byName != "street" || ofBranches(neighbours) || c.alpha*3 > c.filled || c.bare*4 > c.filled || !c.varied())
	}
	if byName == "health_insurance" && insuranceOrClub[c.flat()] {
		doubtful = !besideInsurance(neighbours)
	}
	if v.Kind == "" && byName != "" && sure >= .8 && !text && !doubtful && headerAlone[byName] && !genericNames[c.flat()] && c.plausible(byName) {
		confidence := nameSay
		if byName == "phone" && share(c.dials) < .8 {
			confidence = 0
		}
		if sure < 1 && confidence > 0 {
			confidence = .85
		}
		set(byName, c.filled, confidence)
	}
	if text && byName == "health" && c.illness > 0 {
		set("health", c.filled, .85)
	}
	if text && byName == "criminal" && sure >= .8 && !doubtful && c.bare*2 < c.filled {
		set("criminal", c.filled, .85)
	}
	v.Confidence = calibrated(v.Confidence)
	finds := int64(0)
	if v.Kind == "" || text {
		afterPeople := !text && v.Kind == "" && namedAfterPeople[lastWord(c.called)]
		for at, k := range kindsByNumber {
			if k == "ip" && !text && agentWords[lastWord(c.called)] && !clientNames[c.flat()] || afterPeople && (k == "full_name" || k == "given_name" || k == "family_name") {
				continue
			}
			if n := c.within[at]; n > 0 && k != v.Kind && !(thing && !text && c.byLuck(k, n)) {
				v.FreeText[k] = n
				finds += n
			}
		}
	}
	// A cell may hold more than its kind: "Lindenstr. 4, anna@...", "Anna <anna@...>".
	for _, k := range []Kind{"email", "card", "iban", "phone"} {
		n := c.within[kindNumber[k]]
		if v.Kind == "" || text || k == v.Kind || n*20 < c.filled || n < 3 || k == "phone" && v.Kind != "email" && v.Kind != "street" && v.Kind != "full_name" {
			continue
		}
		v.FreeText[k] = n
	}
	if v.Kind == "" && finds == 0 {
		// None of n cells: the share is below 1 - .05^(1/n), about 3/n.
		v.AtMost = 1 - math.Pow(.05, 1/float64(c.filled))
	}
	return v
}

// byLuck says whether so many cells of a column of things, such as numbers of orders
// or versions, pass as the kind without being one.
func (c *Column) byLuck(k Kind, n int64) bool {
	chance := chanceOf(k)
	return k == "ip" || chance > .01 && byChance(n, c.filled, max(chance, .12)) > 1e-6
}

// calibrated turns what a rule says of itself into the share of such verdicts
// that is right, fitted on the half a of the labelled tables (testdata/judge): in
// the bins .80, .85, .90 and .95 all of 25, 17, 234 and 347 were right, to each
// of which one wrong is added. docs/why/classify.md has the other half's numbers.
func calibrated(p float64) float64 {
	for i := 1; i < len(fitted); i++ {
		a, b := fitted[i-1], fitted[i]
		if p >= a[0] && p <= b[0] {
			return a[1] + (p-a[0])*(b[1]-a[1])/(b[0]-a[0])
		}
	}
	return p
}

var fitted = [][2]float64{{.6, .6}, {.7, .8}, {.8, .92}, {.85, .94}, {.92, .98}, {.98, .99}, {1, 1}}

var withoutSigns = strings.NewReplacer("_", "", " ", "", "-", "", ".", "")

// ofWindows says whether the name of a column is that of the hashes that Windows keeps of
// passwords, which are MD4 without salt and as long as MD5.
func ofWindows(name string) bool {
	name = withoutSigns.Replace(strings.ToLower(name))
	for _, w := range []string{"ntlm", "nthash", "ntpassword", "lmhash", "lmpassword", "unicodepwd"} {
		if strings.Contains(name, w) {
			return true
		}
	}
	return false
}

// guarded judges a column whose cells are hashed, encrypted or masked.
func (c *Column) guarded(v *ColumnVerdict, byName Kind, sure float64) bool {
	for p, n := range c.protect {
		if n*2 <= c.filled {
			continue
		}
		if p == "encrypted" && byName == "biometrics" && !protectionWords[lastWord(c.called)] {
			// A template is bytes of chance too.
			v.Kind, v.Category, v.Matched, v.Confidence = byName, CategoryOf(byName), c.filled, calibrated(nameSay)
			return true
		}
		if p == "md5" && ofWindows(c.called) {
			p, byName = "ntlm", "password"
		}
		v.Protected, v.Matched = p, n
		switch {
		case byName != "" && (p != "token" || byName != "phone" || sure == 1):
			v.Kind = byName
		case p == "bcrypt" || p == "argon2" || p == "scrypt" || p == "pbkdf2" || p == "yescrypt" || p == "crypt" || p == "sha2crypt" || p == "md5crypt" || p == "phpass" || p == "drupal" || p == "ssha" || p == "mysql_native_password" || p == "postgres_md5":
			v.Kind = "password"
		}
		if p == "token" {
			v.Kind = "" // it stands for a value that is kept elsewhere
		}
		if v.Category = CategoryOf(v.Kind); v.Kind != "" {
			v.Confidence = .95
		}
		return true
	}
	return false
}

// byChance is how likely it is that n of all cells pass or more when each does
// with the probability p (binomial).
func byChance(n, all int64, p float64) float64 {
	if n == 0 {
		return 1
	}
	if all > 400 { // Chernoff: exp(-all D(q||p)) bounds the tail
		q := float64(n) / float64(all)
		if q <= p {
			return 1
		}
		d := q * math.Log(q/p)
		if q < 1 {
			d += (1 - q) * math.Log((1-q)/(1-p))
		}
		return math.Exp(-float64(all) * d)
	}
	sum := 0.0
	logC := 0.0 // log of all over k
	for k := int64(0); k <= all; k++ {
		if k > 0 {
			logC += math.Log(float64(all-k+1)) - math.Log(float64(k))
		}
		if k >= n {
			sum += math.Exp(logC + float64(k)*math.Log(p) + float64(all-k)*math.Log(1-p))
		}
	}
	return min(1, sum)
}

// byValues judges by cells that pass as a kind from end to end.
func (c *Column) byValues(k Kind, n int64, byName Kind, sure float64, thing bool, set func(Kind, int64, float64)) {
	s := float64(n) / float64(c.filled)
	chance := chanceOf(k)
	hint := byName == k && sure > 0 || slices.Contains(c.named(), k)
	near := !hint && byName != "" && nationalByKind[byName].kind != "" && sameFamily(byName, k)
	luck := byChance(n, c.filled, chance)
	switch {
	case hint && s > chance+.3 && luck < .05:
		set(k, n, bothSay-.06*(1-s))
	case hint && s > .8: // two or three cells
		set(k, n, .9)
	case near && s > .9 && luck < .01:
		set(k, n, .9)
	case c.plain() && k == "phone" || thing && k != "email" && k != "iban" && k != "mac" && (k != "ip" || !clientNames[c.flat()]) && (k != "card" || s < .95 || luck > 1e-6):
		// Bare digits pass as a phone of some country too easily. No numbering of
		// orders passes as cards from end to end.
	case k == "phone" && byName == "postcode" && s > .8 && c.within[phoneNumber]*2 > c.filled:
		set(k, n, .93) // cep: a mobile in Turkish
	case byName == "id_card" && nationalByKind[k].kind != "" && s > .9 && c.seen.n > 4 && luck < 1e-4 && passing[k] < 1:
		set(k, n, .93) // a national id is that of some nation
	case byName == "id_card" && nationalByKind[k].shape != "" && s > .95 && c.seen.n > 2 && c.within[kindNumber[k]]*20 >= c.filled*19:
		set(k, n, .93)
	case k == "ip" && byName == "street" && s > .9:
		set(k, n, .9) // adress, osoite: of a machine
	case nationalByKind[byName].kind != "" && nationalByKind[k].kind != "" && s > .95 && c.seen.n >= 5 && c.whole[kindNumber[byName]]*10 < c.filled && passing[k] < 1 && byChance(n, c.filled, passing[k]) < 1e-6:
		set(k, n, .93) // dni, in a shop that sells abroad too
	case byName != "" && sure >= .8 && k != "email" && k != "iban" && byName != "full_name" && byName != "username" && !((k == "ip" || k == "mac") && s > .95):
		// The name says that it is something else.
	case k == "phone" && s > .6 && c.filled >= 5:
		set(k, n, .6+.36*s)
	case chance < .05 && s > .6 && luck < 1e-4:
		set(k, n, .6+.37*s)
	case chance < .2 && s > .85 && c.filled >= 5 && luck < 1e-4 && (k == "card" || k == "ip"):
		set(k, n, .58+.38*s)
	case s > .95 && (c.seen.n >= 12 || c.seen.n >= 5 && k == "us_ssn") && nationalByKind[k].shape != "" && c.within[kindNumber[k]]*20 >= c.filled*19:
		set(k, n, .85) // written as their country writes them, from end to end
	case s > .95 && c.seen.n >= 12 && passing[k] > 0 && byChance(n, c.filled, passing[k]) < 1e-9:
		// No numbering of things has the check digit of a country in every one.
		set(k, n, .85)
	}
}

// passing is the share of numbers of the right shape that pass by chance, for
// identifiers that have a check digit in each of their forms. Of the others, such
// as those that are a date and a number, nearly all pass.
var passing = func() map[Kind]float64 {
	out := map[Kind]float64{}
	for _, n := range nationals {
		p := 1.0
		if !strings.Contains(n.check, "no longer guaranteed") && slices.ContainsFunc([]string{"mod ", "Luhn", "Verhoeff", "weighted check digit", "11-test", "divisible", "97 -", "EAN-13"}, func(w string) bool { return strings.Contains(n.check, w) }) {
			p = .12
		}
		out[n.kind] = max(out[n.kind], p)
	}
	// Their letters and prefixes do what a digit does elsewhere.
	out["uk_nino"], out["us_mbi"] = .15, .15
	return out
}()

// plain says that no cell is written as people write phone numbers.
func (c *Column) plain() bool { return c.within[phoneNumber]*4 < c.whole[phoneNumber] }

// chanceOf is the share of random values of the right shape that pass.
func chanceOf(k Kind) float64 {
	switch k {
	case "email", "iban", "mac", "connection_string", "private_key", "jwt", "aws_key", "github_token", "coordinates":
		return .001
	case "ip":
		return .01
	case "card":
		return .1
	case "phone":
		return .15
	}
	if n, ok := nationalByKind[k]; ok && !n.weak {
		return .04
	}
	return .3
}

// personal counts the other columns that are about people by their names.
func (c *Column) personal(neighbours []string) int {
	n := 0
	for _, name := range neighbours {
		switch k, s := headerKind(name); k {
		case "email", "phone", "street", "given_name", "family_name", "full_name", "birth_date", "postcode", "salary", "gender", "iban", "religion", "passport", "id_card":
			if s >= .5 && s != whoSays && !genericNames[flatten(name)] && (k != "salary" || !beforeTax(name)) {
				n++
			}
		}
	}
	return n
}

// byWords judges columns of names, streets and birth dates.
func (c *Column) byWords(byName Kind, share func(int64) float64, set func(Kind, int64, float64), neighbours []string, thing bool) {
	personal := c.personal(neighbours)
	firms := share(c.firms) > .2 || byName == "" && namedAfterPeople[lastWord(c.called)] && share(c.titled) < .2
	// A few words that come again and again are states or colours, not people.
	varied := c.seen.n >= 12 || int64(c.seen.n)*2 >= c.filled && c.seen.n > 3
	generic := genericNames[c.flat()]
	for at, k := range wordyOf[:streetCells] {
		s := share(c.wordy[at])
		switch {
		case firms:
		case byName == k && !generic && s > .1:
			set(k, c.filled, min(.98, .93+.05*s))
		case byName != "" && byName != k && !generic || thing:
		case s > .5 && varied:
			set(k, c.wordy[at], .5+.45*s)
		case s > .15 && generic && personal >= 1 && c.seen.n > 1:
			set(k, c.filled, .85)
		}
	}
	if s := share(c.titled); s > .6 && !thing && !firms && (byName == "" || generic || byName == "full_name") {
		set("full_name", c.titled, nameSay)
	}
	// Beside a column of given names, one that is called name has the others.
	if generic && !clientNames[c.flat()] && varied && !firms && share(c.alpha) > .8 && share(c.people) < .3 && besideGiven(neighbours) {
		set("family_name", c.filled, nameSay)
	}
	// Names outside of every dictionary look like names, and lists of goods and
	// of firms have words that give them away.
	p, known := share(c.people), share(c.wordy[fullCells])
	switch full := generic && (byName == "full_name" || clientNames[c.flat()]) && varied && share(c.firms) < .05; {
	case generic && p > .9 && varied && share(c.firms) < .05 && (besideBirth(neighbours) || besideLogin(neighbours)):
		set("full_name", c.filled, .85) // what is born is a person
	case full && (p > .8 && personal >= 1 || p > .9 && known > .1 || p > .75 && known > .4):
		set("full_name", c.filled, .85)
	case full && p > .9 && clientNames[c.flat()], byName == "" && !thing && !firmHeaders[flatten(c.called)] && varied && !firms && p > .9 && known > .2:
		set("full_name", c.filled, .7)
	}
	if s := share(c.wordy[streetCells]); s > .5 && (byName == "" || byName == "street" || byName == "full_name" && generic) {
		set("street", c.wordy[streetCells], .6+.37*s)
	}
	if s := share(c.zips); s > .9 && varied && share(c.wordy[streetCells]) < .1 && (byName == "" && !thing || besidePlace(neighbours) && byName == "") {
		set("postcode", c.zips, .8)
	}
	if s := share(c.houses); s > .85 && byName == "" && !thing && varied && share(c.wordy[streetCells]) > .1 {
		set("street", c.houses, .8)
	}
	if s := share(c.dates); byName == "birth_date" && s > .5 && share(c.births) > .5 {
		set("birth_date", c.births, .97)
	} else if byName == "birth_date" && share(c.packedBirths) > .8 {
		set("birth_date", c.packedBirths, .92)
	} else if byName == "birth_date" && share(c.moments) > .8 {
		set("birth_date", c.moments, .92)
	} else if byName == "birth_date" && strings.Contains(c.declared, "date") {
		set("birth_date", c.filled, .9)
	}
}
