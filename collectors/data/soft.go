package data

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"github.com/weaklink/weaklink/evidence"
	"github.com/weaklink/weaklink/internal/redact"
)

// keyMaker makes the keys of records. A print is of a value behind a word that says
// what it is, or of a name, which is taken in once for all prints that it begins,
// and what stands with it behind a letter that says that; it is not for two
// goroutines at once.
type keyMaker struct {
	quick  redact.Quick
	none   redact.Stem // of prints that no name begins
	stem   redact.Stem // of those that are laid
	hard   []evidence.Key
	tender []evidence.Key
	lanes  [2]lane // prints are made two at a time
	laid   int     // how many of them wait for it
}

// lane is what one print is made of behind its stem.
type lane struct {
	buf  []byte
	soft bool // whose it is: the key at of hard, or of tender
	at   int
}

func newKeyMaker(key redact.Key) *keyMaker {
	m := &keyMaker{quick: key.Quick()}
	m.none = m.quick.Stem(nil)
	for i := range m.lanes {
		m.lanes[i].buf = make([]byte, 0, 256)
	}
	return m
}

// print is that of values of no name.
func (m *keyMaker) print(of string, values ...[]byte) uint64 {
	b := append(append(make([]byte, 0, 128), of...), 0)
	for _, v := range values {
		b = append(append(b, v...), 0)
	}
	return m.quick.Print(b)
}

// begin returns the lane of a key that is not yet printed, with nothing in it.
func (m *keyMaker) begin(t evidence.KeyType, soft bool) (*lane, []byte) {
	l := &m.lanes[m.laid]
	if l.soft = soft; soft {
		l.at = len(m.tender)
		m.tender = append(m.tender, evidence.Key{Type: t})
	} else {
		l.at = len(m.hard)
		m.hard = append(m.hard, evidence.Key{Type: t})
	}
	return l, l.buf[:0]
}

// end prints what is laid once there are two.
func (m *keyMaker) end(l *lane, b []byte) {
	l.buf = b
	if m.laid++; m.laid < len(m.lanes) {
		return
	}
	m.laid = 0
	x, y := m.stem.Pair(m.lanes[0].buf, m.lanes[1].buf)
	m.set(&m.lanes[0], x)
	m.set(&m.lanes[1], y)
}

// flush prints what is left.
func (m *keyMaker) flush() {
	if m.laid > 0 {
		m.laid = 0
		m.set(&m.lanes[0], m.stem.Print(m.lanes[0].buf))
	}
}

func (m *keyMaker) set(l *lane, print uint64) {
	if l.soft {
		m.tender[l.at].Print = print
	} else {
		m.hard[l.at].Print = print
	}
}

// alone lays a value of no name.
func (m *keyMaker) alone(t evidence.KeyType, of string, value []byte) {
	l, b := m.begin(t, false)
	m.end(l, append(append(append(append(b, of...), 0), value...), 0))
}

// named is the name that begins what is printed from now on.
func (m *keyMaker) named(name []byte) {
	m.flush()
	m.stem = m.quick.Stem(name)
}

// What a print of a name is of, before what stands with the name. Of a name alone
// it is redact.NameAlone.
const (
	withBirth    = 'b'
	withAddress  = 'a'
	withPost     = 'p'
	withStreet   = 's'
	withLetters  = 'l' // and the digits of an address
	withHost     = 'h' // of an address, and its digits
	withPhone    = '<' // its beginning
	withPhoneEnd = '>'
	withHeads    = 'H' // of a phone: the beginnings of a name's words
	withTails    = 'T'
)

// with lays the name and a value.
func (m *keyMaker) with(t evidence.KeyType, soft bool, of byte, value []byte) {
	l, b := m.begin(t, soft)
	m.end(l, append(append(b, of), value...))
}

// address lays the name and where p lives.
func (m *keyMaker) address(p *person) {
	l, b := m.begin(evidence.KeyNameAddr, false)
	b = append(append(b, withAddress), p.street...)
	b = append(append(b, 0), p.postcode...)
	m.end(l, append(append(b, 0), p.town...))
}

// of are the keys of what p says, the strong and the soft ones, until it is called
// again. row is used when p names somebody without saying anything to know them by.
func (m *keyMaker) of(p *person, row func() uint64) (hard, soft []evidence.Key) {
	m.hard, m.tender, m.laid, m.stem = m.hard[:0], m.tender[:0], 0, m.none
	for i := range p.strong {
		s := &p.strong[i]
		kind := string(s.kind) // numbers of different countries never mean the same person
		switch s.typ {
		case evidence.KeyEmail:
			kind = "email"
		case evidence.KeyPhone:
			kind = "phone"
		case evidence.KeyIBAN:
			kind = "iban"
		case evidence.KeyCard:
			kind = "card"
		}
		m.alone(s.typ, kind, s.value)
	}
	name := p.name()
	if len(name) > 0 {
		m.named(name)
		if len(p.birth) > 0 {
			m.with(evidence.KeyNameBirth, false, withBirth, p.birth)
		}
	}
	if len(p.street) > 0 {
		by := name
		if len(by) == 0 && p.family != nil {
			from := len(p.store)
			p.store = sortWords(append(p.store, p.family...), from)
			if by = p.keep(from); len(by) > 0 {
				m.named(by)
			}
		}
		if len(by) > 0 {
			// Every town has a Hauptstraße 5.
			m.address(p)
		}
	}
	if len(name) > 0 {
		m.with(evidence.KeyName, false, redact.NameAlone, nil) // last: they lie in the order of their types
	}
	if len(m.hard) == 0 && row != nil && (p.given != nil || p.family != nil || len(p.street) > 0 || len(p.birth) > 0) {
		m.hard = append(m.hard, evidence.Key{Type: evidence.KeyRow, Print: row()})
	}
	if bytes.IndexByte(name, ' ') >= 0 { // one word is no full name
		m.soft(p, name)
	}
	m.flush()
	if h := p.holds; h != 0 {
		m.tender = append(m.tender, evidence.Key{Type: evidence.KeyHolds, Print: uint64(h)})
	}
	return m.hard, m.tender
}

// again are the keys that were made of a record before.
func (m *keyMaker) again(made *madeKeys) (hard, soft []evidence.Key) {
	n := int(made.hard)
	m.hard = append(m.hard[:0], made.keys[:n]...)
	m.tender = append(m.tender[:0], made.keys[n:n+int(made.soft)]...)
	return m.hard, m.tender
}

// soft makes the soft keys of p. A value that was mistyped once still has one half
// that is right.
func (m *keyMaker) soft(p *person, name []byte) {
	if len(p.postcode) > 0 {
		m.with(evidence.KeyNamePost, true, withPost, p.postcode)
	}
	if len(p.street) > 0 { // of a list without postcodes, or where one was mistyped
		m.with(evidence.KeyNamePost, true, withStreet, p.street)
	}
	mails, phones := 0, 0
	var phone []byte
	for i := range p.strong {
		id := &p.strong[i]
		switch id.typ {
		case evidence.KeyEmail:
			if mails++; mails == 1 {
				m.mail(id.value)
			}
		case evidence.KeyPhone:
			if phones++; phones > 1 || len(id.value) < 8 {
				continue
			}
			cut := len(id.value) - 4
			m.with(evidence.KeyNamePhone, true, withPhone, id.value[:cut])
			m.with(evidence.KeyNamePhone, true, withPhoneEnd, id.value[cut-1:])
			phone = id.value
		}
	}
	if phone != nil {
		m.ends(phone, name)
	}
}

// ends makes the keys of a phone with the first, and with the last, three letters
// of the words of a name.
func (m *keyMaker) ends(phone, name []byte) {
	m.named(phone)
	var store [2][96]byte
	heads, tails := append(store[0][:0], withHeads), append(store[1][:0], withTails)
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
	x, y := m.stem.Pair(heads, tails)
	m.tender = append(m.tender, evidence.Key{Type: evidence.KeyPhoneName, Print: x}, evidence.Key{Type: evidence.KeyPhoneName, Print: y})
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
		lane, b := m.begin(evidence.KeyNameMail, true)
		b = append(append(b, withLetters), letters[:l]...)
		m.end(lane, append(append(b, 0), digits[:d]...))
	}
	if d >= 2 || !freeMail[string(host)] {
		lane, b := m.begin(evidence.KeyNameMail, true)
		b = append(append(b, withHost), digits[:d]...)
		m.end(lane, append(append(b, 0), host...))
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
