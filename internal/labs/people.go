package labs

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

// Person is an invented person. All fields are filled.
type Person struct {
	Given, Family string
	Email         string // unique within one call of People, at example.net or example.org
	Phone         string // as a person writes it, valid by the numbering plan
	E164          string // the same number as +49...
	Street        string // with the house number
	Postcode      string
	City          string
}

// Full is the full name.
func (p Person) Full() string { return p.Given + " " + p.Family }

// Distinguished is how many people at the start of People's answer have names
// and streets that occur nowhere else: their values can be searched for one by
// one without finding chance.
const Distinguished = 44

// People invents n people from a seed: the same seed gives the same people on
// every machine, and more people only add to fewer. The first Distinguished
// ones have the same names and streets for every seed.
func People(seed uint64, n int) []Person {
	r := rand.New(rand.NewPCG(seed, 0x67726f636572))
	phones := phoneBook(seed)
	seen := make(map[string]int, n)
	out := make([]Person, 0, n)
	for i := range n {
		var p Person
		english := r.IntN(100) < 15
		switch {
		case i < Distinguished:
			p.Given, p.Family = rareGiven[i], rareFamily[i]
			p.Street = fmt.Sprintf("%s %d", rareStreets[i%len(rareStreets)], 61+i)
			english = i%4 == 3
		case english:
			p.Given, p.Family = pick(r, englishGiven), pick(r, englishFamily)
		default:
			p.Given, p.Family = pick(r, germanGiven), pick(r, germanFamily)
		}
		if i >= Distinguished {
			p.Street = fmt.Sprintf("%s %d", pick(r, streets), 1+r.IntN(140))
			if r.IntN(12) == 0 {
				p.Street += string(rune('a' + r.IntN(4)))
			}
		}
		place := pick(r, places)
		p.Postcode, p.City, _ = strings.Cut(place, " ")
		p.Email = address(p, seen, r)
		p.Phone, p.E164 = phones.next(r, english)
		out = append(out, p)
	}
	return out
}

func pick(r *rand.Rand, from []string) string { return from[r.IntN(len(from))] }

var ascii = strings.NewReplacer("ä", "ae", "ö", "oe", "ü", "ue", "ß", "ss", "Ä", "Ae", "Ö", "Oe", "Ü", "Ue", "ı", "i", "'", "", " ", "")

// address makes a mail address from a name. The second of a name gets a number.
func address(p Person, seen map[string]int, r *rand.Rand) string {
	given, family := strings.ToLower(ascii.Replace(p.Given)), strings.ToLower(ascii.Replace(p.Family))
	local := given + "." + family
	switch r.IntN(6) {
	case 0:
		local = given[:1] + "." + family
	case 1:
		local = family + "." + given
	case 2:
		local = given + "_" + family
	}
	domain := "example.net"
	if r.IntN(3) == 0 {
		domain = "example.org"
	}
	seen[local]++
	if k := seen[local]; k > 1 {
		local = fmt.Sprintf("%s%d", local, k)
	}
	// "anna.meier2" may be somebody's own second name as well as a made number.
	for seen[local+"@"+domain] > 0 {
		local += "x"
	}
	seen[local+"@"+domain]++
	return local + "@" + domain
}

// A block is a range of numbers that nobody can have. Bundesnetzagentur and
// Ofcom keep them free for films and books, so no real person is called by
// mistake; the numbering plan still counts them as valid.
type block struct {
	area, stem string // trunk code without the 0, first digits of the number
	digits     int    // digits that vary
}

var (
	germanBlocks = []block{{"30", "23125", 3}, {"69", "90009", 3}, {"40", "66969", 3}, {"221", "4710", 3}, {"89", "99998", 3}, {"176", "040690", 2}}
	// The mobile range 07700 900xxx is left out: libphonenumber calls it invalid.
	britishBlocks = []block{{"20", "79460", 3}, {"161", "4960", 3}, {"113", "4960", 3}}
)

type number struct{ area, local string }

type phoneNumbers struct{ german, british []number }

func phoneBook(seed uint64) *phoneNumbers {
	r := rand.New(rand.NewPCG(seed, 0x70686f6e65))
	fill := func(blocks []block) []number {
		var out []number
		for _, b := range blocks {
			top := 1
			for range b.digits {
				top *= 10
			}
			for k := range top {
				out = append(out, number{b.area, fmt.Sprintf("%s%0*d", b.stem, b.digits, k)})
			}
		}
		r.Shuffle(len(out), func(i, j int) { out[i], out[j] = out[j], out[i] })
		return out
	}
	return &phoneNumbers{fill(germanBlocks), fill(britishBlocks)}
}

// next takes a number and writes it in one of the ways people do. Once the
// reserved ranges are used up it makes German mobile numbers.
func (p *phoneNumbers) next(r *rand.Rand, british bool) (written, e164 string) {
	country, pool := "49", &p.german
	if british && len(p.british) > 0 {
		country, pool = "44", &p.british
	}
	n := number{}
	if len(*pool) > 0 {
		n = (*pool)[0]
		*pool = (*pool)[1:]
	} else {
		n = number{"151", fmt.Sprintf("%08d", 10000000+r.IntN(89999999))}
	}
	e164 = "+" + country + n.area + n.local
	split := n.local[:len(n.local)-3] + " " + n.local[len(n.local)-3:]
	if british {
		if country == "44" && r.IntN(2) == 0 {
			return "+44 " + n.area + " " + split, e164
		}
		return "+" + country + " (0)" + n.area + " " + split, e164
	}
	switch r.IntN(5) {
	case 0:
		return "+49 " + n.area + " " + n.local, e164
	case 1:
		return "0" + n.area + "/" + n.local, e164
	case 2:
		return "0" + n.area + n.local, e164
	case 3:
		return "0" + n.area + "-" + n.local, e164
	}
	return "0" + n.area + " " + split, e164
}
