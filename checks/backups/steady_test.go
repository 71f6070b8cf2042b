package backups

import (
	"testing"

	"github.com/weaklink/weaklink/checks/checktest"
)

func TestSteady(t *testing.T) { checktest.Run(t, steady) }
