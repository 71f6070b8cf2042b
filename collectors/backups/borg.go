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

// borgLook is the look at one repository.
type borgLook struct{}

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
	Archives *[]struct {
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
	return c.collect(ctx, t, see, &borgLook{}, "borg", "borgbackup")
}

func (*borgLook) snapshots(ctx context.Context, r *repository) ([]snapshot, error) {
	secret, err := password(ctx, r.t, "BORG_PASSPHRASE")
	if err != nil {
		return nil, fmt.Errorf("open the repository %s: %w", r.t.ID, err)
	}
	if r.place.Locked == "" && r.local != "" && appendOnly(r.local) {
		r.place.Locked = "append-only"
	}
	if err := r.shadow(); err != nil {
		return nil, err
	}
	// Everything that borg keeps goes to the private folder; the key of a
	// repository whose key lies in a file is read from where borg put it.
	r.p.env = append(append(r.p.env, secret...), "BORG_REPO="+r.address(), "BORG_BASE_DIR="+r.p.dir, "BORG_KEYS_DIR="+keysDir(),
		"BORG_RELOCATED_REPO_ACCESS_IS_OK=yes", "BORG_UNKNOWN_UNENCRYPTED_REPO_ACCESS_IS_OK=yes", "BORG_DISPLAY_PASSPHRASE=no", "BORG_RSH=ssh -oBatchMode=yes")
	if len(secret) == 0 {
		r.p.env = append(r.p.env, "BORG_PASSPHRASE=")
	}
	if r.place.Version = r.p.version(ctx, "--version"); strings.HasPrefix(r.place.Version, "2.") {
		return nil, hinted{fmt.Errorf("read the archives of %s: borg %s is of a version that is not known here", r.t.ID, r.place.Version), "look into it with `borg repo-list`, or name what it copies another way (dump:)"}
	}
	r.see.Progress(0, 0, "reading the list of archives")
	var raw []byte
	if err := r.p.run(ctx, askLimit, all(&raw), "list", "--json", "--bypass-lock", "--log-json", "--format", "{hostname}"); err != nil {
		return nil, borgRefuses(ctx, r.t, err, len(secret) > 0)
	}
	var list borgList
	if err := json.Unmarshal(raw, &list); err != nil || list.Archives == nil {
		return nil, hinted{fmt.Errorf("read the archives of %s: %w", r.t.ID, errCut), "try `borg list --json` yourself: it should print one JSON object"}
	}
	plain := strings.HasPrefix(list.Encryption.Mode, "none") || strings.HasPrefix(list.Encryption.Mode, "authenticated")
	var snaps []snapshot
	for _, a := range *list.Archives {
		taken, err := time.Parse("2006-01-02T15:04:05.000000", a.Start)
		if err != nil || a.Name == "" {
			r.unseen("backup:"+r.t.ID, "an archive in it has no date or name that is known here", "look at it with `borg info`")
			continue
		}
		snaps = append(snaps, snapshot{id: a.Name, name: r.name(a.Name), series: a.Hostname + ":" + seriesOf(a.Name), host: a.Hostname, taken: taken, bytes: -1, files: -1, plain: plain})
	}
	return snaps, nil
}

func (*borgLook) files(s snapshot) (string, []string) {
	return "-", []string{"list", "--json-lines", "--bypass-lock", "--log-json", "::" + s.id}
}
func (*borgLook) proof(snapshot) string { return "borg list ::ARCHIVE" }

func (*borgLook) damaged(f *failure) bool {
	return f.says("IntegrityError", "ObjectNotFound", "CheckNeeded", "Data integrity error")
}

// read lets borg read and decrypt all of an archive, writing nothing.
func (*borgLook) read(ctx context.Context, r *repository, set *facts.BackupSet, s snapshot) {
	set.Whole, set.Why, set.Level = "yes", "", 1 // its list was read to the end
	if set.Bytes > smallRepository {
		return
	}
	r.see.Progress(0, 0, "reading an archive")
	err := r.p.run(ctx, readLimit, func(io.Reader) error { return nil }, "extract", "--dry-run", "--bypass-lock", "--log-json", "::"+s.id)
	var f *failure
	switch {
	case err == nil:
		set.Level = 2
	case errors.As(err, &f) && f.says("PermissionError", "ermission denied"):
		set.Whole, set.Why, set.Level = "unknown", "this account may not read all of the repository", 0
		r.unseen(set.ID, set.Why, "run weaklink as an account that may read it")
	case errors.As(err, &f) && f.code > 0: // below, somebody ended it
		set.Whole, set.Why, set.Level = "no", "borg could not read all of it", 0
	case ctx.Err() == nil:
		r.unseen(set.ID, "it could not be read to its end in the time there is", "try `borg extract --dry-run ::ARCHIVE` yourself")
	}
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

// borgRefuses says why the repository could not be opened, by the message ids that
// borg writes with --log-json.
func borgRefuses(ctx context.Context, t collectors.Target, err error, secret bool) error {
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
