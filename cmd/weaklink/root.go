package main

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/spf13/cobra"
)

// Exit codes, the same for every command.
const (
	exitDone        = 0
	exitNothing     = 1 // nothing could be judged; replay: it differs
	exitUsage       = 2 // the call was wrong; replay: the facts are not here
	exitUnseen      = 3 // with --fail-on unseen
	exitWeak        = 10
	exitBroken      = 11
	exitInterrupted = 130
)

// failure is an error with the exit code it ends the process with, and a line
// that says what to do about it.
type failure struct {
	code int
	err  error
	hint string
}

func (f *failure) Error() string { return f.err.Error() }
func (f *failure) Unwrap() error { return f.err }

// Hint is what to do about it.
func (f *failure) Hint() string { return f.hint }

func usage(hint, format string, a ...any) error {
	return &failure{exitUsage, fmt.Errorf(format, a...), hint}
}

// quiet ends the process with a code and no further word.
type quiet int

func (q quiet) Error() string { return fmt.Sprintf("exit %d", int(q)) }

// app is what every command shares.
type app struct {
	console
	format  string // text | json
	db      string
	config  string
	noColor bool
}

const long = `weaklink looks at how a business protects its clients' data - read-only, from
evidence - and says which link of the chain is the weakest, how sure that is,
what it would cost and what to do first.
The chain: data, website, hosting, devices, access, policies, payments, backups.`

const examples = `  weaklink demo                           a made-up shop, looked at for real
  weaklink scan https://shop.example ./exports
  weaklink scan shop.example --dry-run    what it would look at, in plain words`

func newRoot(a *app) *cobra.Command {
	root := &cobra.Command{
		Use: "weaklink", Short: "find the weakest link in how a business protects its clients' data",
		Long: long, Example: examples,
		SilenceErrors: true, SilenceUsage: true,
		CompletionOptions: cobra.CompletionOptions{DisableDefaultCmd: true},
		Args:              cobra.NoArgs,
		RunE:              func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	f := root.PersistentFlags()
	f.StringVar(&a.format, "format", env("FORMAT", "text"), "text or json")
	// Not a default of the flag: the help would print it, with its password.
	f.StringVar(&a.db, "db", "", "file or postgres://USER@HOST/NAME that keeps the runs")
	f.StringVarP(&a.config, "config", "c", env("CONFIG", ""), "settings file (default: ./weaklink.yaml, if there)")
	f.BoolVar(&a.noColor, "no-color", os.Getenv("NO_COLOR") != "", "no colours (also: NO_COLOR)")
	root.SetOut(a.out)
	root.SetErr(a.err)
	root.SetIn(a.in)
	// One line for what everybody guesses, so that the commands fit a screen.
	root.SetUsageTemplate(strings.Replace(strings.ReplaceAll(root.UsageTemplate(), `(or .IsAvailableCommand (eq .Name "help"))`, `.IsAvailableCommand`), `Usage:{{if .Runnable}}
  {{.UseLine}}{{end}}{{if .HasAvailableSubCommands}}
  {{.CommandPath}} [command]{{end}}`, `Usage: {{if .HasAvailableSubCommands}}{{.CommandPath}} COMMAND{{else}}{{.UseLine}}{{end}}`, 1))
	root.SetHelpCommand(&cobra.Command{Use: "help [COMMAND]", Short: "say more about a command", Hidden: true, Run: func(_ *cobra.Command, args []string) {
		if c, _, err := root.Find(args); err == nil {
			_ = c.Help()
		}
	}})
	root.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error {
		return usage("see `"+cmd.CommandPath()+" --help`", "%w", err)
	})
	root.PersistentPreRunE = func(*cobra.Command, []string) error {
		a.db = cmp.Or(a.db, env("DB", ""))
		if a.format != "text" && a.format != "json" {
			format := a.format
			a.format = "text"
			return usage("use --format text or --format json", "unknown format %q", format)
		}
		return nil
	}
	for _, mk := range commands {
		root.AddCommand(mk(a))
	}
	fitHelp(root)
	root.SetUsageTemplate(usageTemplate(root))
	return root
}

// commands is filled by the init of each command's file.
var commands []func(*app) *cobra.Command

func command(mk func(*app) *cobra.Command) { commands = append(commands, mk) }

// env is the default of a flag: WEAKLINK_NAME, else def.
func env(name, def string) string {
	if v, ok := os.LookupEnv("WEAKLINK_" + name); ok {
		return v
	}
	return def
}

// run is the whole program but the process: it returns the exit code.
func run(ctx context.Context, args []string, c console) int {
	a := &app{console: c, format: "text"}
	root := newRoot(a)
	root.SetArgs(args)
	err := root.ExecuteContext(ctx)
	var q quiet
	switch {
	case err == nil:
		return exitDone
	case errors.As(err, &q):
		return int(q)
	case ctx.Err() != nil:
		a.complain(errors.New("interrupted before there was anything to keep"), "run it again", exitInterrupted)
		return exitInterrupted
	}
	if asksForJSON(args) { // a flag that nobody knows ends the reading of flags before --format
		a.format = "json"
	}
	code, hint := exitNothing, ""
	var f *failure
	var hinted interface{ Hint() string }
	switch {
	case errors.As(err, &f):
		code, hint = f.code, f.hint
	case strings.HasPrefix(err.Error(), "unknown command"):
		code, hint = exitUsage, "see `weaklink --help` for the commands"
	case strings.Contains(err.Error(), "arg(s)"), strings.HasPrefix(err.Error(), "unknown flag"):
		code, hint = exitUsage, "see `weaklink --help`"
	case errors.As(err, &hinted):
		hint = hinted.Hint()
	}
	a.complain(err, hint, code)
	return code
}

func asksForJSON(args []string) bool {
	for i, s := range args {
		switch {
		case s == "--":
			return false
		case s == "--format=json", s == "--format" && i+1 < len(args) && args[i+1] == "json":
			return true
		}
	}
	return false
}

// complain prints an error and its hint in the format asked for.
func (a *app) complain(err error, hint string, code int) {
	if a.format == "json" {
		_ = a.printJSON(a.err, map[string]any{"schema": "weaklink.error/1", "error": err.Error(), "hint": hint, "exit": code})
		return
	}
	fmt.Fprintln(a.err, "weaklink:", err)
	if hint != "" {
		fmt.Fprintln(a.err, "  hint:", hint)
	}
}

func (a *app) printJSON(w interface{ Write([]byte) (int, error) }, v any) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return fmt.Errorf("print json: %w", err)
	}
	return nil
}
