package redact

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"testing"
)

func TestNoPasswordStandsInTheLog(t *testing.T) {
	const secret = "canary/pw \"7\\#&é"
	var b bytes.Buffer
	log := Log(&b, secret, "abc")
	at := url.URL{Scheme: "postgres", User: url.UserPassword("keeper", secret), Host: "db", Path: "/runs"}
	log.Info("connect to "+at.String(), "error", errors.New("password="+secret), "any", []string{secret}, "quoted", fmt.Sprintf("%q", secret))
	log.Warn("other", "url", "mysql://jo:canary@db/x", "dsn", "user=jo password=canary host=db", "json", `{"password":"canary","token": "canary"}`, "query", "x?pwd=canary&a=b")
	log.Error(secret, "group", map[string]any{"deep": secret})
	log.Info("abc is too short to be hunted for", "target", "https://shop.example/a:b@c", "n", 7)
	lines := strings.Split(strings.TrimSpace(b.String()), "\n")
	if len(lines) != 4 {
		t.Fatalf("%d lines", len(lines))
	}
	for _, l := range lines {
		if strings.Contains(strings.ToLower(l), "canary") {
			t.Errorf("%s", l)
		}
		var v map[string]any
		if err := json.Unmarshal([]byte(l), &v); err != nil {
			t.Errorf("%v: %s", err, l)
		}
	}
	if !strings.Contains(lines[3], "abc is too short") || !strings.Contains(lines[3], `"n":7`) || !strings.Contains(lines[1], "host=db") {
		t.Errorf("too much is masked: %s", b.String())
	}
}
