package access

import (
	"testing"

	"github.com/weaklink/weaklink/checks/checktest"
)

func TestSharedAccounts(t *testing.T) { checktest.Run(t, sharedAccounts) }
