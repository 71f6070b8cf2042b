package config

import (
	"errors"
	"fmt"
	"net"
	"net/url"
	"path"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"time"
)

// rule says what one key means and what it may hold.
type rule struct {
	doc      string
	example  any
	required bool
	want     string   // what it has to be, for people: "... must be WANT"
	pattern  string   // of a text; the same in Go and in a JSON Schema
	min, max *float64 // of a number
	scalar   bool     // a text that may also be written as a number, true or false
	secret   bool     // its value is never repeated in a message
	// check sees what a pattern cannot. It returns what is wrong and a hint.
	check func(text string) (wrong, hint string)
}

func num(f float64) *float64 { return &f }

// idPattern of a number of the model: callback-rule.m, mfa.eps.K, w.X, price.USD.2015, rate.web developer.
const idPattern = `^[a-z0-9]([A-Za-z0-9._ -]{0,126}[A-Za-z0-9])?$`

// rules by path of the key; [] stands for every element of a list.
var rules = map[string]rule{
	"firm":              {doc: "The business that is looked after. What is not said is taken from a typical firm of its size."},
	"firm.name":         {doc: "What the business is called.", example: "Corner Grocer"},
	"firm.country":      {doc: "Country of its seat, ISO 3166-1 alpha-2.", example: "DE", pattern: `^[A-Z]{2}$`, want: "a country code of two capital letters, as in DE", check: country},
	"firm.sector":       {doc: "What it does, in one word. Rates are known for construction, healthcare, professional, information, retail and hospitality, and for other words for these (docs/why/constants.md); any other is counted like all firms.", example: "retail"},
	"firm.staff":        {doc: "People who work there.", example: 7, min: num(0), max: num(1e7), want: "a whole number, 0 or more"},
	"firm.revenue":      {doc: "Revenue a year, in EUR.", example: 900000, min: num(0), max: num(1e13), want: "an amount in EUR, 0 or more"},
	"firm.online_share": {doc: "Share of the revenue that comes in online, 0 to 1.", example: 0.2, min: num(0), max: num(1), want: "a share from 0 to 1, as in 0.2 for 20 %"},
	"firm.customers":    {doc: "Clients it holds data about.", example: 1200, min: num(0), max: num(1e10), want: "a whole number, 0 or more"},

	"targets":            {doc: "What to look at when `weaklink scan` is given no target."},
	"targets[].at":       {doc: "A website, a database, a folder, a backup.", example: "https://shop.example", required: true, secret: true, check: noPassword},
	"targets[].as":       {doc: "A short name for it, used in the report.", example: "crm", pattern: `^[A-Za-z0-9]([A-Za-z0-9._-]{0,62}[A-Za-z0-9])?$`, want: "a short name of letters, digits, dots and dashes"},
	"targets[].secret":   {doc: "Where its password is: env:NAME or file:PATH, never the password itself.", example: "env:CRM_PW", pattern: secretPattern, want: "env:NAME or file:PATH, never the secret itself", secret: true},
	"targets[].max_time": {doc: "How long to look at it at most, as in 90s, 10m or 1h30m.", example: "10m", pattern: `^([0-9]+(\.[0-9]+)?(ms|s|m|h))+$`, want: "a time with its unit, as in 90s, 10m or 1h30m", check: timeLimit},
	"targets[].watch":    {doc: "Of a server (host:): folders to watch for changes. Without it: /etc and the web roots that its web server names."},
	"targets[].watch[]":  {doc: "A folder, as the server itself calls it.", example: "/var/www", pattern: `^/[^\x00-\x1f]*$`, want: "a folder that begins with /, as in /var/www"},

	"ignore":   {doc: "Paths to leave out; ** stands for any number of folders."},
	"ignore[]": {doc: "A glob.", example: "**/node_modules/**", check: glob},
	"dns":      {doc: "DNS server to ask, instead of the system's.", example: "127.0.0.1:5353", check: hostPort},

	"answers":         {doc: "Answers to questions that no look from outside can settle."},
	"answers[].id":    {doc: "The question: link.name.", example: "policies.callback-rule", required: true, pattern: `^(data|website|hosting|devices|access|policies|payments|backups)\.[a-z0-9]+(-[a-z0-9]+)*$`, want: "the id of a question, as in policies.callback-rule"},
	"answers[].value": {doc: "The answer; true means yes and false means no.", example: "yes", required: true, scalar: true},
	"answers[].on":    {doc: "The day it was answered.", example: "2026-11-02", pattern: `^[0-9]{4}-[0-9]{2}-[0-9]{2}$`, want: "a day written YYYY-MM-DD, as in 2026-11-02", check: day},
	"answers[].by":    {doc: "Who answered.", example: "owner"},
	"answers[].file":  {doc: "A document that shows it.", example: "docs/payments.pdf"},

	"contact":       {doc: "Whom the report says to call."},
	"contact.name":  {doc: "A person.", example: "Jo Expert"},
	"contact.role":  {doc: "What that person is to the firm.", example: "expert"},
	"contact.mail":  {doc: "E-mail address.", example: "jo@expert.example", pattern: `^[^@\s]+@[^@\s]+$`, want: "an e-mail address"},
	"contact.phone": {doc: "Telephone number.", example: "+49 30 0000000", pattern: `^\+?[0-9][0-9 ()/.-]{2,30}$`, want: "a telephone number"},

	"constants":   {doc: "Numbers of the model that are known better for this firm, by id; `weaklink version --constants` lists them. Money is in EUR."},
	"constants.*": {doc: "A number, a low and a high, or a low, a best and a high.", example: []any{40.0, 90.0}, pattern: idPattern, want: "a number, or a list of 2 or 3 numbers from low to high"},
}

var patterns = sync.OnceValue(func() map[string]*regexp.Regexp {
	out := make(map[string]*regexp.Regexp)
	for _, r := range rules {
		if r.pattern != "" {
			out[r.pattern] = regexp.MustCompile(r.pattern)
		}
	}
	return out
})

// CheckCountry says why s is no code of a country.
func CheckCountry(s string) error {
	r := rules["firm.country"]
	if !patterns()[r.pattern].MatchString(s) {
		return errors.New("it is not " + r.want)
	}
	if wrong, hint := r.check(s); wrong != "" {
		return fmt.Errorf("%s: %s", wrong, hint)
	}
	return nil
}

func country(s string) (string, string) {
	if s == "UK" {
		return "UK is no country code", "write GB"
	}
	return "", ""
}

// noPassword refuses an address with a password in it, without repeating it.
func noPassword(s string) (string, string) {
	u, err := url.Parse(s)
	if err != nil && strings.Contains(s, "://") {
		return "it is no address", "write it as in postgres://user@host/database"
	}
	if err != nil {
		return "", "" // a path
	}
	if _, has := u.User.Password(); has {
		return "it has a password in it", "take the password out and name it with secret: env:NAME or file:PATH"
	}
	return "", ""
}

func timeLimit(s string) (string, string) {
	d, err := time.ParseDuration(s)
	if err != nil || d <= 0 {
		return "it is no time above 0", "write it as in 90s, 10m or 1h30m"
	}
	return "", ""
}

func glob(s string) (string, string) {
	if _, err := path.Match(strings.ReplaceAll(s, "**", "*"), "x"); err != nil || s == "" {
		return "it is no pattern of paths", "as in **/node_modules/** or *.tmp; a [ needs its ]"
	}
	return "", ""
}

func hostPort(s string) (string, string) {
	host, port, err := net.SplitHostPort(s)
	n, bad := strconv.ParseUint(port, 10, 16)
	if err != nil || bad != nil || host == "" || n == 0 {
		return "it is no HOST:PORT", "as in 127.0.0.1:53 or [::1]:53"
	}
	return "", ""
}

func day(s string) (string, string) {
	if _, err := time.Parse(time.DateOnly, s); err != nil {
		return fmt.Sprintf("there is no day %s", s), "write it YYYY-MM-DD"
	}
	return "", ""
}
