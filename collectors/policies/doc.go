// Package policies reads the firm's own documents: which of nine topics they
// set rules for, where, when they were last reviewed, who looks after them, and
// who has confirmed them. What counts as a rule is data: words.yaml. No sentence
// and no name leaves it: facts hold the ids of topics and rules, places, dates
// and keyed fingerprints of people.
package policies
