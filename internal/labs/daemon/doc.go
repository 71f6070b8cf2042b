// Package daemon keeps a throw-away server for a lab: a folder of its own, a
// child process that runs as an unprivileged user and dies with its parent, and
// a sweep of what a killed parent left behind. Linux only; elsewhere every lab
// on it is missing.
package daemon
