package risk

import (
	"crypto/sha256"
	"encoding/hex"
	"sync"
)

// Shipped is the Digest of the constants that Load gives, without reading them.
var Shipped = sync.OnceValue(func() string { return digestOf(constantsYAML) })

func digestOf(raw []byte) string {
	sum := sha256.Sum256(append([]byte(engineVersion+"\n"), raw...))
	return hex.EncodeToString(sum[:])
}
