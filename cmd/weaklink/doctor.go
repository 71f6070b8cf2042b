package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/weaklink/weaklink/collectors"
	"github.com/weaklink/weaklink/internal/config"
	"github.com/weaklink/weaklink/internal/report/text"
)

func init() { command(newDoctor) }

func newDoctor(a *app) *cobra.Command {
	return &cobra.Command{
		Use: "doctor [SCHEME]", Short: "say whether weaklink can work here, and what it needs for a target",
		Long: `Looks at what weaklink itself needs on this machine - its data folder, its
settings, the programs that some targets want - and gives a line to mend each
thing that is missing. With SCHEME (https, path, postgres, restic ...), says what
a target of that kind needs: programs, credentials and the least rights.

Exit codes: 0 all is well, or only optional things are missing; 1 something that
every scan needs is not there.`,
		Example: "  weaklink doctor\n  weaklink doctor postgres",
		Args:    cobra.MaximumNArgs(1),
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			return collectors.Schemes(), cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 1 {
				return a.doctorScheme(strings.TrimRight(strings.ToLower(args[0]), ":/"))
			}
			return a.doctor(cmd.Context())
		},
	}
}

// symptom is one thing the doctor looked at.
type symptom struct {
	Name  string `json:"name"`
	State string `json:"state"` // well | optional | ill
	Say   string `json:"say"`
	Fix   string `json:"fix,omitempty"`
}

func (a *app) doctor(ctx context.Context) error {
	all := append([]symptom{a.dataFolder(ctx), a.settingsFile(), tempFolder(), clock()}, tools()...)
	all = append(all, resolver(ctx))
	ill := slices.ContainsFunc(all, func(s symptom) bool { return s.State == "ill" })
	if a.format == "json" {
		if err := a.printJSON(a.out, map[string]any{"schema": "weaklink.doctor/1", "well": !ill, "looked_at": all}); err != nil {
			return err
		}
	} else {
		w := text.NewWriter(a.out, a.width)
		for _, s := range all {
			mark := map[string]string{"well": "ok      ", "optional": "missing ", "ill": "BROKEN  "}[s.State]
			w.Para(mark, "        ", s.Name+": "+s.Say)
			if s.Fix != "" {
				w.Para("        ", "        ", "fix: "+s.Fix)
			}
		}
		if err := w.Flush(); err != nil {
			return err
		}
	}
	if ill {
		return quiet(exitNothing)
	}
	return nil
}

// dataFolder opens the store as a scan would and asks the engine whether the file is whole.
func (a *app) dataFolder(ctx context.Context) symptom {
	s := symptom{Name: "data folder", State: "ill"}
	dir, err := config.DataDir()
	if err != nil {
		s.Say, s.Fix = err.Error(), "set WEAKLINK_DATA to a folder that you may write to"
		return s
	}
	if _, err := os.Stat(dir); errors.Is(err, fs.ErrNotExist) && a.db == "" {
		s.State, s.Say = "well", "not made yet: the first scan makes "+dir
		return s
	}
	h, err := a.open(ctx)
	if err != nil {
		s.Say, s.Fix = err.Error(), hintOf(err, "check that you may write to "+dir+", or set WEAKLINK_DATA to another folder")
		return s
	}
	defer h.Close()
	counts, err := h.Counts(ctx)
	if err != nil {
		s.Say, s.Fix = err.Error(), "restore the file from a backup, or move it away to begin anew"
		return s
	}
	s.State, s.Say = "well", fmt.Sprintf("%s holds %d runs", h.Place(), counts["run"])
	// Keys are what fingerprints are made with: nobody else may read them.
	if st, err := os.Stat(filepath.Join(dir, "keys")); err == nil && st.Mode().Perm()&0o077 != 0 && os.PathSeparator == '/' {
		s.State, s.Say, s.Fix = "ill", "others may read the keys in "+filepath.Join(dir, "keys"), "chmod -R go= '"+filepath.Join(dir, "keys")+"'"
	}
	return s
}

func (a *app) settingsFile() symptom {
	s := symptom{Name: "settings", State: "well"}
	cfg, err := a.settings()
	switch {
	case err != nil:
		s.State, s.Say, s.Fix = "ill", err.Error(), hintOf(err, "`weaklink config schema` is the list of all settings")
	case cfg == nil:
		s.State, s.Say, s.Fix = "optional", "there is no weaklink.yaml here", "`weaklink init` asks a few questions and writes one"
	default:
		s.Say = fmt.Sprintf("%d targets, %d answers", len(cfg.Targets), len(cfg.Answers))
	}
	return s
}

func tempFolder() symptom {
	dir, err := os.MkdirTemp("", "weaklink-")
	if err != nil {
		return symptom{"temporary files", "ill", err.Error(), "set TMPDIR to a folder that you may write to"}
	}
	_ = os.Remove(dir)
	return symptom{Name: "temporary files", State: "well", Say: os.TempDir() + " can be written to"}
}

// clock: certificates and ages are judged by it. A year before this program was
// written is certainly wrong.
func clock() symptom {
	if now := time.Now(); now.Year() < 2026 {
		return symptom{"clock", "ill", "it says " + now.Format(time.DateOnly), "set the clock of this machine: certificates and ages are judged by it"}
	}
	return symptom{Name: "clock", State: "well", Say: time.Now().UTC().Format("2006-01-02 15:04 MST")}
}

// tools are the programs that some collector asks for.
func tools() []symptom {
	wants := map[string][]string{} // program -> schemes
	for _, c := range collectors.All(collectors.Env{}) {
		for _, t := range c.Needs().Tools {
			for _, scheme := range c.Targets() {
				if !slices.Contains(wants[t], scheme) {
					wants[t] = append(wants[t], scheme)
				}
			}
		}
	}
	var out []symptom
	for _, t := range sortedKeys(wants) {
		s := symptom{Name: t, State: "well"}
		for_ := strings.Join(wants[t], ", ")
		if path, err := exec.LookPath(t); err == nil {
			s.Say = path + ", for targets of " + for_
		} else {
			s.State, s.Say, s.Fix = "optional", "not installed; targets of "+for_+" want it", "install it, for example with: apt-get install "+t
		}
		out = append(out, s)
	}
	return out
}

// resolver asks for a name that needs no network beyond this machine's own.
func resolver(ctx context.Context) symptom {
	ctx, cancel := context.WithTimeout(ctx, 3*time.Second)
	defer cancel()
	if _, err := net.DefaultResolver.LookupHost(ctx, "localhost"); err != nil {
		return symptom{"names", "ill", "localhost cannot be looked up: " + err.Error(), "check /etc/hosts and /etc/resolv.conf, or use --resolve and --dns"}
	}
	return symptom{Name: "names", State: "well", Say: "can be looked up"}
}

// doctorScheme says what a target of a scheme needs.
func (a *app) doctorScheme(scheme string) error {
	found := collectors.For(collectors.All(collectors.Env{}), scheme)
	if len(found) == 0 {
		return usage("known are: "+strings.Join(lookedAt(), ", "), "nothing in this build looks at %q targets", scheme)
	}
	type need struct {
		Collector string   `json:"collector"`
		Touches   string   `json:"touches"`
		Never     string   `json:"never"`
		Needs     []string `json:"needs"`
		Rights    string   `json:"rights"`
	}
	var all []need
	for _, c := range found {
		n := c.Needs()
		all = append(all, need{c.Name(), n.Touches, n.Never, orEmpty(needs(n)), n.Rights})
	}
	if a.format == "json" {
		return a.printJSON(a.out, map[string]any{"schema": "weaklink.doctor-scheme/1", "scheme": scheme, "collectors": all})
	}
	w := text.NewWriter(a.out, a.width)
	for i, n := range all {
		if i > 0 {
			w.Title("")
		}
		w.Line(n.Collector)
		w.Para("  will      ", "            ", n.Touches)
		w.Para("  will not  ", "            ", n.Never)
		if len(n.Needs) > 0 {
			w.Para("  needs     ", "            ", strings.Join(n.Needs, ", "))
		}
		if n.Rights != "" {
			w.Para("  rights    ", "            ", n.Rights)
		}
	}
	return w.Flush()
}

// lookedAt are the schemes that some collector of this build looks at.
func lookedAt() []string {
	var out []string
	for _, c := range collectors.All(collectors.Env{}) {
		for _, s := range c.Targets() {
			if !slices.Contains(out, s) {
				out = append(out, s)
			}
		}
	}
	slices.Sort(out)
	return out
}
