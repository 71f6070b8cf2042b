package risk

import "testing"

// The model is named without being read.
func TestShippedIsWhatIsLoaded(t *testing.T) {
	c, err := Load()
	if err != nil || c.Digest() != Shipped() {
		t.Errorf("loaded is %v, shipped %s, %v", c, Shipped(), err)
	}
}
