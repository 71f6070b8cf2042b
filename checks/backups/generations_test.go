package backups

import (
	"testing"

	"github.com/weaklink/weaklink/checks/checktest"
)

func TestGenerations(t *testing.T) { checktest.Run(t, generations) }
