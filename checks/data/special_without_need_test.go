package data

import (
	"testing"

	"github.com/weaklink/weaklink/checks/checktest"
)

func TestSpecialWithoutNeed(t *testing.T) { checktest.Run(t, specialWithoutNeed) }
