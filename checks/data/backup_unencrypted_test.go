package data

import (
	"testing"

	"github.com/weaklink/weaklink/checks/checktest"
)

func TestBackupUnencrypted(t *testing.T) { checktest.Run(t, backupUnencrypted) }
