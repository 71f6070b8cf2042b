package main

import (
	"crypto/x509"
	"net/netip"
	"os"
	"strconv"
	"strings"

	"github.com/weaklink/weaklink/collectors"
)

// overrides reads --resolve HOST:PORT:ADDR[:PORT]. An IPv6 ADDR stands in brackets.
func overrides(flags []string) ([]collectors.Override, error) {
	var out []collectors.Override
	for _, s := range flags {
		host, rest, ok1 := strings.Cut(s, ":")
		portText, addr, ok2 := strings.Cut(rest, ":")
		port, err := strconv.ParseUint(portText, 10, 16)
		if !ok1 || !ok2 || host == "" || err != nil || port == 0 {
			return nil, usage("for example: --resolve shop.example:443:127.0.0.1:8443", "--resolve wants HOST:PORT:ADDR[:PORT], not %q", s)
		}
		to, err := netip.ParseAddrPort(addr)
		if err != nil {
			ip, err := netip.ParseAddr(strings.Trim(addr, "[]"))
			if err != nil {
				return nil, usage("an address is numbers, as in 127.0.0.1 or [::1]", "--resolve: %q is no address", addr)
			}
			to = netip.AddrPortFrom(ip, uint16(port))
		}
		out = append(out, collectors.Override{Host: host, Port: int(port), To: to})
	}
	return out, nil
}

// authorities reads --ca.
func authorities(path string) (*x509.CertPool, error) {
	if path == "" {
		return nil, nil
	}
	raw, err := os.ReadFile(path)
	if err != nil {
		return nil, usage("--ca wants a PEM file that you may read", "read the certificate authority: %w", err)
	}
	pool := x509.NewCertPool()
	if !pool.AppendCertsFromPEM(raw) {
		return nil, usage("it begins with -----BEGIN CERTIFICATE-----; `openssl x509 -inform der -in FILE -out ca.pem` converts one", "%s holds no PEM certificate", path)
	}
	return pool, nil
}
