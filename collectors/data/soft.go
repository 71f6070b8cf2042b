package data

import (
	"strings"
	"unicode/utf8"

	"github.com/weaklink/weaklink/evidence"
	"github.com/weaklink/weaklink/internal/redact"
)

// softKeys makes the soft keys of records.
type softKeys struct {
	quick redact.Quick
	buf   []byte
	out   []evidence.Key
}

func (s *softKeys) put(t evidence.KeyType, values ...string) {
	var p uint64
	p, s.buf = s.quick.Print(s.buf, values...)
	s.out = append(s.out, evidence.Key{Type: t, Print: p})
}

// of are the soft keys of p, valid until the next call. A value that was
// mistyped once still has one half that is right.
func (s *softKeys) of(p *person) []evidence.Key {
	s.out = s.out[:0]
	name := p.name()
	if strings.IndexByte(name, ' ') < 0 {
		name = "" // one word is no full name
	}
	if name != "" && p.postcode != "" {
		s.put(evidence.KeyNamePost, "post", name, p.postcode)
	}
	mails, phones := 0, 0
	for _, id := range p.strong {
		switch id.typ {
		case evidence.KeyEmail:
			if mails++; mails == 1 && name != "" {
				s.mail(name, id.value)
			}
		case evidence.KeyPhone:
			if phones++; phones > 1 || len(id.value) < 8 || name == "" {
				continue
			}
			cut := len(id.value) - 4
			s.put(evidence.KeyNamePhone, "phone<", name, id.value[:cut])
			s.put(evidence.KeyNamePhone, "phone>", name, id.value[cut-1:])
			heads, tails := ends(name)
			s.put(evidence.KeyPhoneName, "heads", id.value, heads)
			s.put(evidence.KeyPhoneName, "tails", id.value, tails)
		}
	}
	if h := p.holds; h != 0 {
		s.out = append(s.out, evidence.Key{Type: evidence.KeyHolds, Print: uint64(h)})
	}
	return s.out
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
func (s *softKeys) mail(name, address string) {
	local, host, _ := strings.Cut(address, "@")
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
	if len(d) >= 2 {
		s.put(evidence.KeyNameMail, "host", name, string(l), string(d))
	}
	if len(d) >= 2 || !freeMail[host] {
		s.put(evidence.KeyNameMail, "letters", name, string(d), host)
	}
}

// ends are the first and the last three letters of a name's words.
func ends(name string) (heads, tails string) {
	var h, t strings.Builder
	for w := range strings.FieldsSeq(name) {
		n := min(3, utf8.RuneCountInString(w))
		h.WriteString(firstRunes(w, n))
		h.WriteByte(' ')
		t.WriteString(lastRunes(w, n))
		t.WriteByte(' ')
	}
	return h.String(), t.String()
}

func firstRunes(s string, n int) string {
	for i := range s {
		if n == 0 {
			return s[:i]
		}
		n--
	}
	return s
}

func lastRunes(s string, n int) string {
	i := len(s)
	for ; n > 0 && i > 0; n-- {
		_, size := utf8.DecodeLastRuneInString(s[:i])
		i -= size
	}
	return s[i:]
}
