package policies

import (
	"testing"

	"github.com/weaklink/weaklink/checks/checktest"
)

func TestAcknowledged(t *testing.T) { checktest.Run(t, acknowledged) }
