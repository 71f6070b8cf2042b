package hosting

import (
	"testing"

	"github.com/weaklink/weaklink/checks/checktest"
)

func TestChangedPrograms(t *testing.T) { checktest.Run(t, changedPrograms) }
