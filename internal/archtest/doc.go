// Package archtest keeps the rooms of the house apart. Its test reads every Go
// file itself (a test that asked `go list` would be served from the test
// cache) and holds the imports against the table in rules.go. A rule that is
// wrong is changed there with a reason in docs/why, never worked around.
package archtest
