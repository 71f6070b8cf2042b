// Command measure runs a command and prints what it cost: wall time, CPU
// seconds (user + system, children included) and peak resident memory.
//
//	measure [-wall S] [-rss MB] COMMAND ARG...
//
// It ends with the command's exit code, or with 1 when a bar is not met.
package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"syscall"
	"time"
)

func main() {
	wall := flag.Float64("wall", 0, "bar in seconds; 0: none")
	rss := flag.Float64("rss", 0, "bar in MB; 0: none")
	flag.Parse()
	if flag.NArg() == 0 {
		fmt.Fprintln(os.Stderr, "measure: name a command")
		os.Exit(2)
	}
	cmd := exec.Command(flag.Arg(0), flag.Args()[1:]...)
	cmd.Stdout, cmd.Stderr, cmd.Stdin = os.Stdout, os.Stderr, os.Stdin
	start := time.Now()
	err := cmd.Run()
	took := time.Since(start).Seconds()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		fmt.Fprintln(os.Stderr, "measure:", err)
		os.Exit(1)
	}
	use := cmd.ProcessState.SysUsage().(*syscall.Rusage)
	cpu := (cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()).Seconds()
	mb := float64(use.Maxrss) / 1024
	fmt.Fprintf(os.Stderr, "wall %.2f s, cpu %.2f s, peak memory %.0f MB\n", took, cpu, mb)
	if *wall > 0 && took > *wall || *rss > 0 && mb > *rss {
		fmt.Fprintf(os.Stderr, "bar not met: %.0f s, %.0f MB\n", *wall, *rss)
		os.Exit(1)
	}
	os.Exit(cmd.ProcessState.ExitCode())
}
