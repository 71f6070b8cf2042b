package payments

import (
	"testing"

	"github.com/weaklink/weaklink/checks/checktest"
)

func TestCardsKept(t *testing.T) { checktest.Run(t, cardsKept) }
