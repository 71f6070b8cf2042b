package policies

import (
	"testing"

	"github.com/weaklink/weaklink/checks/checktest"
)

func TestReviewed(t *testing.T) { checktest.Run(t, reviewed) }
