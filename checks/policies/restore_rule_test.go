package policies

import (
	"testing"

	"github.com/weaklink/weaklink/checks/checktest"
)

func TestRestoreRule(t *testing.T) { checktest.Run(t, restoreRule) }
