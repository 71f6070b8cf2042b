package access

import (
	"testing"

	"github.com/weaklink/weaklink/checks/checktest"
)

func TestNeedlessLogins(t *testing.T) { checktest.Run(t, needlessLogins) }
