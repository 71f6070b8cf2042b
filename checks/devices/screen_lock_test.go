package devices

import (
	"testing"

	"github.com/weaklink/weaklink/checks/checktest"
)

func TestScreenLock(t *testing.T) { checktest.Run(t, screenLock) }
