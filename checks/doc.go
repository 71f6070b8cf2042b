// Package checks says what a check is: a Doc in words for people, and a pure
// function from facts to verdicts. Each, All and Across make one and register
// it, so that a new check is one file in checks/LINK and no list names it.
package checks
