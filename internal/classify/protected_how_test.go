package classify

import (
	"crypto/md5"  //nolint:gosec // as programs of old did
	"crypto/sha1" //nolint:gosec // as programs of old did
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base64"
	"fmt"
	"math/rand/v2"
	"testing"
)

// Columns of passwords as forty programs keep them are said to be kept as they are: by
// which hash, or by none. The names of columns say nothing of how.
func TestHowPasswordsAreKept(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 8))
	of := func(alphabet string, n int) string {
		b := make([]byte, n)
		for i := range b {
			b[i] = alphabet[r.IntN(len(alphabet))]
		}
		return string(b)
	}
	const (
		alnum = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
		crypt = "./" + alnum
		hexed = "0123456789abcdef"
		upper = "0123456789ABCDEF"
	)
	raw := func(n int) []byte {
		b := make([]byte, n)
		for i := range b {
			b[i] = byte(r.IntN(256))
		}
		return b
	}
	b64 := func(n int) string { return base64.StdEncoding.EncodeToString(raw(n)) }
	bare := func(n int) string { return base64.RawStdEncoding.EncodeToString(raw(n)) }
	words := []string{"Sommer", "dragon", "Katze", "winter", "hunter", "Fussball", "sunshine", "Orange"}
	plain := func() string { return words[r.IntN(len(words))] + of("0123456789", 2+r.IntN(3)) + of("!?.", r.IntN(2)) }
	for _, c := range []struct {
		name, how string
		make      func() string
	}{
		{"password", "bcrypt", func() string { return "$2y$10$" + of(crypt, 53) }},
		{"encrypted_password", "bcrypt", func() string { return "$2a$12$" + of(crypt, 53) }},
		{"pw", "bcrypt", func() string { return "{bcrypt}$2b$10$" + of(crypt, 53) }},
		{"user_pass", "bcrypt", func() string { return "$wp$2y$10$" + of(crypt, 53) }},
		{"password", "bcrypt", func() string { return "bcrypt_sha256$$2b$12$" + of(crypt, 53) }},
		{"password", "argon2", func() string { return "$argon2id$v=19$m=65536,t=3,p=4$" + bare(16) + "$" + bare(32) }},
		{"passwort", "argon2", func() string { return "argon2$argon2id$v=19$m=102400,t=2,p=8$" + bare(16) + "$" + bare(32) }},
		{"pass", "argon2", func() string { return "$argon2i$v=19$m=16,t=2,p=1$" + bare(16) + "$" + bare(32) }},
		{"password", "scrypt", func() string { return "scrypt:32768:8:1$" + of(alnum, 16) + "$" + of(hexed, 128) }},
		{"password", "scrypt", func() string { return "$scrypt$ln=16,r=8,p=1$" + bare(16) + "$" + bare(32) }},
		{"password", "pbkdf2", func() string { return "pbkdf2_sha256$600000$" + of(alnum, 22) + "$" + b64(32) }},
		{"password_hash", "pbkdf2", func() string { return "pbkdf2:sha256:260000$" + of(alnum, 16) + "$" + of(hexed, 64) }},
		{"PasswordHash", "pbkdf2", func() string { return "AQAAAAIAAYagAAAA" + of(alnum+"+/", 66) + "==" }},
		{"PasswordHash", "pbkdf2", func() string { return "AQAAAAEAACcQAAAA" + of(alnum+"+/", 66) + "==" }},
		{"passwd", "pbkdf2", func() string { return "{PBKDF2-SHA256}10000$" + bare(16) + "$" + bare(32) }},
		{"rolpassword", "pbkdf2", func() string { return "SCRAM-SHA-256$4096:" + b64(16) + "$" + b64(32) + ":" + b64(32) }},
		{"user_pass", "phpass", func() string { return "$P$B" + of(crypt, 30) }},
		{"user_password", "phpass", func() string { return "$H$9" + of(crypt, 30) }},
		{"pass", "drupal", func() string { return "$S$D" + of(crypt, 51) }},
		{"passwd", "md5crypt", func() string { return "$1$" + of(crypt, 8) + "$" + of(crypt, 22) }},
		{"passwd", "md5crypt", func() string { return "$apr1$" + of(crypt, 8) + "$" + of(crypt, 22) }},
		{"passwd", "sha2crypt", func() string { return "$6$" + of(crypt, 16) + "$" + of(crypt, 86) }},
		{"passwd", "sha2crypt", func() string { return "$5$rounds=5000$" + of(crypt, 16) + "$" + of(crypt, 43) }},
		{"passwd", "yescrypt", func() string { return "$y$j9T$" + of(crypt, 22) + "$" + of(crypt, 43) }},
		{"authentication_string", "mysql_native_password", func() string { return "*" + of(upper, 40) }},
		{"rolpassword", "postgres_md5", func() string { return "md5" + of(hexed, 32) }},
		{"nt_hash", "ntlm", func() string { return of(upper, 32) }},
		{"sambaNTPassword", "ntlm", func() string { return of(upper, 32) }},
		{"ntlm", "ntlm", func() string { return of(hexed, 32) }},
		{"password", "md5", func() string { return fmt.Sprintf("%x", md5.Sum([]byte(plain()))) }},   //nolint:gosec // see above
		{"passwort", "sha1", func() string { return fmt.Sprintf("%x", sha1.Sum([]byte(plain()))) }}, //nolint:gosec // see above
		{"kennwort", "sha256", func() string { return fmt.Sprintf("%x", sha256.Sum256([]byte(plain()))) }},
		{"password", "sha512", func() string { return fmt.Sprintf("%x", sha512.Sum512([]byte(plain()))) }},
		{"userPassword", "ssha", func() string { return "{SSHA}" + b64(24) }},
		{"userPassword", "sha1", func() string { return "{SHA}" + b64(20) }},
		{"userPassword", "md5", func() string { return "{MD5}" + b64(16) }},
		{"password", "sha1", func() string { return "sha1$" + of(hexed, 5) + "$" + of(hexed, 40) }},
		{"password", "md5", func() string { return of(hexed, 32) + ":" + of(alnum, 32) }},
		{"password", "", plain},
		{"kennwort", "", plain},
	} {
		k := NewColumn(c.name, "text")
		var first string
		for i := range 60 {
			v := c.make()
			if i == 0 {
				first = v
			}
			k.Add([]byte(v))
		}
		v := k.Verdict(nil)
		if v.Kind != "password" || v.Protected != c.how {
			t.Errorf("%s with %.24s...: %q kept by %q, not password by %q", c.name, first, v.Kind, v.Protected, c.how)
		}
	}
}
