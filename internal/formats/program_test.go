package formats_test

import (
	"bytes"
	"context"
	"errors"
	"image"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/weaklink/weaklink/internal/formats"
)

// guessing is a sink that notes what was recognised in pictures.
type guessing struct {
	sink
	guessed int
}

func (g *guessing) Guessed() { g.guessed++ }

func withPrograms(t *testing.T, b []byte) (*guessing, formats.Result, error) {
	t.Helper()
	s := &guessing{}
	res, err := formats.Read(t.Context(), formats.Source{R: bytes.NewReader(b), Size: int64(len(b)), Programs: formats.NewPrograms(t.TempDir())}, s)
	return s, res, err
}

func notRead(t *testing.T, err error, format, why string) {
	t.Helper()
	var nr *formats.NotRead
	if !errors.As(err, &nr) || nr.Format != format || !strings.Contains(nr.Why, why) || nr.Next == "" {
		t.Errorf("%v, not %s: %s", err, format, why)
	}
}

func need(t *testing.T, programs ...string) {
	t.Helper()
	for _, p := range programs {
		if _, err := exec.LookPath(p); err != nil {
			t.Skipf("no %s here", p)
		}
	}
}

func TestTextInPicturesIsRecognisedAndSaidToBeUncertain(t *testing.T) {
	if testing.Short() {
		t.Skip("slow: recognises text in pictures")
	}
	need(t, "tesseract", "pdftoppm")
	form := fixture(t, "form.png")
	for name, in := range map[string][]byte{"picture": form, "page": fixture(t, "scan.pdf"), "picture in a zip": packed(t, "a/id.png", string(form)), "picture in a letter": packed(t, "word/document.xml", "<w:p>a</w:p>", "word/media/image1.png", string(form))} {
		s, res, err := withPrograms(t, in)
		if err != nil || s.guessed == 0 || !strings.Contains(strings.Join(res.Partial, ";"), "recognised in a picture") {
			t.Errorf("%s: %+v, %v", name, res, err)
		}
		if got := s.all(); !strings.Contains(got, "anna.meier@planted.example") || !strings.Contains(got, "12.03.1984") {
			t.Errorf("%s: %q", name, got)
		}
	}
}

func TestPicturesThatAreNotLookedAtAreListed(t *testing.T) {
	form := fixture(t, "form.png")
	_, err := formats.Read(t.Context(), formats.Source{R: bytes.NewReader(form), Size: int64(len(form))}, &sink{})
	notRead(t, err, "image", "not recognised")
	var icon, broad bytes.Buffer
	if err := errors.Join(png.Encode(&icon, image.NewGray(image.Rect(0, 0, 32, 32))), png.Encode(&broad, image.NewGray(image.Rect(0, 0, 60_000, 1_000)))); err != nil {
		t.Fatal(err)
	}
	_, _, err = withPrograms(t, icon.Bytes())
	notRead(t, err, "icon", "too small")
	_, _, err = withPrograms(t, broad.Bytes())
	notRead(t, err, "image", "million points")
	_, _, err = withPrograms(t, form[:20])
	notRead(t, err, "image", "damaged")
	t.Setenv("PATH", t.TempDir())
	_, _, err = withPrograms(t, form)
	notRead(t, err, "image", "not recognised")
	_, res, err := withPrograms(t, fixture(t, "scan.pdf"))
	if err != nil || !strings.Contains(strings.Join(res.Partial, ";"), "1 of its 2 pages") {
		t.Errorf("%+v, %v", res, err)
	}
}

func contextFor(t *testing.T, d time.Duration) (context.Context, context.CancelFunc) {
	return context.WithTimeout(t.Context(), d)
}

// onPath puts a shell script on PATH under a program's name.
func onPath(t *testing.T, name, script string) {
	t.Helper()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, name), []byte("#!/bin/sh\n"+script), 0o755); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", dir+":"+os.Getenv("PATH"))
}

func TestOutlookDataFileThroughReadpst(t *testing.T) {
	onPath(t, "readpst", `
while [ "$1" != -o ]; do shift; done
mkdir "$2/Inbox"; cat "$3" | tail -c +5 >"$2/Inbox/mbox"; printf 'BEGIN:VCARD\nFN:Eva Alt\nEMAIL:eva@planted.example\nEND:VCARD\n' >"$2/contacts"; ln -s /etc/passwd "$2/link"; printf 'noise anna@planted.example' >&2`)
	temp := t.TempDir()
	letter := "From a@b Mon Jan  2 15:04:05 2023\nFrom: anna@planted.example\nTo: b@c.example\nSubject: x\n\nhello\n"
	in := []byte("!BDN" + letter)
	s := &sink{}
	res, err := formats.Read(t.Context(), formats.Source{R: bytes.NewReader(in), Size: int64(len(in)), Programs: formats.NewPrograms(temp)}, s)
	if err != nil || res.Format != "pst" || len(res.Partial) > 0 {
		t.Errorf("%+v, %v", res, err)
	}
	has(t, s, "part Inbox/mbox", "anna@planted.example", "part contacts", "eva@planted.example")
	if strings.Contains(s.all(), "root:") {
		t.Error("a link out of the folder was followed")
	}
	if left, _ := os.ReadDir(temp); len(left) > 0 {
		t.Errorf("%d folders with mails were left behind", len(left))
	}
}

func TestReadpstIsKeptWithinLimits(t *testing.T) {
	in := []byte("!BDN and so on")
	t.Run("too much", func(t *testing.T) {
		onPath(t, "readpst", `while [ "$1" != -o ]; do shift; done; i=0; while :; do head -c 4000000 /dev/zero >"$2/$i"; i=$((i+1)); done`)
		_, _, err := withPrograms(t, in)
		notRead(t, err, "pst", "room")
	})
	t.Run("no end", func(t *testing.T) {
		onPath(t, "readpst", "sleep 1000 & sleep 1000")
		dir := t.TempDir()
		ctx, cancel := contextFor(t, 300*time.Millisecond)
		defer cancel()
		began := time.Now()
		_, err := formats.Read(ctx, formats.Source{R: bytes.NewReader(in), Size: int64(len(in)), Programs: formats.NewPrograms(dir)}, &sink{})
		if err == nil || time.Since(began) > 20*time.Second {
			t.Errorf("%v after %v", err, time.Since(began))
		}
		if left, _ := os.ReadDir(dir); len(left) > 0 {
			t.Error("its folder was left behind")
		}
	})
	t.Run("damaged", func(t *testing.T) {
		onPath(t, "readpst", "exit 1")
		_, _, err := withPrograms(t, in)
		notRead(t, err, "pst", "damaged, or has a password")
	})
	t.Run("not installed", func(t *testing.T) {
		t.Setenv("PATH", t.TempDir())
		_, _, err := withPrograms(t, in)
		notRead(t, err, "pst", "not installed")
	})
}

func TestRealReadpstOnGarbage(t *testing.T) {
	need(t, "readpst")
	_, _, err := withPrograms(t, append([]byte("!BDN"), make([]byte, 4096)...))
	notRead(t, err, "pst", "damaged")
}
