package data

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"github.com/weaklink/weaklink/evidence"
	"github.com/weaklink/weaklink/internal/redact"
)

// keyMaker makes the keys of records. What it returns is valid until its next
// call of the same name. A print is of a word that says what it is of, then of
// values, so that a name is never taken for an address; it is not for two
// goroutines at once.
type keyMaker struct {
	quick  redact.Quick
	buf    []byte // the name of a record from behind the words on
	name   int    // where it ends
	hard   []evidence.Key
	tender []evidence.Key
}

// longestOf is how long the words are, with what ends them, that say what a
// print of a name is of.
const longestOf = 16

func newKeyMaker(key redact.Key) *keyMaker {
	return &keyMaker{quick: key.Quick(), buf: make([]byte, longestOf, 256)}
}

// print is that of a value.
func (m *keyMaker) print(of string, values ...[]byte) uint64 {
	m.buf = append(append(m.buf[:longestOf], of...), 0)
	for _, v := range values {
		m.buf = append(append(m.buf, v...), 0)
	}
	return m.quick.Print(m.buf[longestOf:])
}

// named is the name that the prints of withName are of.
func (m *keyMaker) named(name []byte) {
	m.buf = append(append(m.buf[:longestOf], name...), 0)
	m.name = len(m.buf)
}

// withName is the print of the name and of what was appended to m.buf behind it.
func (m *keyMaker) withName(of string) uint64 {
	from := longestOf - 1 - len(of)
	copy(m.buf[from:], of)
	m.buf[longestOf-1] = 0
	p := m.quick.Print(m.buf[from:])
	m.buf = m.buf[:m.name]
	return p
}

// put adds a soft key of the name and a value.
func (m *keyMaker) put(t evidence.KeyType, of string, value []byte) {
	m.buf = append(append(m.buf, value...), 0)
	m.tender = append(m.tender, evidence.Key{Type: t, Print: m.withName(of)})
}

// strong are the fingerprints of what p says. row is used when p names somebody
// without saying anything to know them by.
func (m *keyMaker) strong(p *person, row func() uint64) []evidence.Key {
	out := m.hard[:0]
	for i := range p.strong {
		s := &p.strong[i]
		kind := ""
		switch s.typ {
		case evidence.KeyEmail:
			kind = "email"
		case evidence.KeyPhone:
			kind = "phone"
		case evidence.KeyIBAN:
			kind = "iban"
		case evidence.KeyCard:
			kind = "card"
		default:
			kind = string(s.kind) // numbers of different countries never mean the same person
		}
		out = append(out, evidence.Key{Type: s.typ, Print: m.print(kind, s.value)})
	}
	name := p.name()
	m.named(name)
	if len(name) > 0 {
		out = append(out, evidence.Key{Type: evidence.KeyName, Print: m.withName("name")})
		if len(p.birth) > 0 {
			m.buf = append(append(m.buf, p.birth...), 0)
			out = append(out, evidence.Key{Type: evidence.KeyNameBirth, Print: m.withName("name+birth")})
		}
	}
	if len(p.street) > 0 && (len(name) > 0 || p.family != nil) {
		if len(name) == 0 {
			from := len(p.store)
			p.store = sortWords(append(p.store, p.family...), from)
			m.named(p.keep(from))
		}
		if m.name > longestOf+1 {
			m.buf = append(append(m.buf, p.street...), 0)
			out = append(out, evidence.Key{Type: evidence.KeyNameAddr, Print: m.withName("name+addr")})
		}
	}
	if len(out) == 0 && row != nil && (p.given != nil || p.family != nil || len(p.street) > 0 || len(p.birth) > 0) {
		out = append(out, evidence.Key{Type: evidence.KeyRow, Print: row()})
	}
	m.hard = out
	return out
}

// soft are the soft keys of p, of whom strong was asked last. A value that was
// mistyped once still has one half that is right.
func (m *keyMaker) soft(p *person) []evidence.Key {
	m.tender = m.tender[:0]
	name := p.name()
	full := bytes.IndexByte(name, ' ') >= 0 // one word is no full name
	if full && len(p.postcode) > 0 {
		m.put(evidence.KeyNamePost, "post", p.postcode)
	}
	mails, phones := 0, 0
	for i := range p.strong {
		id := &p.strong[i]
		switch id.typ {
		case evidence.KeyEmail:
			if mails++; mails == 1 && full {
				m.mail(id.value)
			}
		case evidence.KeyPhone:
			if phones++; phones > 1 || len(id.value) < 8 || !full {
				continue
			}
			cut := len(id.value) - 4
			m.put(evidence.KeyNamePhone, "phone<", id.value[:cut])
			m.put(evidence.KeyNamePhone, "phone>", id.value[cut-1:])
			m.ends(id.value, name)
		}
	}
	if h := p.holds; h != 0 {
		m.tender = append(m.tender, evidence.Key{Type: evidence.KeyHolds, Print: uint64(h)})
	}
	return m.tender
}

// ends makes the keys of a phone with the first, and with the last, three letters
// of the words of a name.
func (m *keyMaker) ends(phone, name []byte) {
	var store [2][96]byte
	heads := append(append(append(store[0][:0], "heads\x00"...), phone...), 0)
	tails := append(append(append(store[1][:0], "tails\x00"...), phone...), 0)
	for len(name) > 0 {
		w := name
		if i := bytes.IndexByte(name, ' '); i >= 0 {
			w, name = name[:i], name[i+1:]
		} else {
			name = nil
		}
		heads = append(append(heads, firstRunes(w, 3)...), ' ')
		tails = append(append(tails, lastRunes(w, 3)...), ' ')
	}
	m.tender = append(m.tender, evidence.Key{Type: evidence.KeyPhoneName, Print: m.quick.Print(heads)}, evidence.Key{Type: evidence.KeyPhoneName, Print: m.quick.Print(tails)})
}

// freeMail are hosts at which anybody has an address: that two people of one
// name have one there says nothing.
var freeMail = func() map[string]bool {
	m := map[string]bool{}
	for _, h := range strings.Fields(`gmail.com gmx.de gmx.net gmx.at gmx.ch web.de t-online.de freenet.de arcor.de posteo.de mailbox.org outlook.com outlook.de
		hotmail.com hotmail.de hotmail.fr hotmail.it hotmail.es live.com live.de msn.com yahoo.com yahoo.de yahoo.fr yahoo.co.uk yahoo.it yahoo.es icloud.com me.com
		mac.com aol.com aol.de proton.me protonmail.com orange.fr wanadoo.fr free.fr laposte.net sfr.fr libero.it tiscali.it virgilio.it alice.it btinternet.com
		sky.com ziggo.nl kpnmail.nl planet.nl telenet.be skynet.be bluewin.ch seznam.cz wp.pl o2.pl onet.pl interia.pl mail.ru yandex.ru qq.com 163.com`) {
		m[h] = true
	}
	return m
}()

// mail makes the soft keys of an address: what a typing error in one of its
// letters, or in its host, leaves right. Given the name, the letters say little:
// it is the number behind them that tells two people apart.
func (m *keyMaker) mail(address []byte) {
	at := bytes.IndexByte(address, '@')
	if at < 0 {
		at = len(address)
	}
	if at > 64 {
		return
	}
	host := address[min(at+1, len(address)):]
	var letters, digits [64]byte
	l, d := 0, 0
	for _, b := range address[:at] {
		letters[l], digits[d] = b, b // one of them is kept
		if b-'0' < 10 {
			d++
		} else {
			l++
		}
	}
	if d >= 2 {
		m.buf = append(append(m.buf, letters[:l]...), 0)
		m.buf = append(append(m.buf, digits[:d]...), 0)
		m.tender = append(m.tender, evidence.Key{Type: evidence.KeyNameMail, Print: m.withName("host")})
	}
	if d >= 2 || !freeMail[string(host)] {
		m.buf = append(m.buf, 0)
		m.buf = append(append(append(m.buf, digits[:d]...), 0), host...)
		m.tender = append(m.tender, evidence.Key{Type: evidence.KeyNameMail, Print: m.withName("letters")})
	}
}

func firstRunes(s []byte, n int) []byte {
	if len(s) >= 3 && n == 3 && s[0]|s[1]|s[2] < 0x80 {
		return s[:3]
	}
	at := 0
	for ; n > 0 && at < len(s); n-- {
		_, size := utf8.DecodeRune(s[at:])
		at += size
	}
	return s[:at]
}

func lastRunes(s []byte, n int) []byte {
	at := len(s)
	if at >= 3 && n == 3 && s[at-1]|s[at-2]|s[at-3] < 0x80 {
		return s[at-3:]
	}
	for ; n > 0 && at > 0; n-- {
		_, size := utf8.DecodeLastRune(s[:at])
		at -= size
	}
	return s[at:]
}
