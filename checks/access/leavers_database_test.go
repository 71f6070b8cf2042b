package access

import (
	"testing"

	"github.com/weaklink/weaklink/checks/checktest"
)

func TestLeaversDatabase(t *testing.T) { checktest.Run(t, leaversDatabase) }
