package backups

import (
	"testing"

	"github.com/weaklink/weaklink/checks/checktest"
)

func TestFresh(t *testing.T) { checktest.Run(t, fresh) }
