package formats

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

const pstMagic = "!BDN"

// pstFolders is how the folders begin that readpst writes to.
const pstFolders = "weaklink-pst-"

const (
	pstTime = 30 * time.Minute
	pstMore = 64 << 20 // bytes that the mails of a data file may take beyond three times its size
)

const pstNext = "install readpst (package pst-utils) and scan again, or export the mail folder as text"

// pst reads an Outlook data file through readpst, which writes its mails,
// contacts and appointments into a private folder that is removed afterwards.
func (rd *reader) pst(at io.ReaderAt, size int64) (Result, error) {
	res := Result{Format: "pst", Shape: "text"}
	p := rd.programs
	if p == nil {
		return res, &NotRead{"pst", "Outlook data files are not opened here", "export the mail folder as text, or look at it in Outlook"}
	}
	if _, err := exec.LookPath("readpst"); err != nil {
		return res, &NotRead{"pst", "Outlook data files are read through readpst, which is not installed", pstNext}
	}
	b, err := rd.unpack("pst")
	if err != nil {
		return res, err
	}
	p.mu.Lock() // pictures within it are recognised afterwards
	dir, file, done, err := rd.pstFolder(p, at, size)
	if err == nil {
		err = rd.pstUnpack(dir, file, size)
	}
	p.mu.Unlock()
	if done != nil {
		defer done()
	}
	damaged := false
	switch {
	case errors.Is(err, errFull):
		return res, &NotRead{"pst", "there is not room enough in the temporary folder for what it holds", "make room there, or export the mail folder as text"}
	case errors.Is(err, errSlow), errors.Is(err, errFailed):
		damaged = true // what came out before is read
	case err != nil:
		return res, err
	}
	root, err := os.OpenRoot(filepath.Join(dir, "out"))
	if err != nil {
		return res, err
	}
	defer root.Close()
	err = fs.WalkDir(root.FS(), ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() {
			return err
		}
		h, err := root.Open(path)
		if err != nil {
			return err
		}
		defer h.Close()
		st, err := h.Stat()
		if err != nil || st.Size() == 0 {
			return err
		}
		if err := rd.all.add(int(st.Size())); err != nil {
			return &NotRead{"bomb", errBomb.Error(), bombNext}
		}
		return b.member(strings.ToValidUTF8(path, "?"), func(inner *reader) (Result, error) { return inner.file(&countingAt{ctx: rd.ctx, r: h}, st.Size()) })
	})
	if err != nil {
		return b.res, err
	}
	if b.read == 0 && damaged {
		return b.res, &NotRead{"pst", "readpst could not open it: it is damaged, or has a password", "repair it with Outlook's scanpst, then scan again"}
	}
	res, err = b.result()
	if damaged {
		res.Partial = append(res.Partial, "readpst did not come to its end")
		slices.Sort(res.Partial)
	}
	return res, err
}

// pstFolder makes the private folder and has the data file as an open file.
func (rd *reader) pstFolder(p *Programs, at io.ReaderAt, size int64) (dir string, file *os.File, done func(), err error) {
	temp := p.temp
	if temp == "" {
		temp = os.TempDir()
	}
	sweep(temp)
	if dir, err = os.MkdirTemp(temp, pstFolders); err != nil {
		return "", nil, nil, fmt.Errorf("make a private folder for readpst: %w", err)
	}
	release := hold(dir)
	done = func() { os.RemoveAll(dir); release() }
	if free := room(dir); free >= 0 && free < 3*size+pstMore {
		return dir, nil, done, errFull
	}
	if err := os.Mkdir(filepath.Join(dir, "out"), 0o700); err != nil {
		return dir, nil, done, err
	}
	if rd.opened != nil {
		return dir, rd.opened, done, nil
	}
	// It came out of an archive.
	if file, err = os.OpenFile(filepath.Join(dir, "in"), os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600); err != nil {
		return dir, nil, done, err
	}
	done = func() { file.Close(); os.RemoveAll(dir); release() }
	_, err = io.Copy(file, io.NewSectionReader(at, 0, size))
	return dir, file, done, err
}

func (rd *reader) pstUnpack(dir string, file *os.File, size int64) error {
	out := filepath.Join(dir, "out")
	most := 3*size + pstMore
	c := &child{name: "readpst", args: []string{"-q", "-r", "-j", "0", "-cv", "-o", out, "/dev/fd/3"}, limit: pstTime, file: file, dir: dir, write: most,
		watch: func() error {
			var sum int64
			_ = filepath.WalkDir(out, func(_ string, d fs.DirEntry, err error) error { // a folder that is being made may be gone
				if err == nil && d.Type().IsRegular() {
					if st, err := d.Info(); err == nil {
						sum += st.Size()
					}
				}
				return nil
			})
			if sum > most {
				return errFull
			}
			return nil
		}}
	_, err := c.run(rd.ctx)
	return err
}
