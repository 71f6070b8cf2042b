package evidence

import "encoding/json"

// Memo is what a collector notes about one object of a target - a file, a
// partition, an object of a bucket - so that a later run need not read it again
// while its mark stays the same. It holds no value and no name.
type Memo struct {
	Object string          // fingerprint of the object's name
	Mark   string          // digest of all that changes when the object, or how it is read, does
	Body   json.RawMessage // for the collector that wrote it
	Facts  []string        // digests of what was emitted about it
}

// Recalled is a note with the facts that were emitted about its object.
type Recalled struct {
	Memo  Memo
	Facts []Item
}
