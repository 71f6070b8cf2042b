package website

import (
	_ "embed"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/weaklink/weaklink/facts"
)

//go:embed tls_suites.txt
var suiteTable string

// suite numbers that are no suites but signals to the server.
const (
	scsvRenegotiation uint16 = 0x00ff // RFC 5746
	scsvFallback      uint16 = 0x5600 // RFC 7507
)

// catalogue is every suite that has a name: by number, and what to offer.
type catalogue struct {
	names  map[uint16]string
	tls12  []uint16 // SSLv3 to TLS 1.2, those that people use first
	tls13  []uint16
	isTLS3 map[uint16]bool
}

var suites = sync.OnceValue(func() catalogue {
	c, err := parseSuites(suiteTable)
	if err != nil {
		panic("website: tls_suites.txt: " + err.Error())
	}
	return c
})

func parseSuites(table string) (catalogue, error) {
	c := catalogue{names: map[uint16]string{}, isTLS3: map[uint16]bool{}}
	for line := range strings.Lines(table) {
		fields := strings.Fields(line)
		if len(fields) == 0 || strings.HasPrefix(line, "#") {
			continue
		}
		start, err := strconv.ParseUint(fields[0], 16, 16)
		if err != nil || len(fields) < 2 || len(fields) > 3 {
			return c, fmt.Errorf("cannot read %q", strings.TrimSpace(line))
		}
		id := uint16(start)
		add := func(name string) error {
			if old, twice := c.names[id]; twice {
				return fmt.Errorf("0x%04x is both %s and %s", id, old, name)
			}
			c.names[id] = name
			id++
			return nil
		}
		if len(fields) == 2 {
			c.isTLS3[id] = true
			c.tls13 = append(c.tls13, id)
			if err := add("TLS_" + fields[1]); err != nil {
				return c, err
			}
			continue
		}
		for kx := range strings.SplitSeq(fields[1], ",") {
			for cipher := range strings.SplitSeq(fields[2], ",") {
				c.tls12 = append(c.tls12, id)
				if err := add("TLS_" + kx + "_WITH_" + cipher); err != nil {
					return c, err
				}
			}
		}
	}
	rank := func(id uint16) int { return everydayRank(c.names[id]) }
	slices.SortStableFunc(c.tls12, func(a, b uint16) int { return rank(a) - rank(b) })
	return c, nil
}

// everydayRank puts what browsers and shops really use first, so that a server
// which gives up on long lists still finds it in the first part.
func everydayRank(name string) int {
	kx, cipher, _ := strings.Cut(strings.TrimPrefix(name, "TLS_"), "_WITH_")
	rank := slices.Index([]string{"ECDHE_ECDSA", "ECDHE_RSA", "DHE_RSA", "RSA"}, kx)
	if rank < 0 {
		return 100
	}
	switch {
	case strings.Contains(cipher, "AES") && strings.Contains(cipher, "GCM"):
		return rank
	case strings.Contains(cipher, "CHACHA20"):
		return 10 + rank
	case strings.Contains(cipher, "AES"):
		return 20 + rank
	}
	return 30 + rank
}

// suiteName is the IANA name of a suite.
func suiteName(id uint16) string {
	if n, ok := suites().names[id]; ok {
		return n
	}
	return fmt.Sprintf("unnamed 0x%04X", id)
}

func suiteFact(id uint16) facts.TLSSuite {
	return facts.TLSSuite{ID: fmt.Sprintf("0x%04X", id), Name: suiteName(id)}
}

// sslv2Suites are the cipher kinds of SSLv2, three bytes each.
var sslv2Suites = []struct {
	id   uint32
	name string
}{
	{0x010080, "SSL_CK_RC4_128_WITH_MD5"},
	{0x020080, "SSL_CK_RC4_128_EXPORT40_WITH_MD5"},
	{0x030080, "SSL_CK_RC2_128_CBC_WITH_MD5"},
	{0x040080, "SSL_CK_RC2_128_CBC_EXPORT40_WITH_MD5"},
	{0x050080, "SSL_CK_IDEA_128_CBC_WITH_MD5"},
	{0x060040, "SSL_CK_DES_64_CBC_WITH_MD5"},
	{0x0700c0, "SSL_CK_DES_192_EDE3_CBC_WITH_MD5"},
	{0x080080, "SSL_CK_RC4_64_WITH_MD5"},
}

func sslv2Fact(id uint32) facts.TLSSuite {
	f := facts.TLSSuite{ID: fmt.Sprintf("0x%06X", id), Name: fmt.Sprintf("unnamed 0x%06X", id)}
	for _, s := range sslv2Suites {
		if s.id == id {
			f.Name = s.name
		}
	}
	return f
}

// What a suite's name says about it.

func isAnon(name string) bool   { return strings.Contains(name, "_anon_") }
func isExport(name string) bool { return strings.Contains(name, "EXPORT") }
func isRC4(name string) bool    { return strings.Contains(name, "RC4") }
func is3DES(name string) bool {
	return strings.Contains(name, "3DES") || strings.Contains(name, "EDE3")
}

// isNull covers the two TLS 1.3 suites of RFC 9150 that sign but do not hide.
func isNull(name string) bool {
	return strings.Contains(name, "_NULL_") || name == "TLS_SHA256_SHA256" || name == "TLS_SHA384_SHA384"
}

// keyExchange is how a suite agrees on a key: ecdhe, dhe, or empty for one
// that reveals everything ever recorded once the server's key is known.
func keyExchange(id uint16) string {
	name := suiteName(id)
	kx, _, _ := strings.Cut(strings.TrimPrefix(strings.TrimPrefix(name, "TLS_"), "OLD_"), "_WITH_")
	switch {
	case suites().isTLS3[id]:
		return "ecdhe"
	case strings.HasPrefix(kx, "ECDHE_"), kx == "ECDH_anon":
		return "ecdhe"
	case strings.HasPrefix(kx, "DHE_"), kx == "PSK_DHE", strings.HasPrefix(kx, "DH_anon"):
		return "dhe"
	}
	return ""
}

// groupNames are the key exchange groups by number (IANA "TLS Supported
// Groups"), in the order in which they are offered.
var groupNames = []struct {
	id   uint16
	name string
}{
	{0x11ec, "X25519MLKEM768"}, {0x11eb, "SecP256r1MLKEM768"}, {0x11ed, "SecP384r1MLKEM1024"}, {0x6399, "X25519Kyber768Draft00"},
	{29, "x25519"}, {23, "secp256r1"}, {24, "secp384r1"}, {25, "secp521r1"}, {30, "x448"},
	{0x0200, "MLKEM512"}, {0x0201, "MLKEM768"}, {0x0202, "MLKEM1024"},
	{31, "brainpoolP256r1tls13"}, {32, "brainpoolP384r1tls13"}, {33, "brainpoolP512r1tls13"}, {41, "curveSM2"},
	{256, "ffdhe2048"}, {257, "ffdhe3072"}, {258, "ffdhe4096"}, {259, "ffdhe6144"}, {260, "ffdhe8192"},
	{26, "brainpoolP256r1"}, {27, "brainpoolP384r1"}, {28, "brainpoolP512r1"}, {22, "secp256k1"}, {21, "secp224r1"},
	{19, "secp192r1"}, {20, "secp224k1"}, {18, "secp192k1"}, {17, "secp160r2"}, {16, "secp160r1"}, {15, "secp160k1"},
	{14, "sect571r1"}, {13, "sect571k1"}, {12, "sect409r1"}, {11, "sect409k1"}, {10, "sect283r1"}, {9, "sect283k1"},
	{8, "sect239k1"}, {7, "sect233r1"}, {6, "sect233k1"}, {5, "sect193r2"}, {4, "sect193r1"}, {3, "sect163r2"}, {2, "sect163r1"}, {1, "sect163k1"},
}

func groupName(id uint16) string {
	for _, g := range groupNames {
		if g.id == id {
			return g.name
		}
	}
	return fmt.Sprintf("0x%04X", id)
}

// isPSK says whether a key exchange message starts with a hint which shared
// key is meant.
func isPSK(name string) bool { return strings.Contains(name, "PSK_") }

// forwardSecret says whether what was recorded yesterday stays closed when the
// server's key is stolen tomorrow.
func forwardSecret(id uint16) bool { return keyExchange(id) != "" && !isAnon(suiteName(id)) }
