// Package chain holds the words weaklink speaks in: the eight links that
// protect client data, the grip each one has, the findings that say so, and
// the run that found them. It imports the standard library only, so every
// other package can use the words without learning anything else.
package chain
