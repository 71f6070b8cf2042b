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
// port is asked there.
func (v *visit) redirect(ctx context.Context) error {
	from := &url.URL{Scheme: "http", Host: v.base.Hostname(), Path: "/"}
	if strings.Contains(from.Host, ":") {
		from.Host = "[" + from.Host + "]"
	}
	if v.base.Scheme == "http" && v.base.Port() != "" {
		from.Host = v.base.Host
	}
	subject := "site:" + v.site
	r := facts.Redirect{From: bare(from)}
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
		return nil
	}
	if landed != nil {
		for _, h := range landed.hops {
			u, err := url.Parse(h)
			if err != nil {
				continue
			}
			r.Hops = append(r.Hops, h)
			if len(r.Hops) == 1 {
				r.SameHostFirst = u.Scheme == "https" && strings.EqualFold(u.Hostname(), from.Hostname())
			}
			if len(r.Hops) > 1 && u.Scheme == "http" {
				if p, err := url.Parse(r.Hops[len(r.Hops)-2]); err == nil && p.Scheme == "https" {
					r.Fault = "downgrade"
				}
			}
		}
	}
	it, err := facts.WebsiteRedirect.Item(subject, evidence.Enumerated, r)
	if err != nil {
		return err
	}
	return v.see.Fact(it)
}
