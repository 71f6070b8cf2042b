package data

import (
	"testing"

	"github.com/weaklink/weaklink/facts"
)

func kindsOf(s facts.Store) map[string]string {
	out := map[string]string{}
	for _, c := range s.Columns {
		out[c.Name] = c.Kind
		if c.Protected != "" {
			out[c.Name] += " " + c.Protected
		}
	}
	return out
}

func hold(t *testing.T, s facts.Store, want map[string]string) {
	t.Helper()
	got := kindsOf(s)
	for name, kind := range want {
		if is, ok := got[name]; !ok || is != kind {
			t.Errorf("%s is %q, want %q, of %v", name, is, kind, got)
		}
	}
}

// MediaWiki keeps all text as bytes, others their hashes; pictures are not opened.
func TestSmallBinaryValuesOfMariaDBAreRead(t *testing.T) {
	_, url := myWorld(t, `create table user (user_id int, user_name varbinary(255), user_email tinyblob, pw binary(32), face mediumblob, home point);
insert into user select seq, concat('anna.weber', seq), concat('anna', seq, '@mail-', seq % 7, '.org'), unhex(sha2(seq, 256)), repeat(unhex(sha2(seq, 256)), 100), st_pointfromtext(concat('POINT(13.', 10000 + seq, ' 52.', 20000 + seq, ')')) from seq_1_to_300`)
	seen, err := lookAtDatabase(t, url)
	if err != nil {
		t.Fatal(err)
	}
	s := storesOf(t, seen)["user"]
	hold(t, s, map[string]string{"user_name": "username", "user_email": "email", "pw": "password encrypted", "face": "", "home": "coordinates"})
	if s.People.Best != 300 {
		t.Errorf("people are counted by addresses that are bytes: %+v", s.People)
	}
	if s.Partial == "" {
		t.Error("the pictures are not said to be left out")
	}
}

func TestSmallBinaryValuesOfPostgresAreRead(t *testing.T) {
	_, url := pgWorld(t, `create table account (id int, full_name text, mail bytea, pin_hash bytea, scan bytea, pregnant boolean, active boolean);
insert into account select i, 'Maria Schmidt', convert_to('maria' || i || '@mail-' || i % 7 || '.org', 'UTF8'), sha256(i::text::bytea), decode(repeat(md5(i::text), 40), 'hex'), i % 9 = 0, true from generate_series(1, 300) i`)
	seen, err := lookAtDatabase(t, url)
	if err != nil {
		t.Fatal(err)
	}
	s := storesOf(t, seen)["public.account"]
	hold(t, s, map[string]string{"mail": "email", "pin_hash": "password encrypted", "scan": "", "pregnant": "health"})
	if _, read := kindsOf(s)["active"]; read || s.People.Best != 300 || s.Partial == "" {
		t.Errorf("%+v", s)
	}
}
