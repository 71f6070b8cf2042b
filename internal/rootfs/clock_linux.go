package rootfs

import "golang.org/x/sys/unix"

// staUnsync is STA_UNSYNC of adjtimex(2): nobody keeps the clock in step.
const staUnsync = 0x40

// kernelInStep asks the kernel whether its clock is in step. It changes nothing.
func kernelInStep() (bool, error) {
	var t unix.Timex
	state, err := unix.Adjtimex(&t)
	return err == nil && state != unix.TIME_ERROR && t.Status&staUnsync == 0, err
}
