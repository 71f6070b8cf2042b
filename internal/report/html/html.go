// Package html prints the report as one file: no request to anywhere, readable
// on a phone, on paper, by keyboard and by a screen reader, in the light and in
// the dark, and without JavaScript. The only script adds copy buttons; a content
// security policy names it and the style by their hashes and forbids all else.
package html

import (
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"fmt"
	"html/template"
	"io"
	"math"
	"net/url"
	"reflect"
	"strings"
	"sync"

	"github.com/dustin/go-humanize"

	"github.com/weaklink/weaklink/internal/report"
)

//go:embed page.html
var pageHTML string

//go:embed page.css
var pageCSS string

//go:embed page.js
var pageJS string

// parsed is never executed itself: what was executed cannot be cloned.
var parsed = sync.OnceValue(func() *template.Template {
	return template.Must(template.New("page").Funcs(template.FuncMap{
		"money": report.Money, "spread": report.Spread, "minutes": report.Minutes, "odds": report.Odds, "name": report.Name,
		"linkWords": report.LinkWords, "mailto": mailto, "people": report.People, "detail": report.DetailWords, "bytes": size, "cap": report.Capital, "proof": proof, "count": count, "plural": plural[int], "records": func(n int64) string { return plural(n, "record") }, "human": human, "join": strings.Join, "stop": report.Stop, "tally": tally, "ticks": ticks,
		"dotTally": dotTally, "thousands": report.Thousands, "short": short, "parted": parted, "unclear": func() string { return report.Unclear }, "rowY": rowY,
		"holding": func(all []report.Alike) (n int) {
			for _, a := range all {
				n += 1 + len(a.Also)
			}
			return n
		},
		"cut": func(list any) any { return Cut(list, mostListed) }, "beyond": func(list any) int64 { return Beyond(list, mostListed) },
		"inc": func(i int) int { return i + 1 }, "dotX": func(i int) int { return 10 + 20*(i%20) }, "dotY": func(i int) int { return 10 + 20*(i/20) },
	}).Parse(pageHTML))
})

// mostListed is how many of one list the page shows: one of ten thousand places
// opens in no browser before its reader has left. All stands in the JSON report.
const mostListed = 1000

// Cut is the beginning of a list.
func Cut(list any, most int) any {
	v := reflect.ValueOf(list)
	return v.Slice(0, min(v.Len(), most)).Interface()
}

// Beyond is how many of a list Cut leaves out.
func Beyond(list any, most int) int64 { return int64(max(0, reflect.ValueOf(list).Len()-most)) }

var page = sync.OnceValue(func() *template.Template { return template.Must(parsed().Clone()) })

// policy allows this style and this script, and nothing else.
var policy = sync.OnceValue(func() string {
	return fmt.Sprintf("default-src 'none'; style-src '%s'; script-src '%s'; img-src data:; base-uri 'none'; form-action 'none'", hash(pageCSS), hash(pageJS))
})

func hash(s string) string {
	sum := sha256.Sum256([]byte(s))
	return "sha256-" + base64.StdEncoding.EncodeToString(sum[:])
}

// Templates is the page as a set of templates of which the served page replaces
// some: policy, style, bar, suppose, act and brief-act (for each finding), beyond (what a list leaves
// out) and script, which
// are what a file cannot have or must carry itself. It is a copy.
func Templates() *template.Template { return template.Must(parsed().Clone()) }

// CSS and JS are the page's own style and script.
func CSS() string { return pageCSS }
func JS() string  { return pageJS }

// Print writes the page.
func Print(w io.Writer, m *report.Model) error {
	v := NewView(m)
	v.Policy, v.CSS, v.JS = policy(), template.CSS(pageCSS), template.JS(pageJS) // both ours, embedded
	if err := page().Execute(w, v); err != nil {
		return fmt.Errorf("print the report as html: %w", err)
	}
	return nil
}

// rowY is how far down something stands in a row of the timeline.
func rowY(row int, dy any) float64 {
	y := float64(row * rowHeight)
	switch d := dy.(type) {
	case int:
		y += float64(d)
	case float64:
		y += d
	}
	return math.Round(10*y) / 10
}

func size(n int64) string { return humanize.Bytes(uint64(max(n, 0))) }

// longest is how long a mailto link may be: some mail programs cut longer ones.
// The text stands on the page too.
const longest = 1900

func mailto(m report.Mail) template.URL {
	link := func(body string) string {
		return "mailto:?subject=" + escape(m.Subject) + "&body=" + escape(strings.ReplaceAll(body, "\n", "\r\n"))
	}
	body := []rune(m.Body)
	for len(link(string(body))) > longest && len(body) > 20 {
		body = append(body[:len(body)-len(body)/10-11], []rune("\n[...]\n")...)
	}
	return template.URL(link(string(body))) // every part is escaped above
}

// escape is for a mailto link, where a plus is a plus (RFC 6068).
func escape(s string) string { return strings.ReplaceAll(url.QueryEscape(s), "+", "%20") }

// ticks shows what stands in backticks as code.
func ticks(s string) template.HTML {
	var b strings.Builder
	for i, part := range strings.Split(s, "`") {
		part = template.HTMLEscapeString(part)
		if i%2 == 1 {
			part = "<code>" + part + "</code>"
		}
		b.WriteString(part)
	}
	return template.HTML(b.String()) // every part is escaped above
}
