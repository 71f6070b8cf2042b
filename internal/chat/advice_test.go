package chat

import (
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/weaklink/weaklink/internal/config"
)

// The date for the talk is a calendar of RFC 5545: lines end in CRLF, are at most
// 75 bytes long, cut no letter, and are whole again when unfolded; it falls on no weekend.
func TestCalendar(t *testing.T) {
	a := &Advice{Sentence: strings.Repeat("Größe, Łódź; C:\\data ", 12) + "end.", First: "Ask\r\nJo."}
	for day := range 7 {
		now := time.Date(2026, 11, 23+day, 22, 0, 0, 0, time.UTC)
		ics := a.Calendar(now)
		if strings.Count(ics, "\n") != strings.Count(ics, "\r\n") || strings.Count(ics, "\r") != strings.Count(ics, "\r\n") || !strings.HasSuffix(ics, "END:VCALENDAR\r\n") {
			t.Fatal("a line does not end in CRLF")
		}
		for _, l := range strings.Split(ics, "\r\n") {
			if len(l) > 75 || strings.ToValidUTF8(l, "") != l {
				t.Errorf("%d bytes, or a cut letter: %q", len(l), l)
			}
		}
		whole := strings.ReplaceAll(ics, "\r\n ", "")
		for _, want := range []string{"DTSTAMP:" + now.Format("20060102T150405Z"), "VERSION:2.0", "PRODID:", "DURATION:PT30M", `Größe\, Łódź\; C:\\data`, `end.\nFirst: Ask\nJo.`} {
			if !strings.Contains(whole, want) {
				t.Errorf("%q is missing in\n%s", want, whole)
			}
		}
		uid := regexp.MustCompile(`\r\nUID:\S+@\S+\r\n`).FindString(whole)
		start, err := time.Parse("20060102T150405", regexp.MustCompile(`DTSTART:(\w+)`).FindStringSubmatch(whole)[1])
		if uid == "" || err != nil || start.Weekday() == time.Saturday || start.Weekday() == time.Sunday || !start.After(now) {
			t.Errorf("UID %q, start %v (%v)", uid, start, err)
		}
	}
}

// The mail for the talk opens whole in a mail program, whatever the address.
func TestMailtoOfTheTalk(t *testing.T) {
	a := &Advice{Sentence: "From what you told us, your weakest link is probably access: 1+1 & more?", Contact: config.Contact{Mail: "jo+shop?bcc=x@expert.example"}}
	link := a.Mailto()
	u, err := url.Parse(link)
	if err != nil || len(link) > 1900 {
		t.Fatalf("%d bytes, %v", len(link), err)
	}
	to, err := url.PathUnescape(u.Opaque)
	if err != nil || to != a.Contact.Mail || u.Query().Has("bcc") {
		t.Errorf("to %q (%v): %s", to, err, link)
	}
	if body := u.Query().Get("body"); !strings.HasPrefix(body, a.Sentence+"\r\n\r\nCould") || strings.Contains(link, "+1") {
		t.Errorf("the mail program is given %q", link)
	}
}
