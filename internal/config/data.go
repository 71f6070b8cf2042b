package config

import (
	"errors"
	"os"
	"path/filepath"
	"runtime"
)

// DataDir is the folder where weaklink keeps its runs, blobs and keys:
// $WEAKLINK_DATA, else weaklink in the user's data folder as the system has it
// (https://specifications.freedesktop.org/basedir-spec/latest/, ~/Library/
// Application Support on macOS, %LocalAppData% on Windows). It may not exist yet.
func DataDir() (string, error) {
	home, _ := os.UserHomeDir() // "" when unknown
	return dataDir(runtime.GOOS, os.Getenv, home)
}

func dataDir(system string, env func(string) string, home string) (string, error) {
	if dir := env("WEAKLINK_DATA"); dir != "" {
		return filepath.Clean(dir), nil
	}
	var base string
	switch {
	case system == "windows":
		base = env("LocalAppData")
	case system == "darwin" && home != "":
		base = filepath.Join(home, "Library", "Application Support")
	case system == "darwin":
	default:
		base = env("XDG_DATA_HOME")
		if !filepath.IsAbs(base) { // the specification says to ignore such a value
			base = ""
		}
		if base == "" && home != "" {
			base = filepath.Join(home, ".local", "share")
		}
	}
	if base == "" {
		return "", errNoHome
	}
	return filepath.Join(base, "weaklink"), nil
}

var errNoHome = hinted{errors.New("find the data folder: this user has no home folder"), "name a folder with WEAKLINK_DATA=/path/to/folder"}

// hinted is an error with a step that helps.
type hinted struct {
	error
	hint string
}

// Hint is what to do about it.
func (h hinted) Hint() string { return h.hint }

// Unwrap is the error without the hint.
func (h hinted) Unwrap() error { return h.error }
