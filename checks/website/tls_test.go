package website

import (
	"testing"

	"github.com/weaklink/weaklink/checks/checktest"
)

func TestCertificateValid(t *testing.T)    { checktest.Run(t, certificateValid) }
func TestCertificateExpiry(t *testing.T)   { checktest.Run(t, certificateExpiry) }
func TestCertificateStrength(t *testing.T) { checktest.Run(t, certificateStrength) }
func TestTLSVersions(t *testing.T)         { checktest.Run(t, tlsVersions) }
func TestTLSCiphers(t *testing.T)          { checktest.Run(t, tlsCiphers) }
