package hosting

import (
	"testing"

	"github.com/weaklink/weaklink/checks/checktest"
)

func TestRemoteLogin(t *testing.T) { checktest.Run(t, remoteLogin) }
