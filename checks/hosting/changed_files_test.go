package hosting

import (
	"testing"

	"github.com/weaklink/weaklink/checks/checktest"
)

func TestChangedFiles(t *testing.T) { checktest.Run(t, changedFiles) }
