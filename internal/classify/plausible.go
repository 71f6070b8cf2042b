package classify

// headerAlone are kinds that a column's name alone decides when its cells do not contradict.
var headerAlone = map[Kind]bool{"phone": true, "given_name": true, "family_name": true, "full_name": true, "street": true, "postcode": true, "city": true, "country": true,
	"gender": true, "nationality": true, "passport": true, "driving_licence": true, "id_card": true, "bic": true, "account_number": true, "salary": true, "cvv": true, "health": true, "health_insurance": true, "medical_record": true, "religion": true, "union": true,
	"ethnicity": true, "orientation": true, "politics": true, "criminal": true, "genetics": true, "biometrics": true, "username": true, "password": true, "de_tax_number": true, "coordinates": true, "sort_code": true, "plate": true}

// plausible says that the cells do not contradict what the column's name says.
func (c *Column) plausible(k Kind) bool {
	alpha := float64(c.alpha) / float64(c.filled)
	if c.flagged() && k != "health" && k != "union" && k != "criminal" && (k != "gender" || c.sexes*2 < c.filled) {
		return false
	}
	switch k {
	case "full_name":
		return alpha > .6 && c.firms*5 < c.filled && c.short*2 < c.filled && !c.loginLike()
	case "given_name", "family_name":
		return alpha > .6 && c.firms*5 < c.filled && c.short*2 < c.filled
	case "city":
		return alpha > .6 || c.zips*10 > c.filled*8 // 75001 Paris
	case "religion", "ethnicity", "nationality":
		return alpha > .6
	case "country":
		return c.bare*2 < c.filled
	case "biometrics":
		return c.dates*2 < c.filled && c.bare*2 < c.filled
	case "gender":
		return c.dates*2 < c.filled && (c.seen.n <= 12 || int64(c.seen.n)*5 < c.filled) // titles of books and goods
	case "health", "union", "genetics":
		return c.dates*2 < c.filled
	case "politics", "orientation":
		return alpha > .6
	case "username":
		if (numberedUsers[c.flat()] || lastWord(c.called) == "id") && (c.said[saidLogin]+c.said[saidHandle])*2 < c.said[saidLooked] && alpha < .6 && c.within[kindNumber["email"]]*2 < c.filled || (c.people+c.firms)*2 > c.filled {
			return false
		}
		return alpha > .2 || c.dates == 0 && c.bare*2 < c.filled && c.zips == 0
	case "street":
		return c.dates == 0 && c.short*2 < c.filled && (c.seen.n > 2 || c.filled < 3 && int64(c.seen.n) == c.filled) && c.whole[ipNumber]*2 < c.filled && c.bare*2 < c.filled
	case "account_number":
		return alpha < .9 && c.dates == 0 && c.fives*2 < c.filled // no last four digits
	case "postcode", "salary", "cvv", "sort_code", "de_tax_number", "coordinates":
		return alpha < .9 && c.dates == 0
	case "plate":
		return alpha < .5 && c.short*2 < c.filled && c.dates == 0 && c.seen.n > 1 && c.bare*2 < c.filled
	case "id_card":
		return c.short*2 < c.filled && c.dates == 0 && alpha < .5 && c.seen.n > 1 && !(numberedIDs[c.flat()] && c.bare*10 > c.filled*9)
	case "passport", "driving_licence", "health_insurance", "medical_record", "bic":
		if k == "medical_record" && recordOrNumber[lastWord(c.called)] && c.bare*2 > c.filled {
			return false
		}
		return c.short*2 < c.filled && c.dates == 0 && (alpha < .5 || k == "bic") && c.seen.n > 1
	case "password":
		return c.dates*2 < c.filled && c.short*2 < c.filled && (c.bare*2 < c.filled || !codeOrPassword[flatten(c.called)])
	}
	return c.dates*2 < c.filled
}
