package backups

import (
	"testing"

	"github.com/weaklink/weaklink/checks/checktest"
)

func TestExists(t *testing.T) { checktest.Run(t, exists) }
