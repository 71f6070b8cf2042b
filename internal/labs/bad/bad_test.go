package bad

import (
	"archive/zip"
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"errors"
	"hash/crc32"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func client(t *testing.T, pool *x509.CertPool) *http.Client {
	tr := &http.Transport{TLSClientConfig: &tls.Config{RootCAs: pool}}
	t.Cleanup(tr.CloseIdleConnections)
	return &http.Client{Transport: tr, Timeout: 5 * time.Second}
}

func TestNothingComesFromAServerThatNeverAnswers(t *testing.T) {
	for name, s := range map[string]*Server{"never": NeverAnswers(), "header": SlowHeader()} {
		defer s.Close()
		ctx, cancel := context.WithTimeout(context.Background(), 200*time.Millisecond)
		defer cancel()
		req, _ := http.NewRequestWithContext(ctx, http.MethodGet, s.URL, nil)
		if res, err := client(t, nil).Do(req); err == nil || !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("%s: %v %v", name, res, err)
		}
	}
}

func TestAConnectionIsReset(t *testing.T) {
	s := HangsUp()
	defer s.Close()
	if res, err := client(t, nil).Get(s.URL); err == nil {
		res.Body.Close()
		t.Error("it answers")
	}
}

func TestNonsenseIsNoTLS(t *testing.T) {
	s := Garbage()
	defer s.Close()
	if c, err := tls.DialWithDialer(&net.Dialer{Timeout: 2 * time.Second}, "tcp", s.Addr, &tls.Config{InsecureSkipVerify: true}); err == nil {
		c.Close()
		t.Error("a hello was answered")
	}
}

func TestASlowPageDrips(t *testing.T) {
	s := Slow()
	defer s.Close()
	ctx, cancel := context.WithTimeout(context.Background(), 300*time.Millisecond)
	defer cancel()
	req, _ := http.NewRequestWithContext(ctx, http.MethodGet, s.URL, nil)
	res, err := client(t, nil).Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	if len(b) > 2 || err == nil {
		t.Errorf("%d bytes came, %v", len(b), err)
	}
}

func TestRedirectsDoNotEnd(t *testing.T) {
	for name, s := range map[string]*Server{"on": EndlessRedirect(), "round": RedirectLoop()} {
		defer s.Close()
		if _, err := client(t, nil).Get(s.URL); err == nil || !strings.Contains(err.Error(), "stopped after 10 redirects") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestWhatServersAnswerToAPathThatIsNotThere(t *testing.T) {
	for name, c := range map[string]struct {
		s     *Server
		tries int
		want  int
	}{"catch-all": {CatchAll(), 1, 200}, "forbids": {Forbids(), 1, 403}, "limits early": {Limits(), 1, 200}, "limits": {Limits(), 6, 429}} {
		defer c.s.Close()
		got := 0
		for range c.tries {
			res, err := client(t, nil).Get(c.s.URL + "/.git/no-such-file")
			if err != nil {
				t.Fatal(err)
			}
			res.Body.Close()
			got = res.StatusCode
		}
		if got != c.want {
			t.Errorf("%s answers %d", name, got)
		}
	}
}

func TestAPageWithoutEnd(t *testing.T) {
	s := Endless()
	defer s.Close()
	res, err := client(t, nil).Get(s.URL)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	if n, err := io.CopyN(io.Discard, res.Body, 8<<20); err != nil {
		t.Errorf("ended after %d bytes: %v", n, err)
	}
}

func TestEachCertificateHasItsOneFault(t *testing.T) {
	now := time.Now()
	for name, c := range map[string]struct {
		s     *Server
		fault func(error) bool
	}{
		"wrong name": {WrongName(now), func(err error) bool { return errors.As(err, new(x509.HostnameError)) }},
		"expired": {Expired(now), func(err error) bool {
			e := x509.CertificateInvalidError{}
			return errors.As(err, &e) && e.Reason == x509.Expired
		}},
		"self-signed": {SelfSigned(now), func(err error) bool { return errors.As(err, new(x509.UnknownAuthorityError)) }},
	} {
		defer c.s.Close()
		pool := c.s.Pool
		if pool == nil {
			pool = x509.NewCertPool()
		}
		if _, err := client(t, pool).Get(c.s.URL); !c.fault(err) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestABrokenWorkbookIsBrokenInItsOwnWay(t *testing.T) {
	dir := t.TempDir()
	cut, torn := filepath.Join(dir, "cut.xlsx"), filepath.Join(dir, "torn.xlsx")
	if err := errors.Join(CutXLSX(cut), TornXLSX(torn)); err != nil {
		t.Fatal(err)
	}
	if _, err := zip.OpenReader(cut); err == nil {
		t.Error("the cut workbook opens")
	}
	z, err := zip.OpenReader(torn)
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	f, err := z.Open("xl/worksheets/sheet1.xml")
	if err != nil {
		t.Fatal(err)
	}
	if b, err := io.ReadAll(f); err != nil || bytes.HasSuffix(b, []byte("</worksheet>")) {
		t.Errorf("the torn sheet is whole, or its zip is broken too: %v", err)
	}
}

// unpack reads the one part of a bomb and lets archive/zip check its CRC.
func unpack(t *testing.T, path string) (int64, error) {
	t.Helper()
	z, err := zip.OpenReader(path)
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	f, err := z.File[0].Open()
	if err != nil {
		t.Fatal(err)
	}
	return io.Copy(io.Discard, f)
}

func TestABombIsAWellFormedZip(t *testing.T) {
	path := filepath.Join(t.TempDir(), "small.xlsx")
	if err := ZipBomb(path, 20<<20); err != nil {
		t.Fatal(err)
	}
	if n, err := unpack(t, path); n != 20<<20 || err != nil {
		t.Errorf("unpacks to %d bytes, %v", n, err)
	}
	if err := ZipBomb(path, 10<<30); err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	z, err := zip.OpenReader(path)
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	t.Logf("%d bytes on disk, %d unpacked", info.Size(), z.File[0].UncompressedSize64)
	if info.Size() > 12<<20 || z.File[0].UncompressedSize64 != 10<<30 {
		t.Error("that is no bomb")
	}
}

func TestChecksumsCanBeJoined(t *testing.T) {
	a, b := []byte("one and "), bytes.Repeat([]byte("another"), 999)
	if got := crcShift(int64(len(b))).apply(crc32.ChecksumIEEE(a)) ^ crc32.ChecksumIEEE(b); got != crc32.ChecksumIEEE(append(a, b...)) {
		t.Errorf("got %x", got)
	}
}

func TestOneLineIsOneLineOfJSON(t *testing.T) {
	path := filepath.Join(t.TempDir(), "one.json")
	const size = 1 << 20
	if err := OneLine(path, size); err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(path)
	if err != nil || len(b) != size || bytes.IndexByte(b, '\n') >= 0 {
		t.Fatalf("%d bytes, %v", len(b), err)
	}
	var rows []struct{ Mail string }
	if err := json.Unmarshal(b, &rows); err != nil || len(rows) < 10000 || rows[9999].Mail != "person9999@post.example" {
		t.Errorf("%d rows, %v", len(rows), err)
	}
}

func TestASparseFileIsLongAndTakesNoRoom(t *testing.T) {
	path := filepath.Join(t.TempDir(), "sparse.txt")
	if err := Sparse(path, 5<<30); err != nil {
		t.Skip("no sparse files here:", err)
	}
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	end := make([]byte, 24)
	if _, err := f.ReadAt(end, 5<<30-24); err != nil || string(end) != " last.person@example.net" {
		t.Errorf("ends in %q, %v", end, err)
	}
}

func TestLinksPipesAndClosedFolders(t *testing.T) {
	dir := t.TempDir()
	if err := LinkLoop(dir); err != nil {
		t.Skip("no links here:", err)
	}
	if _, err := os.Stat(filepath.Join(dir, "inner", "self")); err == nil {
		t.Error("a link to itself leads somewhere")
	}
	pipe := filepath.Join(dir, "pipe")
	if err := Fifo(pipe); err != nil && !errors.Is(err, errors.ErrUnsupported) {
		t.Fatal(err)
	} else if err == nil {
		if info, err := os.Lstat(pipe); err != nil || info.Mode()&os.ModeNamedPipe == 0 {
			t.Errorf("no pipe: %v %v", info, err)
		}
	}
	restore, err := Unreadable(filepath.Join(dir, "closed"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.ReadDir(filepath.Join(dir, "closed")); err == nil && os.Geteuid() != 0 {
		t.Error("the closed folder can be listed")
	}
	restore()
	if _, err := os.ReadDir(filepath.Join(dir, "closed")); err != nil {
		t.Errorf("the rights did not come back: %v", err)
	}
}

func TestAGrowingFileGrowsUntilItIsStopped(t *testing.T) {
	path := filepath.Join(t.TempDir(), "log.csv")
	stop, err := Growing(path)
	if err != nil {
		t.Fatal(err)
	}
	defer stop()
	size := func() int64 {
		info, err := os.Stat(path)
		if err != nil {
			t.Fatal(err)
		}
		return info.Size()
	}
	first := size()
	for range 500 {
		if size() > first {
			break
		}
		time.Sleep(2 * time.Millisecond)
	}
	stop()
	if last := size(); last <= first {
		t.Errorf("%d bytes, then %d", first, last)
	}
}

func TestClosingEndsEveryServerAtOnce(t *testing.T) {
	for _, s := range []*Server{NeverAnswers(), HangsUp(), Garbage(), Slow(), SlowHeader(), EndlessRedirect(), CatchAll(), Endless(), WrongName(time.Now())} {
		c, err := net.Dial("tcp", s.Addr)
		if errors.Is(err, syscall.ECONNRESET) {
			c, err = nil, nil // one that hangs up may do so before the greeting is over
		}
		if err != nil {
			t.Fatal(err)
		}
		began := time.Now()
		s.Close()
		s.Close()
		if took := time.Since(began); took > time.Second {
			t.Errorf("%s took %v to close", s.URL, took)
		}
		if c != nil {
			c.Close()
		}
		if c, err := net.Dial("tcp", s.Addr); err == nil {
			c.Close()
			t.Errorf("%s still listens", s.URL)
		}
	}
}
