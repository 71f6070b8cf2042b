package formats

import (
	"bytes"
	"io"
	"path"
	"strings"
)

// looseOf says of a part of an office file that is no page and no sheet whether it
// holds what people wrote: copies of the rows that a pivot table or a reference
// to another file was made of, data that a form was filled with, where links lead,
// names that stand for a value, and what the file says of itself. Who wrote it is
// left out: that is somebody of the firm, in every one of its files.
func looseOf(name string) bool {
	switch {
	case strings.HasSuffix(name, ".rels"):
		return name != "_rels/.rels" && !strings.HasPrefix(name, "docProps/")
	case !strings.HasSuffix(name, ".xml"):
		return false
	case strings.HasPrefix(name, "customXml/"):
		return !strings.Contains(name, "itemProps")
	case name == "docProps/core.xml", name == "docProps/custom.xml", name == "meta.xml", name == "xl/connections.xml":
		return true
	}
	dir := path.Dir(name)
	return dir == "xl/pivotCache" || dir == "xl/externalLinks" || dir == "xl/queryTables" || dir == "xl/model"
}

// loose reads such parts: a value a line.
func (rd *reader) loose(box *zipBox, res *Result) error {
	for _, name := range sortedNames(box) {
		if !looseOf(name) {
			continue
		}
		err := rd.values(box, name)
		if err == errXML {
			res.Partial = append(res.Partial, "a part of it is damaged")
		} else if err != nil {
			return err
		}
	}
	return nil
}

func (rd *reader) values(box *zipBox, part string) error {
	r, err := box.open(part)
	if err != nil {
		return err
	}
	defer r.Close()
	x := newXML(r)
	rels := strings.HasSuffix(part, ".rels")
	var line []byte
	for skip := false; ; {
		if len(line) > bufferSize/2 {
			if err := rd.sink.Text(line); err != nil {
				return err
			}
			line = line[:0]
		}
		if err := x.next(); err != nil {
			if len(line) > 0 {
				if e := rd.sink.Text(line); e != nil {
					return e
				}
			}
			if err == io.EOF {
				x.w.release()
				return nil
			}
			return err
		}
		switch {
		case x.kind == xmlText && !skip:
			if t := bytes.TrimSpace(x.text); len(t) > 0 {
				line = append(append(line, t...), '\n')
			}
		case x.kind == xmlEnd:
			skip = false
		case x.kind == xmlStart && rels:
			if string(x.attr("TargetMode")) == "External" {
				line = append(append(line, x.attr("Target")...), '\n')
			}
		case x.kind == xmlStart:
			switch string(x.name) {
			case "creator", "lastModifiedBy", "initial-creator", "printed-by":
				skip = !x.self
				continue
			}
			var key, val []byte
			for a := x.attrs; len(a) > 0; {
				if key, val, a = nextAttr(a); len(val) > 0 && !bytes.HasPrefix(key, []byte("xmlns")) && !bytes.HasPrefix(key, []byte("xsi:")) {
					line = append(unescape(line, val), '\t')
				}
			}
			if len(line) > 0 && line[len(line)-1] == '\t' {
				line[len(line)-1] = '\n'
			}
		}
	}
}
