// Package backups judges the copies that are meant to bring client data back.
// Most verdicts are about the firm as a whole, because one good copy is enough
// wherever it lies; whether each store with client data is in one is judged a
// store. Nothing here says that a copy can be restored unless it was.
package backups
