package policies

import (
	"testing"

	"github.com/weaklink/weaklink/checks/checktest"
)

func TestSupplierAgreements(t *testing.T) { checktest.Run(t, supplierAgreements) }
