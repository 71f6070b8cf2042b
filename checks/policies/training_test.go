package policies

import (
	"testing"

	"github.com/weaklink/weaklink/checks/checktest"
)

func TestTraining(t *testing.T) { checktest.Run(t, training) }
