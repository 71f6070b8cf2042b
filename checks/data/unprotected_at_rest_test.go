package data

import (
	"testing"

	"github.com/weaklink/weaklink/checks/checktest"
)

func TestUnprotectedAtRest(t *testing.T) { checktest.Run(t, unprotectedAtRest) }
