// Package data looks at the places that hold files: folders, single files and
// SQLite databases. It reads every file through a root that no link leads out
// of, never writes, and never opens a pipe, a socket or a device. It emits one
// data.store a place with personal data or secrets, and one data.coverage a
// target, a ledger in which every byte is read, listed with a reason, or
// ignored because the firm said so. Values that were found stay here: they
// leave as counts and as keyed fingerprints only.
package data
