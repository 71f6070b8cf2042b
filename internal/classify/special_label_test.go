package classify_test

import (
	"testing"

	"github.com/weaklink/weaklink/internal/classify"
)

// Beliefs and the like are told behind their labels and beside a person, and nowhere else.
func TestBeliefsAndOrigins(t *testing.T) {
	for text, want := range map[string]classify.Kind{
		"religion: jewish":                            "religion",
		"Konfession: ev":                              "religion",
		"\"ethnic group\": \"Black Caribbean\"":       "ethnicity",
		"Parteizugehörigkeit: CDU":                    "politics",
		"sexual orientation = lesbian":                "orientation",
		"trade union: Unite":                          "union",
		"Marian Hill: HIV positive since 2012":        "health",
		"Sie ist Mitglied der IG Metall":              "union",
		"orientation: portrait":                       "",
		"religion: none":                              "",
		"religion: string":                            "",
		"union square parking":                        "",
		"the health check endpoint returned 200":      "",
		"1;Z2526137Y;Felipe Montero Roma":             "",
		"The Catholic church on Main Street is open":  "",
		"Diabetes: Ein Ratgeber für Angehörige":       "",
		"Gewerkschaft ver.di ruft zum Streik auf":     "",
		"politische Partei gesucht, 4 Zimmer, Balkon": "",
	} {
		got := classify.Kind("")
		for _, f := range finds(text) {
			if c := classify.CategoryOf(f.Kind); f.Confidence >= classify.Sure && (c == "special" || c == "health") {
				got = f.Kind
			}
		}
		if got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

// Secrets by where they stand.
func TestSecretsByTheirPlace(t *testing.T) {
	for text, want := range map[string]string{
		"HCLOUD_TOKEN=\"N5OHDYtvL2fQsj1OfiqnEBo4VzYxnxCZZ5Rr\"":                 "N5OHDYtvL2fQsj1OfiqnEBo4VzYxnxCZZ5Rr",
		"- name: DB_PASSWORD\n  value: Lx77vN8sQwe":                             "Lx77vN8sQwe",
		"variable \"db_password\" {\n  default = \"Mutti84+Hund\"\n}":           "Mutti84+Hund",
		"Passwort\nMutti61+Hund\n":                                              "Mutti61+Hund",
		"| CRM | x |\n| Passwort | Mutti61+Hund |":                              "Mutti61+Hund",
		"mysqli_connect('localhost', 'root', 'Lx45vN8sQwe', 'shop');":           "Lx45vN8sQwe",
		"ds.setPassword(\"Lx34vN8sQwe\");":                                      "Lx34vN8sQwe",
		"jdbc:oracle:thin:scott/Lx34vN8sQwe@//ora:1521/ORCL":                    "Lx34vN8sQwe",
		"net use Z: \\\\nas\\share Mutti72+Hund /user:karl":                     "Mutti72+Hund",
		"enable secret 5 $1$wCPp$El1BbKCcMm0xWRwTG0VGIs":                        "$1$wCPp$El1BbKCcMm0xWRwTG0VGIs",
		"anna@firma-ott.de:Nordsee_16":                                          "Nordsee_16",
		"密码：Mutti61+Hund":                                                       "Mutti61+Hund",
		"deploy@firma-ott.de:backup2024":                                        "",
		"next_page_token: CAUQAAmN5OHDYtvL2fQsj1Ofi":                            "",
		"Passwords\nWindows11 rollout":                                          "",
		"Password: required.":                                                   "",
		"login(user, password)":                                                 "",
		"net use Z: \\\\nas\\share /user:karl *":                                "",
		"- name: DB_PASSWORD\n  value: $(DB_PASSWORD)":                          "",
		"- name: DB_HOST\n  value: db01x7":                                      "",
		"password_hash: $argon2id$v=19$m=65536,t=3,p=4$zYZBCl46dUYoUQ5$Xl0ExB5": "$argon2id$v=19$m=65536,t=3,p=4$zYZBCl46dUYoUQ5$Xl0ExB5",
	} {
		got := ""
		for _, f := range finds(text) {
			if classify.CategoryOf(f.Kind) == "credentials" && f.Confidence >= classify.Sure {
				got = text[f.Start:f.End]
			}
		}
		if got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}
