package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/checks"
	"github.com/weaklink/weaklink/internal/labs"
	"github.com/weaklink/weaklink/internal/queue"
)

// demoServe shows the made-up grocer on the owner's page until ctx is done. It
// is looked at as soon as it stands, so that whoever opens the link watches.
func (a *app) demoServe(ctx context.Context, seed uint64, without []string) error {
	if a.format == "text" {
		fmt.Fprintln(a.out, "A small made-up grocer is started on this machine and looked at for real.")
	}
	dir, err := os.MkdirTemp("", "weaklink-demo-")
	if err != nil {
		return fmt.Errorf("make a folder for the demo: %w", err)
	}
	defer os.RemoveAll(dir)
	world, err := labs.Grocer(filepath.Join(dir, "grocer"), time.Now(), without...)
	if err != nil {
		return fmt.Errorf("start the demo's grocer: %w", err)
	}
	defer world.Close()
	ask, err := askAbout(world, seed)
	if err != nil {
		return err
	}
	h, err := openHome(ctx, filepath.Join(dir, "data"), a.db)
	if err != nil {
		return err
	}
	defer h.Close()
	say := "Mend something in its files, and look at it again on the page:\n\n  " + world.Folder + "\n\nCtrl-C ends the demo, and nothing of it stays."
	if a.db != "" {
		say += " What was seen is kept where --db says."
	}
	return a.serveHome(ctx, h, serveFlags{at: "localhost:0", metrics: "off"}, beginning{ask: &ask, say: say})
}

// askAbout is the order to look at a made-up world.
func askAbout(world *labs.World, seed uint64) (queue.Ask, error) {
	samples, err := samplesOf(env("SAMPLES", ""))
	if err != nil {
		return queue.Ask{}, err
	}
	authority, err := os.ReadFile(world.CA)
	if err != nil {
		return queue.Ask{}, fmt.Errorf("read the authority of the demo's grocer: %w", err)
	}
	ask := queue.Ask{Firm: chain.Firm(world.Firm), Answers: map[string]checks.Answer{}, CA: string(authority), Seed: &seed, Samples: samples, MadeUp: true}
	for id, value := range world.Answers {
		ask.Answers[id] = checks.Answer{Value: value, By: "owner"}
	}
	for _, t := range world.Targets {
		ask.Targets = append(ask.Targets, queue.Target{At: t.At, As: t.As})
	}
	list, err := overrides(world.Resolve)
	if err != nil {
		return queue.Ask{}, err
	}
	for _, o := range list {
		ask.Resolve = append(ask.Resolve, queue.Override{Host: o.Host, Port: o.Port, To: o.To.String()})
	}
	return ask, nil
}
