package html

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"net/url"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"pgregory.net/rapid"

	"github.com/weaklink/weaklink/facts"
	"github.com/weaklink/weaklink/internal/report"
	"github.com/weaklink/weaklink/internal/report/reporttest"
)

func printed(t interface{ Fatal(...any) }, m *report.Model) string {
	var b bytes.Buffer
	if err := Print(&b, m); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// walk calls f for every node of a page.
func walk(t *testing.T, page string, f func(*html.Node)) {
	t.Helper()
	doc, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	for n := range doc.Descendants() {
		f(n)
	}
}

// Everything that is asked for is on the page, in this order, for every kind of run.
func TestThePageHasItsParts(t *testing.T) {
	page := printed(t, reporttest.Kinds()["ordinary"])
	at := 0
	for _, part := range []string{"<title>", "<h1", "class=\"second\"", "class=\"chain\"", report.TodayTitle, `id="plan"`, `id="links"`, `id="numbers"`, `id="why-data"`, "It rests on", "weaklink whatif --set ", `id="constants"`, `id="broken"`, `id="weak"`,
		`id="unseen"`, `id="holds"`, `id="data"`, `id="loss"`, "As things are: ", "With the weakest link mended: ", "Lost business", "Lawsuits and fines", "Clean-up", "Lost reputation", `id="wrong"`, "The weakest link stays the same in ", "Who contributes how much", "The routes used most", "why they do not decide", `id="changes"`, `id="call"`, `id="how"`} {
		i := strings.Index(page[at:], part)
		if i < 0 {
			t.Fatalf("%s is missing, or not in its place", part)
		}
		at += i
	}
	for name, m := range reporttest.Kinds() {
		page := printed(t, m)
		if !strings.HasSuffix(page, "</html>\n\n") && !strings.HasSuffix(strings.TrimSpace(page), "</html>") || !strings.Contains(page, `id="how"`) {
			t.Errorf("%s: the page ends early", name)
		}
		for _, f := range m.Findings.All() {
			if f.Grip.String() != "unseen" && !strings.Contains(page, `id="`+f.ID+`"`) {
				t.Errorf("%s: finding %s is not on the page", name, f.ID)
			}
		}
	}
}

// No address on the page leads anywhere but into the page itself, a mail
// program or a telephone; the policy names the style and script as they are.
func TestThePageAsksNobody(t *testing.T) {
	for name, m := range reporttest.Kinds() {
		m.Contact = &report.Contact{Name: "Jo Expert", Mail: "jo@expert.example", Phone: "+49 30 0000000"}
		page := printed(t, m)
		var policy string
		var hashes []string
		walk(t, page, func(n *html.Node) {
			if n.Type != html.ElementNode {
				return
			}
			for _, a := range n.Attr {
				switch {
				case a.Key == "content" && strings.Contains(a.Val, "default-src"):
					policy = a.Val
				case a.Key == "style", strings.HasPrefix(a.Key, "on"):
					t.Errorf("%s: <%s %s=%q>", name, n.Data, a.Key, a.Val)
				case a.Key == "href" || a.Key == "src" || a.Key == "action" || a.Key == "srcset" || a.Key == "data":
					u, err := url.Parse(a.Val)
					if err != nil || u.Scheme != "" && u.Scheme != "mailto" && u.Scheme != "tel" && a.Val != "data:," || u.Scheme == "" && !strings.HasPrefix(a.Val, "#") {
						t.Errorf("%s: <%s %s=%q>", name, n.Data, a.Key, a.Val)
					}
				}
			}
			if n.Data == "script" || n.Data == "style" {
				sum := sha256.Sum256([]byte(n.FirstChild.Data))
				hashes = append(hashes, base64.StdEncoding.EncodeToString(sum[:]))
			}
			switch n.Data {
			case "img", "iframe", "object", "embed", "form", "base", "audio", "video":
				t.Errorf("%s: there is a <%s>", name, n.Data)
			}
		})
		if len(hashes) != 2 || !strings.HasPrefix(policy, "default-src 'none'") || strings.Contains(policy, "unsafe") {
			t.Fatalf("%s: %d scripts and styles, policy %s", name, len(hashes), policy)
		}
		for _, h := range hashes {
			if !strings.Contains(policy, "'sha256-"+h+"'") {
				t.Errorf("%s: the policy does not name %s", name, h)
			}
		}
		if strings.Contains(pageCSS, "url(http") || strings.Contains(pageCSS, "@import") {
			t.Error("the style asks for something")
		}
	}
}

// What is named by others cannot become markup, script, or a turned text.
func TestHostileNamesStayText(t *testing.T) {
	ordinary, evil := map[string]int{}, map[string]int{}
	count := func(into map[string]int) func(*html.Node) {
		return func(n *html.Node) {
			if n.Type == html.ElementNode {
				into[n.Data]++
			}
		}
	}
	for seed := range uint64(5) {
		opt := reporttest.Options{Findings: 20, Stores: 4}
		walk(t, printed(t, reporttest.Model(seed, opt)), count(ordinary))
		opt.Evil = true
		page := printed(t, reporttest.Model(seed, opt))
		walk(t, page, count(evil))
		for _, bad := range []string{"\u202e", "\x1b", "\x00", "<script>alert", "onerror=alert(2)>"} {
			if strings.Contains(page, bad) {
				t.Errorf("%q came through", bad)
			}
		}
	}
	if evil["script"] != 5 || evil["img"] > 0 || ordinary["script"] != 5 {
		t.Errorf("elements of hostile pages: %v", evil)
	}
	rapid.Check(t, func(t *rapid.T) {
		m := reporttest.Model(1, reporttest.Options{Findings: 2, Stores: 1})
		text := rapid.String()
		f := reporttest.First(m)
		f.Say, f.Fix, f.Proof = text.Draw(t, "say"), text.Draw(t, "fix"), text.Draw(t, "proof")
		m.Run.Firm, m.Verdict.Headline = text.Draw(t, "firm"), text.Draw(t, "headline")
		doc, err := html.Parse(strings.NewReader(printed(t, m)))
		if err != nil {
			t.Fatal(err)
		}
		scripts := 0
		for n := range doc.Descendants() {
			if n.Type == html.ElementNode && n.Data == "script" {
				scripts++
			}
		}
		if scripts != 1 {
			t.Fatalf("%d scripts", scripts)
		}
	})
}

// Headings go down one step at a time, every id is there once, every link into
// the page arrives, and everything that names another element by id finds it.
func TestThePageCanBeWalkedByEar(t *testing.T) {
	for name, m := range reporttest.Kinds() {
		page := printed(t, m)
		ids, level, mains := map[string]int{}, 0, 0
		var wanted []string
		walk(t, page, func(n *html.Node) {
			if n.Type != html.ElementNode {
				return
			}
			if len(n.Data) == 2 && n.Data[0] == 'h' && n.Data[1] >= '1' && n.Data[1] <= '6' {
				now := int(n.Data[1] - '0')
				if now > level+1 {
					t.Errorf("%s: a heading of level %d follows one of level %d", name, now, level)
				}
				level = now
			}
			if n.Data == "main" {
				mains++
			}
			hidden, text := false, false
			for _, a := range n.Attr {
				switch a.Key {
				case "id":
					ids[a.Val]++
				case "href":
					if strings.HasPrefix(a.Val, "#") {
						wanted = append(wanted, a.Val[1:])
					}
				case "aria-labelledby":
					wanted = append(wanted, a.Val)
				case "aria-hidden":
					hidden = true
				case "aria-label":
					text = true
				}
			}
			if n.Data == "svg" && !hidden && !text {
				t.Errorf("%s: a picture without words", name)
			}
		})
		if mains != 1 {
			t.Errorf("%s: %d main parts", name, mains)
		}
		for id, n := range ids {
			if n > 1 && name != "evil" { // there, two findings are about the same nameless thing
				t.Errorf("%s: %d elements are called %s", name, n, id)
			}
		}
		for _, id := range wanted {
			if un, err := url.PathUnescape(id); err == nil {
				id = un
			}
			if ids[id] == 0 {
				t.Errorf("%s: nothing is called %s", name, id)
			}
		}
	}
}

// The text for the web developer holds what is wrong, the fix and the proof, and opens in a mail program.
func TestMailText(t *testing.T) {
	m := reporttest.Kinds()["ordinary"]
	n := 0
	for _, f := range m.Findings.All() {
		mail := m.Mail(f)
		if mail.To == "" {
			if f.Who != "owner" && (f.Grip.String() == "broken" || f.Grip.String() == "weak") {
				t.Errorf("%s has no mail text", f.ID)
			}
			continue
		}
		n++
		for _, want := range []string{f.Say, f.Fix, f.Proof, f.Matters, f.ID, "With nginx:"} {
			if !strings.Contains(mail.Body, want) {
				t.Errorf("%s: the mail lacks %q", f.ID, want)
			}
		}
		link := string(mailto(mail))
		u, err := url.Parse(link)
		if err != nil || u.Scheme != "mailto" || len(link) > longest {
			t.Fatalf("%d bytes, %v", len(link), err)
		}
		if body := u.Query().Get("body"); !strings.HasPrefix(strings.ReplaceAll(body, "\r\n", "\n"), mail.Body[:200]) {
			t.Errorf("the mail program is given %q", body)
		}
	}
	if n == 0 {
		t.Error("no mail text was looked at")
	}
	long := report.Mail{To: "host", Subject: strings.Repeat("ü", 40), Body: strings.Repeat("zwölf Böxkämpfer\n", 400)}
	if link := string(mailto(long)); len(link) > longest || !strings.Contains(link, "%5B...%5D") {
		t.Errorf("a long mail makes a link of %d bytes", len(link))
	}
}

// A run after another says what changed; a first run says that it is the first.
func TestChanges(t *testing.T) {
	m := reporttest.Kinds()["ordinary"]
	page := printed(t, m)
	for _, want := range []string{`class="mark worse"`, `class="mark better"`, `class="mark gone"`, `class="mark unseen-now"`} {
		if !strings.Contains(page, want) {
			t.Errorf("%s is missing", want)
		}
	}
	m.Changes = nil
	if !strings.Contains(printed(t, m), "no earlier run to compare with") {
		t.Error("a first run is compared with something")
	}
}

func ExamplePrint() {
	var b bytes.Buffer
	m := reporttest.Model(1, reporttest.Options{Findings: 1})
	_ = Print(&b, m)
	_, rest, _ := strings.Cut(b.String(), "<title>")
	title, _, _ := strings.Cut(rest, "</title>")
	fmt.Println(title == html.EscapeString(m.Verdict.Headline))
	// Output: true
}

// The picture of a hundred businesses counts a hundred, before and after, says
// in words what it shows, and mending the named link never adds to it.
func TestAHundredBusinessesBeforeAndAfter(t *testing.T) {
	pictures := 0
	for seed := range uint64(40) {
		v := NewView(reporttest.Model(seed, reporttest.Options{Findings: 8}))
		if v.Dots == nil {
			continue
		}
		hit := map[bool][2]int{}
		for _, after := range []bool{false, true} {
			dots := v.Dots
			if after {
				if dots = v.After; dots == nil {
					continue
				}
			}
			pictures++
			var n [3]int
			for _, d := range dots {
				n[map[string]int{"hit": 0, "perhaps": 1, "spared": 2}[d]]++
			}
			if n[0]+n[1]+n[2] != 100 {
				t.Fatalf("verdict %d: %v businesses", seed, n)
			}
			if want := fmt.Sprintf("%d hit in a year at least, %d more perhaps, %d spared", n[0], n[1], n[2]); dotTally(dots) != want {
				t.Errorf("verdict %d: %q, and it shows %q", seed, dotTally(dots), want)
			}
			hit[after] = [2]int{n[0], n[0] + n[1]}
		}
		if b, a := hit[false], hit[true]; a[0] > b[0] || a[1] > b[1] {
			t.Errorf("verdict %d: mending raises %v to %v", seed, b, a)
		}
	}
	if pictures < 40 {
		t.Errorf("only %d pictures were looked at", pictures)
	}
}

// A link that nobody looked at is hatched among the shares, never in red.
func TestSharesOfUnseenLinksAreHatched(t *testing.T) {
	hatched := 0
	for seed := range uint64(20) {
		m := reporttest.Model(seed, reporttest.Options{Findings: 5})
		v := NewView(m)
		for i, b := range v.Bars {
			if seen := v.Rings[i].State != "unseen"; b.Link != string(v.Rings[i].Link.Link) || b.Seen != seen {
				t.Errorf("verdict %d: %s is drawn as if seen is %v", seed, b.Link, b.Seen)
			}
			if !b.Seen {
				hatched++
			}
			if b.Width < 0 || b.Width > longestBar {
				t.Errorf("verdict %d: %s is %d wide", seed, b.Link, b.Width)
			}
		}
	}
	if hatched == 0 {
		t.Error("no unseen link was among them")
	}
}

// The inventory has a row for every place, those below the fold too, and each
// leads to the place in full; pictures are told in words as well.
func TestTheInventoryHasEveryPlace(t *testing.T) {
	for name, m := range reporttest.Kinds() {
		page := printed(t, m)
		for i := range m.Data.Stores.All() {
			if row, whole := fmt.Sprintf(`href="#place-%d"`, i+1), fmt.Sprintf(`id="place-%d"`, i+1); strings.Count(page, row) != 1 || strings.Count(page, whole) != 1 {
				t.Fatalf("%s: place %d is not once in the table and once in full", name, i+1)
			}
		}
		if name == "rich" || name == "300 stores" {
			for _, want := range []string{"What is known about them", "The same people in several places", "is a copy of", "How old the records are", "Taller: more records", "1 of 3 proven", `class="lacking">1 missing`,
				fmt.Sprintf("the 8 places with the most people, of %d", min(30, m.Data.Stores.Len()))} {
				if !strings.Contains(page, want) {
					t.Errorf("%s: %q is not on the page", name, want)
				}
			}
		}
	}
	m := reporttest.Kinds()["nothing seen"]
	m.Data.Ledger = []report.Ledger{{Target: "office", Files: 2, Bytes: 10, Unread: 2, UnreadBytes: 10, NotRead: []facts.NotRead{{Why: "encrypted", Files: 2, Bytes: 10}}}}
	if page := printed(t, m); !strings.Contains(page, "Client data: nothing could be read") || !strings.Contains(page, "encrypted.") {
		t.Error("where nothing was found, it is not said what was not read")
	}
}
