package main

import (
	"context"
	"fmt"
	"os"
	"time"

	_ "github.com/weaklink/weaklink/checks/access"
	_ "github.com/weaklink/weaklink/checks/backups"
	_ "github.com/weaklink/weaklink/checks/data"
	_ "github.com/weaklink/weaklink/checks/devices"
	_ "github.com/weaklink/weaklink/checks/hosting"
	_ "github.com/weaklink/weaklink/checks/payments"
	_ "github.com/weaklink/weaklink/checks/policies"
	_ "github.com/weaklink/weaklink/checks/website"
)

func main() {
	var w world
	ctx := context.Background()
	for _, p := range os.Args[2:] {
		if err := w.seenIn(ctx, p); err != nil {
			fmt.Println(err)
			os.Exit(1)
		}
	}
	t := time.Now()
	n, err := w.year(ctx, os.Args[1], 365, "year")
	fmt.Println(n, err, time.Since(t))
}
