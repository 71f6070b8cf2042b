// Package backups looks at copies that are meant to bring client data back:
// folders of dumps and database copies (dump:), and the repositories of restic
// and borg, whose own programs are run and whose JSON is read. It emits one
// backups.set a copy, one backups.place a place where copies are kept, and one
// backups.live for each folder or file of live data, so that a check can tell
// whether a copy falls together with what it is a copy of.
//
// The newest copy of each series is read to its end, the older ones by their
// beginning and end. Rows are counted and forgotten. Nothing is written to a
// target: no lock, no cache. A password goes to a program by its environment,
// and what a program says on its standard error is told apart and thrown away,
// because such programs repeat rows of client data there.
package backups
