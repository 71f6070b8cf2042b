package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/internal/classify"
	"github.com/weaklink/weaklink/internal/config"
	"github.com/weaklink/weaklink/internal/redact"
	"github.com/weaklink/weaklink/internal/report/text"
	"github.com/weaklink/weaklink/internal/store"
)

func init() { command(newRecord) }

// longestNote is room for what distinguishes one incident from another, not for a report.
const longestNote = 200

type recordFlags struct{ firm, on, link, what, note string }

func newRecord(a *app) *cobra.Command {
	var firm string
	cmd := &cobra.Command{
		Use: "record", Short: "keep what really happened: an incident, or a penetration test",
		Long: `Keeps what really happened to the firm of the newest run, or of --firm:
incidents, and what somebody found who was paid to break in. ` + "`weaklink forecast`" + `
holds the verdicts of that time against it. A test that got nowhere counts, too:
say --what none. Names of people do not belong here: values that look personal
are masked in a note.`,
		Example: "  weaklink record pentest --on 2026-11-02 --link access --what mailbox\n  weaklink record pentest --on 2026-11-02 --what none\n  weaklink record incident --on 2026-10-07 --what stopped \\\n    --note \"the shop was down\"\n  weaklink record list\n  weaklink record remove incident-2026-10-07",
		Args:    cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return cmd.Help()
			}
			hint := "there are: incident, pentest, list, remove"
			if near := config.Nearest(args[0], []string{"incident", "pentest", "list", "remove"}); near != "" {
				hint = "did you mean `weaklink record " + near + "`?"
			}
			return usage(hint, "nothing called %q can be recorded", args[0])
		},
	}
	cmd.PersistentFlags().StringVar(&firm, "firm", "", "the firm, as in weaklink.yaml (default: that of the newest run)")
	for kind, short := range map[chain.Occasion]string{
		chain.Incident: "keep that something happened to the firm",
		chain.Pentest:  "keep what somebody found who was paid to break in",
	} {
		cmd.AddCommand(a.newOccasion(kind, short, &firm))
	}
	cmd.AddCommand(&cobra.Command{
		Use: "list", Short: "list what is recorded", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return a.recorded(cmd.Context(), firm) },
	}, &cobra.Command{
		Use: "remove ID", Short: "take a record back", Args: cobra.ExactArgs(1),
		ValidArgsFunction: func(cmd *cobra.Command, _ []string, _ string) ([]string, cobra.ShellCompDirective) {
			return a.recordIDs(cmd.Context(), firm), cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(cmd *cobra.Command, args []string) error { return a.unrecord(cmd.Context(), firm, args[0]) },
	})
	return cmd
}

func (a *app) newOccasion(kind chain.Occasion, short string, firm *string) *cobra.Command {
	var f recordFlags
	cmd := &cobra.Command{
		Use: string(kind), Short: short, Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			f.firm = *firm
			return a.record(cmd.Context(), kind, f)
		},
	}
	cmd.Flags().StringVar(&f.on, "on", "", "the day, YYYY-MM-DD")
	cmd.Flags().StringVar(&f.link, "link", "", "the link that fell first: "+strings.Join(linkNames(), ", "))
	cmd.Flags().StringVar(&f.what, "what", "", "what came of it: "+strings.Join(chain.Outcomes(), ", "))
	cmd.Flags().StringVar(&f.note, "note", "", "a few words, without names")
	complete := func(list []string) func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
		return func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			return list, cobra.ShellCompDirectiveNoFileComp
		}
	}
	_ = cmd.RegisterFlagCompletionFunc("link", complete(linkNames()))
	_ = cmd.RegisterFlagCompletionFunc("what", complete(chain.Outcomes()))
	return cmd
}

func linkNames() []string {
	var out []string
	for _, l := range chain.Links() {
		out = append(out, string(l))
	}
	return out
}

func (a *app) record(ctx context.Context, kind chain.Occasion, f recordFlags) error {
	now := time.Now().UTC()
	o, masked, err := outcomeOf(kind, f, now)
	if err != nil {
		return err
	}
	h, err := a.open(ctx)
	if err != nil {
		return err
	}
	defer h.Close()
	firm, err := h.firm(ctx, f.firm)
	if err != nil {
		return err
	}
	var again *store.UsageError
	if o, err = h.Record(ctx, firm, o); errors.As(err, &again) {
		return usage(again.Hint(), "%w", err)
	} else if err != nil {
		return err
	}
	if a.format == "json" {
		return a.printJSON(a.out, recordJSON(firm, []chain.Outcome{o}, ""))
	}
	w := text.NewWriter(a.out, a.width)
	w.Para("", "", fmt.Sprintf("Recorded for %s: %s", firm, inWords(o)))
	if masked {
		w.Para("", "", "What looked personal in the note was masked.")
	}
	w.Para("", "", "`weaklink forecast` holds the verdicts against it; `weaklink record remove "+o.ID+"` takes it back.")
	return w.Flush()
}

// outcomeOf reads the flags; masked says that something in the note looked personal.
func outcomeOf(kind chain.Occasion, f recordFlags, now time.Time) (o chain.Outcome, masked bool, err error) {
	o = chain.Outcome{Kind: kind, What: strings.ToLower(strings.TrimSpace(f.what)), Recorded: now}
	if f.on == "" {
		return o, false, usage("for example: --on "+now.AddDate(0, 0, -3).Format(time.DateOnly), "the day is missing")
	}
	if o.On, err = time.Parse(time.DateOnly, f.on); err != nil {
		return o, false, usage("write it YYYY-MM-DD, for example --on "+now.AddDate(0, 0, -3).Format(time.DateOnly), "--on cannot be %q", f.on)
	}
	// Where the sun rises first it is tomorrow already.
	if o.On.After(now.Add(14 * time.Hour)) {
		return o, false, usage("record it when it has happened", "--on %s is still to come", f.on)
	}
	if o.What != "" && !slices.Contains(chain.Outcomes(), o.What) {
		return o, false, usage(orMeant("--what", o.What, chain.Outcomes()), "nothing of the kind %q can come of it", f.what)
	}
	link := strings.ToLower(strings.TrimSpace(f.link))
	if link != "" {
		if o.Link, err = chain.ParseLink(link); err != nil {
			return o, false, usage(orMeant("--link", link, linkNames()), "no link is called %q", f.link)
		}
	}
	switch {
	case o.What == chain.CameToNothing && o.Link != "":
		return o, false, usage("leave --link out: none fell", "what came to nothing names no link, and --link says %s", o.Link)
	case kind == chain.Pentest && o.What == "" && o.Link == "":
		return o, false, usage("--link says which link fell first; --what none says that nobody got in", "a test needs a result")
	}
	o.Note, masked = blotted(strings.Join(strings.Fields(f.note), " "))
	if n := len([]rune(o.Note)); n > longestNote {
		return o, false, usage("keep the long story elsewhere", "the note has %d characters, there is room for %d", n, longestNote)
	}
	return o, masked, nil
}

func orMeant(flag, said string, known []string) string {
	if near := config.Nearest(said, known); near != "" {
		return "did you mean " + flag + " " + near + "?"
	}
	return "there are: " + strings.Join(known, ", ")
}

// blotted is a note without what looks like a value of a person.
func blotted(note string) (string, bool) {
	note = strings.ToValidUTF8(note, "?")
	var b strings.Builder
	at, masked := 0, false
	classify.Scan([]byte(note), func(x classify.Find) bool {
		if x.Confidence >= .5 && x.Start >= at {
			b.WriteString(note[at:x.Start])
			b.WriteString(string(redact.Mask(note[x.Start:x.End])))
			at, masked = x.End, true
		}
		return true
	})
	return b.String() + note[at:], masked
}

// firm is the firm of that name or, for "", of the newest run.
func (h *home) firm(ctx context.Context, name string) (string, error) {
	if name == "" {
		run, err := h.run(ctx, "")
		return run.Firm, err
	}
	all, err := h.firms(ctx)
	if err != nil {
		return "", err
	}
	byLower := map[string]string{}
	for _, f := range all {
		if f == name {
			return f, nil
		}
		byLower[strings.ToLower(f)] = f
	}
	hint := "a firm is called as in weaklink.yaml, or as the report says under run.firm"
	if near := config.Nearest(name, sortedKeys(byLower)); near != "" {
		hint = fmt.Sprintf("did you mean --firm %q?", byLower[near])
	}
	return "", usage(hint, "nothing is kept of a firm called %q", name)
}

// firms are all that runs are kept of, sorted.
func (h *home) firms(ctx context.Context) ([]string, error) {
	runs, err := h.Runs(ctx, "", 0)
	if err != nil {
		return nil, err
	}
	names := map[string]bool{}
	for _, r := range runs {
		names[r.Firm] = true
	}
	return sortedKeys(names), nil
}

func (a *app) recorded(ctx context.Context, firm string) error {
	h, err := a.open(ctx)
	if err != nil {
		return err
	}
	defer h.Close()
	if firm, err = h.firm(ctx, firm); err != nil {
		return err
	}
	all, err := h.Outcomes(ctx, firm)
	if err != nil {
		return err
	}
	if a.format == "json" {
		return a.printJSON(a.out, recordJSON(firm, all, ""))
	}
	w := text.NewWriter(a.out, a.width)
	if len(all) == 0 {
		w.Para("", "", "Nothing is recorded for "+firm+".")
	}
	for _, o := range all {
		w.Para("", "  ", inWords(o))
	}
	return w.Flush()
}

func (a *app) unrecord(ctx context.Context, firm, id string) error {
	h, err := a.open(ctx)
	if err != nil {
		return err
	}
	defer h.Close()
	if firm, err = h.firm(ctx, firm); err != nil {
		return err
	}
	had, err := h.Unrecord(ctx, firm, id)
	if err != nil {
		return err
	}
	all, err := h.Outcomes(ctx, firm)
	if err != nil {
		return err
	}
	if !had {
		var ids []string
		for _, o := range all {
			ids = append(ids, o.ID)
		}
		hint := "`weaklink record list` lists what is recorded"
		if near := config.Nearest(id, ids); near != "" {
			hint = "did you mean " + near + "?"
		}
		return usage(hint, "nothing is recorded for %s as %q", firm, id)
	}
	if a.format == "json" {
		return a.printJSON(a.out, recordJSON(firm, all, id))
	}
	fmt.Fprintf(a.out, "%s is no longer recorded.\n", id)
	return nil
}

// recordIDs are for completion: what cannot be read completes nothing.
func (a *app) recordIDs(ctx context.Context, firm string) (out []string) {
	h, err := a.open(ctx)
	if err != nil {
		return nil
	}
	defer h.Close()
	if firm, err = h.firm(ctx, firm); err != nil {
		return nil
	}
	all, _ := h.Outcomes(ctx, firm)
	for _, o := range all {
		out = append(out, o.ID)
	}
	return out
}

// whats are the effects in words.
var whats = map[string]string{
	"disclosed": "client data was read by others", "altered": "client data was changed", "stopped": "work stopped",
	"lost": "data was lost", "transfer": "money went to the wrong account", "mailbox": "a mailbox was taken over",
	chain.CameToNothing: "it came to nothing", "": "what came of it was not said",
}

func inWords(o chain.Outcome) string {
	s := o.ID + ": " + whats[o.What]
	if o.Link != "" {
		s += "; " + string(o.Link) + " fell first"
	}
	if o.Note != "" {
		s += " (" + o.Note + ")"
	}
	return s
}

// recordJSON is what is recorded; removed is the id that no longer is.
func recordJSON(firm string, all []chain.Outcome, removed string) map[string]any {
	type line struct {
		chain.Outcome
		On    string `json:"on"`
		Event bool   `json:"event"`
	}
	lines := make([]line, 0, len(all))
	for _, o := range all {
		lines = append(lines, line{o, o.On.Format(time.DateOnly), o.Harmed()})
	}
	out := map[string]any{"schema": "weaklink.record/1", "firm": firm, "records": lines}
	if removed != "" {
		out["removed"] = removed
	}
	return out
}
