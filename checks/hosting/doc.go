// Package hosting judges a server from what was seen inside it: whether its
// system still gets security fixes and has them, what can be reached from
// outside, how people log in, which logs are kept, and whether its programs are
// those that were delivered. One file a check; each is pure.
package hosting
