package collectors

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"
)

// Target is one thing to look at.
type Target struct {
	ID      string // short name used in subject keys: As when given, else made from the address without credentials
	Scheme  string // https, http, name, path, sqlite, domain, ...
	Addr    string // what follows the scheme; for https and http the whole URL
	As      string // name given by the firm
	MaxTime time.Duration
	Watch   []string                              // folders of a server that are watched for changes; empty: the usual ones
	Secret  func(context.Context) ([]byte, error) // nil: none given
}

// schemes that a target may be written with, beside the bare forms.
var schemes = []string{
	"https", "http", "domain", "smtp", "sqlite", "postgres", "mysql", "sqlserver", "mongodb", "redis", "s3",
	"host", "ssh", "policies", "people", "accounts", "ldap", "dump", "restic", "borg", "kopia",
}

// databases are the schemes of database servers, and the one that we call each by.
var databases = map[string]string{"postgres": "postgres", "postgresql": "postgres", "mysql": "mysql", "mariadb": "mysql"}

// userInfo is the user and password in the address of a repository, which is
// no URL for url.Parse: rest:https://user:password@host/path.
var userInfo = regexp.MustCompile(`(//)[^/]*@`)

// ErrUnknownScheme is the cause of Parse's error for a scheme that is none of ours.
var ErrUnknownScheme = errors.New("unknown scheme")

// Parse reads a target as a person writes it. exists says whether a path is
// there; it settles whether "shop.example" is a file or a website.
func Parse(s string, exists func(string) bool) (Target, error) {
	s = strings.TrimSpace(s)
	if s == "" {
		return Target{}, errors.New("an empty target")
	}
	scheme, rest, found := strings.Cut(s, ":")
	scheme = strings.ToLower(scheme)
	switch {
	case strings.HasPrefix(s, ".") || strings.HasPrefix(s, "/") || strings.HasPrefix(s, "~") || exists(s):
		return path("path", s), nil
	case found && (scheme == "https" || scheme == "http"):
		u, err := url.Parse(s)
		if err != nil || u.Hostname() == "" {
			return Target{}, fmt.Errorf("%q is no web address", redactURL(s))
		}
		u.User, u.Fragment = nil, ""
		return Target{ID: strings.ToLower(u.Host), Scheme: scheme, Addr: u.String()}, nil
	case found && (scheme == "sqlite" || scheme == "dump" || scheme == "policies" || scheme == "people" || scheme == "accounts"):
		at := strings.TrimPrefix(rest, "//")
		if strings.TrimSpace(at) == "" { // it would be taken for the folder that we are in
			return Target{}, fmt.Errorf("%s: names no file or folder", scheme)
		}
		return path(scheme, at), nil
	case found && databases[scheme] != "":
		return database(databases[scheme], rest)
	case found && (scheme == "restic" || scheme == "borg"):
		if rest == "" {
			return Target{}, fmt.Errorf("%s: names no repository", scheme)
		}
		return Target{ID: scheme + ":" + userInfo.ReplaceAllString(rest, "$1"), Scheme: scheme, Addr: rest}, nil
	case found && slices.Contains(schemes, scheme):
		return Target{ID: redactURL(s), Scheme: scheme, Addr: s}, nil
	case found && !strings.Contains(scheme, ".") && !numeric(rest):
		return Target{}, fmt.Errorf("%w %q", ErrUnknownScheme, scheme)
	case strings.Contains(s, "/") || !strings.Contains(s, ".") && !found:
		return path("path", s), nil
	default:
		return Target{ID: strings.ToLower(s), Scheme: "name", Addr: strings.ToLower(s)}, nil
	}
}

// database reads the address of a database. Its error repeats nothing of it: a
// password with a character that should have been escaped is the usual cause.
func database(scheme, rest string) (Target, error) {
	u, err := url.Parse(scheme + ":" + rest)
	// An @ behind the server's name is the end of a password with a / or ? in it.
	if err != nil || !strings.HasPrefix(rest, "//") || strings.Contains(u.Path+u.RawQuery, "@") || u.Fragment != "" {
		return Target{}, fmt.Errorf("the address of a database is written %s://USER@HOST/DATABASE, special characters as %%XX", scheme)
	}
	addr := u.String()
	u.Host = strings.ToLower(u.Host)
	return Target{ID: redactURL(u.String()), Scheme: scheme, Addr: addr}, nil
}

// Schemes lists the schemes that Parse knows, for hints.
func Schemes() []string { return slices.Clone(schemes) }

func path(scheme, p string) Target {
	id := filepath.ToSlash(filepath.Clean(p))
	return Target{ID: id, Scheme: scheme, Addr: p}
}

func numeric(s string) bool {
	return s != "" && strings.Trim(s, "0123456789") == ""
}

// redactURL is s without user, password and query: a target id is printed and stored.
func redactURL(s string) string {
	u, err := url.Parse(s)
	if err != nil {
		scheme, _, _ := strings.Cut(s, ":")
		return scheme + ":"
	}
	u.User, u.RawQuery, u.Fragment = nil, "", ""
	return u.String()
}
