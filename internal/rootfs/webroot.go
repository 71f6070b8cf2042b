package rootfs

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/weaklink/weaklink/facts"
)

// webServers are where web servers are told which folder they serve.
var webServers = []struct {
	name  string
	files []string
	root  *regexp.Regexp
}{
	{"nginx", []string{"etc/nginx/nginx.conf", "etc/nginx/conf.d/*.conf", "etc/nginx/http.d/*.conf", "etc/nginx/sites-enabled/*", "etc/nginx/vhosts.d/*.conf"},
		regexp.MustCompile(`(?m)(?:^|[;{])[ \t]*(?:root|alias)[ \t]+("[^"\n]+"|'[^'\n]+'|[^;\s]+)[ \t]*;`)},
	{"apache", []string{"etc/apache2/apache2.conf", "etc/apache2/httpd.conf", "etc/apache2/sites-enabled/*", "etc/apache2/vhosts.d/*.conf", "etc/apache2/conf.d/*.conf", "etc/httpd/conf/httpd.conf", "etc/httpd/conf.d/*.conf"},
		regexp.MustCompile(`(?mi)^[ \t]*DocumentRoot[ \t]+("[^"\n]+"|'[^'\n]+'|\S+)`)},
	{"caddy", []string{"etc/caddy/Caddyfile", "etc/caddy/conf.d/*"},
		regexp.MustCompile(`(?m)^[ \t]*root[ \t]+(?:\*[ \t]+)?("[^"\n]+"|\S+)`)},
	{"lighttpd", []string{"etc/lighttpd/lighttpd.conf", "etc/lighttpd/conf-enabled/*.conf", "etc/lighttpd/vhosts.d/*.conf"},
		regexp.MustCompile(`(?m)^[ \t]*server\.document-root[ \t]*\+?=[ \t]*("[^"\n]+")`)},
}

// usualRoots are where a website lies when nothing says otherwise.
var usualRoots = []string{"/var/www", "/srv/www", "/srv/http", "/usr/share/nginx/html", "/usr/local/apache2/htdocs"}

// tooWide are folders that no setting of a web server makes us watch as a whole.
var tooWide = []string{"/", "/bin", "/boot", "/dev", "/home", "/lib", "/media", "/mnt", "/opt", "/proc", "/root", "/run", "/sbin", "/srv", "/sys", "/tmp", "/usr", "/usr/share", "/var", "/var/lib"}

// Watch is which folders are watched for changes: those that were named, else
// /etc and every web root that the web servers' settings name. unsure says why
// there may be another.
func (m *Machine) Watch(named []string) (folders []facts.WatchedFolder, unsure string) {
	if len(named) > 0 {
		for _, at := range named {
			folders = append(folders, facts.WatchedFolder{At: path.Clean("/" + at), From: "settings"})
		}
		return outermost(folders), ""
	}
	folders = []facts.WatchedFolder{{At: "/etc", From: "usual place"}}
	for _, server := range webServers {
		for _, pattern := range server.files {
			files, err := m.Glob(pattern)
			if err != nil {
				unsure = fmt.Sprintf("the settings of %s could not be read: %s", server.name, Reason(err))
				continue
			}
			for _, file := range files {
				raw, err := m.Read(file, 0)
				if errors.Is(err, fs.ErrNotExist) {
					continue // a link that leads nowhere
				}
				if err != nil {
					unsure = fmt.Sprintf("the settings of %s could not be read: %s", server.name, Reason(err))
					continue
				}
				for _, hit := range server.root.FindAllSubmatch(raw, -1) {
					at := strings.Trim(string(hit[1]), `"'`)
					switch {
					case strings.ContainsAny(at, "${}*?"):
						unsure = fmt.Sprintf("the settings of %s name a web root by a variable", server.name)
					case !path.IsAbs(at):
					case slices.Contains(tooWide, path.Clean(at)):
						unsure = fmt.Sprintf("the settings of %s name %s as a web root, which is too much to watch", server.name, path.Clean(at))
					default:
						folders = append(folders, facts.WatchedFolder{At: path.Clean(at), From: server.name})
					}
				}
			}
		}
	}
	for _, at := range usualRoots {
		if ok, err := m.Has(at); ok && err == nil {
			folders = append(folders, facts.WatchedFolder{At: at, From: "usual place"})
		}
	}
	return outermost(folders), unsure
}

// outermost leaves out what lies in another of the folders, and what is named twice.
func outermost(all []facts.WatchedFolder) []facts.WatchedFolder {
	out := []facts.WatchedFolder{}
	for i, f := range all {
		if !slices.ContainsFunc(all, func(o facts.WatchedFolder) bool { return o.At != f.At && below(f.At, o.At) }) &&
			!slices.ContainsFunc(all[:i], func(o facts.WatchedFolder) bool { return o.At == f.At }) {
			out = append(out, f)
		}
	}
	slices.SortFunc(out, func(a, b facts.WatchedFolder) int { return strings.Compare(a.At, b.At) })
	return out
}

// below says whether a path is dir or lies in it.
func below(p, dir string) bool {
	return p == dir || strings.HasPrefix(p, strings.TrimSuffix(dir, "/")+"/")
}
