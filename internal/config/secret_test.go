package config

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

func secret(t *testing.T, ref, dir string) ([]byte, error) {
	t.Helper()
	s, err := NewSecret(ref, dir)
	if err != nil {
		t.Fatal(err)
	}
	return s.Open()(context.Background())
}

func hint(err error) string {
	var h interface{ Hint() string }
	if errors.As(err, &h) {
		return h.Hint()
	}
	return ""
}

func TestASecretComesFromTheEnvironment(t *testing.T) {
	t.Setenv("WL_TEST_PW", "s3cret ")
	if got, err := secret(t, "env:WL_TEST_PW", ""); err != nil || string(got) != "s3cret " {
		t.Errorf("%q, %v", got, err)
	}
	if _, err := secret(t, "env:WL_TEST_NOT_SET", ""); err == nil || !strings.Contains(hint(err), "export WL_TEST_NOT_SET") {
		t.Errorf("a variable that is not set: %v, hint %q", err, hint(err))
	}
}

func TestASecretComesFromAPrivateFile(t *testing.T) {
	dir := t.TempDir()
	write := func(name, content string, mode os.FileMode) {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(content), mode); err != nil {
			t.Fatal(err)
		}
		if err := os.Chmod(filepath.Join(dir, name), mode); err != nil {
			t.Fatal(err)
		}
	}
	write("pw", "pa\nss \r\n", 0o600)
	if got, err := secret(t, "file:pw", dir); err != nil || string(got) != "pa\nss " {
		t.Errorf("%q, %v", got, err)
	}
	write("group", "x", 0o640)
	if _, err := secret(t, "file:"+filepath.Join(dir, "group"), "/elsewhere"); err != nil {
		t.Error(err)
	}
	write("empty", "\n", 0o600)
	if _, err := secret(t, "file:empty", dir); err == nil {
		t.Error("an empty file is taken for a secret")
	}
	if _, err := secret(t, "file:none", dir); !errors.Is(err, os.ErrNotExist) {
		t.Error(err)
	}
	if _, err := secret(t, "file:.", dir); err == nil {
		t.Error("a folder is taken for a secret")
	}
	if runtime.GOOS == "windows" {
		t.Skip("no modes here")
	}
	write("open", "canary-pw", 0o644)
	_, err := secret(t, "file:open", dir)
	if err == nil || hint(err) != "chmod 600 "+filepath.Join(dir, "open") {
		t.Errorf("a file that everybody may read: %v, hint %q", err, hint(err))
	}
}

func TestSecretsThisBuildCannotReadSaySo(t *testing.T) {
	for _, ref := range []string{"keyring:crm", "age:crm.age"} {
		_, err := secret(t, ref, "")
		if err == nil || hint(err) != "env:NAME and file:PATH work in this build" {
			t.Errorf("%s: %v, hint %q", ref, err, hint(err))
		}
	}
	if _, err := NewSecret("canary-pw", ""); err == nil || strings.Contains(err.Error()+hint(err), "canary-pw") {
		t.Errorf("a password in place of its name: %v", err)
	}
	if (Secret{}).Open() != nil {
		t.Error("no secret was named, but there is something to open")
	}
}
