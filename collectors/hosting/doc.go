// Package hosting looks at a server from inside: this machine (host:) or a
// folder that holds its root filesystem (host:DIR). It reads what the system
// itself keeps - package records, settings, the kernel's lists - and asks the
// kernel for the rules of its packet filter; it changes nothing and never asks
// the network. A machine that people work at is left to collectors/devices.
package hosting
