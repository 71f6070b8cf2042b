package backups

import (
	"testing"

	"github.com/weaklink/weaklink/checks/checktest"
)

func TestOffMachine(t *testing.T) { checktest.Run(t, offMachine) }
