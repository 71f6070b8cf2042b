package devices

import (
	"testing"

	"github.com/weaklink/weaklink/checks/checktest"
)

func TestDiskEncryption(t *testing.T) { checktest.Run(t, diskEncryption) }
