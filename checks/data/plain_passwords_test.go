package data

import (
	"testing"

	"github.com/weaklink/weaklink/checks/checktest"
)

func TestPlainPasswords(t *testing.T) { checktest.Run(t, plainPasswords) }
