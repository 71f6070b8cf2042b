package devices

import (
	"testing"

	"github.com/weaklink/weaklink/checks/checktest"
)

func TestAutomaticUpdates(t *testing.T) { checktest.Run(t, automaticUpdates) }
