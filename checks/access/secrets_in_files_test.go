package access

import (
	"testing"

	"github.com/weaklink/weaklink/checks/checktest"
)

func TestSecretsInFiles(t *testing.T) { checktest.Run(t, secretsInFiles) }
