package classify

import "testing"

// In a document about one person the person is masked, whether or not a
// dictionary has the name; what the document is called stays readable.
func TestDocumentNames(t *testing.T) {
	for name, want := range map[string]string{
		"Arbeitsvertrag Zbyszko Wrzeszcz.pdf":    "Arbeitsvertrag *.pdf",
		"staff/NDA_Xochitl_Quetzalli_signed.doc": "staff/NDA_*_signed.doc",
		"Contract Nguyễn Thị Hạnh 2026.docx":     "Contract * 2026.docx",
		"Kündigung Wrzeszcz, Zbyszko.pdf":        "Kündigung *.pdf",
		"contract Oluwaseun O'Dalaigh.pdf":       "contract *.pdf",
		"Abmahnung Anna Beispiel.pdf":            "Abmahnung *.pdf",
		// no person
		"Data Protection Policy.md":             "Data Protection Policy.md",
		"Incident Response Plan.docx":           "Incident Response Plan.docx",
		"Acceptable Use.pdf":                    "Acceptable Use.pdf",
		"Training Plan.md":                      "Training Plan.md",
		"Contract Template.docx":                "Contract Template.docx",
		"Data Processing Agreement Hosting.pdf": "Data Processing Agreement Hosting.pdf",
		"Phishing Awareness Training 2026.pptx": "Phishing Awareness Training 2026.pptx",
		"signed/Clean Desk Policy.pdf":          "signed/Clean Desk Policy.pdf",
		"Zbyszko Wrzeszcz.pdf":                  "Zbyszko Wrzeszcz.pdf", // nothing says that it is about somebody
	} {
		got, last := "", 0
		for _, s := range DocumentNameSpans(name) {
			got += name[last:s[0]] + "*"
			last = s[1]
		}
		if got += name[last:]; got != want {
			t.Errorf("%s: %s, want %s", name, got, want)
		}
	}
}
