package formats

import (
	"bytes"
	"io"
	"mime"
	"strings"
)

// fields are the headers of a part, in order.
type fields []struct{ name, value string }

func (f fields) get(name string) string {
	for _, x := range f {
		if x.name == name {
			return x.value
		}
	}
	return ""
}

// header reads the headers up to the empty line.
func (m *mailbox) header() (fields, error) {
	out := make(fields, 0, 12)
	size := 0
	for {
		b, ok := m.line()
		if !ok {
			return out, m.err
		}
		size += len(b)
		line := lineOf(b)
		if len(line) == 0 || size > maxHeader {
			return out, nil
		}
		if (line[0] == ' ' || line[0] == '\t') && len(out) > 0 {
			out[len(out)-1].value += " " + string(bytes.TrimSpace(line))
			continue
		}
		name, value, found := bytes.Cut(line, []byte(":"))
		if !found {
			continue
		}
		out = append(out, struct{ name, value string }{headerName(bytes.TrimSpace(name)), string(bytes.TrimSpace(value))})
	}
}

// headerName is the name of a header in small letters.
func headerName(name []byte) string {
	if s, ok := plainHeaders[string(name)]; ok {
		return s
	}
	return strings.ToLower(string(name))
}

// plainHeaders are those that nearly all letters have, as nearly all write them.
var plainHeaders = func() map[string]string {
	m := map[string]string{}
	for _, h := range strings.Fields(`From To Cc Subject Date Sender Reply-To Message-ID Message-Id In-Reply-To References MIME-Version Mime-Version Received Return-Path
		Delivered-To X-Original-To Content-Type Content-Transfer-Encoding Content-Disposition Content-Language User-Agent X-Mailer List-Id List-Unsubscribe DKIM-Signature`) {
		m[h] = strings.ToLower(h)
	}
	return m
}()

// tell hands over the headers that people wrote or that name them.
func (m *mailbox) tell(h fields) error {
	var text []byte
	for _, f := range h {
		switch f.name {
		case "from", "to", "cc", "bcc", "reply-to", "subject", "sender", "date", "delivered-to", "return-path", "x-original-to",
			"resent-from", "resent-to", "resent-cc", "x-envelope-to", "comments", "keywords", "organization", "x-originating-ip", "disposition-notification-to":
			text = append(append(append(append(text, f.name...), ": "...), decodeWords(f.value)...), '\n')
		}
	}
	if len(text) == 0 {
		return nil
	}
	return m.rd.sink.Text(append(text, '\n'))
}

var words = mime.WordDecoder{CharsetReader: func(charset string, r io.Reader) (io.Reader, error) { return inCharset(r, charset), nil }}

// decodeWords resolves =?utf-8?Q?...?= of a header.
func decodeWords(s string) string {
	if !strings.Contains(s, "=?") {
		return strings.ToValidUTF8(s, "?")
	}
	out, err := words.DecodeHeader(s)
	if err != nil {
		out = s
	}
	return strings.ToValidUTF8(out, "?")
}

// mediaType is the type and the parameters of a header, also of a damaged one.
func mediaType(s string) (string, map[string]string) {
	kind, params, err := mime.ParseMediaType(s)
	if err == nil || kind != "" && len(params) > 0 {
		return kind, params
	}
	kind, rest, _ := strings.Cut(s, ";")
	params = map[string]string{}
	for _, p := range strings.Split(rest, ";") {
		if k, v, ok := strings.Cut(p, "="); ok {
			params[strings.ToLower(strings.TrimSpace(k))] = strings.Trim(strings.TrimSpace(v), `"`)
		}
	}
	return strings.ToLower(strings.TrimSpace(kind)), params
}
