package devices

import (
	"testing"

	"github.com/weaklink/weaklink/checks/checktest"
)

func TestEndOfLife(t *testing.T) { checktest.Run(t, endOfLife) }
