package backups

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/weaklink/weaklink/collectors"
	"github.com/weaklink/weaklink/facts"
)

// NewRestic makes the collector of restic repositories for one run.
func NewRestic(env collectors.Env) collectors.Collector { return &restic{newEye(env)} }

type restic struct{ eye }

func (*restic) Name() string      { return "backups.restic" }
func (*restic) Targets() []string { return []string{"restic"} }
func (*restic) Emits() []string   { return []string{facts.BackupsSet.Name, facts.BackupsPlace.Name} }
func (*restic) Needs() collectors.Needs {
	return collectors.Needs{
		Login:   true,
		Tools:   []string{"restic"},
		Touches: "run restic on it (snapshots, ls and check, each with --no-lock and --no-cache), with its password in the environment",
		Never:   "lock, change, prune or restore anything, or write a cache beside it",
		Rights:  "to read the folder of the repository, and its password: secret: env:NAME or file:PATH in weaklink.yaml. No right to write: the folder may be mounted read-only",
	}
}

// resticSnapshot is one element of `restic snapshots --json`.
type resticSnapshot struct {
	Time     time.Time `json:"time"`
	Hostname string    `json:"hostname"`
	Paths    []string  `json:"paths"`
	ID       string    `json:"id"`
	Version  string    `json:"program_version"` // since 0.16
	Summary  *struct { // since 0.17
		Files int64 `json:"total_files_processed"`
		Bytes int64 `json:"total_bytes_processed"`
	} `json:"summary"`
}

// Collect looks at one repository.
func (c *restic) Collect(ctx context.Context, t collectors.Target, see collectors.See) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	told := false
	err := c.collect(ctx, t, see, &told)
	if err != nil && !told {
		return closed(see, facts.BackupPlace{Target: t.ID, Tool: "restic"}, err)
	}
	return err
}

// collect looks, and notes in told whether it came to telling what is there.
func (c *restic) collect(ctx context.Context, t collectors.Target, see collectors.See, told *bool) error {
	p, done, err := c.start("restic", "restic")
	if err != nil {
		return err
	}
	defer done()
	r := &repository{eye: c.eye, t: t, see: see, p: p}
	if err := r.locate(); err != nil {
		return err
	}
	secret, err := password(ctx, t, "RESTIC_PASSWORD", "RESTIC_PASSWORD_FILE")
	if err != nil {
		return fmt.Errorf("open the repository %s: %w", t.ID, err)
	}
	p.env = append(append(p.env, secret...), "RESTIC_REPOSITORY="+r.address(), "RESTIC_PROGRESS_FPS=0.01")
	var raw []byte
	if err := p.run(ctx, askLimit, all(&raw), "version"); err == nil {
		if f := strings.Fields(string(raw)); len(f) > 1 && f[0] == "restic" {
			r.place.Version = f[1]
		}
	}
	see.Progress(0, 0, "reading the list of snapshots")
	if err := p.run(ctx, askLimit, all(&raw), "snapshots", "--json", "--no-lock", "--no-cache"); err != nil {
		return c.refused(ctx, t, err, len(secret) > 0)
	}
	var list []resticSnapshot
	if err := json.Unmarshal(raw, &list); err != nil {
		return hinted{fmt.Errorf("read the snapshots of %s: %w", t.ID, errCut), "try `restic snapshots --json` yourself: it should print one JSON list"}
	}
	snaps := make([]snapshot, 0, len(list))
	for _, s := range list {
		one := snapshot{id: s.ID[:min(8, len(s.ID))], host: s.Hostname, roots: s.Paths, taken: s.Time, version: strings.TrimPrefix(s.Version, "restic "), bytes: -1, files: -1}
		one.series = s.Hostname + ":" + strings.Join(s.Paths, " ")
		if s.Summary != nil {
			one.bytes, one.files = s.Summary.Bytes, s.Summary.Files
		}
		snaps = append(snaps, one)
	}
	*told = true
	return c.look(ctx, r, snaps)
}

// look looks into the newest snapshots and emits all.
func (c *restic) look(ctx context.Context, r *repository, snaps []snapshot) error {
	newest, before := last(snaps)
	level := 0
	why := "the repository could not be checked"
	if len(snaps) > 0 {
		level, why = c.check(ctx, r)
	}
	var sets []facts.BackupSet
	kept := map[string]int{}
	for _, s := range snaps {
		if kept[s.series]++; kept[s.series] > maxKept {
			r.place.Skipped++
			continue
		}
		set := r.set(s)
		if newest[s.id] || before[s.id] && s.bytes < 0 {
			r.see.Progress(0, 0, "listing snapshot "+s.id)
			err := c.list(ctx, r, &set, newest[s.id])
			switch {
			case stopped(ctx, err):
				r.place.Partial = "we were stopped before the end"
			case err != nil:
				set.Why = "its list of files could not be read"
				if newest[s.id] {
					level, why = 0, set.Why
					r.unseen(set.ID, set.Why, "try `restic ls "+s.id+"` yourself")
				}
			}
		}
		if newest[s.id] {
			set.Latest, set.Why = true, why
			switch level {
			case -1:
				set.Whole = "no"
			case 0:
			default:
				set.Whole, set.Why, set.Level = "yes", "", level
			}
		}
		sets = append(sets, set)
	}
	r.place.Sets = len(snaps)
	if err := emit(r.see, sets, r.place); err != nil {
		return err
	}
	return ctx.Err()
}

// check lets restic check the repository: of a small one all that is in it,
// else its structure only. -1 is damaged, 0 not known, 1 structure, 2 all data.
func (c *restic) check(ctx context.Context, r *repository) (level int, why string) {
	args, limit, level := []string{"check", "--no-lock", "--no-cache"}, askLimit, 1
	if r.local != "" && r.bytes <= smallRepository {
		args, limit, level = append(args, "--read-data"), readLimit, 2
	}
	r.see.Progress(0, 0, "checking the repository")
	err := r.p.run(ctx, limit, func(io.Reader) error { return nil }, args...)
	var f *failure
	switch {
	case err == nil:
		return level, ""
	case errors.As(err, &f) && f.code == 1 && !f.says("unknown flag", "locked"):
		return -1, "restic found errors in the repository"
	case stopped(ctx, err):
		return 0, "we were stopped before it was checked"
	}
	if w, next, ok := slow(err); ok {
		r.unseen("backup:"+r.t.ID, "the check of the repository: "+w, next)
		return 0, "the check of the repository " + w
	}
	r.unseen("backup:"+r.t.ID, "the repository could not be checked", "try `restic check` yourself")
	return 0, "the repository could not be checked"
}

// list lists the files of a snapshot; keep: as what it covers.
func (c *restic) list(ctx context.Context, r *repository, set *facts.BackupSet, keep bool) error {
	l := &listing{r: r, set: set}
	err := r.p.run(ctx, askLimit, func(out io.Reader) error {
		dec := json.NewDecoder(out)
		for {
			var n struct {
				Type string `json:"type"`
				Path string `json:"path"`
				Size int64  `json:"size"`
			}
			switch err := dec.Decode(&n); {
			case errors.Is(err, io.EOF):
				return nil
			case err != nil:
				return errCut
			case n.Type == "file":
				l.file(n.Path, n.Size)
			}
		}
	}, "ls", "--json", "--no-lock", "--no-cache", set.Name)
	if err != nil {
		return err
	}
	l.done(keep)
	return nil
}

// refused says why the repository could not be opened. The codes are those of
// restic 0.17; older versions answer 1 and are told by their words.
func (c *restic) refused(ctx context.Context, t collectors.Target, err error, secret bool) error {
	if e := ctx.Err(); e != nil {
		return e
	}
	if why, next, ok := slow(err); ok {
		return hinted{fmt.Errorf("read the snapshots of %s: %s", t.ID, why), next}
	}
	var f *failure
	if !errors.As(err, &f) {
		return err
	}
	switch {
	case !secret:
		return hinted{fmt.Errorf("open the repository %s: no password was given", t.ID),
			"name it in weaklink.yaml (secret: env:NAME or file:PATH), or set RESTIC_PASSWORD_FILE"}
	case f.code == 12, f.says("wrong password", "no key found"):
		return hinted{fmt.Errorf("open the repository %s: the password does not fit", t.ID), "check the secret of this target; nothing else was tried"}
	case f.code == 11, f.says("already locked"):
		return hinted{fmt.Errorf("open the repository %s: it is locked", t.ID), "scan again when the running backup is done"}
	case f.says("unsupported repository version", "unsupported version", "invalid version"):
		return hinted{fmt.Errorf("open the repository %s: it is of another version than this restic knows", t.ID), "install the restic that makes the backups"}
	case f.code == 10, f.says("Is there a repository at", "unable to open config file", "repository does not exist"):
		return hinted{fmt.Errorf("open the repository %s: there is none, or a part of it is missing", t.ID), "check the address; a repository holds the folders data, index, keys, snapshots and the file config"}
	case f.says("permission denied"):
		return hinted{fmt.Errorf("open the repository %s: this account may not read it", t.ID), "run weaklink as an account that may read it"}
	}
	return hinted{fmt.Errorf("read the snapshots of %s: %w", t.ID, f), "try `restic snapshots` yourself, with the same password"}
}
