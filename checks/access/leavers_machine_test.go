package access

import (
	"testing"

	"github.com/weaklink/weaklink/checks/checktest"
)

func TestLeaversMachine(t *testing.T) { checktest.Run(t, leaversMachine) }
