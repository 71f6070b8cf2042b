// Package rootfs reads a Linux system from its files: the running one, or a
// folder that holds a copy of one. Paths are those of the looked-at system and
// are resolved as it would resolve them: a link, absolute or not, ends inside
// the folder and never leads out of it. Reading is bounded, never blocks on a
// pipe or device and never writes.
//
// What only a running system can tell (/proc, /sys, its own tools) is read only
// when the system is the running one. The collectors of the links hosting and
// devices build on it; the evaluation of packet filters is in rootfs/firewall.
package rootfs
