package data

import (
	"testing"

	"github.com/weaklink/weaklink/checks/checktest"
)

func TestStaleRecords(t *testing.T) { checktest.Run(t, staleRecords) }
