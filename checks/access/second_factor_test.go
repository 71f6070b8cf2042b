package access

import (
	"testing"

	"github.com/weaklink/weaklink/checks/checktest"
)

func TestSecondFactor(t *testing.T) { checktest.Run(t, secondFactor) }
