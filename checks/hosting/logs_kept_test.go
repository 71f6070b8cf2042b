package hosting

import (
	"testing"

	"github.com/weaklink/weaklink/checks/checktest"
)

func TestLogsKept(t *testing.T) { checktest.Run(t, logsKept) }
