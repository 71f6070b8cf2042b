package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/weaklink/weaklink/internal/chat"
	"github.com/weaklink/weaklink/internal/config"
	"github.com/weaklink/weaklink/internal/report/text"
)

func init() { command(newChat) }

func newChat(a *app) *cobra.Command {
	var given []string
	var outputs []string
	cmd := &cobra.Command{
		Use: "chat", Short: "nine plain questions, then what to look at first and whom to ask",
		Long: `Asks at most nine plain questions; "I don't know" is always an answer. Nothing is
scanned and nothing is kept. It ends with what to look at first and why, and
with a page to take into a talk with a person who knows about this: name the
files for it with -o. What was only said is never as sure as what was seen.`,
		Example: "  weaklink chat\n  weaklink chat -o brief.html -o talk.ics\n  weaklink chat --answer staff=4 --answer second-factor=yes --format json",
		Args:    cobra.NoArgs,
		RunE:    func(cmd *cobra.Command, _ []string) error { return a.chat(cmd.Context(), given, outputs) },
	}
	cmd.Flags().StringArrayVar(&given, "answer", nil, "answer a question beforehand: ID=yes, no or unknown; ask nothing")
	cmd.Flags().StringArrayVarP(&outputs, "output", "o", nil, "write a page for the talk (.html), or a date for it (.ics)")
	return cmd
}

func (a *app) chat(ctx context.Context, given, outputs []string) error {
	t, err := chat.New()
	if err != nil {
		return err
	}
	for _, path := range outputs {
		if !strings.HasSuffix(path, ".html") && !strings.HasSuffix(path, ".ics") {
			return usage("name a .html or .ics file", "-o %s: a chat writes a page (.html) or a date (.ics)", path)
		}
	}
	var contact config.Contact
	cfg, err := a.settings()
	if err != nil {
		return err
	}
	if cfg != nil {
		contact, t.Constants = cfg.Contact, cfg.Constants
	}
	if len(given) > 0 {
		for _, g := range given {
			if err := take(t, g); err != nil {
				return err
			}
		}
	} else if err := a.talk(ctx, t); err != nil {
		return err
	}
	advice, err := t.Advise()
	if err != nil {
		return err
	}
	advice.Contact = contact
	for _, path := range outputs {
		if err := writeTalk(advice, path); err != nil {
			return err
		}
	}
	if a.format == "json" {
		return a.printJSON(a.out, advice)
	}
	return printAdvice(a.out, a.width, advice)
}

// take is an answer given as ID=VALUE.
func take(t *chat.Talk, s string) error {
	id, value, ok := strings.Cut(s, "=")
	q, known := t.Question(id)
	if !ok || !known {
		return usage("there are: "+strings.Join(t.IDs(), ", "), "--answer wants QUESTION=ANSWER, not %q", s)
	}
	v, ok := q.Read(value)
	if !ok {
		return usage(q.How(), "%s cannot be answered with %q", id, value)
	}
	t.Answers[id] = v
	t.Asked = append(t.Asked, id)
	return nil
}

// talk asks until nothing is left that could change the advice, or nine were asked.
func (a *app) talk(ctx context.Context, t *chat.Talk) error {
	w := text.NewWriter(a.err, a.width) // questions are no result: a script reads the answer from out
	w.Para("", "", fmt.Sprintf("At most %d questions; \"?\" means I don't know and is always fine. Nothing is scanned, and nothing you say is kept.", chat.Most))
	in := bufio.NewReader(a.in)
	for len(t.Asked) < chat.Most {
		q, ok, err := t.Next()
		if err != nil || !ok {
			return err
		}
		t.Asked = append(t.Asked, q.ID)
		w.Title("")
		w.Para(fmt.Sprintf("%d. ", len(t.Asked)), "   ", q.Ask)
		for tries := 0; ; tries++ {
			w.Para("   ", "   ", "("+q.How()+")")
			if err := w.Flush(); err != nil {
				return err
			}
			line, err := in.ReadString('\n')
			if ctx.Err() != nil {
				return quiet(exitInterrupted)
			}
			if v, ok := q.Read(line); ok {
				t.Answers[q.ID] = v
				break
			}
			if errors.Is(err, io.EOF) {
				if len(t.Answers) == 0 {
					return usage("answer on the terminal, or with --answer ID=yes", "there is nobody to ask: the input has ended")
				}
				t.Asked = t.Asked[:len(t.Asked)-1] // that was the last word
				t.Cut = true
				return nil
			}
			if err != nil {
				return fmt.Errorf("read your answer: %w", err)
			}
			if tries == 2 {
				t.Answers[q.ID] = "unknown"
				break
			}
		}
	}
	return nil
}

func printAdvice(out io.Writer, width int, a *chat.Advice) error {
	w := text.NewWriter(out, width)
	w.Title("")
	w.Para("", "", a.Sentence)
	if a.First != "" {
		w.Title("Do this first")
		w.Para("  ", "  ", a.First)
	}
	if len(a.FindOut) > 0 {
		w.Title("Worth finding out")
		for _, q := range a.FindOut[:min(3, len(a.FindOut))] {
			w.Para("  ? ", "    ", q)
		}
	}
	w.Title("Talk to a person")
	w.Para("  ", "  ", a.Person())
	if err := w.Flush(); err != nil {
		return err
	}
	if _, err := fmt.Fprintf(out, "  %s\n", a.Mailto()); err != nil { // whole: it is there to be clicked
		return err
	}
	w.Title("")
	w.Para("", "", "This rests on answers alone. To have it looked at: weaklink scan https://your-shop.example ./a-folder-with-client-data")
	return w.Flush()
}

// writeTalk writes what one brings into the talk: a page, or a date for it.
func writeTalk(a *chat.Advice, path string) error {
	raw, err := a.Brief(time.Now())
	if strings.HasSuffix(path, ".ics") {
		raw, err = []byte(a.Calendar(time.Now())), nil
	}
	if err != nil {
		return err
	}
	if err := os.WriteFile(path, raw, 0o600); err != nil {
		return usage("name a file in a folder that exists and that you may write to", "write %s: %w", path, err)
	}
	return nil
}
