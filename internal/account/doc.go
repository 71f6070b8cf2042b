// Package account says who may open the served pages. There is one owner: whoever
// started the process gets a link that works once, and it opens a session. Links
// and sessions are 256 random bits; only their hashes are kept, so a copy of the
// database opens nothing.
package account
