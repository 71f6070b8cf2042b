package main

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/dustin/go-humanize"
)

// place is something that init found and would look at.
type place struct {
	at     string // a target
	say    string // what it is and how much there is to read
	likely bool   // suggested
}

// Nothing here is opened: places are told by names and sizes alone, so that a
// look around costs nothing and shows nobody's data.
var (
	dataSuffixes   = []string{".csv", ".tsv", ".xlsx", ".xls", ".xlsb", ".ods", ".dbf", ".json", ".sqlite", ".sqlite3", ".db", ".sql", ".mbox", ".vcf", ".docx", ".pdf"}
	policyWords    = []string{"polic", "rules", "regeln", "richtlin", "datenschutz", "gdpr", "dsgvo"}
	backupWords    = []string{"backup", "dump", "sicherung"}
	staffFiles     = []string{"people.csv", "staff.csv", "mitarbeiter.csv"}
	neverLookedAt  = []string{"node_modules", "vendor", ".git", ".cache", "__pycache__"}
	mostEntries    = 20_000
	mostSuggestion = int64(20 << 30)
)

// around looks one level below dir for folders and files worth looking at.
func around(dir string) []place {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil
	}
	var out []place
	for _, e := range entries {
		name := e.Name()
		low := strings.ToLower(name)
		if strings.HasPrefix(name, ".") || slices.Contains(neverLookedAt, low) || e.Type()&fs.ModeSymlink != 0 {
			continue
		}
		at := "./" + name
		if !e.IsDir() {
			info, err := e.Info()
			if err != nil || !info.Mode().IsRegular() {
				continue
			}
			switch {
			case slices.Contains(staffFiles, low):
				out = append(out, place{"people:" + at, "it looks like a list of who works here", true})
			case low == "users.csv" || low == "accounts.csv":
				out = append(out, place{"accounts:" + at, "it looks like a list of accounts", true})
			case slices.Contains(dataSuffixes, strings.ToLower(filepath.Ext(name))) && strings.ToLower(filepath.Ext(name)) != ".pdf":
				out = append(out, place{at, "1 file, " + size(info.Size()), true})
			}
			continue
		}
		files, data, bytes, more := measure(filepath.Join(dir, name))
		if files == 0 {
			continue
		}
		say := fmt.Sprintf("%d files, %s", files, size(bytes))
		if more {
			say = fmt.Sprintf("more than %d files", files)
		}
		switch {
		case isRestic(filepath.Join(dir, name)):
			out = append(out, place{"restic:" + at, "it looks like a restic backup; its password goes into secret: in weaklink.yaml", true})
		case isBorg(filepath.Join(dir, name)):
			out = append(out, place{"borg:" + at, "it looks like a borg backup", true})
		case hasWord(low, backupWords):
			out = append(out, place{"dump:" + at, "it looks like backups: " + say, true})
		case hasWord(low, policyWords):
			out = append(out, place{"policies:" + at, "it looks like your own rules: " + say, true})
		case data > 0:
			out = append(out, place{at, fmt.Sprintf("%s, %d of them may hold data", say, data), !more && bytes <= mostSuggestion})
		}
	}
	return out
}

// measure counts the files below a folder, those that may hold data, and the
// bytes of all. more says that it stopped counting.
func measure(dir string) (files, data int, bytes int64, more bool) {
	_ = filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return nil // what cannot be listed is for the scan to say
		case e.IsDir():
			if path != dir && slices.Contains(neverLookedAt, strings.ToLower(e.Name())) {
				return fs.SkipDir
			}
			return nil
		case !e.Type().IsRegular():
			return nil
		}
		if files++; files > mostEntries {
			more = true
			return fs.SkipAll
		}
		if info, err := e.Info(); err == nil {
			bytes += info.Size()
		}
		if slices.Contains(dataSuffixes, strings.ToLower(filepath.Ext(path))) {
			data++
		}
		return nil
	})
	return min(files, mostEntries), data, bytes, more
}

func size(n int64) string { return humanize.IBytes(uint64(max(n, 0))) }

func hasWord(s string, words []string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(s, w) })
}

// isRestic and isBorg tell repositories by the layout that their makers document.
func isRestic(dir string) bool {
	return isFile(filepath.Join(dir, "config")) && isDir(filepath.Join(dir, "keys")) && isDir(filepath.Join(dir, "snapshots"))
}

func isBorg(dir string) bool {
	return isFile(filepath.Join(dir, "config")) && isDir(filepath.Join(dir, "data")) && isFile(filepath.Join(dir, "README"))
}

func isDir(path string) bool {
	st, err := os.Stat(path)
	return err == nil && st.IsDir()
}
