package website

import (
	"fmt"
	"slices"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/checks"
	"github.com/weaklink/weaklink/facts"
)

var exposedFiles = checks.Each(checks.Doc{
	ID:      "website.exposed-files",
	Asks:    "Can anyone download backups, databases, keys or the site's inner files?",
	Matters: "Whoever guesses the address has the whole file, without breaking into anything; robots try these addresses on every site, every day.",
	Fix:     "Delete the file from the website's folder, keep backups outside of it, and change every password and key that was in it.",
	Fixes: map[string]string{
		"nginx":  "Delete the files, then keep such files from ever being served: `location ~ (^|/)\\.(?!well-known) { deny all; }` and `location ~* \\.(sql|sqlite3?|bak|old|save|zip|t?gz)$ { deny all; }`, then `nginx -t && systemctl reload nginx`.",
		"apache": "Delete the files, then write into .htaccess: `RedirectMatch 404 \"(^|/)\\.(?!well-known)\"` and `<FilesMatch \"\\.(sql|sqlite3?|bak|old|save|zip|t?gz)$\">Require all denied</FilesMatch>`.",
	},
	Proof:   "open the address that is named above in a private browser window: the file must not come (or: curl -s -r 0-200 ADDRESS)",
	Control: "no-exposed-files",
	Who:     checks.WebDeveloper,
	Minutes: [2]int{10, 60},
	Cites:   []string{"CIS 8.1 3.3", "GDPR Art. 32", "OWASP WSTG-CONF-04"},
}, facts.WebsiteExposed, func(_ checks.Scene, f facts.Exposed) checks.Verdict {
	if len(f.Files) > 0 {
		files := slices.Clone(f.Files)
		slices.SortStableFunc(files, func(a, b facts.ExposedFile) int { return gravity(b) - gravity(a) })
		say := exposedWords(files[0])
		if n := len(files) - 1; n > 0 {
			say += fmt.Sprintf(" (and %d more %s like it)", n, plural(n, "file"))
		}
		v := checks.Verdict{Grip: chain.Broken, Say: say + ".", Pass: f.Answered - len(files), Of: f.Answered}
		if gravity(files[0]) <= 1 { // a listing or a status page alone opens no door
			v.Grip = chain.Weak
		}
		return v
	}
	if f.Answered == 0 || f.Answered < f.Tried || f.Controls == 0 {
		return checks.Verdict{Grip: chain.Unseen, Say: "We cannot tell whether files lie open on the website.",
			Why:  fmt.Sprintf("the site answered for %d of %d addresses only", f.Answered, f.Tried),
			Next: "scan again when the site is less busy, or ask the host to let our address through", Pass: f.Answered, Of: f.Tried}
	}
	return checks.Verdict{Grip: chain.Holds, Say: fmt.Sprintf("None of %d files that should be hidden can be read.", f.Answered), Pass: f.Answered, Of: f.Answered}
})

// gravity orders what was found by how much of the business it gives away.
func gravity(f facts.ExposedFile) int {
	n := map[string]int{"listing": 1, "status": 1, "phpinfo": 1, "git": 3, "archive": 4, "env": 5, "key": 5, "dump": 4}[f.What]
	if f.Personal {
		n += 4
	}
	return n
}

func exposedWords(f facts.ExposedFile) string {
	what := map[string]string{
		"git": "The program code of the website can be downloaded by anyone, from ", "env": "A file with the website's passwords can be read by anyone, at ",
		"dump": "A copy of a database can be downloaded by anyone, from ", "archive": "An archive of the website can be downloaded by anyone, from ",
		"key": "A secret key can be downloaded by anyone, from ", "backup": "A backup can be downloaded by anyone, from ",
		"listing": "A folder shows its contents to anyone, at ", "phpinfo": "A page shows the inner settings of the server to anyone, at ",
		"status": "A page shows what the server is doing to anyone, at ",
	}[f.What]
	if f.What == "dump" && f.Personal {
		what = "A copy of the customer database can be downloaded by anyone, from "
	}
	return what + pathOf(f.URL)
}
