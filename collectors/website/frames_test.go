package website

import (
	"net/url"
	"slices"
	"testing"
)

func TestFramesAndOtherHostsOfAPage(t *testing.T) {
	at, err := url.Parse("https://shop.example/checkout")
	if err != nil {
		t.Fatal(err)
	}
	p := &parsed{keep: bare}
	walk(at, []byte(`<iframe src="https://js.stripe.com/v3/elements.html?key=pk_live_x"></iframe><iframe src="/map"></iframe><iframe srcdoc="x"></iframe><iframe src="about:blank"></iframe>
		<a href="https://buy.stripe.com/abc">pay</a><a href="https://BUY.stripe.com/def">pay</a><a href="/terms">terms</a><a href="https://blog.example/">blog</a>`), p)
	p.fact.LinksTo = otherHosts(at, p.links)
	if len(p.fact.Frames) != 2 || p.fact.Frames[0].URL != "https://js.stripe.com/v3/elements.html" || !p.fact.Frames[0].Foreign || p.fact.Frames[1].Foreign {
		t.Errorf("frames: %+v", p.fact.Frames)
	}
	if !slices.Equal(p.fact.LinksTo, []string{"blog.example", "buy.stripe.com"}) {
		t.Errorf("links: %v", p.fact.LinksTo)
	}
}
