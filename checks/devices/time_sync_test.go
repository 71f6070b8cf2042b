package devices

import (
	"testing"

	"github.com/weaklink/weaklink/checks/checktest"
)

func TestTimeSync(t *testing.T) { checktest.Run(t, timeSync) }
