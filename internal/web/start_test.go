package web_test

import (
	"html"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/weaklink/weaklink/internal/chat"
	"github.com/weaklink/weaklink/internal/report"
)

var (
	hidden   = regexp.MustCompile(`<input type="hidden" name="(a|at)" value="([^"]*)">`)
	heading  = regexp.MustCompile(`(?s)<h1[^>]*>(.*?)</h1>`)
	tags     = regexp.MustCompile(`<[^>]*>`)
	numbered = regexp.MustCompile(`Question (\d) of at most 9`)
)

// press answers the question of a page as its form would.
func (w *world) press(t *testing.T, page, answer string) string {
	t.Helper()
	q := url.Values{}
	for _, m := range hidden.FindAllStringSubmatch(page, -1) {
		q.Add(m[1], html.UnescapeString(m[2]))
	}
	if strings.Contains(page, `id="v"`) && answer == "unknown" {
		q.Add("v", "") // the line to write in goes along
	}
	q.Add("v", answer)
	_, page = w.get(t, w.owner, "/start?"+q.Encode())
	return page
}

// The pages ask what the terminal asks, and come to the same advice; what was
// answered can be changed, and goes along into the first look.
func TestNineQuestionsAsPages(t *testing.T) {
	if testing.Short() {
		t.Skip("slow: talks a whole talk")
	}
	w := serve(t, false)
	say := map[string]string{"staff": "4", "kept": "financial", "website": "yes", "second-factor": "yes", "copy": "yes", "copy-tried": "unknown", "call-back": "no", "shared": "yes"}
	talk, err := chat.New()
	if err != nil {
		t.Fatal(err)
	}
	answer := func(id string) string {
		if v := say[id]; v != "" {
			return v
		}
		return "no"
	}
	_, page := w.get(t, w.owner, "/start")
	for i := 1; len(talk.Asked) < chat.Most; i++ {
		q, more, err := talk.Next()
		if err != nil {
			t.Fatal(err)
		}
		if !more {
			break
		}
		text := html.UnescapeString(page)
		if !strings.Contains(text, q.Ask) || numbered.FindStringSubmatch(page)[1] != string(rune('0'+i)) {
			t.Fatalf("question %d is not %q: %s", i, q.Ask, page)
		}
		if word := report.OfTheTrade(tags.ReplaceAllString(text, " ")); word != "" {
			t.Errorf("%s speaks of %q", q.ID, word)
		}
		talk.Say(q.ID, answer(q.ID))
		page = w.press(t, page, answer(q.ID))
	}
	want, err := talk.Advise()
	if err != nil {
		t.Fatal(err)
	}
	if got := html.UnescapeString(heading.FindStringSubmatch(page)[1]); got != want.Sentence {
		t.Errorf("the page says %q, the terminal %q", got, want.Sentence)
	}
	if word := report.OfTheTrade(tags.ReplaceAllString(html.UnescapeString(page), " ")); word != "" {
		t.Errorf("the advice speaks of %q", word)
	}
	// Change one, from the list of answers.
	change := regexp.MustCompile(`<a href="([^"]*at=kept[^"]*)"`).FindStringSubmatch(page)
	if change == nil {
		t.Fatal("an answer cannot be changed", page)
	}
	_, page = w.get(t, w.owner, html.UnescapeString(change[1]))
	if !strings.Contains(page, "(your answer)") || !strings.Contains(page, "Question 2 of") || !strings.Contains(page, "Back to the question before") {
		t.Error("the question to change does not say what was answered", page)
	}
	page = w.press(t, page, "special")
	talk.Say("kept", "special")
	if want, err = talk.Advise(); err != nil {
		t.Fatal(err)
	}
	if got := html.UnescapeString(heading.FindStringSubmatch(page)[1]); got != want.Sentence || !strings.Contains(page, "very private things") {
		t.Errorf("after a change the page says %q, not %q", got, want.Sentence)
	}
	// The first look begins with it.
	look := regexp.MustCompile(`href="(/first\?[^"]*)"`).FindStringSubmatch(page)
	_, page = w.get(t, w.owner, html.UnescapeString(look[1]))
	if !strings.Contains(page, `name="staff"`) || !strings.Contains(page, `value="4"`) {
		t.Error("the number of people is asked again", page)
	}
	form := url.Values{"name": {"Shop"}, "website": {"shop.example"}, "staff": {"4"}}
	for _, m := range hidden.FindAllStringSubmatch(page, -1) {
		form.Add(m[1], html.UnescapeString(m[2]))
	}
	if res, body := w.post(t, w.owner, "/first", form); res.StatusCode != http.StatusSeeOther {
		t.Fatal(res.Status, body)
	}
	got := w.work.asked[0].Answers
	if _, asked := talk.Answers["call-back"]; asked && got["policies.callback-rule"].Value != "no" || !asked && len(got) > 2 {
		t.Errorf("the look begins with %+v of %v", got, talk.Answers)
	}
}

func TestNonsenseIsNoAnswer(t *testing.T) {
	w := serve(t, false)
	_, page := w.get(t, w.owner, "/start")
	for _, v := range []string{"", "<b>many", "-1", "99999999"} {
		got := w.press(t, page, v)
		if !strings.Contains(got, `role="alert"`) || !strings.Contains(got, "Question 1 of") || strings.Contains(got, "<b>many") {
			t.Errorf("%q: %s", v, got)
		}
	}
	if got := w.press(t, page, "unknown"); !strings.Contains(got, "Question 2 of") {
		t.Error("nobody may not know", got)
	}
	for _, path := range []string{"/start?a=x.y&a=%3Cscript%3E.z", "/start?at=nothing&v=1", "/start?a=" + strings.Repeat("staff.4&a=", 500), "/start?%zz"} {
		if res, body := w.get(t, w.owner, path); res.StatusCode != http.StatusOK || strings.Contains(body, "<script>") {
			t.Error(path, res.Status)
		}
	}
	res, body := w.get(t, w.owner, "/start/brief?a=staff.4&a=second-factor.yes")
	if res.StatusCode != http.StatusOK || !strings.Contains(body, "a password alone opens") {
		t.Error(res.Status, body)
	}
}
