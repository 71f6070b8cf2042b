package data

import (
	"testing"

	"github.com/weaklink/weaklink/checks/checktest"
)

func TestNeedlessDetail(t *testing.T) { checktest.Run(t, needlessDetail) }
