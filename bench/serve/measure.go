package main

import (
	"bufio"
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"syscall"
	"time"
)

const (
	pageBar   = 50 * time.Millisecond
	switchBar = 100 * time.Millisecond
	startBar  = time.Second
	memoryBar = 150 // MB
	readers   = 100
)

// served is a process that serves, and a browser that is signed in to it.
type served struct {
	cmd   *exec.Cmd
	at    string
	http  *http.Client
	first time.Duration // from its start to the first page
	began time.Duration // time of the processor until then
}

var link = regexp.MustCompile(`http://localhost:\d+/in/\S+`)

// start starts the program. With a jar the browser is signed in already, as one
// is that was open yesterday; without one it opens the printed link.
func start(ctx context.Context, weaklink, dir, db string, port int, jar http.CookieJar) (*served, error) {
	s := &served{cmd: exec.CommandContext(ctx, weaklink, "serve", "--listen", fmt.Sprintf("localhost:%d", port), "--db", db)}
	s.cmd.Dir = dir
	s.cmd.Env = append(os.Environ(), "WEAKLINK_DATA="+filepath.Join(dir, "data"))
	s.cmd.Stderr = os.Stderr
	out, err := s.cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	began := time.Now()
	if err := s.cmd.Start(); err != nil {
		return nil, err
	}
	fresh := jar == nil
	if fresh {
		jar, _ = cookiejar.New(nil)
	}
	s.http = &http.Client{Jar: jar, Timeout: 10 * time.Minute, Transport: &http.Transport{MaxIdleConnsPerHost: readers, MaxConnsPerHost: readers}}
	lines := bufio.NewScanner(out)
	for s.at == "" && lines.Scan() {
		if at := link.FindString(lines.Text()); at != "" {
			if s.at = at[:strings.Index(at, "/in/")]; fresh {
				res, err := s.http.PostForm(at, nil)
				if err != nil {
					return nil, err
				}
				res.Body.Close()
			}
		}
	}
	go io.Copy(io.Discard, out)
	if s.at == "" {
		return nil, errors.Join(errors.New("serve ended without a link"), s.cmd.Wait())
	}
	_, err = s.get("/")
	s.first, s.began = time.Since(began), s.used()
	return s, err
}

func (s *served) get(path string) (string, error) {
	res, err := s.http.Get(s.at + path)
	if err != nil {
		return "", err
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	if err == nil && res.StatusCode != http.StatusOK {
		err = fmt.Errorf("%s: %s", path, res.Status)
	}
	return string(b), err
}

// used is the time of the processor that the process has taken: on a machine that
// others use as well, what a page costs is told by that and not by the clock.
func (s *served) used() time.Duration {
	raw, _ := os.ReadFile(fmt.Sprintf("/proc/%d/stat", s.cmd.Process.Pid))
	fields := strings.Fields(string(raw[bytes.LastIndexByte(raw, ')')+1:]))
	if len(fields) < 13 {
		return 0
	}
	var user, system int64
	fmt.Sscan(fields[11], &user)
	fmt.Sscan(fields[12], &system)
	return time.Duration(user+system) * 10 * time.Millisecond // clock ticks, 100 a second
}

// peak is the most memory that the process held, MB; 0 when nobody says so.
func (s *served) peak() (mb float64) {
	raw, _ := os.ReadFile(fmt.Sprintf("/proc/%d/status", s.cmd.Process.Pid))
	for _, l := range strings.Split(string(raw), "\n") {
		if rest, ok := strings.CutPrefix(l, "VmHWM:"); ok {
			fmt.Sscan(rest, &mb)
		}
	}
	return mb / 1024
}

func (s *served) stop() (time.Duration, error) {
	began := time.Now()
	_ = s.cmd.Process.Signal(syscall.SIGTERM)
	err := s.cmd.Wait()
	return time.Since(began), err
}

func percentile(all []time.Duration, p float64) time.Duration {
	slices.Sort(all)
	return all[min(len(all)-1, int(p*float64(len(all))))].Round(100 * time.Microsecond)
}

type tally struct{ missed []string }

func (t *tally) bar(what string, got, bar float64, unit string) {
	word := "met"
	if got > bar {
		word = "NOT MET"
		t.missed = append(t.missed, what)
	}
	fmt.Printf("%-58s %8.2f %s (bar %g: %s)\n", what, got, unit, bar, word)
}

var (
	fixID = regexp.MustCompile(`name="fix" value="([^"]+)"`)
	runID = regexp.MustCompile(`/\?run=([0-9a-f-]+)`)
)

func measure(ctx context.Context, weaklink, dir, db, folder string) error {
	var t tally
	const port = 18377
	s, err := start(ctx, weaklink, dir, db, port, nil)
	if err != nil {
		return err
	}
	fmt.Printf("%-58s %8.2f s (this program judges the newest look for the first time)\n", "start after an update, to the first page", s.first.Seconds())
	old, err := s.get("/runs")
	if err != nil {
		return err
	}
	ids := runID.FindAllStringSubmatch(old, -1)
	if len(ids) < 3 {
		return fmt.Errorf("only %d looks are listed", len(ids))
	}
	began := time.Now()
	for _, i := range []int{len(ids) / 2, len(ids) - 1} { // each once: they are kept then
		if _, err := s.get("/?run=" + ids[i][1]); err != nil {
			return err
		}
	}
	fmt.Printf("%-58s %8.2f s (each is judged once by this program)\n", "an old look's page for the first time", time.Since(began).Seconds()/2)
	fmt.Printf("%-58s %8.0f MB\n", "resident at most, judging three looks", s.peak())
	took, err := s.stop()
	if err != nil {
		return err
	}
	t.bar("told to stop, until it has ended", took.Seconds(), 5, "s")

	if s, err = start(ctx, weaklink, dir, db, port, s.http.Jar); err != nil {
		return err
	}
	t.bar("start, to the first page", s.first.Seconds(), startBar.Seconds(), "s")
	fmt.Printf("    of which %s of processor time\n", s.began)
	home, err := s.get("/")
	if err != nil {
		return err
	}
	fixes := fixID.FindAllStringSubmatch(home, -1)
	if len(fixes) < 2 {
		return errors.New("the page offers no repair to try")
	}
	pages := []string{"/", "/runs", "/first", "/forget", "/report.json", "/report.csv", "/?run=" + ids[len(ids)/2][1], "/?run=" + ids[len(ids)-1][1], "/link/data?run=" + ids[len(ids)/2][1]}
	for _, l := range []string{"data", "website", "hosting", "devices", "access", "policies", "payments", "backups"} {
		pages = append(pages, "/link/"+l)
	}
	var all []time.Duration
	for _, p := range pages {
		var of []time.Duration
		before := s.used()
		for range 60 {
			began := time.Now()
			if _, err := s.get(p); err != nil {
				return err
			}
			of = append(of, time.Since(began))
		}
		all = append(all, of...)
		fmt.Printf("    %-54s p50 %s, p99 %s, processor %s each\n", p, percentile(of, .5), percentile(of, .99), ((s.used() - before) / 60).Round(100*time.Microsecond))
	}
	t.bar("every page, one reader, p99", percentile(all, .99).Seconds()*1000, pageBar.Seconds()*1000, "ms")
	var of []time.Duration
	before := s.used()
	for i := range 60 {
		q := url.Values{"part": {"1"}, "fix": {fixes[i%len(fixes)][1]}}
		if other := fixes[(i/len(fixes)+i+1)%len(fixes)][1]; other != q.Get("fix") && i >= len(fixes) {
			q.Add("fix", other)
		}
		began := time.Now()
		if _, err := s.get("/whatif?" + q.Encode()); err != nil {
			return err
		}
		of = append(of, time.Since(began))
	}
	t.bar("what-if, p99", percentile(of, .99).Seconds()*1000, switchBar.Seconds()*1000, "ms")
	fmt.Printf("    what-if p50 %s, processor %s each\n", percentile(of, .5), ((s.used() - before) / 60).Round(100*time.Microsecond))
	t.bar("resident at most, showing", s.peak(), memoryBar, "MB")

	if err := crowded(&t, s, pages, folder); err != nil {
		return err
	}
	t.bar("resident at most, with a scan and 100 readers", s.peak(), memoryBar, "MB")
	if _, err := s.stop(); err != nil {
		return err
	}
	if len(t.missed) > 0 {
		return fmt.Errorf("not met: %s", strings.Join(t.missed, "; "))
	}
	return nil
}

// crowded has a hundred people read while a look at a folder goes on.
func crowded(t *tally, s *served, pages []string, folder string) error {
	res, err := s.http.PostForm(s.at+"/first", url.Values{"name": {"Second Firm"}, "folder": {folder}})
	if err != nil {
		return err
	}
	res.Body.Close()
	look := res.Request.URL.Path
	if !strings.HasPrefix(look, "/look/") {
		return fmt.Errorf("the look did not begin: %s at %s", res.Status, look)
	}
	var mu sync.Mutex
	var all []time.Duration
	var failed []error
	over := make(chan struct{})
	var group sync.WaitGroup
	for i := range readers {
		group.Go(func() {
			for n := 0; ; n++ {
				select {
				case <-over:
					return
				default:
				}
				began := time.Now()
				_, err := s.get(pages[(i+n)%len(pages)])
				took := time.Since(began)
				mu.Lock()
				if all = append(all, took); err != nil {
					failed = append(failed, err)
				}
				mu.Unlock()
				time.Sleep(500 * time.Millisecond) // a reader reads
			}
		})
	}
	began := time.Now()
	for time.Since(began) < 4*time.Minute {
		time.Sleep(time.Second)
		if res, err = s.http.Get(s.at + look); err != nil {
			break
		}
		res.Body.Close()
		if res.Request.URL.Path == "/" { // it leads to the verdict
			break
		}
	}
	close(over)
	group.Wait()
	fmt.Printf("%-58s %8.0f pages in %.0f s, p50 %s, p99 %s\n", "100 readers during a scan", float64(len(all)), time.Since(began).Seconds(), percentile(all, .5), percentile(all, .99))
	t.bar("pages that failed meanwhile", float64(len(failed)), 0, "")
	return cmp.Or(err, errors.Join(failed...))
}
