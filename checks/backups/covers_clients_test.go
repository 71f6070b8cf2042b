package backups

import (
	"testing"

	"github.com/weaklink/weaklink/checks/checktest"
)

func TestCoversClients(t *testing.T) { checktest.Run(t, coversClients) }
