package access

import (
	"testing"

	"github.com/weaklink/weaklink/checks/checktest"
)

func TestAdminSecondFactor(t *testing.T) { checktest.Run(t, adminSecondFactor) }
