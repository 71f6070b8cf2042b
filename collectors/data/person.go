package data

import (
	"bytes"

	"github.com/weaklink/weaklink/evidence"
	"github.com/weaklink/weaklink/internal/classify"
)

// person is what one record says about somebody. Its values are valid until it
// forgets them.
type person struct {
	strong        []strongID
	full          []byte // name, canonical
	given, family []byte // folded; nil: not told
	birth, street []byte
	postcode      []byte
	town          []byte // where no postcode is known
	holds         evidence.Holds
	store         []byte // what was made of values
}

// forget makes it somebody of whom nothing is known.
func (p *person) forget() {
	if p.store == nil {
		p.store = make([]byte, 0, 256) // so that nothing that is kept is nil
	}
	p.strong, p.store, p.holds = p.strong[:0], p.store[:0], 0
	p.full, p.given, p.family, p.birth, p.street, p.postcode, p.town = nil, nil, nil, nil, nil, nil, nil
}

// keep is what was appended to p.store from there on. Values kept before stay
// where they are when it grows.
func (p *person) keep(from int) []byte { return p.store[from:len(p.store):len(p.store)] }

// name is the full name, canonical; empty when it is not known.
func (p *person) name() []byte {
	if len(p.full) > 0 || p.given == nil || p.family == nil {
		return p.full
	}
	from := len(p.store)
	a, b := p.given, p.family
	if len(a) > 0 && len(b) > 0 {
		if oneWord(a) && oneWord(b) {
			if bytes.Compare(a, b) > 0 {
				a, b = b, a
			}
			p.store = append(append(append(p.store, a...), ' '), b...)
			p.full = p.keep(from)
			return p.full
		}
		a = append(append(p.store, a...), ' ')
	} else {
		a = append(p.store, a...)
	}
	p.store = sortWords(append(a, b...), from)
	p.full = p.keep(from)
	return p.full
}

// oneWord says whether folded words are one, and no title.
func oneWord(b []byte) bool { return bytes.IndexByte(b, ' ') < 0 && !isTitle(b) }

type strongID struct {
	typ   evidence.KeyType
	kind  classify.Kind
	value []byte
}

// note takes a canonical value of a kind, which stays as it is until forget.
func (p *person) note(k classify.Kind, value []byte) {
	if len(value) == 0 {
		return
	}
	from := len(p.store)
	switch k {
	case "full_name":
		p.store = appendName(p.store, value)
		p.full = p.keep(from)
	case "birth_date":
		p.birth = value
	case "street":
		p.store = appendStreet(p.store, value)
		p.street = p.keep(from)
	default:
		if t, ok := classify.KeyType(k); ok && t != evidence.KeyName {
			p.identify(t, k, value)
		}
	}
}

func (p *person) identify(t evidence.KeyType, k classify.Kind, value []byte) {
	if len(value) == 0 {
		return
	}
	if t == evidence.KeyEmail {
		value = mailbox(value)
	}
	p.strong = append(p.strong, strongID{t, k, value})
}

// mailbox is the address of a mailbox whichever way it is written. Google alone
// says that dots do not count and that a + begins a remark
// (https://support.google.com/mail/answer/7436150); elsewhere both may be
// somebody else.
func mailbox(address []byte) []byte {
	const google, other = "@gmail.com", "@googlemail.com"
	if n := len(address) - len(google); n < 0 || string(address[n+5:]) != google[5:] { // most end otherwise
		return address
	}
	at := bytes.IndexByte(address, '@')
	if at < 0 || string(address[at:]) != google && string(address[at:]) != other {
		return address
	}
	local, _, _ := bytes.Cut(address[:at], []byte("+"))
	return append(bytes.ReplaceAll(local, []byte("."), nil), google...)
}
