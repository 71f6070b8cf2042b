package policies

import (
	"testing"

	"github.com/weaklink/weaklink/checks/checktest"
)

func TestOwnerNamed(t *testing.T) { checktest.Run(t, ownerNamed) }
