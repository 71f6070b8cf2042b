package access

import (
	"testing"

	"github.com/weaklink/weaklink/checks/checktest"
)

func TestReadableByEveryone(t *testing.T) { checktest.Run(t, readableByEveryone) }
