// Command weaklink finds the weakest link in how a business protects its
// clients' data, from evidence, and changes nothing that it looks at.
//
// This package only brings things together: one file a command, each of which
// reads its flags, calls the packages that do the work, and prints.
package main

import (
	"context"
	"io"
	"os"
	"os/signal"
	"syscall"

	"golang.org/x/term"
)

func main() {
	// The first Ctrl-C ends the looking and keeps what was seen; the second
	// ends the process, because stop() gives the signal its default meaning.
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	go func() { <-ctx.Done(); stop() }()
	os.Exit(run(ctx, os.Args[1:], console{
		in: os.Stdin, out: os.Stdout, err: os.Stderr,
		inTerminal:  term.IsTerminal(int(os.Stdin.Fd())),
		outTerminal: term.IsTerminal(int(os.Stdout.Fd())),
		errTerminal: term.IsTerminal(int(os.Stderr.Fd())),
		width:       width(),
	}))
}

// console is where a command reads and writes.
type console struct {
	in                                   io.Reader
	out, err                             io.Writer
	inTerminal, outTerminal, errTerminal bool
	width                                int // columns
}

const narrow = 80 // what every text is written for

func width() int {
	if w, _, err := term.GetSize(int(os.Stdout.Fd())); err == nil && w > 20 {
		return min(w, 100)
	}
	return narrow
}
