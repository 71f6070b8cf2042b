package hosting

import (
	"testing"

	"github.com/weaklink/weaklink/checks/checktest"
)

func TestSecurityUpdates(t *testing.T) { checktest.Run(t, securityUpdates) }
