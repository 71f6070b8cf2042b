package data

import (
	"testing"

	"github.com/weaklink/weaklink/checks/checktest"
)

func TestRetentionRule(t *testing.T) { checktest.Run(t, retentionRule) }
