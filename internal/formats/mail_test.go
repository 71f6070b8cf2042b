package formats_test

import (
	"bytes"
	"encoding/base64"
	"errors"
	"strings"
	"testing"

	"github.com/weaklink/weaklink/internal/formats"
)

func wrapped(b []byte) string {
	s := base64.StdEncoding.EncodeToString(b)
	var out strings.Builder
	for len(s) > 76 {
		out.WriteString(s[:76] + "\r\n")
		s = s[76:]
	}
	return out.String() + s + "\r\n"
}

func message(t *testing.T) string {
	return "Received: from a by b\r\nFrom: =?iso-8859-1?Q?J=FCrgen?= <jurgen@canary.example>\r\nTo: b@canary.example\r\n" +
		"Subject: =?utf-8?B?" + base64.StdEncoding.EncodeToString([]byte("Straße 5")) + "?=\r\nMIME-Version: 1.0\r\n" +
		"Content-Type: multipart/mixed;\r\n boundary=\"==one\"\r\n\r\nthis is for old programs\r\n" +
		"--==one\r\nContent-Type: multipart/alternative; boundary=two\r\n\r\n" +
		"--two\r\nContent-Type: text/plain; charset=windows-1251\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n=CF=F0=E8 long=\r\nword anna=40canary.example\r\n" +
		"--two\r\nContent-Type: text/html\r\n\r\n<p>Tel <b>030</b> <a href=\"mailto:html%40canary.example\">x</a>\r\n--two--\r\n" +
		"--==one\r\nContent-Type: application/octet-stream; name=\"list.xlsx\"\r\nContent-Transfer-Encoding: base64\r\n\r\n" + wrapped(workbook(t, `<row><c t="inlineStr"><is><t>sheet@canary.example</t></is></c></row>`)) +
		"--==one\r\nContent-Type: text/csv; name=l.csv\r\nContent-Disposition: attachment; filename*=utf-8''l%C3%BCste.csv\r\n\r\nname;mail\r\nAnna;csv@canary.example\r\nJan;jan@canary.example\r\n" +
		"--==one\r\nContent-Type: message/rfc822\r\n\r\nFrom: inner@canary.example\r\nSubject: inside\r\nTo: x@canary.example\r\n\r\nthe inner body\r\n" +
		"--==one\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\n" + wrapped([]byte("\x89PNG\r\n\x1a\n")) +
		"--==one--\r\nend\r\n"
}

func TestMailWithAttachments(t *testing.T) {
	s, res := read(t, []byte(message(t)))
	if res.Format != "mail" || len(res.Partial) != 1 || !strings.Contains(res.Partial[0], "pictures") {
		t.Errorf("%+v", res)
	}
	has(t, s, "Jürgen <jurgen@canary.example>", "Straße 5", "При longword anna@canary.example", "html@canary.example", "part list.xlsx", "sheet@canary.example",
		"part lüste.csv", "row Anna|csv@canary.example", "from: inner@canary.example", "the inner body")
	if strings.Contains(s.all(), "--two") {
		t.Error("a boundary is taken for text")
	}
}

func TestMailboxesOfManyMessages(t *testing.T) {
	one := strings.ReplaceAll(message(t), "\r\n", "\n")
	s, _ := read(t, []byte("From a@b Mon Jan  2 15:04:05 2023\n"+one+"\nFrom c@d Tue Jan  3 15:04:05 2023\nFrom: second@canary.example\nTo: x\nSubject: s\n\nbody two\n\nFrom here on it is text: karl@canary.example, at 5:30\n>From x\n"+
		"\nFrom c@d Tue Jan  3 15:04:05 2023\nContent-Type: multipart/mixed; boundary=x\nFrom: third@canary.example\n\n--x\n\ncut@canary.example"))
	has(t, s, "second@canary.example", "body two\n", "From here on it is text: karl@canary.example", "third@canary.example", "cut@canary.example", "part list.xlsx")
}

func TestMailThatIsNoMail(t *testing.T) {
	for _, in := range []string{"From: the desk of Anna\nwe write this\n", "From our shop\n\nhello", "Note: a\nTo: b\n"} {
		if _, res := read(t, []byte(in)); res.Format == "mail" {
			t.Errorf("%q is taken for mail", in)
		}
	}
}

func TestPages(t *testing.T) {
	s, res := read(t, []byte("<!DOCTYPE html><html><head><meta charset=\"iso-8859-1\"></head><body><!-- note@canary.example --><p>J\xfcrgen anna&#64;canary.example<br>x</p><table><tr><td>030</td><td>12</td></tr></table><script>var a='js@canary.example'</script><input value=\"v@canary.example\">"))
	if res.Format != "html" {
		t.Errorf("%+v", res)
	}
	has(t, s, "note@canary.example", "Jürgen anna@canary.example\n", "030\t12", "js@canary.example", "v@canary.example")
	s, res = read(t, []byte(`<?xml version="1.0" encoding="windows-1251"?><customers made="x"><customer id="1"><name>`+"\xcf\xf0"+`</name><contact><mail>a&amp;b@canary.example</mail></contact></customer><customer id="2"><name>Jan</name><late>z</late></customer></customers>`))
	if res.Format != "xml" || res.Shape != "table" {
		t.Errorf("%+v", res)
	}
	has(t, s, "customers.made: x", "column id", "column name", "column contact.mail", "row 1|Пр|a&b@canary.example", "row 2|Jan||z")
	s, res = read(t, []byte("<a><b>one</b><b>two</c"))
	if len(res.Partial) == 0 {
		t.Errorf("damaged XML is taken for read: %+v", res)
	}
	has(t, s, "one")
}

func TestMailNestedWithoutEnd(t *testing.T) {
	var b strings.Builder
	for range 5000 {
		b.WriteString("From: a@b.example\nSubject: x\nTo: y\nContent-Type: message/rfc822\n\n")
	}
	in := b.String()
	_, err := formats.Read(t.Context(), formats.Source{R: bytes.NewReader([]byte(in)), Size: int64(len(in))}, &sink{})
	var nr *formats.NotRead
	if err != nil && !errors.As(err, &nr) {
		t.Error(err)
	}
}
