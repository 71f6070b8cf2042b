package classify

import (
	"fmt"
	"testing"
)

func TestAColumnCalledAddressMayHoldNetworkAddresses(t *testing.T) {
	c := NewColumn("address", "text")
	for i := range 500 {
		c.Add(fmt.Appendf(nil, "10.%d.%d.%d", i%250, i%199, 1+i%250))
	}
	if v := c.Verdict([]string{"agent", "path"}); v.Kind != "ip" {
		t.Errorf("it holds %q, %.2f", v.Kind, v.Confidence)
	}
}
