// Package evidence is how a thing that was seen is written down: a typed body
// (Kind), wrapped into an Item that is addressed by the digest of its content,
// with a Sighting that says when, where and by whom, and a Gap where nobody
// could look. It knows no kind of fact by name. Masked and Fingerprint are the
// only forms in which anything derived from a personal value may appear; they
// are made by internal/redact alone.
package evidence
