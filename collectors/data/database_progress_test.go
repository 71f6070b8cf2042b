package data

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/weaklink/weaklink/collectors"
	"github.com/weaklink/weaklink/collectors/collecttest"
)

// timed is a see that notes when what was said of the progress.
type timed struct {
	*collecttest.Seen
	mu    sync.Mutex
	steps []timedStep
}

type timedStep struct {
	at       time.Time
	done, of int64
	say      string
}

func (s *timed) Progress(done, of int64, say string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.steps = append(s.steps, timedStep{time.Now(), done, of, say})
}

// slowly looks at a database at a rate and returns what was said while its
// tables were read.
func slowly(t *testing.T, url string, rate int64) []timedStep {
	t.Helper()
	see := &timed{Seen: &collecttest.Seen{}}
	env := collectors.Env{PutBlob: (&collecttest.Blobs{}).Put, Version: "test", Temp: t.TempDir(), Rate: rate}
	if err := (&databases{New(env).(*collector)}).Collect(t.Context(), databaseTarget(t, url), see); err != nil {
		t.Fatal(err)
	}
	reading := slices.DeleteFunc(see.steps, func(s timedStep) bool { return !strings.HasPrefix(s.say, "reading tables") })
	if len(reading) < 10 {
		t.Fatalf("little was said: %v", reading)
	}
	return reading
}

// plainRows are 10 MB of rows without anybody in them, so that they are read once.
const plainRows = `create table words_%d as select i as id, repeat('plain ', 30) || 'words' as body from generate_series(1, %d) i`

// holdsRate holds the rate against what came between the first and the last word.
func holdsRate(t *testing.T, sent, rate int64, steps []timedStep) {
	t.Helper()
	first, last := steps[0], steps[len(steps)-1]
	came := float64(sent) * float64(last.done-first.done) / float64(last.of)
	if was := came / last.at.Sub(first.at).Seconds(); was < .85*float64(rate) || was > 1.15*float64(rate) {
		t.Errorf("%.0f bytes took %s: %.0f a second, and %d were asked for", came, last.at.Sub(first.at), was, rate)
	}
}

func TestADatabaseIsReadAtTheRateThatWasAskedForAndSaysHowLongItTakes(t *testing.T) {
	c, url := pgWorld(t, fmt.Sprintf(plainRows, 1, 20_000), fmt.Sprintf(plainRows, 2, 30_000), `analyze`)
	conn, err := c.Connect(t.Context(), "crm")
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(context.Background())
	var sent int64 // what COPY sends: a message of five bytes a row before the line
	if err := conn.QueryRow(t.Context(), `select (select sum(length(id::text) + length(body) + 2 + 5) from words_1) + (select sum(length(id::text) + length(body) + 2 + 5) from words_2)`).Scan(&sent); err != nil {
		t.Fatal(err)
	}
	const rate = 1 << 20
	steps := slowly(t, url, rate)
	holdsRate(t, sent, rate, steps)

	end := steps[len(steps)-1].at
	toGo := regexp.MustCompile(`(less than a|about (\d+)) minutes? to go`)
	told := 0
	var last int64
	for _, s := range steps {
		if s.done < last || s.of > 0 && s.done > s.of {
			t.Errorf("%d of %d after %d", s.done, s.of, last)
		}
		last = s.done
		m := toGo.FindStringSubmatch(s.say)
		if m == nil {
			continue
		}
		told++
		if m[2] == "" && end.Sub(s.at) > time.Minute {
			t.Errorf("%q, and it took %s more", s.say, end.Sub(s.at))
		} else if n, _ := strconv.Atoi(m[2]); m[2] != "" && float64(n) > end.Sub(s.at).Minutes()+1 {
			t.Errorf("%q, and it took %s more", s.say, end.Sub(s.at))
		}
	}
	if told == 0 {
		t.Error("nobody said how long it takes")
	}
	// What is done grows with time: half way it says a half.
	half := steps[0].at.Add(end.Sub(steps[0].at) / 2)
	at := slices.IndexFunc(steps, func(s timedStep) bool { return s.at.After(half) })
	if s := steps[at]; float64(s.done)/float64(s.of) < .35 || float64(s.done)/float64(s.of) > .65 {
		t.Errorf("half way it says %d of %d", s.done, s.of)
	}
}

func TestMariaDBIsReadAtTheRateThatWasAskedFor(t *testing.T) {
	_, url := myWorld(t, `create table words (id int primary key, body text)`, `insert into words select seq, repeat('plain ', 35) from seq_1_to_15000`)
	const rate = 1 << 20
	holdsRate(t, 15_000*(210+5+6), rate, slowly(t, url, rate)) // a header of four bytes a row and one a cell
}
