package formats

import (
	"bytes"
	"strings"

	"golang.org/x/net/html"
)

// html reads the readable text of a page, with a tokenizer and no tree.
func (c *prose) html(body []byte) error {
	z := html.NewTokenizer(bytes.NewReader(body))
	z.SetMaxBuf(maxProse)
	var para strings.Builder
	heading, hidden := false, ""
	flush := func() error {
		text := para.String()
		para.Reset()
		return c.add(text, heading, 0)
	}
	for {
		kind := z.Next()
		if kind == html.ErrorToken {
			return flush()
		}
		name, _ := z.TagName()
		tag := string(name)
		var err error
		switch kind {
		case html.TextToken:
			if hidden == "" {
				para.Write(z.Text())
			}
		case html.StartTagToken, html.SelfClosingTagToken:
			switch tag {
			case "script", "style", "title", "template":
				if kind == html.StartTagToken && hidden == "" {
					hidden = tag
				}
			case "h1", "h2", "h3", "h4", "h5", "h6":
				err = flush()
				heading = true
			case "p", "li", "div", "tr", "dt", "dd", "section", "article", "table", "ul", "ol", "blockquote", "hr":
				err = flush()
			case "br":
				para.WriteByte(' ')
			case "td", "th":
				para.WriteString(" | ")
			}
		case html.EndTagToken:
			switch {
			case tag == hidden && hidden != "":
				hidden = ""
			case len(tag) == 2 && tag[0] == 'h' && tag[1] >= '1' && tag[1] <= '6':
				err = flush()
				heading = false
			case tag == "p" || tag == "li" || tag == "div" || tag == "tr" || tag == "dd" || tag == "dt" || tag == "table":
				err = flush()
			}
		}
		if err != nil {
			return err
		}
	}
}
