package website

import (
	"testing"

	"github.com/weaklink/weaklink/checks/checktest"
)

func TestSPF(t *testing.T)          { checktest.Run(t, spf) }
func TestDMARC(t *testing.T)        { checktest.Run(t, dmarc) }
func TestDKIM(t *testing.T)         { checktest.Run(t, dkim) }
func TestCAA(t *testing.T)          { checktest.Run(t, caa) }
func TestMailSupplier(t *testing.T) { checktest.Run(t, mailSupplier) }
