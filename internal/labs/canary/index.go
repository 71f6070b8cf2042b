package canary

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"slices"
	"strings"
	"unicode/utf16"
)

// pattern is one way in which a value may be written.
type pattern struct {
	b     []byte
	exact bool // case matters, as in base64; else b is folded and so is the text
	value int32
	as    string
}

// index finds many patterns in one pass. Every pattern is filed under the
// rarest 8 bytes in it (4 for short ones); a bitmap says for each place of the
// text whether any pattern could have those bytes there.
type index struct {
	patterns []pattern
	long     table
	short    table
}

type table struct {
	bits [1 << 16]uint64 // 2^22 places
	at   map[uint64][]anchor
}

type anchor struct{ pattern, offset int32 }

func place(x uint64) uint64 { return (x * 0x9E3779B97F4A7C15) >> 42 }

func (t *table) add(gram uint64, a anchor) {
	h := place(gram)
	t.bits[h>>6] |= 1 << (h & 63)
	t.at[gram] = append(t.at[gram], a)
}

func (t *table) may(gram uint64) bool {
	h := place(gram)
	return t.bits[h>>6]&(1<<(h&63)) != 0
}

func newIndex(values []string) index {
	ix := index{long: table{at: map[uint64][]anchor{}}, short: table{at: map[uint64][]anchor{}}}
	for i, v := range values {
		ix.patterns = append(ix.patterns, written(int32(i), v)...)
	}
	// "@example.net" is in half of the patterns: anchored there, each text with
	// such an address would be compared with all of them.
	count := map[uint64]int32{}
	for _, p := range ix.patterns {
		f := fold(nil, p.b)
		for i := 0; i+8 <= len(f); i++ {
			count[binary.LittleEndian.Uint64(f[i:])]++
		}
		for i := 0; len(f) < 8 && i+4 <= len(f); i++ {
			count[uint64(binary.LittleEndian.Uint32(f[i:]))]++
		}
	}
	for n, p := range ix.patterns {
		f := fold(nil, p.b)
		best, least := 0, int32(1<<30)
		if len(f) >= 8 {
			for i := 0; i+8 <= len(f); i++ {
				if k := count[binary.LittleEndian.Uint64(f[i:])]; k < least {
					best, least = i, k
				}
			}
			ix.long.add(binary.LittleEndian.Uint64(f[best:]), anchor{int32(n), int32(best)})
			continue
		}
		for i := 0; i+4 <= len(f); i++ {
			if k := count[uint64(binary.LittleEndian.Uint32(f[i:]))]; k < least {
				best, least = i, k
			}
		}
		ix.short.add(uint64(binary.LittleEndian.Uint32(f[best:])), anchor{int32(n), int32(best)})
	}
	return ix
}

// find calls hit for each pattern at each place of text.
func (ix *index) find(text []byte, hit func(*pattern, int)) {
	f := fold(make([]byte, 0, len(text)+8), text)
	check := func(all []anchor, at int) {
		for _, a := range all {
			p := &ix.patterns[a.pattern]
			from := at - int(a.offset)
			if from < 0 || from+len(p.b) > len(text) {
				continue
			}
			in := f
			if p.exact {
				in = text
			}
			if bytes.Equal(in[from:from+len(p.b)], p.b) {
				hit(p, from)
			}
		}
	}
	// Zeros behind the text let the last places be looked at like all others.
	f = append(f, 0, 0, 0, 0, 0, 0, 0)
	short := len(ix.short.at) > 0
	for i := 0; i+8 <= len(f); i++ {
		x := binary.LittleEndian.Uint64(f[i:])
		if ix.long.may(x) {
			check(ix.long.at[x], i)
		}
		if short && ix.short.may(x&0xffffffff) {
			check(ix.short.at[x&0xffffffff], i)
		}
	}
}

// fold appends b to dst with the ASCII letters in lower case.
func fold(dst, b []byte) []byte {
	n := len(dst)
	dst = append(dst, b...)
	for i, c := range dst[n:] {
		if c-'A' < 26 {
			dst[n+i] = c + 'a' - 'A'
		}
	}
	return dst
}

// written lists the ways of writing v that are found as they stand. Escapes
// are not among them: those are undone in the text, whatever was escaped.
func written(value int32, v string) []pattern {
	var out []pattern
	seen := map[string]bool{}
	add := func(as string, b []byte, exact bool) {
		if !exact {
			b = fold(nil, b)
		}
		k := as + string(b)
		if len(b) < 4 || seen[k] {
			return
		}
		seen[k] = true
		out = append(out, pattern{b, exact, value, as})
	}
	// Letters beyond ASCII are folded here, in the value, by trying both cases.
	cases := []string{v, strings.ToLower(v), strings.ToUpper(v), strings.ToUpper(strings.ReplaceAll(v, "ß", "ss")), strings.ReplaceAll(v, "'", "''")}
	for _, c := range cases {
		add(plain, []byte(c), false)
		if l, ok := latin1(c); ok {
			add("latin-1", l, false)
		}
		le, be := wide(c)
		add("utf-16", le, false)
		add("utf-16", be, false)
	}
	for _, c := range cases[:3] {
		add("hex", []byte(hex.EncodeToString([]byte(c))), false)
		le, _ := wide(c)
		for _, b := range [][]byte{[]byte(c), le} {
			for _, core := range inBase64(b) {
				add("base64", core, true)
				add("base64", []byte(strings.NewReplacer("+", "-", "/", "_").Replace(string(core))), true)
			}
		}
	}
	return slices.Clip(out)
}

// inBase64 is what of b can be seen in base64 wherever it begins: at each of
// the three alignments the characters that b alone decides.
func inBase64(b []byte) [][]byte {
	var out [][]byte
	for shift := range 3 {
		padded := append(make([]byte, shift), b...)
		enc := base64.RawStdEncoding.EncodeToString(padded)
		from, to := (shift*8+5)/6, len(padded)*8/6
		out = append(out, []byte(enc[from:to]))
	}
	return out
}

func latin1(s string) ([]byte, bool) {
	b := make([]byte, 0, len(s))
	beyond := false
	for _, r := range s {
		if r > 0xff {
			return nil, false
		}
		beyond = beyond || r > 0x7f
		b = append(b, byte(r))
	}
	return b, beyond
}

func wide(s string) (le, be []byte) {
	for _, u := range utf16.Encode([]rune(s)) {
		le = binary.LittleEndian.AppendUint16(le, u)
		be = binary.BigEndian.AppendUint16(be, u)
	}
	return le, be
}
