package website

import (
	"crypto/tls"
	"fmt"
	"os/exec"
	"strings"
	"testing"
)

func TestSuiteNamesAreThoseOfIANA(t *testing.T) {
	c := suites()
	if n := len(c.tls12); n < 350 {
		t.Errorf("%d suites to offer, want at least 350", n)
	}
	for _, s := range append(tls.CipherSuites(), tls.InsecureCipherSuites()...) {
		if got := suiteName(s.ID); got != s.Name {
			t.Errorf("0x%04x is %s here, %s in crypto/tls", s.ID, got, s.Name)
		}
	}
	// The ends of the long runs in the table, by the registry.
	for id, want := range map[uint16]string{
		0x0000: "TLS_NULL_WITH_NULL_NULL", 0x001b: "TLS_DH_anon_WITH_3DES_EDE_CBC_SHA", 0x002b: "TLS_KRB5_EXPORT_WITH_RC4_40_MD5",
		0x0046: "TLS_DH_anon_WITH_CAMELLIA_128_CBC_SHA", 0x006d: "TLS_DH_anon_WITH_AES_256_CBC_SHA256", 0x0095: "TLS_RSA_PSK_WITH_AES_256_CBC_SHA",
		0x00a7: "TLS_DH_anon_WITH_AES_256_GCM_SHA384", 0x00b9: "TLS_RSA_PSK_WITH_NULL_SHA384", 0x00c5: "TLS_DH_anon_WITH_CAMELLIA_256_CBC_SHA256",
		0xc019: "TLS_ECDH_anon_WITH_AES_256_CBC_SHA", 0xc022: "TLS_SRP_SHA_DSS_WITH_AES_256_CBC_SHA", 0xc03b: "TLS_ECDHE_PSK_WITH_NULL_SHA384",
		0xc04f: "TLS_ECDH_RSA_WITH_ARIA_256_CBC_SHA384", 0xc063: "TLS_ECDH_RSA_WITH_ARIA_256_GCM_SHA384", 0xc071: "TLS_ECDHE_PSK_WITH_ARIA_256_CBC_SHA384",
		0xc079: "TLS_ECDH_RSA_WITH_CAMELLIA_256_CBC_SHA384", 0xc093: "TLS_RSA_PSK_WITH_CAMELLIA_256_GCM_SHA384", 0xc09b: "TLS_ECDHE_PSK_WITH_CAMELLIA_256_CBC_SHA384",
		0xc0ab: "TLS_PSK_DHE_WITH_AES_256_CCM_8", 0xc0af: "TLS_ECDHE_ECDSA_WITH_AES_256_CCM_8", 0xccae: "TLS_RSA_PSK_WITH_CHACHA20_POLY1305_SHA256",
	} {
		if got := suiteName(id); got != want {
			t.Errorf("0x%04x is %s here, want %s", id, got, want)
		}
	}
	path, err := exec.LookPath("openssl")
	if err != nil {
		t.Skip("openssl is not installed: its names cannot be compared with")
	}
	out, err := exec.Command(path, "ciphers", "-stdname", "-V", "ALL:COMPLEMENTOFALL:@SECLEVEL=0").Output()
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(out)) {
		var hi, lo uint16
		var name string
		if _, err := fmt.Sscanf(strings.TrimSpace(line), "0x%X,0x%X - %s", &hi, &lo, &name); err != nil {
			t.Fatalf("%q: %v", line, err)
		}
		if got := suiteName(hi<<8 | lo); got != name {
			t.Errorf("0x%02x%02x is %s here, %s in openssl", hi, lo, got, name)
		}
	}
}

func TestABrokenSuiteTableIsNoticed(t *testing.T) {
	for _, bad := range []string{"zz RSA NULL_SHA", "0001", "0001 A B C", "0001 RSA NULL_SHA\n0001 RSA RC4_128_MD5"} {
		if _, err := parseSuites(bad); err == nil {
			t.Errorf("%q was taken", bad)
		}
	}
}
