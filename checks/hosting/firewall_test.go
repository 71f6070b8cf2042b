package hosting

import (
	"testing"

	"github.com/weaklink/weaklink/checks/checktest"
)

func TestFirewall(t *testing.T) { checktest.Run(t, firewall) }
