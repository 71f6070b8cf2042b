package policies

import (
	"testing"

	"github.com/weaklink/weaklink/checks/checktest"
)

func TestDemandedTopics(t *testing.T) { checktest.Run(t, demandedTopics) }
