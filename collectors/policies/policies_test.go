package policies

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"codeberg.org/go-pdf/fpdf"

	"github.com/weaklink/weaklink/collectors"
	"github.com/weaklink/weaklink/collectors/collecttest"
	"github.com/weaklink/weaklink/facts"
)

func write(t testing.TB, dir, name, content string) {
	t.Helper()
	p := filepath.Join(dir, name)
	if err := os.MkdirAll(filepath.Dir(p), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(p, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
}

func pack(t testing.TB, parts ...string) string {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i < len(parts); i += 2 {
		w, err := z.Create(parts[i])
		if err != nil {
			t.Fatal(err)
		}
		io.WriteString(w, parts[i+1])
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// word is a document of paragraphs; one that begins with # is a heading.
func word(t testing.TB, paras ...string) string {
	t.Helper()
	var b strings.Builder
	for _, p := range paras {
		style := ""
		if h, ok := strings.CutPrefix(p, "# "); ok {
			style, p = `<w:pPr><w:pStyle w:val="berschrift1"/></w:pPr>`, h
		}
		b.WriteString("<w:p>" + style + "<w:r><w:t>" + strings.ReplaceAll(p, "&", "&amp;") + "</w:t></w:r></w:p>")
	}
	return pack(t, "word/styles.xml", `<w:styles><w:style w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style></w:styles>`,
		"word/document.xml", "<w:document><w:body>"+b.String()+"</w:body></w:document>")
}

func paper(t testing.TB, pages ...[]string) string {
	t.Helper()
	p := fpdf.New("P", "mm", "A4", "")
	for _, lines := range pages {
		p.AddPage()
		for _, l := range lines {
			size := 11.0
			if h, ok := strings.CutPrefix(l, "# "); ok {
				size, l = 16, h
			}
			p.SetFont("Helvetica", "", size)
			p.MultiCell(0, 6, p.UnicodeTranslatorFromDescriptor("")(l), "", "L", false)
			p.Ln(3)
		}
	}
	var b bytes.Buffer
	if err := p.Output(&b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func look(t testing.TB, dir string) (facts.PolicyFolder, facts.PolicyRoll, *collecttest.Seen) {
	t.Helper()
	see := &collecttest.Seen{}
	c := New(collectors.Env{Key: [32]byte{7}})
	if err := c.Collect(t.Context(), collectors.Target{ID: "rules", Scheme: "policies", Addr: dir}, see); err != nil {
		t.Fatal(err)
	}
	folders, rolls := facts.PoliciesFolder.Select(see.Facts()), facts.PoliciesRoll.Select(see.Facts())
	if len(folders) != 1 || len(rolls) != 1 {
		t.Fatalf("%d folders, %d rolls", len(folders), len(rolls))
	}
	return folders[0], rolls[0], see
}

func document(t testing.TB, f facts.PolicyFolder, name string) facts.PolicyDocument {
	t.Helper()
	for _, d := range f.Documents {
		if d.Name == name {
			return d
		}
	}
	t.Fatalf("no document %s in %+v", name, f.Documents)
	return facts.PolicyDocument{}
}

func topicIDs(d facts.PolicyDocument) string {
	var out []string
	for _, t := range d.Topics {
		out = append(out, t.ID)
	}
	return strings.Join(out, " ")
}

func clauseIDs(d facts.PolicyDocument) string {
	var out []string
	for _, c := range d.Clauses {
		out = append(out, c.ID)
	}
	slices.Sort(out)
	return strings.Join(out, " ")
}

const nine = "data-handling retention access devices mail-and-web payments suppliers backups incident"
const all = "backup-made call-back incident-phone leavers report-at-once restore-test supplier-agreement training"

// One handbook in three languages and three formats says the same.
func TestOneHandbookInThreeLanguages(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "en.md", `# Handbook
Version 2.1
Owner: Anna Ott
Last reviewed: 3 March 2026
Approved by: Anna Ott, 2026-03-04

## Client data
Client data must stay in the customer database. Nobody may copy it to a private phone.
## Keeping and deleting
Invoices are kept for ten years. Everything else must be deleted after three years.
## Access and passwords
Passwords must be kept in the manager. When somebody leaves, their accounts and keys must be taken back on the last day.
## Computers
Screens must be locked. Updates are installed every week.
## Mail and scams
Never open an attachment that you did not expect. Everybody has a training every year.
## Payments
Somebody sends new bank details by mail. Always call back on the number that we know.
Card numbers must never be written down.
## Suppliers
No supplier may get client data before a processing agreement is signed.
## Backups
A backup runs every night. Once a quarter one of us restores a file from it.
## When something goes wrong
Report it at once when a device is lost or stolen. Call +49 30 901820.
`)
	write(t, dir, "de.docx", word(t, "# Handbuch", "Version 2.1", "Verantwortlich: Anna Ott", "Stand: 03.03.2026", "Freigegeben von: Anna Ott am 04.03.2026",
		"# Kundendaten", "Kundendaten dürfen nur in der Kundendatenbank gespeichert werden. Niemand darf sie auf ein privates Handy kopieren.",
		"# Aufbewahrung und Löschung", "Rechnungen werden zehn Jahre aufbewahrt. Alles andere muss nach drei Jahren gelöscht werden.",
		"# Zugänge und Passwörter", "Passwörter müssen im Passwort-Manager liegen. Wer ausscheidet, muss am letzten Tag alle Zugänge und Schlüssel abgeben.",
		"# Geräte", "Der Bildschirm muss gesperrt werden. Updates werden jede Woche eingespielt.",
		"# E-Mail", "Niemals einen Anhang öffnen, den man nicht erwartet. Jeder wird jährlich geschult.",
		"# Zahlungen", "Vor jeder Änderung einer Bankverbindung rufen wir unter der bekannten Nummer zurück.", "Kartennummern dürfen nie notiert werden.",
		"# Dienstleister", "Kein Dienstleister bekommt Kundendaten, bevor ein Vertrag zur Auftragsverarbeitung unterschrieben ist.",
		"# Datensicherung", "Jede Nacht läuft eine Datensicherung. Einmal im Quartal stellen wir eine Datei daraus wieder her.",
		"# Wenn etwas passiert", "Bei Verlust oder Verdacht sofort melden. Telefon 030 901820."))
	write(t, dir, "fr.pdf", paper(t, []string{"# Manuel", "Version 2.1", "Responsable : Anna Ott", "Dernière révision : 3 mars 2026", "Approuvé par : Anna Ott le 4 mars 2026",
		"# Données clients", "Les données clients doivent rester dans la base de données. Personne ne doit les copier sur un téléphone privé.",
		"# Conservation et suppression", "Les factures sont conservées dix ans. Tout le reste doit être supprimé après trois ans.",
		"# Mots de passe et comptes", "Les mots de passe doivent rester dans le gestionnaire. En cas de départ, les accès et les clés doivent être rendus le dernier jour.",
		"# Ordinateurs", "L'écran doit être verrouillé. Les mises à jour sont installées chaque semaine."},
		[]string{"# Courriels", "Ne jamais ouvrir une pièce jointe inattendue. Chaque personne suit une formation une fois par an.",
			"# Paiements", "Avant toute modification de coordonnées bancaires, il faut rappeler le numéro que nous connaissons déjà.", "Les numéros de carte ne doivent jamais être notés.",
			"# Prestataires", "Aucun prestataire ne doit recevoir de données avant que le contrat de sous-traitance soit signé.",
			"# Sauvegardes", "Une sauvegarde est faite chaque nuit. Une fois par trimestre, un fichier doit être restauré comme essai.",
			"# En cas de problème", "Toute perte doit être signalée immédiatement. Appelez le +33 1 70 18 99 00."}))
	f, _, see := look(t, dir)
	for name, lang := range map[string]string{"en.md": "en", "de.docx": "de", "fr.pdf": "fr"} {
		d := document(t, f, name)
		if got := topicIDs(d); got != nine {
			t.Errorf("%s covers %s", name, got)
		}
		if got := clauseIDs(d); got != all {
			t.Errorf("%s has the rules %s", name, got)
		}
		if strings.Join(d.Languages, " ") != lang || d.Reviewed != "2026-03-03" || d.Approved != "2026-03-04" || !d.Owner || d.Version != "2.1" || d.Unread != "" {
			t.Errorf("%s: %+v", name, d)
		}
	}
	if d := document(t, f, "fr.pdf"); d.Pages != 2 || d.Topics[0].Page != 1 || d.Topics[8].Page != 2 {
		t.Errorf("pages: %+v", d.Topics)
	}
	if d := document(t, f, "en.md"); d.Topics[0].Section != 2 || d.Topics[8].Section != 10 {
		t.Errorf("sections: %+v", d.Topics)
	}
	if len(see.Gaps()) != 0 {
		t.Errorf("gaps: %+v", see.Gaps())
	}
}

// A word that is dropped is no rule, and neither is a plan.
func TestAMentionIsNoRule(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "letter.txt", "Dear client,\n\nThank you for the payment of the invoice. You can call us about your bank transfer. Backups are important to us, and so is the training of our staff.\n\n"+
		"Who is responsible for the incident? We do not know who called back about the bank details.\n")
	write(t, dir, "plans.md", "# Backups\nTo be written.\n# Payments\nWe plan a rule to call back before bank details are changed.\n# Incident\nTODO: whom must we call?\n# Access\nThere is no rule on passwords yet, and every one of us must wait for it.\n")
	write(t, dir, "notizen.txt", "Das Backup ist wichtig für uns. Die Regel für die Zahlungen ist noch offen, und wir wollen bei einer neuen Bankverbindung anrufen.\n")
	write(t, dir, "pricelist.html", "<html><head><title>Prices must never change</title><script>must never backup password</script></head><body><h1>Prices</h1><p>Apples 2 euros, pears 3 euros.</p></body></html>")
	f, _, _ := look(t, dir)
	for _, d := range f.Documents {
		if len(d.Topics) > 0 || len(d.Clauses) > 0 || d.Owner {
			t.Errorf("%s: topics %s, rules %s, owner %v", d.Name, topicIDs(d), clauseIDs(d), d.Owner)
		}
	}
}

func TestWhatADocumentSaysOfItself(t *testing.T) {
	for text, want := range map[string]facts.PolicyDocument{
		"Owner: TBD. Last reviewed: soon":                                 {},
		"Owner and staff must read the rules":                             {},
		"Responsible: the bookkeeper":                                     {Owner: true},
		"Verantwortlich | Chefin | Stand | 03/2026":                       {Owner: true, Reviewed: "2026-03-01"},
		"Reviewed 04/05/2026":                                             {Reviewed: "2026-04-05"}, // both readings are possible: the older one
		"Reviewed on 31/12/2025, reviewed on 2026-02-30":                  {Reviewed: "2025-12-31"},
		"Last reviewed: March 3rd, 2026; next review: 2027-03-03":         {Reviewed: "2026-03-03", Due: "2027-03-03"},
		"Approved by: Anna Ott":                                           {Approved: "undated"},
		"Zuletzt geprüft am 1. März 2026 von Anna Ott, Fassung 3":         {Reviewed: "2026-03-01", Version: "3"},
		"Mis à jour le 1er août 2026":                                     {Reviewed: "2026-08-01"},
		"History: last reviewed 2024-01-01. Last reviewed 2026-01-01.":    {Reviewed: "2026-01-01"},
		"The meeting was on 2026-03-03 and the status was reviewed there": {},
	} {
		dir := t.TempDir()
		write(t, dir, "a.txt", text+"\n")
		f, _, _ := look(t, dir)
		d := f.Documents[0]
		got := facts.PolicyDocument{Owner: d.Owner, Reviewed: d.Reviewed, Due: d.Due, Approved: d.Approved, Version: d.Version}
		a, _ := json.Marshal(got)
		b, _ := json.Marshal(want)
		if !bytes.Equal(a, b) {
			t.Errorf("%q: got %s, want %s", text, a, b)
		}
	}
}

func TestWhatCannotBeReadIsUnreadAndNotMissing(t *testing.T) {
	dir := t.TempDir()
	whole := word(t, "# Payments", "Always call back.")
	write(t, dir, "corrupt.docx", whole[:len(whole)-30])
	write(t, dir, "half.docx", pack(t, "word/document.xml", "<w:document><w:body><w:p>"+strings.Repeat("<w:", 100_000)))
	write(t, dir, "bomb.docx", pack(t, "word/document.xml", "<w:document>"+strings.Repeat("<w:p></w:p>", 6_300_000)))
	write(t, dir, "locked.docx", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"+strings.Repeat("\x00", 500)+"E\x00n\x00c\x00r\x00y\x00p\x00t\x00e\x00d\x00P\x00a\x00c\x00k\x00a\x00g\x00e\x00")
	write(t, dir, "locked.odt", pack(t, "content.xml", "xx", "META-INF/manifest.xml", "<manifest:manifest><manifest:file-entry><manifest:encryption-data/></manifest:file-entry></manifest:manifest>"))
	write(t, dir, "old.doc", "\xd0\xcf\x11\xe0")
	write(t, dir, "photo.jpg", "\xff\xd8\xff")
	write(t, dir, "empty.txt", "")
	write(t, dir, "cut.pdf", paper(t, []string{"# Rules", "Call back."})[:200])
	write(t, dir, "locked.pdf", strings.Replace(paper(t, []string{"Call back."}), "trailer\n<<", "trailer\n<< /Encrypt 9 0 R", 1))
	write(t, dir, "scanned.pdf", "%PDF-1.4\n1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj 2 0 obj <</Kids[3 0 R]>> endobj 3 0 obj <</Type/Page/Contents 4 0 R/Resources<</XObject<</I 5 0 R>>>>>> endobj\n"+
		"4 0 obj <</Length 5>> stream\n/I Do\nendstream endobj 5 0 obj <</Subtype/Image>> stream\nxx\nendstream endobj trailer <</Root 1 0 R>>")
	write(t, dir, "regole.txt", strings.Repeat("Ogni persona deve usare una propria password e chiamare il titolare quando succede qualcosa. ", 6))
	write(t, dir, ".hidden.md", "# Payments\nAlways call back.")
	write(t, dir, "table.xlsx", "PK")
	f, _, see := look(t, dir)
	for name, why := range map[string]string{
		"corrupt.docx": "damaged", "half.docx": "damaged", "bomb.docx": "unpacks to far more", "locked.docx": "password", "locked.odt": "password", "old.doc": "not opened",
		"photo.jpg": "not opened", "empty.txt": "empty", "cut.pdf": "damaged", "locked.pdf": "password", "scanned.pdf": "pictures of pages", "regole.txt": "language",
	} {
		d := document(t, f, name)
		if !strings.Contains(d.Unread, why) || d.Next == "" || len(d.Topics) > 0 {
			t.Errorf("%s: %+v", name, d)
		}
	}
	if len(f.Documents) != 12 || len(see.Gaps()) != 12 {
		t.Errorf("%d documents, gaps %+v", len(f.Documents), see.Gaps())
	}
}

func TestWhoHasConfirmedIsJoinedByAnyWayToWriteAName(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "rules.md", "# Payments\nAlways call back.\n")
	f, r, _ := look(t, dir)
	if r.Kept || r.Listed || len(r.People) != 0 || r.Digest != f.Digest || len(r.Digest) != 64 {
		t.Errorf("%+v", r)
	}
	write(t, dir, "people.csv", "Vorname;Nachname;E-Mail;Eintritt;Austritt\nAnna;Ött;Anna@shop.example;01.02.2020;\nJan;Ude;jan@shop.example;2021-01-01;2022-01-01\nEva;Alt;;;\n")
	write(t, dir, "acknowledged.csv", "\xef\xbb\xbfName,Datum,Fassung\n\"Ött, Anna\",03.03.2026,"+f.Digest[:10]+"\njan@shop.example,2026-01-01,old\nMax Neu,2026-01-01,\n")
	_, r, _ = look(t, dir)
	if !r.Kept || !r.Listed || r.Unread != "" || len(r.People) != 4 {
		t.Fatalf("%+v", r)
	}
	texts := map[string]int{}
	for _, p := range r.People {
		key := ""
		if p.Listed {
			key = "listed " + p.Since + " " + p.Until
		}
		for _, a := range p.Acks {
			key += " " + a.Text + " " + a.On
		}
		texts[key]++
	}
	for _, want := range []string{"listed 2020-02-01  current 2026-03-03", "listed 2021-01-01 2022-01-01 other 2026-01-01", "listed  ", " unsaid 2026-01-01"} {
		if texts[want] != 1 {
			t.Errorf("nobody is %q: %v", want, texts)
		}
	}
	write(t, dir, "acknowledged.csv", "a picture\x00of a list")
	if _, r, see := look(t, dir); r.Unread == "" || len(see.Gaps()) != 1 {
		t.Errorf("%+v, %+v", r, see.Gaps())
	}
}

// The digest is what anyone gets with the tools of the system.
func TestTheDigestCanBeMadeWithoutUs(t *testing.T) {
	for _, tool := range []string{"sh", "find", "sort", "xargs", "sha256sum"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Skip("missing: " + tool)
		}
	}
	dir := t.TempDir()
	write(t, dir, "b rules.md", "# Payments\nAlways call back.\n")
	write(t, dir, "A.txt", "x")
	write(t, dir, "sub/ä.pdf", "no pdf")
	write(t, dir, "acknowledged.csv", "name,on,digest\n")
	write(t, dir, ".hidden.md", "x")
	f, _, _ := look(t, dir)
	raw, err := os.ReadFile(filepath.Join("..", "..", "checks", "policies", "acknowledged.go"))
	if err != nil {
		t.Fatal(err)
	}
	_, proof, _ := strings.Cut(string(raw), "in the folder of the rules: ")
	proof, _, _ = strings.Cut(proof, "\",\n")
	cmd := exec.Command("sh", "-c", strings.ReplaceAll(proof, `\\`, `\`))
	cmd.Dir = dir
	out, err := cmd.Output()
	if err != nil || !strings.HasPrefix(string(out), f.Digest) {
		t.Errorf("%s gives %s (%v), we say %s", proof, out, err, f.Digest)
	}
}

func TestLinksOutAreNotFollowed(t *testing.T) {
	dir, outside := t.TempDir(), t.TempDir()
	write(t, outside, "secret.md", "# Payments\nAlways call back before you pay to new bank details.\n")
	if err := os.Symlink(filepath.Join(outside, "secret.md"), filepath.Join(dir, "rules.md")); err != nil {
		t.Skip("no links here")
	}
	f, r, _ := look(t, dir)
	if d := f.Documents[0]; d.Unread == "" || d.SHA256 != "" || r.Digest != "" {
		t.Errorf("%+v", d)
	}
}

func TestAFolderThatIsNotThereIsAnErrorWithAHint(t *testing.T) {
	err := New(collectors.Env{}).Collect(t.Context(), collectors.Target{ID: "x", Scheme: "policies", Addr: filepath.Join(t.TempDir(), "x")}, &collecttest.Seen{})
	h, ok := err.(interface{ Hint() string })
	if !ok || h.Hint() == "" {
		t.Errorf("%v", err)
	}
	dir := t.TempDir()
	write(t, dir, "rules.txt", "Always call back before a payment goes to new bank details.\n")
	if f, _, _ := look(t, filepath.Join(dir, "rules.txt")); len(f.Documents) != 1 || clauseIDs(f.Documents[0]) != "call-back" {
		t.Errorf("a single document: %+v", f)
	}
}

func TestContractAndNothingPersonalComesOut(t *testing.T) {
	dir := t.TempDir()
	canaries := []string{"Anna Canary", "anna canary", "canary1@secret.example", "901820", "Canarystr. 7", "never tell Bob", "KanarienGmbH"}
	write(t, dir, "Anna Canary.md", "# Incident: Anna Canary\nOwner: Anna Canary\nReport every incident at once to Anna Canary, Canarystr. 7, phone 030 901820, canary1@secret.example. You must never tell Bob or KanarienGmbH.\n")
	write(t, dir, "canary1@secret.example/x.docx", "PK\x03\x04 broken for Anna Canary")
	write(t, dir, "people.csv", "name,mail\nAnna Canary,canary1@secret.example\n")
	write(t, dir, "acknowledged.csv", "name,on,digest\nAnna Canary,2026-01-01,\n")
	seen := collecttest.Contract(t, New(collectors.Env{Key: [32]byte{9}}), collecttest.World{
		Target: collectors.Target{ID: "rules", Scheme: "policies", Addr: dir}, Canaries: canaries})
	f := facts.PoliciesFolder.Select(seen.Facts())[0]
	if len(f.Documents) != 2 || !slices.ContainsFunc(f.Documents, func(d facts.PolicyDocument) bool { return clauseIDs(d) == "incident-phone report-at-once" && d.Owner }) {
		t.Errorf("%+v", f)
	}
}

func FuzzRows(f *testing.F) {
	f.Add([]byte("name;on\n\"Ott, Anna\";2026-01-01\n"))
	f.Fuzz(func(t *testing.T, b []byte) { parseRows(b) })
}

func FuzzUnderstand(f *testing.F) {
	f.Add("Owner: x. Stand: 01.01.2026. Call back before bank details must be changed.")
	f.Fuzz(func(t *testing.T, s string) {
		dir := t.TempDir()
		write(t, dir, "a.md", s)
		look(t, dir)
	})
}
