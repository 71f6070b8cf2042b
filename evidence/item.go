package evidence

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"sort"
	"time"
)

// Method is how well a thing was seen. The collector says it, no check does.
type Method string

// The methods, best first. Their weights are in risk/constants.yaml.
const (
	Enforced   Method = "enforced"   // a policy read from the system that enforces it
	Enumerated Method = "enumerated" // every object was listed from inside
	Scanned    Method = "scanned"    // looked at from outside
	Documented Method = "documented" // said, with a document
	Claimed    Method = "claimed"    // said
)

// Valid reports whether m is one of the five methods.
func (m Method) Valid() bool {
	switch m {
	case Enforced, Enumerated, Scanned, Documented, Claimed:
		return true
	}
	return false
}

// Masked is a value with everything personal in it replaced.
type Masked string

// Fingerprint is a keyed hash of a normalised value: equality without the value.
type Fingerprint string

// Kind is a kind of fact whose body is a T. Its name is link.noun.
type Kind[T any] struct {
	Name    string
	Version int
}

// Item is one thing that was seen, addressed by its content: it carries no
// time and no place, so seeing the same thing twice gives the same Item.
type Item struct {
	Kind    string          `json:"kind"`
	Version int             `json:"version"`
	Subject string          `json:"subject"`
	Digest  string          `json:"digest"` // hex SHA-256 over everything else here
	Method  Method          `json:"method"`
	Body    json.RawMessage `json:"body"`
	Blob    string          `json:"blob,omitempty"` // digest of a blob of identifier keys
}

// Sighting is when and by whom a set of items was seen at one target.
type Sighting struct {
	Target    string    `json:"target"`
	Collector string    `json:"collector"`
	Version   string    `json:"version"` // of the collector
	Seen      time.Time `json:"seen"`
}

// Seen is everything that one collector saw at one target.
type Seen struct {
	Sighting Sighting
	Items    []Item
}

// Gap is something we could not look at, why, and the step that would let us.
type Gap struct {
	Target  string `json:"target"`
	Subject string `json:"subject"`
	Why     string `json:"why"`
	Next    string `json:"next"`
}

// Item wraps body as an item of kind k about subject. It fails when body is
// not representable as JSON or an argument is empty or unknown.
func (k Kind[T]) Item(subject string, m Method, body T) (Item, error) {
	if subject == "" || !m.Valid() {
		return Item{}, fmt.Errorf("fact %s about %q with method %q: subject or method is missing", k.Name, subject, m)
	}
	raw, err := marshal(body)
	if err != nil {
		return Item{}, fmt.Errorf("fact %s about %s: %w", k.Name, subject, err)
	}
	it := Item{Kind: k.Name, Version: k.Version, Subject: subject, Method: m, Body: raw}
	it.Digest = it.digest()
	return it, nil
}

// WithBlob returns it carrying the blob of that digest.
func (it Item) WithBlob(blob string) Item {
	it.Blob = blob
	it.Digest = it.digest()
	return it
}

// Verify reports whether the digest of it is the digest of its content.
func (it Item) Verify() error {
	if got := it.digest(); got != it.Digest {
		return fmt.Errorf("fact %s about %s: stored digest %.12s, content says %.12s", it.Kind, it.Subject, it.Digest, got)
	}
	return nil
}

// Decode reads the body of it as a T.
func (k Kind[T]) Decode(it Item) (T, error) {
	var body T
	if it.Kind != k.Name || it.Version != k.Version {
		return body, fmt.Errorf("fact is %s/%d, want %s/%d", it.Kind, it.Version, k.Name, k.Version)
	}
	if decodeInto(it.Body, &body) {
		return body, nil
	}
	body = *new(T)
	if err := json.Unmarshal(it.Body, &body); err != nil {
		return body, fmt.Errorf("fact %s about %s: %w", it.Kind, it.Subject, err)
	}
	return body, nil
}

// Select decodes every item of kind k, in order, leaving out those of another
// kind and those that cannot be read.
func (k Kind[T]) Select(items []Item) []T {
	var out []T
	for _, it := range items {
		if it.Kind == k.Name {
			if b, err := k.Decode(it); err == nil {
				out = append(out, b)
			}
		}
	}
	return out
}

func (it Item) digest() string {
	h := sha256.New()
	// Lengths separate the fields, so no two different items share one encoding.
	fmt.Fprintf(h, "%d:%s%d;%d:%s%d:%s%d:%s", len(it.Kind), it.Kind, it.Version,
		len(it.Subject), it.Subject, len(it.Method), it.Method, len(it.Blob), it.Blob)
	h.Write(it.Body)
	return hex.EncodeToString(h.Sum(nil))
}

// marshal writes JSON without HTML escapes, so that a stored body reads as it was seen.
func marshal(v any) (json.RawMessage, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return nil, err
	}
	return bytes.Clone(bytes.TrimRight(b.Bytes(), "\n")), nil // b has room for as much again
}

// Root is the digest over the sorted digests of items, each counted once. It
// does not depend on the order in which they were seen.
func Root(items []Item) string {
	seen := make(map[string]bool, len(items))
	var all []string
	for _, it := range items {
		if !seen[it.Digest] {
			seen[it.Digest] = true
			all = append(all, it.Digest)
		}
	}
	sort.Strings(all)
	h := sha256.New()
	for _, d := range all {
		fmt.Fprintln(h, d)
	}
	return hex.EncodeToString(h.Sum(nil))
}
