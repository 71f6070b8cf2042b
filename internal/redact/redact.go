// Package redact is the only maker of evidence.Masked and
// evidence.Fingerprint: what may be kept of a personal value once the
// collector that saw it is done.
package redact

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base32"
	"encoding/binary"
	"hash"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/weaklink/weaklink/evidence"
)

// Key is a firm's key. Destroying it makes every fingerprint of the firm dead.
type Key [32]byte

// Mask replaces every letter and digit of v and keeps its shape: "x@x.x" for
// an e-mail address, "nnn-nn-nnnn" for a number. At most 40 runes are kept.
func Mask(v string) evidence.Masked {
	return evidence.Masked(AppendMask(make([]byte, 0, min(len(v), 160)), v))
}

// AppendMask appends what Mask returns to b.
func AppendMask[T string | []byte](b []byte, v T) []byte {
	for i, n := 0, 0; i < len(v); n++ {
		if n == 40 {
			return append(b, "…"...)
		}
		if c := v[i]; c < 0x80 {
			b = append(b, plainMask[c])
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(string(v[i:min(len(v), i+utf8.UTFMax)]))
		i += size
		switch {
		case unicode.IsNumber(r):
			b = append(b, 'n')
		case unicode.IsSpace(r) || unicode.IsControl(r):
			b = append(b, ' ')
		case unicode.IsPunct(r) || unicode.IsSymbol(r):
			b = utf8.AppendRune(b, r)
		default: // letters, their accents, and what nobody has named yet
			b = append(b, 'x')
		}
	}
	return b
}

// plainMask is what is left of the letters, digits and signs of ASCII.
var plainMask = func() (t [0x80]byte) {
	for c := range t {
		switch r := rune(c); {
		case unicode.IsNumber(r):
			t[c] = 'n'
		case unicode.IsSpace(r) || unicode.IsControl(r):
			t[c] = ' '
		case unicode.IsPunct(r) || unicode.IsSymbol(r):
			t[c] = byte(c)
		default:
			t[c] = 'x'
		}
	}
	return t
}()

// Fingerprint is a keyed hash of a normalised value of a type: the same value
// gives the same fingerprint, and without the key it gives nothing away.
func (k Key) Fingerprint(kind, normalised string) evidence.Fingerprint {
	sum := k.sum(kind, normalised)
	return evidence.Fingerprint(strings.ToLower(base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(sum[:10])))
}

// Print is the first 64 bits of the same keyed hash, for blobs of keys.
func (k Key) Print(kind, normalised string) uint64 {
	sum := k.sum(kind, normalised)
	return binary.BigEndian.Uint64(sum[:8])
}

// Printer makes fingerprints by the million. It is not for two goroutines at once.
type Printer struct {
	mac hash.Hash
	in  []byte
	out [sha256.Size]byte
}

// Printer returns one that prints as k does.
func (k Key) Printer() *Printer { return &Printer{mac: hmac.New(sha256.New, k[:])} }

// Print is what Key.Print is.
func (p *Printer) Print(kind, normalised string) uint64 {
	p.in = append(append(append(p.in[:0], kind...), 0), normalised...)
	p.mac.Reset()
	p.mac.Write(p.in)
	return binary.BigEndian.Uint64(p.mac.Sum(p.out[:0]))
}

func (k Key) sum(kind, normalised string) [32]byte {
	m := hmac.New(sha256.New, k[:])
	m.Write([]byte(kind))
	m.Write([]byte{0})
	m.Write([]byte(normalised))
	var out [32]byte
	m.Sum(out[:0])
	return out
}

// Name is a name of a file, table or mailbox that may itself be personal. The
// spans (byte offsets, sorted, not overlapping) that personal says are
// personal are replaced by a short fingerprint, so that two such names stay
// different and no name is given away.
func (k Key) Name(name string, personal func(string) [][2]int) string {
	var b strings.Builder
	last := 0
	for _, s := range personal(name) {
		if s[0] < last || s[1] > len(name) || s[0] >= s[1] {
			continue
		}
		b.WriteString(name[last:s[0]])
		b.WriteString("‹" + string(k.Fingerprint("name", name[s[0]:s[1]]))[:6] + "›")
		last = s[1]
	}
	b.WriteString(name[last:])
	return b.String()
}
