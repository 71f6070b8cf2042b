package data

import (
	"context"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/weaklink/weaklink/evidence"
	"github.com/weaklink/weaklink/internal/formats"
	"github.com/weaklink/weaklink/internal/redact"
)

// Whatever kind of file its tables lie in, reading them once says what reading
// them twice says.
func TestFilesAreReadOnceAndSayWhatReadingThemTwiceSays(t *testing.T) {
	lines := func(head string, n int, line func(i int) string) string {
		var b strings.Builder
		b.WriteString(head)
		for i := range n {
			b.WriteString(line(i))
		}
		return b.String()
	}
	given := []string{"Anna", "Peter", "Maria", "Jonas"}
	family := []string{"Schmidt", "Weber", "Koch", "Wolf", "Becker"}
	for name, file := range map[string]string{
		"people": lines("id,name,email,born,since\n", 20_000, func(i int) string {
			return fmt.Sprintf("%d,%s %s,client%d@mail-%d.org,19%02d-03-04,2020-01-%02d\n", i, given[i%4], family[i%5], i, i%7, 50+i%40, 1+i%28)
		}),
		"people at the end": lines("id;contact;made\n", 60_000, func(i int) string {
			if i < 58_000 {
				return fmt.Sprintf("%d;;2020-01-01 and some words that say nothing about anybody\n", i)
			}
			return fmt.Sprintf("%d;client%d@mail.org;2024-05-06\n", i, i)
		}),
		"names in short remarks": lines("id,remark,count\n", 30_000, func(i int) string {
			if i%900 == 5 {
				return fmt.Sprintf("%d,call Mr %s %s-%s,3\n", i, given[i%4], family[i%5], family[i/900%5])
			}
			return fmt.Sprintf("%d,nothing of note,%d\n", i, i%9)
		}),
		"a column that comes late": lines("", 9000, func(i int) string {
			if i < 7000 {
				return fmt.Sprintf("{\"id\":%d,\"note\":\"nothing\"}\n", i)
			}
			return fmt.Sprintf("{\"id\":%d,\"note\":\"nothing\",\"email\":\"client%d@mail.org\"}\n", i, i)
		}),
		"tables in turn": lines("CREATE TABLE a (id int, email text);\nCREATE TABLE b (id int, phone text);\n", 4000, func(i int) string {
			return fmt.Sprintf("INSERT INTO a VALUES (%d,'client%d@mail.org');\nINSERT INTO b VALUES (%d,'+49 30 %d');\n", i, i, i, 2_000_000+i)
		}),
		"a table and a text": lines("name,email\n", 3000, func(i int) string {
			return fmt.Sprintf("%s %s,client%d@mail.org\n", given[i%4], family[i%5], i)
		}) + strings.Repeat("no separator ", 40_000) + "write to somebody.else@mail.org\n",
	} {
		src := func() formats.Source { return formats.Source{R: strings.NewReader(file), Size: int64(len(file))} }
		pass := func() *firstPass {
			p := newFirstPass(redact.Key{1}, time.Now())
			p.temp = t.TempDir()
			return p
		}
		twice, once := pass(), &onceFile{firstPass: pass(), id: "x"}
		defer twice.close()
		defer once.close()
		for _, s := range []formats.Sink{twice, once} {
			if _, err := formats.Read(context.Background(), src(), s); err != nil {
				t.Fatal(err)
			}
		}
		twice.judge()
		once.judge()
		once.settle()
		for _, first := range []*firstPass{twice, once.firstPass} {
			if _, err := formats.Read(context.Background(), src(), &secondPass{first: first, id: "x"}); err != nil {
				t.Fatal(err)
			}
		}
		if len(once.places) != len(twice.places) {
			t.Fatalf("%s: %d places, and %d", name, len(once.places), len(twice.places))
		}
		for i, pl := range twice.places {
			other := once.places[i]
			if a, b := pl.store(), other.store(); !reflect.DeepEqual(a, b) {
				t.Errorf("%s, %s:\n%+v\n%+v", name, pl.table, b, a)
			}
			var people [2]evidence.People
			for j, p := range []*placeIn{pl, other} {
				n, err := evidence.Join([]evidence.Set{p.keys.set()}, nil)
				if err != nil {
					t.Fatal(err)
				}
				people[j] = n.Union
			}
			if people[0] != people[1] {
				t.Errorf("%s, %s is about %v, read twice about %v", name, pl.table, people[1], people[0])
			}
			t.Logf("%s, %s: %d rows, %v, counted as they came: %v", name, pl.table, pl.rows, people[1], other.counted)
		}
	}
}
