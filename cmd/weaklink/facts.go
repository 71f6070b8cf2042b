package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/weaklink/weaklink/evidence"
	"github.com/weaklink/weaklink/internal/store"
)

func init() { command(newFacts) }

// factLine is one line of `weaklink facts`.
type factLine struct {
	Schema    string          `json:"schema"`
	Kind      string          `json:"kind"`
	Version   int             `json:"version"`
	Subject   string          `json:"subject"`
	Digest    string          `json:"digest"`
	Target    string          `json:"target"`
	Collector string          `json:"collector"`
	Method    evidence.Method `json:"method"`
	Seen      time.Time       `json:"seen"`
	Body      json.RawMessage `json:"body"`
	Blob      string          `json:"blob,omitempty"`
}

func newFactLine(it evidence.Item, s evidence.Sighting) factLine {
	return factLine{Schema: "weaklink.fact/1", Kind: it.Kind, Version: it.Version, Subject: it.Subject, Digest: it.Digest,
		Target: s.Target, Collector: s.Collector, Method: it.Method, Seen: s.Seen, Body: it.Body, Blob: it.Blob}
}

// item is the fact of the line, without when and where it was seen. A report is
// indented for people; the digest is over the body without blanks.
func (l factLine) item() evidence.Item {
	var body bytes.Buffer
	if err := json.Compact(&body, l.Body); err == nil {
		l.Body = body.Bytes()
	}
	return evidence.Item{Kind: l.Kind, Version: l.Version, Subject: l.Subject, Digest: l.Digest, Method: l.Method, Body: l.Body, Blob: l.Blob}
}

func newFacts(a *app) *cobra.Command {
	return &cobra.Command{
		Use: "facts [KIND] [RUN]", Short: "print the stored evidence of a run as JSON lines",
		Long:    "Prints what the collectors saw, one JSON object a line, before anything was judged.\nKIND is a kind such as website.tls, or a link; RUN is a run id or its beginning (default: the newest).",
		Example: "  weaklink facts\n  weaklink facts website.tls | jq .body\n  weaklink facts data.store 019ab",
		Args:    cobra.MaximumNArgs(2),
		RunE: func(cmd *cobra.Command, args []string) error {
			kind, runID := "", ""
			for _, arg := range args {
				// A run id is hex and dashes and has a digit; a kind has neither digits nor dashes.
				if strings.ContainsAny(arg, "0123456789") {
					runID = arg
				} else {
					kind = arg
				}
			}
			return a.facts(cmd, kind, runID)
		},
	}
}

func (a *app) facts(cmd *cobra.Command, kind, runID string) error {
	home, err := a.open(cmd.Context())
	if err != nil {
		return err
	}
	defer home.Close()
	r, err := home.run(cmd.Context(), runID)
	if err != nil {
		return err
	}
	items, at, err := home.Facts(cmd.Context(), r.ID)
	if err != nil {
		return err
	}
	w := bufio.NewWriter(a.out)
	n := 0
	for _, it := range items {
		if kind != "" && it.Kind != kind && !strings.HasPrefix(it.Kind, kind+".") {
			continue
		}
		n++
		if err := a.printJSON(w, newFactLine(it, at[it.Digest])); err != nil {
			return err
		}
	}
	if err := w.Flush(); err != nil {
		return fmt.Errorf("print the facts: %w", err)
	}
	if n == 0 && kind != "" {
		fmt.Fprintf(a.err, "weaklink: run %.13s holds no fact of kind %q\n", r.ID, kind)
	}
	return nil
}

// notFound turns the store's "no such run" into words and a hint.
func notFound(err error, runID string) error {
	if !errors.Is(err, store.ErrNotFound) {
		return err
	}
	if runID == "" {
		return usage("`weaklink scan TARGET` makes one, `weaklink demo` shows how", "no run is kept here yet")
	}
	return usage("a run is named by the id that its report shows, or by the beginning of it", "no run %q is kept here", runID)
}
