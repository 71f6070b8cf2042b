package backups

import (
	"testing"

	"github.com/weaklink/weaklink/checks/checktest"
)

func TestWhole(t *testing.T) { checktest.Run(t, whole) }
