package config

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/weaklink/weaklink/chain"
)

// Config is weaklink.yaml. What the file does not say is zero.
type Config struct {
	Firm      chain.Firm `yaml:"firm"`
	Targets   []Target   `yaml:"targets"`
	Ignore    []string   `yaml:"ignore"` // globs of paths to leave out
	DNS       string     `yaml:"dns"`    // HOST:PORT; empty: the system's
	Answers   []Answer   `yaml:"answers"`
	Contact   Contact    `yaml:"contact"`
	Constants Constants  `yaml:"constants"`
}

// Target is one thing to look at, as the firm wrote it.
type Target struct {
	At      string   `yaml:"at"` // URL, name or path
	As      string   `yaml:"as"` // short name for it; empty: made from At
	Secret  Secret   `yaml:"secret"`
	MaxTime Duration `yaml:"max_time"` // for one collector on it; 0: the default
	Watch   []string `yaml:"watch"`    // of a server: folders to watch for changes
}

// Answer is what a person answered to a question that no check can.
type Answer struct {
	ID    string `yaml:"id"`    // link.question
	Value string `yaml:"value"` // "yes" and "no" also where the file says true and false
	On    string `yaml:"on"`    // YYYY-MM-DD
	By    string `yaml:"by"`
	File  string `yaml:"file"` // a document that says so
}

// Contact is whom the report tells the firm to call.
type Contact struct {
	Name  string `yaml:"name"`
	Role  string `yaml:"role"`
	Mail  string `yaml:"mail"`
	Phone string `yaml:"phone"`
}

// Constants replaces numbers of the model by id. Each is a float64, or a list
// ([]any of float64) of a low and a high, or a low, a best and a high: the same
// shapes that they have when read back from JSON.
type Constants map[string]any

// Duration is a time limit, written as in 90s, 10m or 1h30m.
type Duration time.Duration

// Duration is d as the standard library's type.
func (d Duration) Duration() time.Duration { return time.Duration(d) }

// maxSize of a settings file in bytes; a thousand targets fit.
const maxSize = 256 << 10

// Check says whether a number of the model may be set so, and whether there is
// such a number. Only the model knows; this package does not.
type Check func(id string, value any) (known bool, err error)

// Load reads the settings at path. What is wrong with their content is an Error
// that holds every mistake. Paths of secrets count from the folder of the file.
// Numbers of the model are held against every check.
func Load(path string, checks ...Check) (*Config, error) {
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, &Error{File: path, Problems: []Problem{{Say: "there is no such file", Hint: "check the name given with -c or WEAKLINK_CONFIG"}}}
	}
	if err != nil {
		return nil, fmt.Errorf("read the settings: %w", err)
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, maxSize+1))
	if err != nil {
		return nil, fmt.Errorf("read the settings: %w", err)
	}
	return Read(path, data, checks...)
}

// Read reads settings from memory; path is used in messages and to find secrets.
func Read(path string, data []byte, checks ...Check) (*Config, error) {
	data = bytes.TrimPrefix(data, []byte("\ufeff")) // some editors on Windows begin every file with it
	cfg := new(Config)
	if err := decode(path, data, cfg, checks); err != nil {
		return nil, err
	}
	dir := filepath.Dir(path)
	for i := range cfg.Targets {
		cfg.Targets[i].Secret.dir = dir
	}
	return cfg, nil
}

// fileName is the only name that is looked for.
const fileName = "weaklink.yaml"

// Find returns the settings file to use when none was named: $WEAKLINK_CONFIG,
// whether it is there or not, else weaklink.yaml in dir. It looks nowhere else:
// settings from a folder above would be a surprise.
func Find(dir string) (path string, ok bool) {
	if path := os.Getenv("WEAKLINK_CONFIG"); path != "" {
		return path, true
	}
	path = filepath.Join(dir, fileName)
	info, err := os.Stat(path)
	if err != nil || !info.Mode().IsRegular() {
		return "", false
	}
	return path, true
}
