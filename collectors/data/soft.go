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
	buf    []byte
	hard   []evidence.Key
	tender []evidence.Key
}

func newKeyMaker(key redact.Key) *keyMaker { return &keyMaker{quick: key.Quick()} }

func (m *keyMaker) print(of string, values ...[]byte) uint64 {
	m.buf = append(append(m.buf[:0], of...), 0)
	for _, v := range values {
		m.buf = append(append(m.buf, v...), 0)
	}
	return m.quick.Print(m.buf)
}

func (m *keyMaker) put(t evidence.KeyType, of string, values ...[]byte) {
	m.tender = append(m.tender, evidence.Key{Type: t, Print: m.print(of, values...)})
}

// strong are the fingerprints of what p says. row is used when p names somebody
// without saying anything to know them by.
func (m *keyMaker) strong(p *person, row func() uint64) []evidence.Key {
	out := m.hard[:0]
	for _, s := range p.strong {
		kind := kindOf[s.typ]
		if kind == "" {
			kind = string(s.kind) // numbers of different countries never mean the same person
		}
		out = append(out, evidence.Key{Type: s.typ, Print: m.print(kind, s.value)})
	}
	name := p.name()
	if len(name) > 0 {
		out = append(out, evidence.Key{Type: evidence.KeyName, Print: m.print("name", name)})
		if len(p.birth) > 0 {
			out = append(out, evidence.Key{Type: evidence.KeyNameBirth, Print: m.print("name+birth", name, p.birth)})
		}
	}
	if len(name) == 0 && len(p.street) > 0 && len(p.family) > 0 {
		name = p.keep(func(b []byte) []byte { return appendName(b, p.family) })
	}
	if len(name) > 0 && len(p.street) > 0 {
		out = append(out, evidence.Key{Type: evidence.KeyNameAddr, Print: m.print("name+addr", name, p.street)})
	}
	if len(out) == 0 && row != nil && (len(p.given) > 0 || len(p.family) > 0 || len(p.street) > 0 || len(p.birth) > 0) {
		out = append(out, evidence.Key{Type: evidence.KeyRow, Print: row()})
	}
	m.hard = out
	return out
}

var kindOf = map[evidence.KeyType]string{
	evidence.KeyEmail: "email", evidence.KeyPhone: "phone", evidence.KeyIBAN: "iban", evidence.KeyCard: "card",
}

// soft are the soft keys of p. A value that was mistyped once still has one half
// that is right.
func (m *keyMaker) soft(p *person) []evidence.Key {
	m.tender = m.tender[:0]
	name := p.name()
	if bytes.IndexByte(name, ' ') < 0 {
		name = nil // one word is no full name
	}
	if len(name) > 0 && len(p.postcode) > 0 {
		m.put(evidence.KeyNamePost, "post", name, p.postcode)
	}
	mails, phones := 0, 0
	for _, id := range p.strong {
		switch id.typ {
		case evidence.KeyEmail:
			if mails++; mails == 1 && len(name) > 0 {
				m.mail(name, id.value)
			}
		case evidence.KeyPhone:
			if phones++; phones > 1 || len(id.value) < 8 || len(name) == 0 {
				continue
			}
			cut := len(id.value) - 4
			m.put(evidence.KeyNamePhone, "phone<", name, id.value[:cut])
			m.put(evidence.KeyNamePhone, "phone>", name, id.value[cut-1:])
			m.ends("heads", id.value, name, firstRunes)
			m.ends("tails", id.value, name, lastRunes)
		}
	}
	if h := p.holds; h != 0 {
		m.tender = append(m.tender, evidence.Key{Type: evidence.KeyHolds, Print: uint64(h)})
	}
	return m.tender
}

// ends makes the key of a phone with the first, or last, three letters of the
// words of a name.
func (m *keyMaker) ends(of string, phone, name []byte, end func([]byte, int) []byte) {
	b := append(append(m.buf[:0], of...), 0)
	b = append(append(b, phone...), 0)
	for len(name) > 0 {
		var w []byte
		w, name, _ = bytes.Cut(name, []byte(" "))
		b = append(append(b, end(w, 3)...), ' ')
	}
	m.buf = b
	m.tender = append(m.tender, evidence.Key{Type: evidence.KeyPhoneName, Print: m.quick.Print(b)})
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
func (m *keyMaker) mail(name, address []byte) {
	local, host, _ := bytes.Cut(address, []byte("@"))
	if len(local) > 64 {
		return
	}
	var letters, digits [64]byte
	l, d := letters[:0], digits[:0]
	for i := range len(local) {
		if b := local[i]; b >= '0' && b <= '9' {
			d = append(d, b)
		} else {
			l = append(l, b)
		}
	}
	put := func(of string, a, b, c []byte) {
		m.buf = append(append(m.buf[:0], of...), 0)
		m.buf = append(append(m.buf, name...), 0)
		m.buf = append(append(m.buf, a...), 0)
		m.buf = append(append(append(m.buf, b...), 0), c...)
		m.tender = append(m.tender, evidence.Key{Type: evidence.KeyNameMail, Print: m.quick.Print(m.buf)})
	}
	if len(d) >= 2 {
		put("host", l, d, nil)
	}
	if len(d) >= 2 || !freeMail[string(host)] {
		put("letters", nil, d, host)
	}
}

func firstRunes(s []byte, n int) []byte {
	at := 0
	for ; n > 0 && at < len(s); n-- {
		_, size := utf8.DecodeRune(s[at:])
		at += size
	}
	return s[:at]
}

func lastRunes(s []byte, n int) []byte {
	at := len(s)
	for ; n > 0 && at > 0; n-- {
		_, size := utf8.DecodeLastRune(s[:at])
		at -= size
	}
	return s[at:]
}
