package backups

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/weaklink/weaklink/collectors"
	"github.com/weaklink/weaklink/facts"
)

// NewBorg makes the collector of borg repositories for one run.
func NewBorg(env collectors.Env) collectors.Collector { return &borg{newEye(env)} }

type borg struct{ eye }

func (*borg) Name() string      { return "backups.borg" }
func (*borg) Targets() []string { return []string{"borg"} }
func (*borg) Emits() []string   { return []string{facts.BackupsSet.Name, facts.BackupsPlace.Name} }
func (*borg) Needs() collectors.Needs {
	return collectors.Needs{
		Login:   true,
		Tools:   []string{"borg"},
		Touches: "run borg on it (list and extract --dry-run, each with --bypass-lock and a private cache), with its password in the environment",
		Never:   "lock, change, prune or restore anything",
		Rights:  "to read the folder of the repository, and its password: secret: env:NAME or file:PATH in weaklink.yaml. No right to write: the folder may be mounted read-only",
	}
}

// borgList is the answer of `borg list --json`.
type borgList struct {
	Archives []struct {
		Name     string `json:"name"`
		Start    string `json:"start"`
		Hostname string `json:"hostname"`
	} `json:"archives"`
	Encryption struct {
		Mode string `json:"mode"`
	} `json:"encryption"`
}

// Collect looks at one repository.
func (c *borg) Collect(ctx context.Context, t collectors.Target, see collectors.See) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	told := false
	err := c.collect(ctx, t, see, &told)
	if err != nil && !told {
		return closed(see, facts.BackupPlace{Target: t.ID, Tool: "borg"}, err)
	}
	return err
}

// collect looks, and notes in told whether it came to telling what is there.
func (c *borg) collect(ctx context.Context, t collectors.Target, see collectors.See, told *bool) error {
	p, done, err := c.start("borg", "borgbackup")
	if err != nil {
		return err
	}
	defer done()
	r := &repository{eye: c.eye, t: t, see: see, p: p}
	if err := r.locate(); err != nil {
		return err
	}
	secret, err := password(ctx, t, "BORG_PASSPHRASE")
	if err != nil {
		return fmt.Errorf("open the repository %s: %w", t.ID, err)
	}
	// Everything that borg keeps goes to the private folder; the key of a
	// repository whose key lies in a file is read from where borg put it.
	p.env = append(append(p.env, secret...), "BORG_REPO="+r.address(), "BORG_BASE_DIR="+p.dir, "BORG_KEYS_DIR="+keysDir(),
		"BORG_RELOCATED_REPO_ACCESS_IS_OK=yes", "BORG_UNKNOWN_UNENCRYPTED_REPO_ACCESS_IS_OK=yes", "BORG_DISPLAY_PASSPHRASE=no", "BORG_RSH=ssh -oBatchMode=yes")
	if len(secret) == 0 {
		p.env = append(p.env, "BORG_PASSPHRASE=")
	}
	var raw []byte
	if err := p.run(ctx, askLimit, all(&raw), "--version"); err == nil {
		if f := strings.Fields(string(raw)); len(f) > 1 && f[0] == "borg" {
			r.place.Version = f[1]
		}
	}
	if r.place.Locked == "" && r.local != "" && appendOnly(r.local) {
		r.place.Locked = "append-only"
	}
	see.Progress(0, 0, "reading the list of archives")
	if err := p.run(ctx, askLimit, all(&raw), "list", "--json", "--bypass-lock", "--log-json", "--format", "{hostname}"); err != nil {
		return c.refused(ctx, t, err, len(secret) > 0)
	}
	var list borgList
	if err := json.Unmarshal(raw, &list); err != nil {
		return hinted{fmt.Errorf("read the archives of %s: %w", t.ID, errCut), "try `borg list --json` yourself: it should print one JSON object"}
	}
	var snaps []snapshot
	for _, a := range list.Archives {
		taken, err := time.Parse("2006-01-02T15:04:05.000000", a.Start)
		if err != nil {
			r.unseen("backup:"+t.ID, "an archive in it has no date that is known here", "look at it with `borg info`")
			continue
		}
		snaps = append(snaps, snapshot{id: a.Name, series: a.Hostname + ":" + seriesOf(a.Name), host: a.Hostname, taken: taken, bytes: -1, files: -1})
	}
	*told = true
	return c.look(ctx, r, snaps, list.Encryption.Mode)
}

func keysDir() string {
	if d, ok := os.LookupEnv("BORG_KEYS_DIR"); ok {
		return d
	}
	home, err := os.UserHomeDir()
	if err != nil {
		return ""
	}
	return filepath.Join(home, ".config", "borg", "keys")
}

// appendOnly says whether the settings of a repository forbid deleting. Who may
// write to the disk itself can change that line.
func appendOnly(at string) bool {
	f, err := os.Open(filepath.Join(at, "config"))
	if err != nil {
		return false
	}
	defer f.Close()
	s := bufio.NewScanner(io.LimitReader(f, 64<<10))
	for s.Scan() {
		k, v, _ := strings.Cut(s.Text(), "=")
		if strings.TrimSpace(k) == "append_only" {
			return strings.TrimSpace(v) == "1"
		}
	}
	return false
}

// look looks into the newest archives and emits all.
func (c *borg) look(ctx context.Context, r *repository, snaps []snapshot, encryption string) error {
	newest, before := last(snaps)
	var sets []facts.BackupSet
	kept := map[string]int{}
	for _, s := range snaps {
		if kept[s.series]++; kept[s.series] > maxKept {
			r.place.Skipped++
			continue
		}
		set := r.set(s)
		raw := set.Name
		set.Name = r.name(raw)
		set.ID = "backup:" + r.t.ID + "#" + set.Name
		if strings.HasPrefix(encryption, "none") || strings.HasPrefix(encryption, "authenticated") {
			set.Encrypted = "no"
		}
		if newest[s.id] || before[s.id] {
			r.see.Progress(0, 0, "listing an archive")
			err := c.list(ctx, r, &set, raw, newest[s.id])
			if newest[s.id] {
				set.Latest = true
				if err == nil {
					c.read(ctx, r, &set, raw)
				}
			}
			switch {
			case stopped(ctx, err):
				r.place.Partial = "we were stopped before the end"
			case err != nil && newest[s.id]:
				set.Why = "its list of files could not be read"
				var f *failure
				if errors.As(err, &f) && f.says("IntegrityError", "ObjectNotFound", "CheckNeeded", "Data integrity error") {
					set.Whole, set.Why = "no", "borg found damage in it"
					break
				}
				r.unseen(set.ID, set.Why, "try `borg list ::ARCHIVE` yourself")
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

// list lists the files of an archive; keep: as what it covers.
func (c *borg) list(ctx context.Context, r *repository, set *facts.BackupSet, archive string, keep bool) error {
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
			case n.Type == "-":
				l.file(n.Path, n.Size)
			}
		}
	}, "list", "--json-lines", "--bypass-lock", "--log-json", "::"+archive)
	if err != nil {
		return err
	}
	l.done(keep)
	return nil
}

// read lets borg read and decrypt all of an archive, writing nothing.
func (c *borg) read(ctx context.Context, r *repository, set *facts.BackupSet, archive string) {
	set.Whole, set.Why, set.Level = "yes", "", 1 // its list was read to the end
	if set.Bytes > smallRepository {
		return
	}
	r.see.Progress(0, 0, "reading an archive")
	err := r.p.run(ctx, readLimit, func(io.Reader) error { return nil }, "extract", "--dry-run", "--bypass-lock", "--log-json", "::"+archive)
	var f *failure
	switch {
	case err == nil:
		set.Level = 2
	case errors.As(err, &f):
		set.Whole, set.Why, set.Level = "no", "borg could not read all of it", 0
	default:
		r.unseen(set.ID, "it could not be read to its end in the time there is", "try `borg extract --dry-run ::ARCHIVE` yourself")
	}
}

// refused says why the repository could not be opened, by the message ids that
// borg writes with --log-json.
func (c *borg) refused(ctx context.Context, t collectors.Target, err error, secret bool) error {
	if e := ctx.Err(); e != nil {
		return e
	}
	if why, next, ok := slow(err); ok {
		return hinted{fmt.Errorf("read the archives of %s: %s", t.ID, why), next}
	}
	var f *failure
	if !errors.As(err, &f) {
		return err
	}
	switch {
	case f.says("PassphraseWrong", "NoPassphraseFailure") && !secret:
		return hinted{fmt.Errorf("open the repository %s: no password was given", t.ID), "name it in weaklink.yaml (secret: env:NAME or file:PATH), or set BORG_PASSPHRASE"}
	case f.says("PassphraseWrong", "NoPassphraseFailure"):
		return hinted{fmt.Errorf("open the repository %s: the password does not fit", t.ID), "check the secret of this target; nothing else was tried"}
	case f.says("KeyfileNotFoundError", "KeyfileMismatchError"):
		return hinted{fmt.Errorf("open the repository %s: the file with its key is not on this machine", t.ID), "scan on the machine that makes the backups, or import the key with `borg key import`"}
	case f.says("LockTimeout", "LockFailed", "LockError"):
		return hinted{fmt.Errorf("open the repository %s: it is locked", t.ID), "scan again when the running backup is done"}
	case f.says("UnsupportedManifestError", "UnsupportedPayloadError", "InvalidRepositoryConfig", "requires upgrade"):
		return hinted{fmt.Errorf("open the repository %s: it is of another version than this borg knows, or its settings are damaged", t.ID), "install the borg that makes the backups"}
	case f.says("DoesNotExist", "InvalidRepository", "ManifestMissing", "NoManifestError", "ObjectNotFound", "CheckNeeded", "IntegrityError"):
		return hinted{fmt.Errorf("open the repository %s: there is none, or a part of it is missing", t.ID), "check the address, then run `borg check` yourself"}
	case f.says("PermissionError", "Permission denied"):
		return hinted{fmt.Errorf("open the repository %s: this account may not read it", t.ID), "run weaklink as an account that may read it"}
	}
	return hinted{fmt.Errorf("read the archives of %s: %w", t.ID, f), "try `borg list` yourself, with the same password"}
}
