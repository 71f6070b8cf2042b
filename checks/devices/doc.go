// Package devices judges a machine that people work at from what was seen
// inside it: updates, firewall, protection against malware, encryption of the
// disk, lock of the screen, and who is an administrator. One file a check; each
// is pure.
package devices
