package hosting

import (
	"testing"

	"github.com/weaklink/weaklink/checks/checktest"
)

func TestWatchedChanges(t *testing.T) { checktest.Run(t, watchedChanges) }
