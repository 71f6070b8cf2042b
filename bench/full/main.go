// Command full measures one scan over a whole firm: the demo's grocer with all
// eight links, a folder of files, a PostgreSQL database and this machine.
//
//	full [-rows N] [-wall S] [-cpu S] [-mem MB] [-times N] [-keep FILE] WEAKLINK FILES
//
// The database has a customer in five rows, two orders, a payment and a visit.
// The scan must have found everybody, and judged every link, or it counts for
// nothing. Of several times the one with the least wall time counts: others on
// the machine can only add to it.
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"

	"github.com/weaklink/weaklink/internal/labs"
	"github.com/weaklink/weaklink/internal/labs/postgres"
)

const fill = `
create table customers as select i as id, (array['Anna','Peter','Maria','Thomas','Julia','Hans','Laura','Paul'])[1 + i %% 8] as given_name, (array['Schmidt','Weber','Wagner','Becker','Hoffmann','Koch','Richter'])[1 + i %% 7] || case when i %% 3 = 0 then '-Wolf' else '' end as family_name,
  'client' || i || '@mail-' || i %% 997 || '.org' as email, '+49 30 ' || (2000000 + i) as phone, 'Lindenstraße ' || i as street, lpad((10000 + i %% 80000)::text, 5, '0') as postcode, date '1950-01-01' + (i %% 17977) as birth_date,
  timestamptz '2017-01-01' + i * interval '9 minutes' as created_at, md5(i::text) as token from generate_series(1, %[1]d / 5) i;
create table orders as select i as id, 1 + i %% (%[1]d / 5) as customer_id, round((i %% 30000) / 7.0, 2) as total, case when i %% 5 = 0 then 'please leave it with the neighbour on the second floor' when i %% 5 = 1 then 'call before you come' end as note,
  timestamptz '2019-01-01' + i * interval '20 minutes' as ordered_at, (array['paid','sent','open','returned'])[1 + i %% 4] as state from generate_series(1, %[1]d * 2 / 5) i;
create table payments as select i as id, 1 + i %% (%[1]d / 5) as customer_id, 'Anna Schmidt' as account_holder, round((i %% 30000) / 7.0, 2) as amount, md5('p' || i) as reference,
  timestamptz '2019-01-01' + i * interval '40 minutes' as paid_at from generate_series(1, %[1]d / 5) i;
create table visits as select i as id, '10.' || i %% 250 || '.' || i %% 199 || '.' || 1 + i %% 250 as address, 'Mozilla/5.0 build 4.20.' || i %% 600 || '.1' as agent, '/shop/item/' || i %% 5000 as path, timestamptz '2023-01-01' + i * interval '10 minutes' as at from generate_series(1, %[1]d / 5) i;
`

type bars struct{ wall, cpu, mem float64 }

func main() {
	var b bars
	rows := flag.Int("rows", 200_000, "rows in all tables together")
	flag.Float64Var(&b.wall, "wall", 0, "bar in seconds; 0: none")
	flag.Float64Var(&b.cpu, "cpu", 0, "bar in seconds of CPU, child processes included; 0: none")
	flag.Float64Var(&b.mem, "mem", 0, "bar in MB, child processes included; 0: none")
	times := flag.Int("times", 1, "scan as often; the quickest counts")
	keep := flag.String("keep", "", "keep the last report in this file")
	flag.Parse()
	if flag.NArg() != 2 {
		fmt.Fprintln(os.Stderr, "full: name the program and a folder of files")
		os.Exit(2)
	}
	if err := run(flag.Arg(0), flag.Arg(1), *rows, *times, *keep, b); err != nil {
		fmt.Fprintln(os.Stderr, "bench full:", err)
		os.Exit(1)
	}
}

func run(weaklink, files string, rows, times int, keep string, b bars) error {
	dir, err := os.MkdirTemp("", "bench-full-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	grocer, err := labs.Grocer(filepath.Join(dir, "grocer"), time.Now())
	if err != nil {
		return err
	}
	defer grocer.Close()
	db, err := postgres.Start(postgres.Options{Settings: []string{"max_wal_size = 4GB", "shared_buffers = 128MB"}})
	if err != nil {
		return err
	}
	defer db.Close()
	if err := db.Exec("postgres", "create role bench login password 'bench'; grant pg_read_all_data to bench", "create database bench"); err != nil {
		return err
	}
	if err := db.Exec("bench", fmt.Sprintf(fill, rows), "vacuum analyze"); err != nil {
		return err
	}
	settings, err := write(dir, grocer, files, db.URL("bench", "", "bench"))
	if err != nil {
		return err
	}
	mb, n, err := size(files)
	if err != nil {
		return err
	}
	fmt.Printf("%s, %d CPUs; the grocer's %d targets, %.0f MB in %d files, %d rows, host:\n", machine(), runtime.NumCPU(), len(grocer.Targets), mb, n, rows)

	var best use
	for i := range times {
		out := filepath.Join(dir, "report.json")
		args := []string{"scan", "-c", settings, "--fresh", "--ca", grocer.CA, "-o", out}
		for _, r := range grocer.Resolve {
			args = append(args, "--resolve", r)
		}
		before := load()
		got, err := measure([]string{"BENCH_PW=bench", fmt.Sprintf("WEAKLINK_DATA=%s/data%d", dir, i)}, weaklink, args...)
		if err != nil {
			return err
		}
		fmt.Printf("%s (load before: %s)\n", got, before)
		if err := found(out, grocer, rows); err != nil {
			return err
		}
		if keep != "" {
			raw, err := os.ReadFile(out)
			if err != nil {
				return err
			}
			if err := os.WriteFile(keep, raw, 0o600); err != nil {
				return err
			}
		}
		if i == 0 || got.wall < best.wall {
			best = got
		}
	}
	if b.wall > 0 && best.wall > b.wall || b.cpu > 0 && best.cpu+best.childCPU > b.cpu || b.mem > 0 && best.together > b.mem {
		return fmt.Errorf("bar not met: %.0f s, %.0f s of CPU, %.0f MB", b.wall, b.cpu, b.mem)
	}
	return nil
}

// write writes the settings of a firm that has all of it.
func write(dir string, w *labs.World, files, database string) (string, error) {
	type target struct {
		At     string `json:"at"`
		As     string `json:"as,omitempty"`
		Secret string `json:"secret,omitempty"`
	}
	var targets []target
	for _, t := range w.Targets {
		targets = append(targets, target{At: t.At, As: t.As})
	}
	targets = append(targets, target{At: files, As: "archive"}, target{At: database, As: "crm", Secret: "env:BENCH_PW"}, target{At: "host:"})
	raw, err := json.MarshalIndent(map[string]any{ // JSON is YAML
		"firm": map[string]any{"name": w.Firm.Name, "country": w.Firm.Country, "sector": w.Firm.Sector, "staff": w.Firm.Staff,
			"revenue": w.Firm.Revenue, "online_share": w.Firm.OnlineShare, "customers": w.Firm.Customers},
		"targets": targets,
	}, "", "  ")
	if err != nil {
		return "", err
	}
	path := filepath.Join(dir, "weaklink.yaml")
	return path, os.WriteFile(path, raw, 0o600)
}

// found says whether the scan did its work: every link was judged, and the
// people of the database, of the files and of the grocer are there.
func found(report string, w *labs.World, rows int) error {
	raw, err := os.ReadFile(report)
	if err != nil {
		return err
	}
	var r struct {
		Verdict struct{ Sentence string }
		Chain   []struct {
			Link     string
			Findings struct{ Broken, Weak, Holds int }
		}
		Data struct {
			Stores []struct {
				ID, Name, Target string
				People           struct{ Low, Best, High int64 }
			}
		}
	}
	if err := json.Unmarshal(raw, &r); err != nil {
		return err
	}
	fmt.Println(" ", r.Verdict.Sentence)
	if len(r.Chain) != 8 {
		return fmt.Errorf("%d links in the report", len(r.Chain))
	}
	for _, l := range r.Chain {
		if l.Findings.Broken+l.Findings.Weak+l.Findings.Holds == 0 {
			return fmt.Errorf("the link %s was not judged", l.Link)
		}
	}
	people := map[string]int64{}
	for _, s := range r.Data.Stores {
		switch {
		case strings.HasSuffix(s.ID, "crm#public.customers"):
			people["database"] += s.People.Best
		case strings.HasPrefix(s.ID, "store:archive#"):
			people["files"] += s.People.Best
		case slices.ContainsFunc(w.Targets, func(t labs.Target) bool { return t.As != "" && strings.HasPrefix(s.ID, "store:"+t.As+"#") }):
			people["grocer"] += s.People.Best
		}
	}
	fmt.Printf("  people: %d of %d in the database, %d in the files, %d in the grocer's stores\n", people["database"], rows/5, people["files"], people["grocer"])
	if people["database"] != int64(rows/5) || people["files"] == 0 || people["grocer"] == 0 {
		return fmt.Errorf("not all of it was found")
	}
	return nil
}

func size(dir string) (mb float64, files int, err error) {
	err = filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		info, err := d.Info()
		if err == nil {
			mb += float64(info.Size()) / (1 << 20)
			files++
		}
		return err
	})
	return mb, files, err
}

func machine() string {
	raw, _ := os.ReadFile("/proc/cpuinfo")
	for line := range strings.Lines(string(raw)) {
		if name, value, ok := strings.Cut(line, ":"); ok && strings.TrimSpace(name) == "model name" {
			return strings.TrimSpace(value)
		}
	}
	return runtime.GOOS + "/" + runtime.GOARCH
}

func load() string {
	raw, err := os.ReadFile("/proc/loadavg")
	if err != nil {
		return "unknown"
	}
	one, _, _ := strings.Cut(string(raw), " ")
	return one
}
