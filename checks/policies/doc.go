// Package policies judges the rules that a firm has written down: whether they
// are there, in force, known, and lived by. How much is called for grows with
// the number of people (demands.yaml). A document that cannot be read is unseen;
// it never counts as a missing rule.
package policies
