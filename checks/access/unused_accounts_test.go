package access

import (
	"testing"

	"github.com/weaklink/weaklink/checks/checktest"
)

func TestUnusedAccounts(t *testing.T) { checktest.Run(t, unusedAccounts) }
