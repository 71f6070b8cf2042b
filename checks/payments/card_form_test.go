package payments

import (
	"testing"

	"github.com/weaklink/weaklink/checks/checktest"
)

func TestCardForm(t *testing.T) { checktest.Run(t, cardForm) }
