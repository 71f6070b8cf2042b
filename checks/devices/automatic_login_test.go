package devices

import (
	"testing"

	"github.com/weaklink/weaklink/checks/checktest"
)

func TestAutomaticLogin(t *testing.T) { checktest.Run(t, automaticLogin) }
