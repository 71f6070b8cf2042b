package main

import (
	"bytes"
	"encoding/json"
	"net"
	"strings"
	"testing"

	"github.com/miekg/dns"

	"github.com/weaklink/weaklink/chain"
)

// A firm whose domain lets everyone send mail in its name is told so, from
// nothing but what a DNS server says.
func TestADomainAloneCanBeScanned(t *testing.T) {
	conn, err := net.ListenPacket("udp4", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	records := map[string]string{
		"firm.example.":        `firm.example. 60 IN TXT "v=spf1 +all"`,
		"_dmarc.firm.example.": `_dmarc.firm.example. 60 IN TXT "v=DMARC1; p=reject"`,
	}
	srv := &dns.Server{PacketConn: conn, Handler: dns.HandlerFunc(func(w dns.ResponseWriter, q *dns.Msg) {
		m := new(dns.Msg).SetReply(q)
		text, known := records[strings.ToLower(q.Question[0].Name)]
		if rr, err := dns.NewRR(text); err == nil && rr != nil && rr.Header().Rrtype == q.Question[0].Qtype {
			m.Answer = append(m.Answer, rr)
		}
		if !known {
			m.Rcode = dns.RcodeNameError
		}
		_ = w.WriteMsg(m)
	})}
	go func() { _ = srv.ActivateAndServe() }()
	defer func() { _ = srv.Shutdown() }()

	t.Setenv("WEAKLINK_DATA", t.TempDir())
	var out, errs bytes.Buffer
	code := run(t.Context(), []string{"scan", "domain:firm.example", "--dns", conn.LocalAddr().String(), "--format", "json"}, console{in: strings.NewReader(""), out: &out, err: &errs, width: narrow})
	if code != 0 {
		t.Fatalf("ended with %d: %s", code, errs.String())
	}
	var r struct {
		Verdict  struct{ Link *string }
		Findings []struct {
			Check, Subject string
			Grip           chain.Grip
		}
	}
	if err := json.Unmarshal(out.Bytes(), &r); err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for _, f := range r.Findings {
		if f.Subject != "domain:firm.example" {
			t.Errorf("%+v", f)
		}
		got[f.Check] = f.Grip.String()
	}
	want := map[string]string{"website.spf": "broken", "website.dmarc": "holds", "website.dkim": "unseen", "website.caa": "weak"}
	for id, grip := range want {
		if got[id] != grip {
			t.Errorf("%s is %q, want %s", id, got[id], grip)
		}
	}
	if r.Verdict.Link == nil || *r.Verdict.Link != "website" {
		t.Errorf("the verdict names %v", r.Verdict.Link)
	}
}
