package web_test

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/internal/report"
)

// many is a report in which one thing is said of n places.
func many(m *report.Model, n int) (all []report.Finding) {
	var like report.Finding
	for _, f := range m.Findings.Whole() {
		if f.Grip == chain.Weak {
			like = f
		}
	}
	for i := range n {
		f := like
		f.ID, f.Subject, f.Name = fmt.Sprintf("%s@%08x", f.Check, i), fmt.Sprintf("store:office#list-%d.csv", i), fmt.Sprintf("list-%d.csv in office", i)
		f.Say = fmt.Sprintf("Anybody may read list-%d.csv.", i)
		all = append(all, f)
	}
	m.Findings = report.Listed(all...)
	return all
}

func TestThousandsOfPlacesMakeALightPageAndNothingIsLost(t *testing.T) {
	if testing.Short() {
		t.Skip("slow: serves 3,000 places")
	}
	w := serve(t, true)
	all := many(w.model, 3000)
	res, first := w.get(t, w.owner, "/")
	if res.StatusCode != http.StatusOK || len(first) > 200<<10 {
		t.Errorf("%s, %d kB", res.Status, len(first)>>10)
	}
	at := strings.Index(first, `href="/same?`)
	if at < 0 {
		t.Fatal("the first page does not lead to the others")
	}
	link, _, _ := strings.Cut(first[at+len(`href="`):], `"`)
	link = strings.ReplaceAll(link, "&amp;", "&")
	seen := map[string]bool{}
	for page := 1; page < 20; page++ {
		res, body := w.get(t, w.owner, fmt.Sprintf("%s&page=%d", link, page))
		if res.StatusCode != http.StatusOK || len(body) > 500<<10 {
			t.Fatalf("page %d: %s, %d kB", page, res.Status, len(body)>>10)
		}
		for _, f := range all {
			if strings.Contains(body, `id="`+f.ID+`"`) && strings.Contains(body, f.Name) {
				seen[f.ID] = true
			}
		}
		if !strings.Contains(body, ">Further<") {
			break
		}
	}
	if len(seen) != len(all) {
		t.Errorf("%d of %d places are on the pages", len(seen), len(all))
	}
	if res, _ := w.get(t, w.owner, "/same?finding=nothing"); res.StatusCode != http.StatusNotFound {
		t.Errorf("what nobody found: %s", res.Status)
	}
}

func TestOneOfManyPlacesCanBeLivedWith(t *testing.T) {
	w := serve(t, true)
	id := many(w.model, 3000)[2500].ID
	_, body := w.get(t, w.owner, "/accept?finding="+url.QueryEscape(id))
	if !strings.Contains(body, `value="`+id+`"`) || !strings.Contains(body, "list-2500.csv") {
		t.Fatalf("the form is not about it: %.600s", body)
	}
	res, _ := w.post(t, w.owner, "/accept", url.Values{"finding": {id}, "why": {"it is public anyway"}, "until": {time.Now().AddDate(0, 1, 0).Format(time.DateOnly)}})
	to := res.Header.Get("Location")
	if !strings.HasPrefix(to, "/same?finding=") {
		t.Fatalf("sent to %s, where it does not stand", to)
	}
	path, _, _ := strings.Cut(to, "#")
	if _, body := w.get(t, w.owner, path); !strings.Contains(body, `id="`+id+`"`) || !strings.Contains(body, ">accepted<") {
		t.Error("it is not said to be accepted where it stands")
	}
	if res, _ := w.get(t, w.owner, "/accept?finding=nothing"); res.StatusCode != http.StatusNotFound {
		t.Errorf("what nobody found: %s", res.Status)
	}
}
