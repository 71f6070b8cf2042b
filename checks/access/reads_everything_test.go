package access

import (
	"testing"

	"github.com/weaklink/weaklink/checks/checktest"
)

func TestReadsEverything(t *testing.T) { checktest.Run(t, readsEverything) }
