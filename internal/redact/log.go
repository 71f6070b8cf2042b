package redact

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/url"
	"regexp"
	"slices"
)

// Log is a logger that writes JSON lines to w, in which no password stands:
// neither one of secrets, in any form that an error may repeat it in, nor one
// in an address or a setting that looks like one.
func Log(w io.Writer, secrets ...string) *slog.Logger {
	out := &masking{w: w}
	for _, s := range secrets {
		if len(s) < 4 { // the patterns below have to do: it would be found everywhere
			continue
		}
		quoted := fmt.Sprintf("%q", s)
		forms := []string{s, url.QueryEscape(s), url.PathEscape(s), url.UserPassword("", s).String()[1:], quoted[1 : len(quoted)-1]}
		for _, f := range forms { // as each stands in a line of JSON, with and without care for HTML
			for _, html := range []bool{true, false} {
				var b bytes.Buffer
				enc := json.NewEncoder(&b)
				enc.SetEscapeHTML(html)
				if err := enc.Encode(f); err == nil {
					forms = append(forms, b.String()[1:b.Len()-2])
				}
			}
		}
		for _, f := range forms {
			if b := []byte(f); !slices.ContainsFunc(out.secrets, func(had []byte) bool { return bytes.Equal(had, b) }) {
				out.secrets = append(out.secrets, b)
			}
		}
	}
	// The longest first, so that none is cut into by a shorter one.
	slices.SortFunc(out.secrets, func(a, b []byte) int { return len(b) - len(a) })
	return slog.New(slog.NewJSONHandler(out, nil))
}

// masking hides passwords in whole lines: slog writes one at a time.
type masking struct {
	w       io.Writer
	secrets [][]byte
}

var (
	mask = []byte("***")
	// user and password in an address: //user:password@
	inAddress = regexp.MustCompile(`(://)[^/@\s"]*:[^@\s"]*@`)
	// password=..., pwd: ..., "token":"..." in what another program said
	inSetting = regexp.MustCompile(`(?i)((?:password|passwd|pwd|secret|token)\\?"?\s*[=:]\s*\\?"?)[^\s"\\&,;]+`)
)

func (m *masking) Write(p []byte) (int, error) {
	line := p
	for _, s := range m.secrets {
		line = bytes.ReplaceAll(line, s, mask)
	}
	line = inAddress.ReplaceAll(line, []byte("${1}***@"))
	line = inSetting.ReplaceAll(line, []byte("${1}***"))
	if _, err := m.w.Write(line); err != nil {
		return 0, err
	}
	return len(p), nil
}
