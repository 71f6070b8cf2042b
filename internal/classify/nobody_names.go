package classify

import "bytes"

// thingBefore stand before a name that is then that of a house, a school, a sort
// or a work: Hotel Maria Theresia, Villa Romana, Faculty of Law.
var thingBefore = set("san santa santo los las new neu nuova bad hotel pension villa café cafe restaurant ristorante trattoria pizzeria osteria bar gasthof gasthaus hostal schule school schloss castle château klinik clinic apotheke pharmacy farmacia pharmacie praxis kirche church église chiesa iglesia basilica kathedrale dom st saint sankt stift kloster haus house maison casa palazzo palais theater theatre kino cinema museum galerie gallery galleria college lycée collège collegio institut institute stiftung foundation fondation fondazione fundación bibliothek library park parc parque parco brand marke marque modell model sorte ship schiff ms mv hms uss ss hurricane storm sturm alfa aston villa black forest prince princess project projekt projet progetto code hurrikan tief hoch playa plaza piazza place via rue avenue calle boulevard")

// thingAfter go on behind a name that is then that of a thing: Martin Luther King
// Day, Heinrich Heine Universität.
var thingAfter = set("day days universität university université università universidad uniwersytet hochschule schule school gymnasium realschule grundschule college institut institute stiftung foundation award prize preis cup trophy hall arena stadion stadium museum hospital klinikum klinik airport flughafen aeroporto aéroport straße strasse allee platz weg ring brücke bridge street road avenue lane drive square park haus house tower building theater theatre library bibliothek society gesellschaft verlag press orchester orchestra quartett band show collection kollektion edition perfume parfum jeans shirts shoes watch watches whisky whiskey bourbon beer bier kaffee coffee schokolade chocolate label potatoes island islands insel beach bay river lake station bahnhof gate terminal ristorante restaurant hotel café cafe bar pub rails gateway framework server engine protocol")

// places and marks are of two words that read like a name.
var placesAndMarks = func() map[string]bool {
	out := map[string]bool{}
	for _, p := range bytes.Split([]byte("hong kong,san marino,sri lanka,costa rica,el salvador,puerto rico,sierra leone,santa cruz,santa monica,santa barbara,santa fe,santa maria,santa clara,santa claus,los angeles,las vegas,las palmas,la paz,la rochelle,le havre,le mans,buenos aires,rio grande,monte carlo,monte rosa,mount everest,mont blanc,saint martin,st martin,san diego,san francisco,san antonio,san jose,san jos,san juan,san remo,san sebastian,sao paulo,são paulo,cape town,palo alto,baton rouge,little rock,grand rapids,ann arbor,virginia beach,carson city,jefferson city,lincoln park,madison avenue,martha vineyard,victoria falls,alice springs,charlotte amalie,prince edward,prince george,prince albert,christmas island,easter island,marie galante,catalina island,aix la,porto alegre,belo horizonte,punta cana,villa nova,vila nova,nova scotia,abu dhabi,ras al,tel aviv,kuala lumpur,ho chi,chiang mai,phnom penh,siem reap,addis abeba,addis ababa,dar es,santo domingo,porto novo,"+
		"jack daniels,johnnie walker,jim beam,captain morgan,hugo boss,calvin klein,christian dior,tommy hilfiger,ralph lauren,michael kors,marc jacobs,kate spade,donna karan,karl lagerfeld,jean paul,giorgio armani,emporio armani,roberto cavalli,paul smith,ted baker,ben sherman,fred perry,tom tailor,marco polo,marc cain,gerry weber,betty barclay,peter hahn,oliver bonas,laura ashley,estee lauder,elizabeth arden,helena rubinstein,mary kay,yves rocher,yves saint,jo malone,vivienne westwood,alexander mcqueen,stella mccartney,stella artois,samuel adams,earl grey,uncle ben,aunt jemima,ben jerry,dr pepper,betty crocker,duncan hines,sara lee,wendy burger,alfa romeo,romeo giulia,aston martin,mercedes benz,harley davidson,john deere,massey ferguson,rolls royce,ferdinand porsche,philip morris,benson hedges,peter stuyvesant,pall mall,jack jones,jack wolfskin,franklin marshall,abercrombie fitch,pierre cardin,louis vuitton,salvatore ferragamo,ermenegildo zegna,jimmy choo,manolo blahnik,villeroy boch,johnson johnson,smith wesson,charles schwab,morgan stanley,jp morgan,goldman sachs,ernst young,stanley black,elon university,ray ban,mont clair,santa lucia,agatha christie museum,ruby rails,mickey mouse,donald duck,harry potter,super mario"), []byte(",")) {
		if n := len(p); n > 0 {
			out[string(p)] = true
		}
	}
	return out
}()

// namesThing says whether the name from i to end is part of that of a place, a
// house, a mark or a work.
func (s *scanner) namesThing(i, end int) bool {
	text := s.text
	var buf [64]byte
	if end-i < len(buf) && placesAndMarks[string(lowered(buf[:0], text[i:end]))] {
		return true
	}
	if i > 1 && text[i-1] == ' ' {
		from := i - 1
		for from > s.line && i-from < 20 && inName(text[from-1]) {
			from--
		}
		if from < i-1 && (from == s.line || text[from-1] != '.') {
			if w := lowered(buf[:0], text[from:i-1]); thingBefore[string(w)] && (isUpper(text[from]) || text[from] >= 0x80) {
				return true
			}
		}
	}
	for range 2 {
		n := blank(text, end)
		if n == 0 || end+n >= len(text) || !isUpper(text[end+n]) && text[end+n] < 0x80 {
			break
		}
		stop := end + n
		for stop < len(text) && stop-end < 24 && inName(text[stop]) {
			stop++
		}
		if thingAfter[string(lowered(buf[:0], text[end+n:stop]))] {
			return true
		}
		end = stop
	}
	return false
}

// ofTurned are small words behind which a name is not turned around: the Faculty
// of Law, Heinrich Heine.
var ofTurned = set("of and or und oder et ou y e i de di du des in for für the mit with by von at on to la le el il")

// turned says whether what begins at i may be a family name before a comma.
func (s *scanner) turned(i int) bool {
	text := s.text
	if i < 2 || text[i-1] != ' ' {
		return true
	}
	from := i - 1
	for from > s.line && i-from < 8 && inName(text[from-1]) {
		from--
	}
	return !ofTurned[string(text[from:i-1])]
}
