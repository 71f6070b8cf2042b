package payments

import (
	"testing"

	"github.com/weaklink/weaklink/checks/checktest"
)

func TestStoredCardNumbers(t *testing.T) { checktest.Run(t, storedCardNumbers) }
