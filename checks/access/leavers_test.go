package access

import (
	"testing"

	"github.com/weaklink/weaklink/checks/checktest"
)

func TestLeavers(t *testing.T) { checktest.Run(t, leavers) }
