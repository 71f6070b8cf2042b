// Package devices looks at a machine that people work at, from inside: this
// one (host:) or a folder that holds its root filesystem (host:DIR). It reads
// what the system itself keeps, changes nothing, never asks the network, and
// counts accounts without naming them. A server is left to collectors/hosting.
package devices
