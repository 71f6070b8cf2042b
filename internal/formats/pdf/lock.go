package pdf

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/md5"
	"crypto/rc4"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/binary"
)

// lock opens what is encrypted under the empty password, as every viewer does
// without asking: a document that may be read and not printed or copied (7.6.4).
type lock struct {
	key             []byte
	texts, streams  byte // how: 0 not at all, 'r' RC4, 'a' AES with a key an object, 'A' AES
	metadataIsPlain bool
}

// padding fills a password up to 32 bytes.
const padding = "\x28\xbf\x4e\x5e\x4e\x75\x8a\x41\x64\x00\x4e\x56\xff\xfa\x01\x08\x2e\x2e\x00\xb6\xd0\x68\x3e\x80\x2f\x0c\xa9\xfe\x64\x53\x69\x7a"

// unlocked is what opens a file that is encrypted as d says; nil when that takes
// a password. id is the first part of the file's identifier.
func (f *file) unlocked(d dict, id text) *lock {
	if d == nil || f.get(d["Filter"]) != name("Standard") {
		return nil
	}
	num := func(key name) int { n, _ := f.get(d[key]).(float64); return int(n) }
	str := func(key name) text { t, _ := f.get(d[key]).(text); return t }
	v, r, size := num("V"), num("R"), num("Length")/8
	l := &lock{texts: 'r', streams: 'r', metadataIsPlain: f.get(d["EncryptMetadata"]) == false}
	if v >= 4 {
		how := func(key name) byte {
			of, _ := f.get(d[key]).(name)
			cf := f.dict(f.dict(d["CF"])[of])
			switch m, _ := f.get(cf["CFM"]).(name); m {
			case "V2":
				return 'r'
			case "AESV2":
				return 'a'
			case "AESV3":
				return 'A'
			}
			return 0
		}
		if l.streams, l.texts = how("StmF"), how("StrF"); v == 4 {
			size = 16
		}
	}
	if v >= 5 {
		l.key = key256(r, str("U"), str("UE"))
	} else {
		if size < 5 || r < 3 {
			size = 5
		}
		l.key = keyOf(r, min(size, 16), str("O"), str("U"), uint32(int64(num("P"))), id, l.metadataIsPlain)
	}
	if l.key == nil {
		return nil
	}
	return l
}

// keyOf is the key under the empty password (algorithms 2, 4 and 5), nil when
// that is not the password.
func keyOf(r, size int, o, u text, p uint32, id text, metadataIsPlain bool) []byte {
	if len(o) < 32 || len(u) < 16 {
		return nil
	}
	in := append(append([]byte(padding), o[:32]...), binary.LittleEndian.AppendUint32(nil, p)...)
	in = append(in, id...)
	if r >= 4 && metadataIsPlain {
		in = append(in, 0xff, 0xff, 0xff, 0xff)
	}
	sum := md5.Sum(in)
	if r >= 3 {
		for range 50 {
			sum = md5.Sum(sum[:size])
		}
	}
	key := bytes.Clone(sum[:size])
	if r < 3 {
		if !bytes.Equal(rc4ed(key, []byte(padding)), u[:min(len(u), 32)]) {
			return nil
		}
		return key
	}
	check := md5.Sum(append([]byte(padding), id...))
	out := check[:]
	for i := range 20 {
		turned := bytes.Clone(key)
		for j := range turned {
			turned[j] ^= byte(i)
		}
		out = rc4ed(turned, out)
	}
	if !bytes.Equal(out, u[:16]) {
		return nil
	}
	return key
}

// key256 is the same for revisions 5 and 6 (algorithms 2.A and 2.B).
func key256(r int, u, ue text) []byte {
	if len(u) < 48 || len(ue) < 32 {
		return nil
	}
	hash := func(salt []byte) []byte {
		k := sha256.Sum256(salt)
		if r < 6 {
			return k[:]
		}
		return hardened(k[:])
	}
	if !bytes.Equal(hash(u[32:40]), u[:32]) {
		return nil
	}
	block, err := aes.NewCipher(hash(u[40:48]))
	if err != nil {
		return nil
	}
	out := make([]byte, 32)
	cipher.NewCBCDecrypter(block, make([]byte, 16)).CryptBlocks(out, ue[:32])
	return out
}

// hardened is algorithm 2.B with the empty password.
func hardened(k []byte) []byte {
	for i := 0; ; i++ {
		block, err := aes.NewCipher(k[:16])
		if err != nil {
			return nil
		}
		e := bytes.Repeat(k, 64)
		cipher.NewCBCEncrypter(block, k[16:32]).CryptBlocks(e, e)
		sum := 0
		for _, c := range e[:16] {
			sum += int(c)
		}
		switch sum % 3 {
		case 0:
			s := sha256.Sum256(e)
			k = s[:]
		case 1:
			s := sha512.Sum384(e)
			k = s[:]
		default:
			s := sha512.Sum512(e)
			k = s[:]
		}
		if i >= 63 && int(e[len(e)-1]) <= i+1-32 {
			return k[:32]
		}
	}
}

func rc4ed(key, b []byte) []byte {
	c, err := rc4.NewCipher(key)
	if err != nil {
		return nil
	}
	out := make([]byte, len(b))
	c.XORKeyStream(out, b)
	return out
}

// open decrypts what stands in the object n.
func (l *lock) open(how byte, n ref, b []byte) []byte {
	key := l.key
	switch how {
	case 0:
		return b
	case 'r', 'a':
		in := append(bytes.Clone(key), byte(n), byte(n>>8), byte(n>>16), 0, 0)
		if how == 'a' {
			in = append(in, "sAlT"...)
		}
		sum := md5.Sum(in)
		if key = sum[:min(len(l.key)+5, 16)]; how == 'r' {
			return rc4ed(key, b)
		}
	}
	block, err := aes.NewCipher(key)
	if err != nil || len(b) < 32 {
		return nil
	}
	out := bytes.Clone(b[16 : len(b)-len(b)%16])
	cipher.NewCBCDecrypter(block, b[:16]).CryptBlocks(out, out)
	if pad := int(out[len(out)-1]); pad >= 1 && pad <= 16 {
		out = out[:len(out)-pad]
	}
	return out
}

// opened is the object n with everything in it decrypted.
func (l *lock) opened(v any, n ref) any {
	if l == nil {
		return v
	}
	switch v := v.(type) {
	case text:
		return text(l.open(l.texts, n, v))
	case []any:
		for i := range v {
			v[i] = l.opened(v[i], n)
		}
	case dict:
		for k := range v {
			v[k] = l.opened(v[k], n)
		}
	case stream:
		kind, _ := v.dict["Type"].(name)
		if kind == "XRef" || kind == "Metadata" && l.metadataIsPlain {
			return v
		}
		l.opened(v.dict, n)
		v.raw = l.open(l.streams, n, v.raw)
		return v
	}
	return v
}
