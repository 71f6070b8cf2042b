package classify

import (
	"strings"
	"testing"
)

// A kind that says it needs no word near it is found alone on a line, in each shape that
// its country writes, with its own offsets. The numbers are those of handbooks and of
// python3-stdnum's documentation, or made by its rules.
func TestAKindThatNeedsNoWordIsFoundAlone(t *testing.T) {
	for kind, values := range map[Kind][]string{
		"de_pension":        {"65170839J003", "65 170839 J 003", "65-170839-J-003"},
		"ch_ahv":            {"7569217076985", "756.9217.0769.85", "756 9217 0769 85"},
		"es_nif":            {"54362315K", "54362315-K", "54.362.315-K"},
		"be_nrn":            {"85073003328", "85.07.30-033.28", "850730-033-28", "850730 033 28"},
		"mx_rfc":            {"GODE561231GR8", "GODE-561231-GR8", "GODE 561231 GR8"},
		"fr_nir":            {"295109912611193", "2 95 10 99 126 111 93", "2 95 10 99 126 111/93"},
		"lu_id":             {"1996072611048"},
		"cn_resident_id":    {"11010519491231002X"},
		"it_codice_fiscale": {"RCCMNL83S18D969H"},
		"br_cpf":            {"390.533.447-05"},
		"fi_hetu":           {"131052-308T"},
	} {
		for _, v := range values {
			right := false
			Scan([]byte("to do\n"+v+"\nand more\n"), func(f Find) bool {
				right = right || f.Kind == kind && f.Start == 6 && f.End == 6+len(v) && f.Confidence >= .5
				return true
			})
			if !right {
				t.Errorf("%s: %s is not found alone", kind, v)
			}
		}
	}
}

// The name of a kind itself is a word for it, as a field and in a sentence.
func TestTheNameOfAKindIsAWordForIt(t *testing.T) {
	for kind, v := range map[Kind]string{"nl_bsn": "111222333", "pl_pesel": "44051401359", "de_health": "A123456780", "au_abn": "51824753556", "uk_utr": "1955839661"} {
		name := strings.ReplaceAll(string(kind), "_", " ")
		for _, text := range []string{string(kind) + "=" + v, `"` + string(kind) + `": "` + v + `"`, name + ": " + v, strings.ToUpper(name) + " " + v, v + " # " + string(kind)} {
			right := false
			Scan([]byte(text), func(f Find) bool {
				right = right || f.Kind == kind && text[f.Start:f.End] == v
				return true
			})
			if !right {
				t.Errorf("%s: not found in %s", kind, text)
			}
		}
	}
}
