package data

import (
	"testing"

	"github.com/weaklink/weaklink/checks/checktest"
)

func TestStrayCopies(t *testing.T) { checktest.Run(t, strayCopies) }
