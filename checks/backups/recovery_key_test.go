package backups

import (
	"testing"

	"github.com/weaklink/weaklink/checks/checktest"
)

func TestRecoveryKey(t *testing.T) { checktest.Run(t, recoveryKey) }
