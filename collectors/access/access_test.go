package access

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/weaklink/weaklink/collectors"
	"github.com/weaklink/weaklink/collectors/collecttest"
	"github.com/weaklink/weaklink/facts"
)

var env = collectors.Env{Key: [32]byte{7}}

func target(t *testing.T, scheme, content string) collectors.Target {
	t.Helper()
	p := filepath.Join(t.TempDir(), "list.csv")
	if err := os.WriteFile(p, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return collectors.Target{ID: "list.csv", Scheme: scheme, Addr: p}
}

// look collects content as a list and returns what was seen.
func look(t *testing.T, scheme, content string) *collecttest.Seen {
	t.Helper()
	c := NewPeople(env)
	if scheme == "accounts" {
		c = NewAccounts(env)
	}
	return collecttest.Contract(t, c, collecttest.World{Target: target(t, scheme, content),
		Canaries: []string{"anna", "ott@", "schimmelpfennig", "firma.example", "corner.example"}})
}

func byRow(see *collecttest.Seen) map[int]facts.Account {
	out := map[int]facts.Account{}
	for _, a := range facts.AccessAccount.Select(see.Facts()) {
		out[a.Row] = a
	}
	return out
}

func gapAbout(see *collecttest.Seen, what string) bool {
	for _, g := range see.Gaps() {
		if strings.Contains(g.Subject+" "+g.Why+" "+g.Next, what) {
			return true
		}
	}
	return false
}

func TestExportsOfTheConsolesAreRead(t *testing.T) {
	const google = "First Name [Required],Last Name [Required],Email Address [Required],Password [Required],Password Hash Function [UPLOAD ONLY],Org Unit Path [Required],New Primary Email [UPLOAD ONLY],Status [READ ONLY],Last Sign In [READ ONLY],Recovery Email,Home Secondary Email,Work Secondary Email,Recovery Phone [MUST BE IN THE E.164 FORMAT],Work Phone,Home Phone,Mobile Phone,Work Address,Home Address,Employee ID,Employee Type,Employee Title,Manager Email,Department,Cost Center,2sv Enrolled [READ ONLY],2sv Enforced [READ ONLY],Building ID,Floor Name,Floor Section,Email Usage [READ ONLY],Drive Usage [READ ONLY],Total Storage [READ ONLY],Change Password at Next Sign-In,New Status [UPLOAD ONLY]\n"
	type want = facts.Account
	for _, c := range []struct {
		name, system, content string
		rows                  map[int]want
		gaps                  []string
	}{
		{"Google Workspace, Download users", "google-workspace", google +
			"Anna,Ott,anna.ott@corner.example,****,,/,,Active,2026/11/20 07:24:13,,,,,,,,,,,,,,,,True,False,,,,0.04GB,1.21GB,Unlimited,False,\n" +
			"Jan,Schimmelpfennig,jan@corner.example,****,,/,,Suspended,Never logged in,,,,,,,,,,,,,,,,False,False,,,,0.0GB,0.0GB,Unlimited,False,\n" +
			"Shop,Corner,info@corner.example,****,,/,,Active,2025/01/02 00:00:00,,,,,,,,,,,,,,,,False,False,,,,0.0GB,0.0GB,Unlimited,False,\n",
			map[int]want{
				2: {Enabled: "yes", SecondFactor: "yes", LastSignIn: "2026-11-20", Sort: "person"},
				3: {Enabled: "no", SecondFactor: "no", LastSignIn: "never", Sort: "person"},
				4: {Enabled: "yes", SecondFactor: "no", LastSignIn: "2025-01-02", Sort: "role"},
			}, []string{"who is an administrator"}},
		{"Microsoft 365, Export users", "microsoft365",
			"Display name,DirSyncEnabled,User principal name,Object Id,First name,Last name,When created,Soft deletion time stamp,Title,Department,Block credential,Licenses,Proxy addresses\n" +
				"Anna Ott,False,anna@firma.example,15e91f38-3651-425f-810a-56e0fb00287a,Anna,Ott,2022-03-18 19:49:35Z,,,,False,Microsoft 365 Business,SMTP:anna@firma.example+smtp:ott@firma.example\n" +
				"Kasse,False,kasse@firma.example,15e91f38-3651-425f-810a-56e0fb00287b,,,2022-03-18 19:49:35Z,,,,True,Unlicensed,\n",
			map[int]want{2: {Enabled: "yes", Created: "2022-03-18", Sort: "person"}, 3: {Enabled: "no", Created: "2022-03-18", Sort: "role"}},
			[]string{"second factor", "administrator", "last signed in"}},
		{"Microsoft 365 in German", "microsoft365",
			"Benutzerprinzipalname;Anzeigename;Anmeldeinformationen blockieren;Erstellt am;Lizenzen\n" +
				"anna@firma.example;Anna Ott;Falsch;18.03.2022 19:49:35;Microsoft 365 Business Premium\nott@firma.example;Ott Anna;Wahr;18.03.2022;Microsoft 365\n",
			map[int]want{2: {Enabled: "yes", Created: "2022-03-18", Sort: "person"}, 3: {Enabled: "no", Created: "2022-03-18", Sort: "person"}}, nil},
		{"Entra, registration details", "microsoft365",
			"userPrincipalName,userDisplayName,userType,isAdmin,isMfaCapable,isMfaRegistered,methodsRegistered\n" +
				"anna@firma.example,Anna Ott,member,True,False,True,mobilePhone\next_firma.example#EXT#@corner.example,Ott,guest,False,True,True,app\n",
			map[int]want{2: {Admin: "yes", SecondFactor: "no", Sort: "person"}, 3: {Admin: "no", SecondFactor: "yes", Sort: "guest"}}, []string{"switched off"}},
		{"Microsoft 365, active users", "microsoft365",
			"Report Refresh Date,User Principal Name,Display Name,Is Deleted,Deleted Date,Exchange Last Activity Date,Teams Last Activity Date\n" +
				"2026-11-20,anna@firma.example,Anna Ott,False,,2026-11-01,2026-11-12\n2026-11-20,ott@firma.example,Otto Ott,True,2026-01-01,,\n",
			map[int]want{2: {LastSignIn: "2026-11-12", Sort: "person"}}, nil},
		{"mailboxes in French", "microsoft365",
			"Nom d'affichage;Adresse de messagerie;Type de destinataire\nAnna Ott;anna@firma.example;Utilisateur\nBoîte;ventes@firma.example;Boîte aux lettres partagée\n",
			map[int]want{2: {Sort: "person"}, 3: {Sort: "shared"}}, nil},
		{"made by hand", "accounts", "Login,MFA,Admin,Last login,Status\nanna,ja,x,12.11.2026,aktiv\nott,nein,,nie,gesperrt\n",
			map[int]want{2: {SecondFactor: "yes", Admin: "yes", LastSignIn: "2026-11-12", Enabled: "yes"}, 3: {SecondFactor: "no", Admin: "no", LastSignIn: "never", Enabled: "no"}}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			see := look(t, "accounts", c.content)
			got := byRow(see)
			if len(got) != len(c.rows) {
				t.Errorf("%d accounts, want %d", len(got), len(c.rows))
			}
			for row, w := range c.rows {
				g := got[row]
				if g.System != c.system || !strings.HasPrefix(g.ID, "account:"+c.system+"/") || len(g.Logins) == 0 {
					t.Errorf("row %d: %+v", row, g)
				}
				w.ID, w.Target, w.System, w.Row, w.Logins, w.Name = g.ID, g.Target, g.System, g.Row, g.Logins, g.Name
				if g.Enabled != w.Enabled || g.SecondFactor != w.SecondFactor || g.Admin != w.Admin || g.LastSignIn != w.LastSignIn || g.Created != w.Created || g.Sort != w.Sort {
					t.Errorf("row %d:\n got %+v\nwant %+v", row, g, w)
				}
			}
			for _, w := range c.gaps {
				if !gapAbout(see, w) {
					t.Errorf("nothing is said of %q: %+v", w, see.Gaps())
				}
			}
		})
	}
}

func TestPeopleOfThreeLanguagesAreTheSamePeople(t *testing.T) {
	var all [][]facts.Person
	for _, content := range []string{
		"First name,Last name,Email,Start date,Leaving date\nAnna,Ott,anna@firma.example,2020-02-01,\nJan,Schimmelpfennig,jan@firma.example,2019-05-01,2026-06-30\n",
		"Vorname;Nachname;E-Mail-Adresse;Eintritt;Austritt\nAnna;Ott;Anna@Firma.example;01.02.2020;unbefristet\nJan;Schimmelpfennig;jan@firma.example;01.05.2019;30.06.2026\n",
		"Prénom;Nom de famille;Courriel;Date d'entrée;Date de sortie\nAnna;Ott;anna@firma.example;01/02/2020;\nJan;Schimmelpfennig;jan@firma.example;01/05/2019;30/06/2026\n",
		"Name,Login,Since,Until\n\"Ott, Anna\",anna@firma.example,2020-02-01,present\nJan Schimmelpfennig,jan@firma.example,2019-05-01,\"June 30, 2026\"\n",
	} {
		see := look(t, "people", content)
		if len(see.Gaps()) > 0 {
			t.Errorf("gaps: %+v", see.Gaps())
		}
		all = append(all, facts.AccessPerson.Select(see.Facts()))
	}
	for i, got := range all {
		if len(got) != 2 {
			t.Fatalf("list %d: %d people", i, len(got))
		}
		for j, p := range got {
			w := all[0][j]
			if p.ID != w.ID || p.Name != w.Name || p.Since != w.Since || p.Until != w.Until {
				t.Errorf("list %d: %+v, want %+v", i, p, w)
			}
		}
	}
	until := ""
	for _, p := range all[0] {
		until += p.Until
	}
	if until != "2026-06-30" {
		t.Errorf("until %q", until)
	}
}

func TestWhatCanBeReadInTwoWaysIsNotGuessed(t *testing.T) {
	see := look(t, "people", "Name,Email,Until\nAnna Ott,anna@firma.example,03/04/2026\nJan Ott,jan@firma.example,\n")
	for _, p := range facts.AccessPerson.Select(see.Facts()) {
		if p.Until != "" || p.Row == 2 && p.Unclear == "" {
			t.Errorf("guessed: %+v", p)
		}
	}
	if !gapAbout(see, "read in two ways") {
		t.Errorf("not said: %+v", see.Gaps())
	}
	// Another cell of the column settles it.
	see = look(t, "people", "Name,Email,Until\nAnna Ott,anna@firma.example,03/04/2026\nJan Ott,jan@firma.example,04/25/2026\n")
	for _, p := range facts.AccessPerson.Select(see.Facts()) {
		if p.Row == 2 && p.Until != "2026-03-04" {
			t.Errorf("%+v", p)
		}
	}
	see = look(t, "accounts", "Email,MFA,MFA,Status\nanna@firma.example,yes,no,active\n")
	if a := byRow(see)[2]; a.SecondFactor != "" || !gapAbout(see, "two columns of the same name") {
		t.Errorf("guessed: %+v %+v", a, see.Gaps())
	}
	see = look(t, "accounts", "Email,MFA,Role\nanna@firma.example,perhaps,Verkauf\nott@firma.example,yes,Global Administrator\n")
	if got := byRow(see); got[2].SecondFactor != "" || got[2].Admin != "" || got[3].Admin != "yes" || !gapAbout(see, "of no kind that we know") {
		t.Errorf("guessed: %+v %+v", got, see.Gaps())
	}
}

func TestListsThatAreNoneSaySo(t *testing.T) {
	for content, hint := range map[string]string{
		"":                                     "csv or xlsx",
		"Dear Sir,\n\nno list here.\n":         "csv or xlsx",
		"Article,Price\nPears,2\nApples,3\n":   "csv or xlsx",
		"\x00\x01\x02\x03\x04\x05\x06\x07\x08": "look at it",
		"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1old":  "damaged",
		"User principal name,Last activity date\n0123456789ABCDEF0123456789ABCDEF,2026-01-01\n": "concealed",
	} {
		err := NewAccounts(env).Collect(t.Context(), target(t, "accounts", content), &collecttest.Seen{})
		h, ok := err.(interface{ Hint() string })
		if !ok || !strings.Contains(err.Error()+h.Hint(), hint) {
			t.Errorf("%q: %v, want a hint of %q", content, err, hint)
		}
	}
	err := NewPeople(env).Collect(t.Context(), collectors.Target{ID: "x", Scheme: "people", Addr: filepath.Join(t.TempDir(), "none.csv")}, &collecttest.Seen{})
	if err == nil || !strings.Contains(err.Error(), "no such file") {
		t.Error(err)
	}
}

func FuzzLists(f *testing.F) {
	f.Add("Name,Email,Until\nAnna Ott,anna@firma.example,03/04/2026\n")
	f.Add("userPrincipalName,isAdmin,isMfaCapable\nx@y.example,True,1\n")
	f.Add("Login;MFA\n;\n\";;\n")
	f.Fuzz(func(t *testing.T, content string) {
		p := filepath.Join(t.TempDir(), "l.csv")
		if err := os.WriteFile(p, []byte(content), 0o600); err != nil {
			t.Skip()
		}
		for _, c := range []collectors.Collector{NewPeople(env), NewAccounts(env)} {
			see := &collecttest.Seen{}
			err := c.Collect(t.Context(), collectors.Target{ID: "l", Scheme: c.Targets()[0], Addr: p}, see)
			if err == nil && len(see.Facts()) == 0 && len(see.Gaps()) == 0 {
				t.Errorf("%s saw nothing and said nothing", c.Name())
			}
		}
	})
}
