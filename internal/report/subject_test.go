package report

import (
	"os/exec"
	"testing"
)

// A proof is pasted into a shell: whatever a file is called, it is one word there,
// and the file is one that can be found.
func TestNamesInProofsAreWords(t *testing.T) {
	for _, c := range []struct{ text, subject, want string }{
		{"ls -l '{file}'", "store:files#19/old.zip/part0.csv", "files/19/old.zip"},
		{"ls -l '{file}'", "store:files#shop.tar.gz/export/list.csv", "files/shop.tar.gz"},
		{"ls -l '{file}'", "store:files#list.csv", "files/list.csv"},
		{"ls -l '{file}'", "store:files#it's.zip/a.csv", "files/it's.zip"},
		{"ls -l '{name}'", "store:files#'; touch /tmp/x; '.csv", "files/'; touch /tmp/x; '.csv"},
		{"ls -l {name}", "store:files#$(id).csv", "files/$(id).csv"},
		{"ls -l {name}", "store:files#Kunden März.csv", "files/Kunden März.csv"},
		{"curl -sI {name}", "site:https://shop.example", "https://shop.example"},
		{"dig +short TXT _dmarc.{name}", "domain:shop.example", "_dmarc.shop.example"},
	} {
		line := command(c.text, c.subject)
		out, err := exec.Command("sh", "-c", "set -- "+line+`; eval "printf %s \"\${$#}\""`).Output()
		if err != nil || string(out) != c.want {
			t.Errorf("%s of %s: %s, a shell reads %q (%v), want %q", c.text, c.subject, line, out, err, c.want)
		}
	}
	if got := fill("Delete {name}.", "store:files#my list.csv"); got != "Delete files/my list.csv." {
		t.Errorf("a fix says %q", got)
	}
}
