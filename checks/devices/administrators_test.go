package devices

import (
	"testing"

	"github.com/weaklink/weaklink/checks/checktest"
)

func TestAdministrators(t *testing.T) { checktest.Run(t, administrators) }
