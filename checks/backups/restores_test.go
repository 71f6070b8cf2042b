package backups

import (
	"testing"

	"github.com/weaklink/weaklink/checks/checktest"
)

func TestRestores(t *testing.T) { checktest.Run(t, restores) }
