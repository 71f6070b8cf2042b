package website

import (
	"context"
	"errors"
	"net/url"
	"strings"
	"syscall"

	"github.com/weaklink/weaklink/evidence"
	"github.com/weaklink/weaklink/facts"
)

// redirect asks over plain http, port 80, for the host that a visitor types,
// and notes where that leads. A target that is itself a http address on another
// port is asked there. What it returns is the page that visitors stay on
// without encryption while the site has an encrypted one; else nil.
func (v *visit) redirect(ctx context.Context) (*landed, error) {
	from := &url.URL{Scheme: "http", Host: v.base.Hostname(), Path: "/"}
	if strings.Contains(from.Host, ":") {
		from.Host = "[" + from.Host + "]"
	}
	if v.base.Scheme == "http" && v.base.Port() != "" {
		from.Host = v.base.Host
	}
	subject := "site:" + v.site
	r := facts.Redirect{From: bare(from), Encrypted: v.encrypted(ctx)}
	landed, err := v.follow(ctx, from)
	switch {
	case err == nil:
		r.Listen, r.Status = true, landed.status
		r.HTTPS = landed.url.Scheme == "https"
	case errors.Is(err, errLoop):
		r.Listen, r.Fault = true, "loop"
	case errors.Is(err, errTooMany):
		r.Listen, r.Fault = true, "too-many"
	case errors.Is(err, errPrivate):
		r.Listen, r.Fault = true, "private"
	case len(landed.hops) > 0:
		// The first answer came; what it leads to did not answer.
		r.Listen = true
		r.HTTPS = strings.HasPrefix(landed.hops[len(landed.hops)-1], "https:")
	case errors.Is(err, syscall.ECONNREFUSED):
	default:
		v.see.Unseen(subject, "plain http on port 80 gave no usable answer: "+err.Error(), "open "+bare(from)+" in a browser and see whether it ends on https")
		return nil, nil
	}
	before := "http:"
	for i, h := range landed.hops {
		r.Hops = append(r.Hops, h)
		u, perr := url.Parse(h)
		if perr != nil {
			continue
		}
		if i == 0 {
			r.SameHostFirst = u.Scheme == "https" && strings.EqualFold(u.Hostname(), from.Hostname())
		}
		if before == "https:" && u.Scheme == "http" && r.Fault == "" {
			r.Fault = "downgrade"
		}
		before = u.Scheme + ":"
	}
	if r.Fault == "" && !v.without && v.base.Scheme == "https" && strings.HasPrefix(v.site, "http:") {
		r.Fault = "downgrade" // the encrypted address itself leads there
	}
	it, ierr := facts.WebsiteRedirect.Item(subject, evidence.Enumerated, r)
	if ierr != nil {
		return nil, ierr
	}
	if err := v.see.Fact(it); err != nil {
		return nil, err
	}
	if err == nil && !r.HTTPS && strings.HasPrefix(v.site, "https:") {
		return landed, nil
	}
	return nil, nil
}

// circle notes that the address itself leads nowhere: no visitor arrives.
func (v *visit) circle(way *landed, err error) error {
	r := facts.Redirect{From: bare(v.base), Listen: true, Hops: way.hops, Fault: "loop", Encrypted: "unknown"}
	if errors.Is(err, errTooMany) {
		r.Fault = "too-many"
	}
	it, err := facts.WebsiteRedirect.Item("site:"+originURL(v.base), evidence.Enumerated, r)
	if err != nil {
		return err
	}
	return v.see.Fact(it)
}

// encrypted says whether the site can be had over https at all: yes, no or
// unknown. A http address of a port of its own says nothing about where its
// encrypted page would be, other than on the usual port.
func (v *visit) encrypted(ctx context.Context) string {
	switch {
	case v.without:
		return "no"
	case strings.HasPrefix(v.site, "https:"):
		return "yes"
	}
	u := &url.URL{Scheme: "https", Host: v.base.Hostname(), Path: "/"}
	if strings.Contains(u.Host, ":") {
		u.Host = "[" + u.Host + "]"
	}
	if v.base.Scheme == "https" {
		u.Host = v.base.Host
	}
	_, err := v.client.get(ctx, u, 1024, false)
	switch {
	case err == nil:
		return "yes"
	case noTLS(err):
		return "no"
	}
	return "unknown"
}
