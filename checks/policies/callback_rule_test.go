package policies

import (
	"testing"

	"github.com/weaklink/weaklink/checks/checktest"
)

func TestCallbackRule(t *testing.T) { checktest.Run(t, callbackRule) }
