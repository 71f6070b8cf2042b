package access

import (
	"testing"

	"github.com/weaklink/weaklink/checks/checktest"
)

func TestMoreReadersThanStaff(t *testing.T) { checktest.Run(t, moreReadersThanStaff) }
