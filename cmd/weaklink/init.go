package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/goccy/go-yaml"
	"github.com/spf13/cobra"

	"github.com/weaklink/weaklink/internal/config"
	"github.com/weaklink/weaklink/internal/report/text"
)

func init() { command(newInit) }

type initFlags struct {
	name, country, sector, website string
	staff                          int
	folders                        []string
	yes, force                     bool
}

func newInit(a *app) *cobra.Command {
	var f initFlags
	cmd := &cobra.Command{
		Use: "init", Short: "ask a few questions, look around, and write weaklink.yaml",
		Long: `Asks who you are, looks in this folder for places that may hold client data,
backups or written rules - by name and size, without opening a file - shows how
much each would be to read, asks what none of them can show (nine questions at
most; "I don't know" is an answer), and writes weaklink.yaml. Nothing is scanned
yet. A script may answer on its standard input, one line for each question.`,
		Example: "  weaklink init\n  weaklink init --name \"Corner Grocer\" --website https://shop.example \\\n    --staff 4 --yes",
		Args:    cobra.NoArgs,
		RunE:    func(*cobra.Command, []string) error { return a.init(f) },
	}
	fl := cmd.Flags()
	fl.StringVar(&f.name, "name", "", "name of the business")
	fl.StringVar(&f.country, "country", "", "two letters, as in DE")
	fl.StringVar(&f.sector, "sector", "", "retail, healthcare, hospitality, professional, information or construction")
	fl.IntVar(&f.staff, "staff", 0, "how many people work there")
	fl.StringVar(&f.website, "website", "", "its website")
	fl.StringArrayVar(&f.folders, "folder", nil, "a folder with client data; may be repeated")
	fl.BoolVar(&f.yes, "yes", false, "ask nothing: take what was found and what the flags say")
	fl.BoolVar(&f.force, "force", false, "write over settings that are there")
	return cmd
}

// asker asks a person, or a script that writes its answers. With --yes, or when
// nobody is there, the suggestion is taken.
type asker struct {
	in    *bufio.Reader
	out   io.Writer
	width int
	quiet bool // nobody is asked
	sure  bool // somebody is there
	ended bool // there are no more answers
}

// patience is how long the first answer may take where no terminal is: a script
// has it ready, and whoever left a pipe open will never write one.
const patience = 5 * time.Second

// nobody finds out once whether nobody is there to answer.
func (q *asker) nobody() bool {
	if q.sure {
		return false
	}
	got := make(chan error, 1)
	go func() { _, err := q.in.Peek(1); got <- err }()
	select {
	case err := <-got:
		q.sure, q.quiet = err == nil, err != nil
	case <-time.After(patience):
		q.quiet = true // and q.in is never touched again
	}
	return q.quiet
}

func (q *asker) ask(question, suggested string) (string, error) {
	if q.quiet {
		return suggested, nil
	}
	line := question
	if suggested != "" {
		line += " [" + suggested + "]"
	}
	w := text.NewWriter(q.out, q.width)
	w.Para("", "  ", line)
	if err := w.Flush(); err != nil {
		return "", err
	}
	if q.nobody() {
		return suggested, nil
	}
	got, err := q.in.ReadString('\n')
	q.ended = err != nil
	if got = strings.TrimSpace(got); got != "" {
		return got, nil
	}
	if err != nil && !errors.Is(err, io.EOF) {
		return "", fmt.Errorf("read your answer: %w", err)
	}
	return suggested, nil
}

// until asks until an answer will do, three times at most. What a flag or a
// script says is not asked about again.
func (q *asker) until(question, suggested string, check func(string) error) (string, error) {
	for try := 1; ; try++ {
		got, err := q.ask(question, suggested)
		if err != nil {
			return "", err
		}
		bad := check(got)
		if bad == nil || q.quiet || q.ended || try == 3 {
			return got, bad
		}
		w := text.NewWriter(q.out, q.width)
		w.Para("  ", "  ", bad.Error()+".")
		if err := w.Flush(); err != nil {
			return "", err
		}
	}
}

func (q *asker) yes(question string, suggested bool) (bool, error) {
	s := "no"
	if suggested {
		s = "yes"
	}
	got, err := q.ask(question, s)
	got = strings.ToLower(got)
	return strings.HasPrefix(got, "y") || strings.HasPrefix(got, "j"), err
}

// settingsFile is what init writes: the parts of config.Config that it asks about.
type initSettings struct {
	Firm    map[string]any      `yaml:"firm"`
	Targets []map[string]string `yaml:"targets"`
	Ignore  []string            `yaml:"ignore,omitempty"`
	Answers []initAnswer        `yaml:"answers,omitempty"`
}

func (a *app) init(f initFlags) error {
	const path = "weaklink.yaml"
	if _, err := os.Lstat(path); err == nil && !f.force {
		return usage("edit it, or use --force to write it anew", "there is a %s here already", path)
	}
	q := &asker{in: bufio.NewReader(a.in), out: a.err, width: a.width, quiet: f.yes, sure: a.inTerminal}
	bare := f.name == "" && f.website == "" && len(f.folders) == 0
	s := initSettings{Firm: map[string]any{}}
	var err error
	if f.name, err = q.ask("What is your business called?", f.name); err != nil {
		return err
	}
	if bare && q.quiet && !f.yes {
		return usage("use --yes with --name, --website and --folder", "there is nobody to ask")
	}
	s.Firm["name"] = f.name
	if f.name == "" {
		s.Firm["name"] = "my business"
	}
	if f.country, err = q.until("In which country? Two letters, such as DE", f.country, func(got string) error {
		if got == "" {
			return nil
		}
		if err := config.CheckCountry(strings.ToUpper(got)); err != nil {
			return usage("two letters, such as DE", "%q is no country: %w", got, err)
		}
		return nil
	}); err != nil {
		return err
	}
	if f.country != "" {
		s.Firm["country"] = strings.ToUpper(f.country)
	}
	if f.sector != "" {
		s.Firm["sector"] = f.sector
	}
	staff, err := q.until("How many people work there, you included?", staffText(f.staff), func(got string) error {
		if n, err := strconv.Atoi(got); got != "" && (err != nil || n < 1) {
			return usage("a whole number, 1 or more", "%q people cannot work there", got)
		}
		return nil
	})
	if err != nil {
		return err
	}
	if n, err := strconv.Atoi(staff); err == nil {
		s.Firm["staff"] = n
	}
	if f.website, err = q.until("What is your website? (empty: none)", f.website, func(got string) error {
		if got == "" {
			return nil
		}
		_, err := parseTarget(got)
		return err
	}); err != nil {
		return err
	}
	if f.website != "" {
		s.Targets = append(s.Targets, map[string]string{"at": f.website})
	}
	for _, dir := range f.folders {
		if _, err := parseTarget(dir); err != nil {
			return err
		}
		s.Targets = append(s.Targets, map[string]string{"at": dir})
	}
	for _, found := range around(".") {
		take, err := q.yes(fmt.Sprintf("Look at %s? %s.", found.at, found.say), found.likely)
		if err != nil {
			return err
		}
		if take {
			s.Targets = append(s.Targets, map[string]string{"at": found.at})
		}
	}
	if len(s.Targets) == 0 {
		return usage("give --website or --folder, or begin in a folder that holds some data", "nothing was found here to look at")
	}
	inq, err := newInquiry(s.Targets)
	if err != nil {
		return err
	}
	var left bool
	if s.Answers, left, err = q.inquire(inq, time.Now()); err != nil {
		return err
	}
	raw, err := yaml.Marshal(s)
	if err != nil {
		return fmt.Errorf("write down the settings: %w", err)
	}
	// What is written must be readable by the next command.
	if _, err := config.Read(path, raw); err != nil {
		return err
	}
	head := "# Settings of weaklink. `weaklink config schema` lists all there are,\n# `weaklink checks --answers` the questions that you can answer here.\n"
	if err := os.WriteFile(path, append([]byte(head), raw...), 0o600); err != nil {
		return usage("begin in a folder that you may write to", "write %s: %w", path, err)
	}
	if a.format == "json" {
		return a.printJSON(a.out, map[string]any{"schema": "weaklink.init/1", "file": path, "targets": s.Targets, "answers": orEmpty(s.Answers)})
	}
	with := fmt.Sprintf("%d %s", len(s.Targets), word(len(s.Targets), "target"))
	if n := len(s.Answers); n > 0 {
		with += fmt.Sprintf(" and %d %s", n, word(n, "answer"))
	}
	fmt.Fprintf(a.out, "Wrote %s with %s. Next:\n  weaklink scan --dry-run    what it would look at, in plain words\n  weaklink scan\n", path, with)
	if left {
		fmt.Fprint(a.out, "  weaklink checks --answers  the questions that are left; answer them in the file\n")
	}
	return nil
}

func staffText(n int) string {
	if n <= 0 {
		return ""
	}
	return strconv.Itoa(n)
}

func word(n int, one string) string {
	if n == 1 {
		return one
	}
	return one + "s"
}
