package formats

import (
	"errors"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"
)

// maxAttached is how many pictures and documents within one document are opened.
const maxAttached = 200

var chunk = map[string]bool{".html": true, ".htm": true, ".xhtml": true, ".mht": true, ".mhtml": true, ".rtf": true, ".txt": true, ".docx": true}

// attached reads what lies in an office file beside its text: its pictures, and
// other documents that were put into it. What cannot be read of them is said.
func (rd *reader) attached(box *zipBox, res *Result) error {
	missed := map[string]int{}
	seen := 0
	for _, name := range sortedNames(box) {
		picture := strings.Contains(name, "media/") || strings.HasPrefix(name, "Pictures/") || strings.Contains(name, "/Pictures/")
		document := strings.Contains(name, "/embeddings/") || strings.HasPrefix(name, "Object ") && strings.HasSuffix(name, "/content.xml")
		// Whole files that Word shows as a part of its text.
		document = document || strings.HasPrefix(name, "word/") && chunk[strings.ToLower(path.Ext(name))]
		if !picture && !document || strings.HasSuffix(name, "/") || strings.HasSuffix(name, ".rels") {
			continue
		}
		if seen++; seen > maxAttached {
			missed["more of them than are opened"]++
			continue
		}
		err := rd.attachment(box, name, missed)
		if err != nil {
			return err
		}
	}
	var whys []string
	for why, n := range missed {
		if why == pictureWhy { // as it was always said
			whys = append(whys, "text in its pictures is not recognised")
			continue
		}
		whys = append(whys, fmt.Sprintf("%s within it: %s", plural(n, "picture or document"), why))
	}
	slices.Sort(whys)
	res.Partial = append(res.Partial, slices.Compact(whys)...)
	return nil
}

func (rd *reader) attachment(box *zipBox, name string, missed map[string]int) error {
	inner, err := rd.deeper("office")
	var nr *NotRead
	if errors.As(err, &nr) {
		missed[nr.Why]++
		return nil
	}
	r, err := box.open(name)
	if err != nil {
		missed["damaged"]++
		return nil
	}
	defer r.Close()
	var one Result
	switch strings.ToLower(path.Ext(name)) {
	case ".emf", ".wmf", ".svm", ".wdp", ".webp", ".bmp", ".emz", ".wmz", ".bin", ".mp4", ".m4a", ".mov", ".avi":
		missed["drawings and recordings of kinds that are not opened"]++
		return nil
	case ".png", ".jpg", ".jpeg", ".gif", ".tif", ".tiff":
		one, err = inner.picture(r)
		if err == nil || errors.As(err, &nr) {
			break
		}
		one, err = packedResult(one, err, "image")
	default:
		one, err = inner.embedded(r, name)
	}
	switch {
	case errors.As(err, &nr):
		switch nr.Format {
		case "bomb":
			return nr
		case "icon": // a logo or a bullet
		default:
			missed[nr.Why]++
		}
	case err != nil && rd.ctx.Err() != nil:
		return rd.ctx.Err()
	case err != nil:
		return err
	}
	for _, why := range one.Partial {
		missed[why]++
	}
	return nil
}

// embedded reads an embedded document as a part of its own.
func (rd *reader) embedded(r io.Reader, name string) (Result, error) {
	outer := rd.within
	rd.within = joinNames(outer, name)
	if err := rd.sink.Part(rd.within); err != nil {
		return Result{}, err
	}
	one, err := rd.unpacked(r)
	one, err = packedResult(one, err, "office")
	if e := rd.sink.Part(outer); err == nil {
		err = e
	}
	return one, err
}
