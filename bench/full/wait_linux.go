package main

import "golang.org/x/sys/unix"

// wait waits until a process has ended and leaves it for Wait to collect.
func wait(pid int) error {
	for {
		if err := unix.Waitid(unix.P_PID, pid, nil, unix.WEXITED|unix.WNOWAIT, nil); err != unix.EINTR {
			return err
		}
	}
}
