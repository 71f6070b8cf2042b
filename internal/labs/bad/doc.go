// Package bad makes the input that nobody wishes for: servers that never
// answer, answer everything or never end, and files that are broken, endless or
// much larger than they look. Every server listens on loopback only, takes at
// most 64 connections at a time, ends by itself after two minutes and stops
// with Close; every file is made where the caller says.
//
// Like net/http/httptest, a server panics when loopback cannot be listened on:
// no test can go on from there.
package bad
