package classify

import (
	"bytes"
	"strings"
	"unicode"
)

// What the first cells of a column say word for word, counted by what it tells. Beliefs,
// parties and the like are few words that come again and again, whatever the column is
// called: they are looked up in the first cells only.
const (
	saidLooked = iota // cells that were looked up
	saidNeutral
	saidFlag
	saidPolitics
	saidReligion
	saidEthnicity
	saidColour // white, black: an origin beside other origins
	saidOrientation
	saidUnion
	saidBlood
	saidBloodSure // a group that is no mark of a school
	saidIllness
	saidGene
	saidLand
	saidLogin
	saidHandle
	saidHanName // a name as it is written in Japan: two short groups
	saidHanHome // an address in Japan, China or Korea
	saidKinds
)

const (
	saidCells  = 400 // of each column are looked up
	saidLength = 44  // and none that is longer
)

var saidWords = map[int]string{
	saidNeutral:     "none|no|other|others|unknown|not stated|not specified|prefer not to say|decline to state|refused|keine|keiner|kein|ohne|sonstige|andere|unbekannt|k.a.|keine angabe|aucun|aucune|sans|autre|autres|inconnu|ninguno|ninguna|otro|otra|otros|nessuno|nessuna|altro|altra|geen|anders|brak|inne|nenhum|nenhuma|outro|outra|inga|ingen|annan|annat|ei|muu|zadne|zadna|jine|nincs|egyeb|yok|diger|нет|другое|なし|无|其他|independent|unaffiliated|nonpartisan|no party|n/a|na|parteilos",
	saidFlag:        "yes|no|true|false|ja|nein|oui|non|si|sí|nee|tak|nie|sim|não|nao|kyllä|ei|ano|ne|da|nu|igen|nem|evet|hayır|да|нет|y|n|wahr|falsch|vrai|faux|on|off|active|inactive|aktiv|inaktiv|pending|open|closed|completed|processing|cancelled|refunded|shipped|paid|draft|new|used",
	saidPolitics:    "spd|cdu|csu|cdu/csu|fdp|afd|bsw|grüne|die grünen|bündnis 90/die grünen|b90/grüne|linke|die linke|freie wähler|piraten|volt|spö|övp|fpö|neos|kpö|svp|udc|glp|pvl|dem|rep|npa|lib|grn|democrat|democratic|republican|libertarian|labour|conservative|conservatives|tory|lib dem|liberal democrat|liberal democrats|snp|ukip|reform uk|plaid cymru|sinn féin|dup|fianna fáil|fine gael|parti socialiste|lr|les républicains|rn|rassemblement national|eelv|lfi|la france insoumise|lrem|renaissance|modem|pcf|psoe|pp|partido popular|vox|podemos|sumar|ciudadanos|erc|pnv|bildu|partito democratico|fratelli d'italia|fdi|lega|m5s|movimento 5 stelle|forza italia|vvd|pvv|cda|d66|groenlinks|pvda|nsc|bbb|n-va|vlaams belang|vooruit|pis|prawo i sprawiedliwość|platforma obywatelska|konfederacja|lewica|psl|chega|bloco de esquerda|psd|pcp|pt|psdb|mdb|psol|socialdemokraterna|moderaterna|sverigedemokraterna|centerpartiet|vänsterpartiet|arbeiderpartiet|høyre|fremskrittspartiet|venstre|socialdemokratiet|dansk folkeparti|kokoomus|perussuomalaiset|sdp|keskusta|ano|ods|stan|smer|fidesz|jobbik|syriza|νδ|πασοκ|akp|chp|mhp|hdp|liberal|ndp|bloc québécois|alp|bjp|inc|aap|democrats|republicans|socialist|communist|ps",
	saidReligion:    "rk|ev|ev-luth|ev.-luth.|r.k.|röm.-kath.|römisch-katholisch|katholisch|kath|kath.|evangelisch|evang.|evangelisch-lutherisch|ev.-ref.|altkatholisch|neuapostolisch|konfessionslos|muslimisch|islamisch|jüdisch|buddhistisch|hinduistisch|orthodox|griechisch-orthodox|christian|christianity|catholic|roman catholic|catholic christian|protestant|lutheran|methodist|baptist|anglican|church of england|presbyterian|evangelical|muslim|islam|jewish|judaism|hindu|hinduism|sikh|sikhism|buddhist|buddhism|jain|mormon|lds|atheist|agnostic|jehovah's witness|pagan|catholique|protestante|musulman|musulmane|juif|juive|orthodoxe|bouddhiste|athée|católica|católico|cristiana|cristiano|evangélica|evangélico|musulmán|judía|judío|atea|ateo|espírita|umbanda|candomblé|cattolica|cattolico|ortodossa|ortodosso|musulmana|ebraica|ebreo|testimone di geova|rooms-katholiek|protestants|hervormd|gereformeerd|joods|islamitisch|rzymskokatolickie|rzymskokatolicki|prawosławne|prawosławny|ewangelickie|grekokatolickie|świecki|svenska kyrkan|folkekirken|den norske kirke|evankelisluterilainen|ev.lut.|římskokatolické|českobratrské|katolikus|református|evangélikus|ortodoxă|ortodox|romano-catolic|katolička|pravoslavna|islamska|χριστιανός ορθόδοξος|ορθόδοξος|православие|православный|ислам|мусульманин|иудаизм|буддизм|müslüman|hristiyan|alevi|sünni|仏教|神道|キリスト教|불교|기독교|천주교|佛教|基督教|伊斯兰教|道教|מוסלמי|יהודי|נוצרי",
	saidEthnicity:   "asian|black or african american|african american|black african|black caribbean|black british|asian british|white british|white irish|white other|other white|hispanic|latino|latina|latinx|hispanic or latino|hispanic/latino|not hispanic or latino|non-hispanic white|caucasian|native american|american indian|american indian or alaska native|native hawaiian|native hawaiian or other pacific islander|pacific islander|asian-pac-islander|amer-indian-eskimo|two or more races|multiracial|biracial|middle eastern|arab|arabic|south asian|east asian|indian|pakistani|bangladeshi|roma|sinti|romani|aboriginal|torres strait islander|indigenous|maori|pakeha|first nations|métis|inuit|parda|pardo|preta|preto|branca|branco|amarela|amarelo|indígena|mestizo|afrodescendiente|gitano|afro-caribbean|african|kurdish|kurde|kurdin|tatar|uighur|han|汉族|漢族|回族|满族|维吾尔族|藏族|壮族|malay|chinese|coloured|african-american|white/caucasian|scheduled caste|scheduled tribe|sc|st|obc",
	saidColour:      "white|black|brown|mixed|mixed race|yellow|general|amarela",
	saidOrientation: "gay|lesbian|bisexual|bi|straight|heterosexual|homosexual|pansexual|asexual|queer|hetero|homo|heterosexuell|homosexuell|bisexuell|lesbisch|schwul|hétérosexuel|homosexuel|bisexuel|lesbienne|hétéro|heterosexuales|bisexuales|lesbiana|eterosessuale|omosessuale|bisessuale|heteroseksueel|homoseksueel|biseksueel|heteroseksualna|homoseksualna|гетеро|gay or lesbian|heterosexual or straight",
	saidUnion:       "ver.di|verdi|ig metall|igm|ig bce|ig bau|gew|ngg|evg|gdp|dbb|marburger bund|ögb|gpa|unia|syna|cgt|cfdt|fo|cfe-cgc|cftc|unsa|solidaires|sud|ccoo|cc.oo.|ugt|uso|csif|cnt|cgil|cisl|uil|ugl|cobas|usb|fnv|cnv|vcp|unie|abvv|acv|aclvb|nszz solidarność|solidarność|opzz|unite|unison|gmb|usdaw|rmt|nasuwt|afl-cio|seiu|teamsters|uaw|afscme|ufcw|lo|tco|saco|unionen|kommunal|3f|hk|foa|fagforbundet|sak|akava|sttk|cut|força sindical|cgtp|čmkos",
	saidBlood:       "a+|a-|b+|b-|a pos|a neg|b pos|b neg|a rh+|a rh-|b rh+|b rh-|a rh +|b rh +|a positive|b positive|a|b|a1+|a rh(+)|b rh(+)|a型|b型|а(ii)+|b(iii)+|ii+|iii+|ii|iii",
	saidBloodSure:   "ab+|ab-|o+|o-|0+|0-|ab pos|o pos|o neg|0 pos|0 neg|ab neg|ab rh+|0 rh+|0 rh-|o rh+|o rh-|0 rh +|ab positive|o positive|o negative|ab|o rh(+)|ab rh(+)|0 rh(+)|o型|ab型|o(i)+|ab(iv)+|iv+",
	saidIllness:     "asthma|asthme|asma|astma|asztma|asthma bronchiale|diabetes|diabète|diabetes mellitus|diabete|diabete mellito|diabeet|cukrzyca|cukrovka|cukorbetegség|diabetes typ 1|diabetes typ 2|type 1 diabetes|type 2 diabetes|diabetes mellitus typ 2|hypertension|hypertension artérielle|hypertonie|hipertensión|ipertensione|hipertensão|nadciśnienie|hypertenze|magas vérnyomás|hoge bloeddruk|högt blodtryck|forhøjet blodtryk|verenpainetauti|hipertansiyon|hypertensie|depression|dépression|depresión|depressione|depressão|depressie|depresja|deprese|masennus|depresyon|depressive episode|anxiety|angststörung|migraine|migräne|migraña|emicrania|migrena|epilepsy|epilepsie|epilepsia|epilessia|padaczka|arthritis|arthrose|artrite|artritis|arthrite|rheuma|cancer|krebs|kanker|cáncer|cancro|rak|obesity|adipositas|obésité|copd|adhd|adhs|tdah|autism|autismus|dyslexia|legasthenie|heart disease|stroke|schlaganfall|angina pectoris|hepatitis|hiv|tuberculosis|pneumonia|bronchitis|lumbalgo|lumbago|lombalgie|lumbalgia|hernia|bandscheibenvorfall|peanuts|peanut|nuts|nut allergy|nüsse|erdnüsse|noix|arachides|frutos secos|noten|nötter|orzechy|pollen|polen|heuschnupfen|hay fever|hausstaub|dust mites|latex|lactose|laktose|laktoseintoleranz|lactose intolerant|lactose intolerance|lattosio|gluten|zöliakie|coeliac|celiac|penicillin|penicilline|penicilina|penicillina|penicylina|pénicilline|bee stings|wasps|bienenstich|shellfish|eggs|soy|sulfa|aspirin|ibuprofen|blind|deaf|wheelchair|wheelchair user|rollstuhl|hearing impairment|visual impairment|visually impaired|hörbehindert|sehbehindert|gehbehindert|mobility impairment|learning disability|down syndrome|insulin|metformin|ritalin|ventolin|salbutamol|biontech|moderna|pfizer|astrazeneca|johnson & johnson|janssen|comirnaty|spikevax|астма|сахарный диабет|гипертония|депрессия|мигрень|άσθμα|διαβήτης|υπέρταση|糖尿病|高血圧|喘息|高血压|哮喘|당뇨병|고혈압|천식",
	saidLand:        "germany|deutschland|allemagne|alemania|germania|duitsland|niemcy|alemanha|tyskland|saksa|německo|németország|almanya|austria|österreich|autriche|oostenrijk|switzerland|schweiz|suisse|svizzera|suiza|zwitserland|szwajcaria|suíça|france|frankreich|francia|frankrijk|francja|frança|frankrike|italy|italien|italia|italie|itália|włochy|spain|spanien|espagne|españa|spagna|spanje|hiszpania|espanha|portugal|portogallo|netherlands|the netherlands|niederlande|nederland|pays-bas|paesi bassi|países bajos|holandia|belgium|belgien|belgique|belgië|belgio|bélgica|belgia|luxembourg|luxemburg|poland|polen|pologne|polska|polonia|polónia|united kingdom|uk|great britain|england|grossbritannien|royaume-uni|reino unido|regno unito|ireland|irland|irlande|irlanda|united states|united states of america|usa|us|états-unis|estados unidos|stati uniti|canada|kanada|mexico|méxico|brazil|brasil|brasilien|sweden|schweden|sverige|suède|norway|norwegen|norge|norvège|denmark|dänemark|danmark|danemark|finland|finnland|suomi|finlande|czech republic|czechia|tschechien|česko|česká republika|slovakia|slowakei|slovensko|hungary|ungarn|magyarország|romania|rumänien|românia|bulgaria|bulgarien|croatia|kroatien|hrvatska|slovenia|slowenien|slovenija|serbia|serbien|srbija|greece|griechenland|ελλάδα|turkey|türkei|türkiye|russia|russland|россия|ukraine|україна|украина|china|japan|india|indien|australia|australien|new zealand|south africa|argentina|chile|colombia|peru|morocco|marokko|maroc|egypt|israel|iran|iraq|syria|syrien|afghanistan|nigeria|kenya|vietnam|thailand|indonesia|philippines|south korea|日本|中国|대한민국",
}

// saidOf is what each such value tells; saidEnds lets most cells pass with one look: first
// and last letter by length.
var saidOf, saidEnds = func() (map[string]uint8, [saidLength + 1][32]uint32) {
	out, ends := map[string]uint8{}, [saidLength + 1][32]uint32{}
	for _, what := range []int{saidNeutral, saidFlag, saidPolitics, saidReligion, saidEthnicity, saidColour, saidOrientation, saidUnion, saidBloodSure, saidBlood, saidIllness, saidLand} {
		for w := range strings.SplitSeq(saidWords[what], "|") {
			if _, known := out[w]; !known {
				out[w] = uint8(what)
				if len(w) <= saidLength {
					ends[len(w)][w[0]&31] |= 1 << (w[len(w)-1] & 31)
				}
			}
		}
	}
	return out, ends
}()

// geneNames begin what is said of genes: BRCA1 c.68_69delAG, rs429358.
var geneNames = []string{"brca1", "brca2", "apoe", "cyp2d6", "cyp2c19", "mthfr", "hfe ", "cftr", "tp53", "egfr", "htt ", "mlh1", "msh2", "pten", "palb2", "factor v leiden", "hla-"}

// listen looks up one of the first cells.
func (c *Column) listen(cell []byte, digits int) {
	c.said[saidLooked]++
	if n := len(cell); n > saidLength || n == 0 {
		return
	}
	first, last := cell[0], cell[len(cell)-1]
	if first < 0x80 && last < 0x80 && digits <= 2 && saidEnds[len(cell)][first&31]>>(last&31)&1 != 0 || first >= 0x80 || last >= 0x80 {
		var buf [2 * saidLength]byte
		if what, ok := saidOf[string(lowered(buf[:0], cell))]; ok {
			c.said[what]++
			return
		}
	}
	switch {
	case digits > 0 && len(cell) < 40 && gene(cell):
		c.said[saidGene]++
	case first == '@' && len(cell) > 3 && login(cell[1:]):
		c.said[saidHandle]++
	case login(cell):
		c.said[saidLogin]++
	case first >= 0xe3 && first <= 0xed:
		if digits == 0 && hanName(cell) {
			c.said[saidHanName]++
		} else if hanHome(cell) {
			c.said[saidHanHome]++
		}
	}
}

// login says whether a cell is written as people call themselves to machines.
func login(cell []byte) bool {
	if len(cell) < 3 || len(cell) > 32 {
		return false
	}
	letters, turns := 0, 0
	for i, b := range cell {
		switch {
		case b >= 'a' && b <= 'z':
			letters++
			if i > 0 && isDigit(cell[i-1]) {
				turns++
			}
		case !isDigit(b) && b != '.' && b != '_' && b != '-' && (b != '\\' || i == 0): // within a domain
			return false
		}
	}
	return letters >= 2 && turns < 3 // else it was made by chance
}

func gene(cell []byte) bool {
	var buf [2 * saidLength]byte
	low := lowered(buf[:0], cell)
	for _, g := range geneNames {
		if bytes.HasPrefix(low, []byte(g)) {
			return true
		}
	}
	if len(low) > 4 && low[0] == 'r' && low[1] == 's' && isDigit(low[2]) {
		for _, b := range low[2:] {
			if !isDigit(b) {
				return false
			}
		}
		return true
	}
	return false
}

// saidKind are the kinds that values tell by themselves.
var saidKind = []struct {
	what int
	kind Kind
}{{saidPolitics, "politics"}, {saidReligion, "religion"}, {saidEthnicity, "ethnicity"}, {saidOrientation, "orientation"}, {saidUnion, "union"}, {saidGene, "genetics"}, {saidIllness, "health"}}

// byWhatIsSaid judges a column by values that are known word for word.
func (c *Column) byWhatIsSaid(byName Kind, thing bool, neighbours []string, set func(Kind, int64, float64)) {
	looked := c.said[saidLooked]
	if looked == 0 || c.seen.n < 2 && looked > 4 {
		return
	}
	if ambiguousHeaders[flatten(c.called)] && c.persons(neighbours) == 0 && !c.ofPeople(neighbours) {
		return // parties by district, allergens of goods
	}
	for _, s := range saidKind {
		own := c.said[s.what]
		all := own + c.said[saidNeutral]
		if s.what == saidEthnicity {
			all += c.said[saidColour]
		}
		switch {
		case byName == s.kind && all*2 > looked && own > 0:
			set(s.kind, c.filled, bothSay)
		case byName != "" && byName != s.kind && !ambiguousHeaders[flatten(c.called)], thing && s.kind != "religion" && s.kind != "genetics" && !(s.kind == "health" && own*2 > looked && ambiguousHeaders[flatten(firstWord(c.called))]):
		case own >= 3 && all*20 >= looked*17 && own*3 >= looked && c.seen.n >= 2 && (s.kind != "politics" || c.seen.n > 2 || byName != ""):
			set(s.kind, c.filled, .85)
		case s.kind == "health" && own >= 2 && own*2 > looked && byName == "":
			set(s.kind, c.filled, .8)
		}
	}
	if blood := c.said[saidBlood] + c.said[saidBloodSure]; byName == "" && c.said[saidBloodSure] > 0 && blood*20 >= looked*19 && c.seen.n >= 2 {
		set("health", c.filled, .85)
	}
	if c.said[saidHandle]*10 > looked*8 && (byName == "" || byName == "username") && !thing {
		set("username", c.filled, .85)
	}
}

// flagged says whether most of the first cells are a yes, a no or a state of an order.
func (c *Column) flagged() bool {
	return c.said[saidFlag] > 0 && (c.said[saidFlag]+c.said[saidNeutral])*2 > c.said[saidLooked]
}

// loginLike says whether the cells are written as people call themselves to machines.
func (c *Column) loginLike() bool {
	return c.said[saidLogin]*10 > c.said[saidLooked]*8 && (c.seen.n >= 12 || int64(c.seen.n)*2 >= c.filled && c.seen.n > 1)
}

// hanName says whether a cell is two groups of one to four signs with a blank between,
// as family and given names are written in Japan.
func hanName(cell []byte) bool {
	groups, runes := 1, 0
	for _, r := range string(cell) {
		switch {
		case r == ' ' || r == '\u3000':
			if runes == 0 {
				return false
			}
			groups, runes = groups+1, 0
		case !unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana) && r != 'ー':
			return false
		default:
			if runes++; runes > 5 {
				return false
			}
		}
	}
	return groups == 2 && runes > 0
}

// hanHome says whether a cell names parts of an address, the larger first, or one
// with a number.
func hanHome(cell []byte) bool {
	n := 0
	for _, r := range string(cell) {
		if strings.ContainsRune("都道府県市区町村丁目番地号省县區路街巷弄시도군구동로길읍면", r) {
			n++
		}
	}
	return n >= 3 || n >= 1 && len(cell) > 12 && bytes.ContainsAny(cell, "0123456789")
}
