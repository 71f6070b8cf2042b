package policies

// The tests ask parts of the collector, which learns its words when it is asked
// to collect.
func init() { learn() }
