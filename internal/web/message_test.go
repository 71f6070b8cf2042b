package web_test

import (
	"html"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/weaklink/weaklink/internal/report"
)

var action = regexp.MustCompile(`<a |<button`)

// Every message has exactly one thing to do: one button on the page, or, where
// nobody is signed in, one sentence that says what to open. None of them needs a
// word of the trade.
func TestEveryMessageHasOneAction(t *testing.T) {
	w := serve(t, true)
	stranger := w.visitor()
	type message struct{ say, body string }
	var all []message
	add := func(say, body string) { all = append(all, message{say, body}) }
	for _, path := range []string{"/?run=none", "/link/nothing", "/look/none", "/whatif?run=none", "/whatif?fix=a&run=none", "/report.json?run=none"} {
		_, body := w.get(t, w.owner, path)
		add(path, body)
	}
	for path, form := range map[string]url.Values{
		"/accept":   {"finding": {"x"}, "why": {"y"}, "until": {"2020-01-01"}},
		"/forget":   {"name": {"Another"}},
		"/recheck":  {"finding": {"policies.said@00000000"}},
		"/in/guess": nil,
	} {
		_, body := w.post(t, w.owner, path, form)
		add(path, body)
	}
	_, body := w.get(t, stranger, "/")
	add("a stranger", body)
	_, body = w.post(t, w.owner, "/out", nil)
	add("/out", body)
	for _, m := range all {
		_, main, ok := strings.Cut(m.body, `<main class="own">`)
		main, _, _ = strings.Cut(main, "</main>")
		text := html.UnescapeString(tags.ReplaceAllString(main, " "))
		buttons := len(action.FindAllString(main, -1))
		if told := strings.Contains(main, "weaklink serve --link"); !ok || buttons+map[bool]int{true: 1}[told] != 1 || strings.Count(main, "<p>") < 2 {
			t.Errorf("%s: %d buttons: %s", m.say, buttons, main)
		}
		if word := report.OfTheTrade(text); word != "" {
			t.Errorf("%s speaks of %q", m.say, word)
		}
	}
	if len(all) != 12 {
		t.Errorf("%d messages", len(all))
	}
}
