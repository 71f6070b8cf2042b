package hosting

import (
	"testing"

	"github.com/weaklink/weaklink/checks/checktest"
)

func TestOpenPorts(t *testing.T) { checktest.Run(t, openPorts) }
