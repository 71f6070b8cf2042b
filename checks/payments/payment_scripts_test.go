package payments

import (
	"testing"

	"github.com/weaklink/weaklink/checks/checktest"
)

func TestPaymentScripts(t *testing.T) { checktest.Run(t, paymentScripts) }
