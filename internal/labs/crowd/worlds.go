package crowd

import (
	"math"
	"math/rand/v2"

	"github.com/weaklink/weaklink/evidence"
)

// World is people in a few places as nothing but keys: small enough that
// hundreds can be made, each unlike the others, to see how often a stated interval
// holds the truth.
type World struct {
	Kind   string
	People int // that are in some place
	Sets   []evidence.Set
}

// Kinds are what is odd about a world.
var Kinds = []string{"mixed", "one list", "e-mails", "orders", "name and birth", "telephones", "nothing in common", "firms", "families", "copy"}

// place is what one place writes down, and how well.
type place struct {
	cover, fill, again                            float64
	name, email, phone, iban, nation, birth, addr bool
}

type someone struct {
	given, family, mail, host, phone, iban, nation, birth, street, second uint64
}

// NewWorld makes a world of about n people.
func NewWorld(kind string, n int, seed uint64) World {
	r := rand.New(rand.NewPCG(seed, 31))
	between := func(a, b float64) float64 { return a + (b-a)*r.Float64() }
	maybe := func(p float64) bool { return r.Float64() < p }
	typo, home, two, firm, couple := between(0, .05), between(0, .3), between(0, .1), 0.0, between(0, .02)
	var places []place
	for range 1 + r.IntN(5) {
		p := place{cover: between(.1, .9), fill: between(.6, 1), again: between(0, .3), name: maybe(.8), email: maybe(.8), phone: maybe(.5),
			iban: maybe(.15), nation: maybe(.1), birth: maybe(.25), addr: maybe(.25)}
		if !p.email && !p.phone && !p.nation {
			p.email = true
		}
		places = append(places, p)
	}
	switch kind {
	case "one list":
		places = []place{{cover: 1, fill: between(.7, 1), again: between(0, .05), name: true, email: true, phone: true, birth: maybe(.5), addr: maybe(.5)}}
	case "e-mails":
		places, couple, typo = []place{{cover: 1, fill: 1, email: true}}, 0, 0
	case "orders":
		places = []place{{cover: 1, fill: 1, again: between(.5, .9), name: true, email: true, phone: maybe(.5)}}
	case "name and birth":
		for i := range places {
			places[i] = place{cover: between(.2, .9), fill: 1, again: between(0, .1), name: true, birth: true}
		}
	case "telephones":
		for i := range places {
			places[i] = place{cover: between(.2, .9), fill: 1, again: between(0, .1), name: maybe(.5), phone: true}
		}
		home = between(0, .15)
	case "nothing in common":
		places = []place{{cover: between(.3, .9), fill: 1, again: between(0, .1), name: maybe(.5), email: true},
			{cover: between(.3, .9), fill: 1, again: between(0, .1), name: maybe(.5), phone: true}}
		if maybe(.3) {
			places = append(places, place{cover: between(.3, .9), fill: 1, nation: true})
		}
	case "firms":
		firm = between(.05, .3)
	case "families":
		home = between(.3, .6)
	case "copy":
		p := place{cover: .9, fill: between(.8, 1), name: true, email: true, phone: maybe(.6), birth: maybe(.3)}
		places = []place{p, p}
		places[1].cover = between(.3, .9)
	}
	word := func(pool int) uint64 { return uint64(float64(pool) * math.Pow(r.Float64(), 1.5)) }
	all := make([]someone, n)
	for i := range all {
		id := uint64(i + 1)
		s := someone{given: word(300), family: word(200 + 2*n), mail: r.Uint64N(2000), host: 1 + r.Uint64N(12), phone: id, nation: id, birth: r.Uint64N(60 * 365), street: id}
		if maybe(.4) {
			s.iban = id
		}
		if maybe(two) {
			s.second = 1<<30 + id
		}
		if i > 0 && maybe(home) {
			o := all[i-1]
			s.family, s.street, s.phone = o.family, o.street, o.phone
			if maybe(.4) {
				s.iban = o.iban
			}
			if maybe(couple / (home + .01)) {
				s.host, s.mail = o.host, o.mail
				s.second = o.second
				s.given = word(300)
				all[i-1].host, s.host = 100+id, 100+id // they share an address
			}
		}
		if maybe(firm) {
			s.host, s.mail = 1<<20+uint64(i/400), 0 // info@
			if maybe(.5) {
				s.phone = 1<<40 + uint64(i/100)
			}
		}
		all[i] = s
	}
	w := World{Kind: kind, Sets: make([]evidence.Set, len(places))}
	seen := make([]bool, n)
	fresh := uint64(1) << 50
	wrong := func(v uint64) uint64 {
		if v != 0 && maybe(typo) {
			fresh++
			return fresh
		}
		return v
	}
	for at, p := range places {
		var keys, soft []evidence.Key
		record := uint32(0)
		order := r.Perm(n)
		if kind == "orders" {
			order = append(order, r.Perm(n)...)
		}
		for _, i := range order {
			if !maybe(p.cover) {
				continue
			}
			for again := true; again; again = maybe(p.again) {
				s := all[i]
				put := func(t evidence.KeyType, of ...uint64) {
					h := uint64(t) + seed<<8
					for _, v := range of {
						h = scatter(h ^ v)
					}
					k := evidence.Key{Type: t, Print: h, Record: record}
					if t >= evidence.KeyNamePost {
						soft = append(soft, k)
					} else {
						keys = append(keys, k)
					}
				}
				before := len(keys)
				holds := func(has bool) bool { return has && maybe(p.fill) }
				given, family, name := wrong(s.given), wrong(s.family), p.name
				heads := []uint64{given, family} // of a wrong word either the beginning or the end is right
				tails := []uint64{given, family}
				for i, v := range []uint64{s.given, s.family} {
					if heads[i] != v && maybe(.5) {
						heads[i] = v
					} else {
						tails[i] = v
					}
				}
				if name {
					put(evidence.KeyName, given, family)
				}
				if holds(p.email) {
					local, host := s.mail, s.host
					own := scatter(uint64(i)+1)&0xffff + 1<<20
					if host > 1<<10 || host >= 100 {
						own = 0
					}
					if s.second != 0 && maybe(.3) {
						local, own = s.second, 1
					}
					l, o, h := local+1, own, host
					if x := wrong(1); x != 1 { // in what the soft key is made of, or not
						if maybe(.5) {
							l = x
						} else {
							h = x
						}
					}
					put(evidence.KeyEmail, l, o, h)
					if name && s.host < 1<<10 {
						put(evidence.KeyNameMail, given, family, l)
					}
				}
				if holds(p.phone) {
					a, b := wrong(s.phone), uint64(1)
					if a != s.phone && maybe(.5) {
						a, b = s.phone, a
					}
					put(evidence.KeyPhone, a, b)
					if name {
						put(evidence.KeyNamePhone, given, family, a)
						put(evidence.KeyPhoneName, a, b, heads[0], heads[1])
						put(evidence.KeyPhoneName, a, b, tails[0], tails[1], 1)
					}
				}
				if holds(p.iban) && s.iban != 0 {
					put(evidence.KeyIBAN, s.iban)
				}
				if holds(p.nation) {
					put(evidence.KeyNationID, s.nation)
				}
				if name && holds(p.birth) {
					put(evidence.KeyNameBirth, given, family, wrong(s.birth+1))
				}
				if name && holds(p.addr) {
					put(evidence.KeyNameAddr, given, family, wrong(s.street))
					put(evidence.KeyNamePost, given, family, s.street%1000)
				}
				if len(keys) > before {
					record++
					if !seen[i] {
						seen[i] = true
						w.People++
					}
				}
			}
		}
		w.Sets[at] = evidence.Set{Keys: keys, Soft: func(each func(evidence.Key)) error {
			for _, k := range soft {
				each(k)
			}
			return nil
		}}
	}
	return w
}

func scatter(x uint64) uint64 {
	x += 0x9e3779b97f4a7c15
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}
