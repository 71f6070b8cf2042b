package backups

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"
	"time"

	"github.com/weaklink/weaklink/collectors"
	"github.com/weaklink/weaklink/facts"
)

// NewRestic makes the collector of restic repositories for one run.
func NewRestic(env collectors.Env) collectors.Collector { return &restic{newEye(env)} }

type restic struct{ eye }

// resticLook is the look at one repository: restic checks all of it at once.
type resticLook struct {
	checked bool
	level   int
	why     string
}

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
	return c.collect(ctx, t, see, &resticLook{}, "restic", "restic")
}

var resticID = regexp.MustCompile(`^[0-9a-f]{8,64}$`)

func (*resticLook) snapshots(ctx context.Context, r *repository) ([]snapshot, error) {
	secret, err := password(ctx, r.t, "RESTIC_PASSWORD", "RESTIC_PASSWORD_FILE")
	if err != nil {
		return nil, fmt.Errorf("open the repository %s: %w", r.t.ID, err)
	}
	r.p.env = append(append(r.p.env, secret...), "RESTIC_REPOSITORY="+r.address(), "RESTIC_PROGRESS_FPS=0.01")
	r.place.Version = r.p.version(ctx, "version")
	r.see.Progress(0, 0, "reading the list of snapshots")
	var raw []byte
	if err := r.p.run(ctx, askLimit, all(&raw), "snapshots", "--json", "--no-lock", "--no-cache"); err != nil {
		return nil, resticRefuses(ctx, r.t, err, len(secret) > 0)
	}
	var list []resticSnapshot
	if err := json.Unmarshal(raw, &list); err != nil {
		return nil, hinted{fmt.Errorf("read the snapshots of %s: %w", r.t.ID, errCut), "try `restic snapshots --json` yourself: it should print one JSON list"}
	}
	// It passes over a snapshot that it cannot read, and ends as if all were well.
	lost := r.p.warned("could not load snapshot", "gnoring", "failed to load")
	snaps := make([]snapshot, 0, len(list))
	for _, s := range list {
		if !resticID.MatchString(s.ID) || s.Time.IsZero() {
			lost = true
			continue
		}
		one := snapshot{id: s.ID, name: s.ID[:8], host: s.Hostname, roots: s.Paths, taken: s.Time, version: strings.TrimPrefix(s.Version, "restic "), bytes: -1, files: -1}
		one.series = s.Hostname + ":" + strings.Join(s.Paths, " ")
		if s.Summary != nil {
			one.bytes, one.files = s.Summary.Bytes, s.Summary.Files
		}
		snaps = append(snaps, one)
	}
	if lost {
		r.unseen("backup:"+r.t.ID, "a snapshot in it could not be read", "try `restic snapshots` and `restic check` yourself: they name it")
	}
	return snaps, nil
}

func (*resticLook) files(s snapshot) (string, []string) {
	return "file", []string{"ls", "--json", "--no-lock", "--no-cache", s.id}
}
func (*resticLook) proof(s snapshot) string { return "restic ls " + s.name }

// damaged: what restic says in `ls` of a tree that is gone or changed.
func (*resticLook) damaged(f *failure) bool {
	return f.says("not found in repository", "not found in index", "ciphertext verification failed", "invalid data returned", "does not match", "wrong data returned")
}

// read lets restic check the repository, once for all of its snapshots.
func (c *resticLook) read(ctx context.Context, r *repository, set *facts.BackupSet, _ snapshot) {
	if !c.checked {
		c.level, c.why = c.check(ctx, r)
		c.checked = true
	}
	set.Why = c.why
	switch c.level {
	case -1:
		set.Whole = "no"
	case 0:
	default:
		set.Whole, set.Level = "yes", c.level
	}
}

// check lets restic check the repository: of a small one all that is in it,
// else its structure only. -1 is damaged, 0 not known, 1 structure, 2 all data.
func (*resticLook) check(ctx context.Context, r *repository) (level int, why string) {
	args, limit, level := []string{"check", "--no-lock", "--no-cache"}, askLimit, 1
	if r.local != "" && r.bytes <= smallRepository {
		args, limit, level = append(args, "--read-data"), readLimit, 2
	}
	r.see.Progress(0, 0, "checking the repository")
	err := r.p.run(ctx, limit, func(io.Reader) error { return nil }, args...)
	var f *failure
	why, next := "the repository could not be checked", "try `restic check` yourself"
	switch {
	case err == nil:
		return level, ""
	case ctx.Err() != nil:
		return 0, "we were stopped before it was checked"
	// It ends with 1 for damage and for what kept it from looking alike.
	case errors.As(err, &f) && f.says("ermission denied"):
		why, next = "this account may not read all of the repository", "run weaklink as an account that may read it"
	case errors.As(err, &f) && f.code == 1 && !f.says("unknown flag", "unknown command", "locked", "connection re", "no such host", "i/o timeout", "input/output error", "no space left", "read-only file system"):
		return -1, "restic found errors in the repository"
	}
	if w, n, ok := slow(err); ok {
		why, next = "the check of the repository: "+w, n
	}
	r.unseen("backup:"+r.t.ID, why, next)
	return 0, why
}

// resticRefuses says why the repository could not be opened. The codes are those of
// restic 0.17; older versions answer 1 and are told by their words.
func resticRefuses(ctx context.Context, t collectors.Target, err error, secret bool) error {
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
