package policies

import (
	"testing"

	"github.com/weaklink/weaklink/checks/checktest"
)

func TestIncidentContact(t *testing.T) { checktest.Run(t, incidentContact) }
