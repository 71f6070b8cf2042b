// Package store keeps runs, facts, findings over time and verdicts. It holds
// all SQL of weaklink, in the dialect that SQLite and Postgres share: $1
// placeholders, times as bigint Unix milliseconds, ids and digests as text,
// JSON as opaque text that no query looks into. sqlite.go and postgres.go hold
// only what differs.
//
// Three things make history cheap. A fact is stored once, under the digest of
// its content. What a collector saw at a target is a set, stored once under
// the digest of its members, so seeing the same again costs one sighting. And
// a finding is a span from its first run to its last, so an unchanged run
// costs no row at all there.
//
// Blobs of identifier keys and the firms' keys lie outside the database
// (Blobs, Keys): a copy of the database alone reveals nobody.
package store
