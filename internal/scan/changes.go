package scan

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/evidence"
	"github.com/weaklink/weaklink/facts"
)

const differ = "scan.changes"

// changedFilesCheck judges what differ makes. Accepting its finding says that
// the changes up to then were the firm's own.
const changedFilesCheck = "hosting.changed-files"

// compareFiles holds the watched files of every server against the baseline and
// keeps the outcome as a fact of its own: a collector knows no earlier run, and
// a check sees one run's facts only. docs/why/file-baseline.md
//
// It returns the acceptances that are spent by it: one that stayed would mark
// what an intruder does later as accepted, too.
func compareFiles(ctx context.Context, st Store, run chain.Run, s *seen, opt Options) (spent []string, err error) {
	for _, it := range s.facts {
		if it.Kind != facts.HostingFiles.Name {
			continue
		}
		now, err := facts.HostingFiles.Decode(it)
		if err != nil {
			continue // the check of what is stored says so
		}
		own, accepted, err := accepted(ctx, st, run, it.Subject)
		if err != nil {
			return nil, err
		}
		if accepted {
			spent = append(spent, chain.FindingID(changedFilesCheck, it.Subject))
		}
		out, blob, err := sinceBaseline(ctx, st, run, it, now, own, opt)
		if err != nil {
			return nil, err
		}
		made, err := facts.HostingChanges.Item(it.Subject, it.Method, out)
		if err != nil {
			return nil, err
		}
		if blob != "" {
			made = made.WithBlob(blob)
		}
		at := s.at[it.Digest]
		at.Collector = differ
		if err := st.Fact(ctx, run.ID, at.Target, differ, made); err != nil {
			return nil, fmt.Errorf("keep what changed in the watched files: %w", err)
		}
		if err := st.Seal(ctx, run.ID, at, chain.TargetState{Target: at.Target, Complete: out.Why == "", Why: out.Why}); err != nil {
			return nil, fmt.Errorf("keep what changed in the watched files: %w", err)
		}
		s.facts = append(s.facts, made)
		s.at[made.Digest] = at
	}
	return spent, nil
}

// sinceBaseline is how now differs from the baseline, and the blob of the
// baseline that later runs compare with. The baseline stays the same from run
// to run, so that a change is told until somebody says that it was his.
func sinceBaseline(ctx context.Context, st Store, run chain.Run, it evidence.Item, now facts.WatchedFiles, own baseline, opt Options) (facts.FileChanges, string, error) {
	fresh := facts.FileChanges{Since: run.Now.Format(time.DateOnly), First: true, Folders: now.Folders, Compared: []string{}, Files: now.Files, Unread: now.Unread, Records: now.Records, Unsure: now.Unsure, Blind: now.Blind}
	last, _, known, err := st.Earlier(ctx, run.Firm, facts.HostingChanges.Name, it.Subject)
	if err != nil {
		return fresh, "", err
	}
	before, err := facts.HostingChanges.Decode(last)
	if !known || err != nil || last.Blob == "" {
		if now.Why == "" && it.Blob == "" {
			fresh.Blind = facts.Blind{Why: "the list of the watched files was not kept", Next: "scan again"}
		}
		if fresh.Why != "" {
			fresh.First, fresh.Since = false, ""
		}
		return fresh, it.Blob, nil
	}
	since, folders, blob := before.Since, before.Folders, last.Blob
	if own.blob != "" {
		since, folders, blob = own.since, own.folders, own.blob
	}
	out := facts.FileChanges{Since: since, Folders: folders, Compared: []string{}, Records: now.Records, Unsure: now.Unsure, Blind: now.Blind}
	if now.Why == "" && it.Blob == "" {
		out.Blind = facts.Blind{Why: "the list of the watched files was not kept", Next: "scan again"}
	}
	if out.Why != "" {
		return out, blob, nil
	}
	old, err := readFiles(opt, blob)
	if err != nil {
		fresh.Folders = now.Folders
		opt.Progress.Note("warn", fmt.Sprintf("the files of %s are compared from today on: the earlier list cannot be read: %v", it.Subject, err))
		return fresh, it.Blob, nil
	}
	latest, err := readFiles(opt, it.Blob)
	if err != nil {
		out.Blind = facts.Blind{Why: "the list of the watched files could not be read back", Next: "scan again"}
		return out, blob, nil
	}
	out.Compared, out.New, out.Lost = folderSets(folders, now.Folders)
	diffFiles(&out, old, latest)
	if len(out.New) > 0 || len(out.Lost) > 0 && now.Unsure == "" {
		// What is watched from now on, or no longer, is told once.
		merged, err := merge(out, old, latest, opt)
		if err != nil {
			opt.Progress.Note("warn", fmt.Sprintf("the earlier list of the files of %s stays as it is: %v", it.Subject, err))
			return out, blob, nil
		}
		out.Folders, blob = now.Folders, merged
	}
	return out, blob, nil
}

// merge keeps a baseline for the folders that are watched now: the earlier one
// where there is one.
func merge(c facts.FileChanges, old, now []evidence.FileEntry, opt Options) (string, error) {
	if opt.Env.PutBlob == nil {
		return "", errors.New("there is no place for a new one")
	}
	in := func(e evidence.FileEntry, dirs []string) bool {
		return slices.ContainsFunc(dirs, func(dir string) bool { return within(e.Name, dir) })
	}
	var all []evidence.FileEntry
	for _, e := range old {
		if in(e, c.Compared) {
			all = append(all, e)
		}
	}
	for _, e := range now {
		if in(e, c.New) && !in(e, c.Compared) {
			all = append(all, e)
		}
	}
	return opt.Env.PutBlob(func(w io.Writer) error { return evidence.WriteManifest(w, all) })
}

type baseline struct {
	since   string
	folders []facts.WatchedFolder
	blob    string
}

// accepted says whether somebody has seen the changes and called them the
// firm's own; then the files as they were in that run are the baseline, from
// now on. An acceptance counts once.
func accepted(ctx context.Context, st Store, run chain.Run, subject string) (baseline, bool, error) {
	all, err := st.Acceptances(ctx, run.Firm, run.Started)
	if err != nil {
		return baseline{}, false, err
	}
	id := chain.FindingID(changedFilesCheck, subject)
	i := slices.IndexFunc(all, func(a chain.Acceptance) bool { return a.Finding == id })
	if i < 0 {
		return baseline{}, false, nil
	}
	_, judged, ok, err := st.Earlier(ctx, run.Firm, facts.HostingChanges.Name, subject)
	if err != nil || !ok || !all[i].Given.After(judged.Seen) {
		return baseline{}, true, err // it was about an earlier state
	}
	files, at, ok, err := st.Earlier(ctx, run.Firm, facts.HostingFiles.Name, subject)
	if err != nil || !ok || files.Blob == "" {
		return baseline{}, true, err
	}
	body, err := facts.HostingFiles.Decode(files)
	if err != nil {
		return baseline{}, true, nil //nolint:nilerr // a list that cannot be read is no baseline
	}
	return baseline{at.Seen.UTC().Format(time.DateOnly), body.Folders, files.Blob}, true, nil
}

func readFiles(opt Options, digest string) ([]evidence.FileEntry, error) {
	r, err := opt.OpenBlob(digest)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	return evidence.ReadManifest(r)
}

// folderSets says which folders both runs looked at, and which only one did. A
// folder that now lies within a wider one is still looked at.
func folderSets(old, now []facts.WatchedFolder) (both, added, lost []string) {
	both = []string{}
	in := func(list []facts.WatchedFolder, at string) bool {
		return slices.ContainsFunc(list, func(f facts.WatchedFolder) bool { return within(at, f.At) })
	}
	for _, f := range now {
		if in(old, f.At) {
			both = append(both, f.At)
		} else {
			added = append(added, f.At)
		}
	}
	for _, f := range old {
		switch {
		case !in(now, f.At):
			lost = append(lost, f.At)
		case !slices.Contains(both, f.At):
			both = append(both, f.At)
		}
	}
	return both, added, lost
}

func within(name, dir string) bool {
	return name == dir || strings.HasPrefix(name, strings.TrimSuffix(dir, "/")+"/")
}

// shownChanges bounds a list in a fact.
const shownChanges = 20

// diffFiles counts what differs in the folders that both lists cover.
func diffFiles(out *facts.FileChanges, old, now []evidence.FileEntry) {
	covered := func(e evidence.FileEntry) bool {
		return slices.ContainsFunc(out.Compared, func(dir string) bool { return within(e.Name, dir) })
	}
	latest := make(map[uint64]evidence.FileEntry, len(now))
	var dark []string // folders and files of which nothing is known now
	for _, e := range now {
		latest[e.Path] = e
		if e.State == evidence.FileUnread {
			dark = append(dark, e.Name)
		}
	}
	before := make(map[uint64]bool, len(old))
	var darkBefore []string
	for _, o := range old {
		if !covered(o) {
			continue
		}
		before[o.Path] = true
		e, still := latest[o.Path]
		switch {
		case o.State == evidence.FileMissing:
			delete(before, o.Path) // what comes back is an added file
		case o.State == evidence.FileUnread:
			darkBefore = append(darkBefore, o.Name)
			if still && e.State != evidence.FileUnread && e.State != evidence.FileMissing {
				out.Unread++ // readable now, but there is nothing to compare it with
			}
		case (!still || e.State == evidence.FileMissing) && slices.ContainsFunc(dark, func(dir string) bool { return within(o.Name, dir) }):
			// its folder could not be read, and counts below
		case !still || e.State == evidence.FileMissing:
			out.Files++
			// A file of a package that no package claims any more went with its package.
			tell(&out.Removed, o, !still && o.State == evidence.FilePackaged)
		case e.State == evidence.FileUnread:
		case e.Content != o.Content || e.Rights != o.Rights:
			out.Files++
			tell(&out.Changed, e, e.State == evidence.FilePackaged && e.Rights == o.Rights)
		default:
			out.Files++
		}
	}
	for _, e := range now {
		switch {
		case !covered(e) || e.State == evidence.FileMissing:
		case e.State == evidence.FileUnread:
			out.Unread++
		case !before[e.Path] && !slices.ContainsFunc(darkBefore, func(dir string) bool { return within(e.Name, dir) }):
			out.Files++
			tell(&out.Added, e, e.State == evidence.FilePackaged)
		}
	}
}

func tell(c *facts.FileChange, e evidence.FileEntry, byPackages bool) {
	switch {
	case byPackages:
		c.ByPackages++
	case e.Acts:
		if c.Acting++; len(c.Some) < shownChanges {
			c.Some = append(c.Some, e.Name)
		}
	default:
		c.Other++
	}
}
