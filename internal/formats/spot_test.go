package formats_test

import (
	"bytes"
	"compress/gzip"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
)

// Whatever field of an export a document stands in, it is read as a file within.
func TestDocumentsInFields(t *testing.T) {
	const list = "name;mail;phone\nAnna Ott;anna@canary-b64.example;+49 30 5550101\nJan Ude;jan@canary-b64.example;+49 30 5550102\nEva Alt;eva@canary-b64.example;+49 30 5550103\n"
	card := strings.Repeat("BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Anna Ott\r\nEMAIL:anna@canary-b64.example\r\nEND:VCARD\r\n", 3)
	var zipped bytes.Buffer
	z := gzip.NewWriter(&zipped)
	z.Write([]byte(list))
	z.Close()
	docs := map[string]struct{ body, want string }{
		"csv":           {list, "row Eva Alt|eva@canary-b64.example|+49 30 5550103"},
		"csv of before": {strings.ReplaceAll(list, "Jan Ude", "J\xfcrgen B\xe4r"), "row Jürgen Bär|jan@canary-b64.example"},
		"csv in UTF-16": {string(utf16le(list)), "row Eva Alt|eva@canary-b64.example"},
		"vCard":         {card, "anna@canary-b64.example"},
		"mail":          {"From: a@b.example\r\nTo: c@d.example\r\nSubject: order\r\nDate: Mon, 2 Jan 2023 10:00:00 +0000\r\n\r\nDear anna@canary-b64.example, thank you.\r\n", "anna@canary-b64.example"},
		"long csv":      {strings.Repeat(list, 5), "row Eva Alt|eva@canary-b64.example|+49 30 5550103"},
		"text":          {strings.Repeat("Please call Anna Ott, anna@canary-b64.example, about the order.\n", 3), "Please call Anna Ott, anna@canary-b64.example"},
		"zip":           {string(packed(t, "list.csv", list)), "row Eva Alt|eva@canary-b64.example|+49 30 5550103"},
		"gzip":          {zipped.String(), "row Eva Alt|eva@canary-b64.example|+49 30 5550103"},
		"docx":          {string(packed(t, "word/document.xml", `<w:document><w:p><w:t>Dear anna@canary-b64.example</w:t></w:p></w:document>`)), "Dear anna@canary-b64.example"},
		"PDF":           {string(fixture(t, "t.pdf")), "brief2@canary-doc.example"},
		"old workbook":  {string(fixture(t, "t.xls")), "canary-xls.example"},
	}
	lines := func(s, end string) string {
		var b strings.Builder
		for ; len(s) > 76; s = s[76:] {
			b.WriteString(s[:76] + end)
		}
		return b.String() + s
	}
	for kind, d := range docs {
		code := base64.StdEncoding.EncodeToString([]byte(d.body))
		filler := strings.Repeat(`{"id":1,"subject":"Where is my parcel?","state":"open"},`, 40)
		for name, in := range map[string]string{
			"a field of JSON":                 `{"tickets":[` + filler + `{"id":2,"files":[{"name":"a.bin","data":"` + code + `"}]}]}`,
			"with slashes as PHP writes them": `{"tickets":[` + filler + `{"id":2,"data":"` + strings.ReplaceAll(code, "/", `\/`) + `"}]}`,
			"in lines":                        `{"tickets":[` + filler + `{"id":2,"data":"` + lines(code, `\r\n`) + `\r\n"}]}`,
			"a line a record":                 "{\"id\":1,\"data\":\"\"}\n{\"id\":2,\"data\":\"" + code + "\"}\n",
			"a data: address":                 `[{"id":1,"src":"x"},{"id":2,"src":"data:application/octet-stream;base64,` + code + `"}]`,
			"an element of XML":               `<?xml version="1.0"?><a><m><id>1</id></m><m><id>2</id><data>` + code + `</data></m></a>`,
			"an element of XML in lines":      "<?xml version=\"1.0\"?><a><m><id>1</id></m><m><id>2</id><data>\n    " + lines(code, "\n    ") + "\n  </data></m></a>",
			"CDATA":                           `<?xml version="1.0"?><a><m><id>1</id></m><m><id>2</id><data><![CDATA[` + code + `]]></data></m></a>`,
			"an attribute of XML":             `<?xml version="1.0"?><a><m><id>1</id></m><m><id>2</id><data v="` + code + `"/></m></a>`,
			"a cell of csv":                   "id;subject;file\n1;x;y\n2;x;" + code + "\n3;x;y\n",
			"a row of a dump":                 "-- MySQL dump\nCREATE TABLE `t` (`a` int, b text);\nINSERT INTO `t` VALUES (1,'" + code + "');\n",
		} {
			if len(code) < 600 && (strings.Contains(name, "csv") || strings.Contains(name, "dump")) {
				continue
			}
			s, res := read(t, []byte(in))
			if len(res.Partial) > 0 {
				t.Errorf("%s in %s: %q", kind, name, res.Partial)
			}
			if !strings.Contains(s.all(), "part attached 1\n") || strings.Contains(s.all(), "part attached 2\n") || !strings.Contains(s.all(), d.want) {
				t.Errorf("%s in %s: no %q in\n%.300s", kind, name, d.want, s.all())
			}
			if !strings.Contains(name, "XML") && !strings.HasSuffix(s.all(), "part ") {
				t.Errorf("%s in %s: what comes behind would belong to the document", kind, name)
			}
		}
	}
}

// What is no document stays what it is: nothing is opened, nothing is listed.
func TestOpaqueFieldsAreLeftAlone(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	random := func(n int) string {
		b := make([]byte, n)
		for i := range b {
			b[i] = byte(r.Uint32())
		}
		return base64.StdEncoding.EncodeToString(b)
	}
	token := base64.RawURLEncoding.EncodeToString([]byte(`{"sub":"anna@canary-b64.example","name":"Anna Ott","iat":1516239022,"roles":["a","b"],"x":"yyyyyyyyyyyyyyyy"}`))
	for name, field := range map[string]any{
		"a signature": random(256), "a key": random(96), "an encrypted value": random(4096), "a large one": random(200_000),
		"hexadecimal digits": strings.Repeat("0123456789abcdef", 20), "letters": strings.Repeat("ACGT", 100), "a token": "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9." + token + "." + random(33),
		"short text": base64.StdEncoding.EncodeToString([]byte("a short line of text")), "numbers": strings.Repeat("1234567890", 30),
	} {
		in, _ := json.Marshal([]any{map[string]any{"id": 1, "v": ""}, map[string]any{"id": 2, "v": field}})
		s, res := read(t, in)
		if len(res.Partial) > 0 || strings.Contains(s.all(), "part ") {
			t.Errorf("%s: %+v\n%.300s", name, res, s.all())
		}
	}
	in := fmt.Sprintf(`[{"id":1},{"id":2,"avatar":%q}]`, base64.StdEncoding.EncodeToString(fixture(t, "form.png")))
	if _, res := read(t, []byte(in)); len(res.Partial) != 1 || !strings.Contains(res.Partial[0], "1 file in fields of it: ") {
		t.Errorf("a picture: %+v", res)
	}
}

// A run that begins or ends anywhere in what is read at a time is the same run.
func TestDocumentsInFieldsAtEveryPlace(t *testing.T) {
	code := base64.StdEncoding.EncodeToString([]byte(strings.Repeat("Anna Ott <anna@canary-b64.example>\n", 4)))
	for n := range 200 {
		s, _ := read(t, []byte(`[{"id":1,"v":"x"},{"id":2,"w":"`+strings.Repeat("word ", n/5)+strings.Repeat("y", n%5)+`","v":"`+code+`"},{"id":3,"v":"`+strings.Repeat("z", n)+`"}]`))
		if strings.Count(s.all(), "part attached") != 1 || !strings.Contains(s.all(), "text Anna Ott <anna@canary-b64.example>\nAnna") {
			t.Fatalf("at %d: %.300s", n, s.all())
		}
	}
	large := base64.StdEncoding.EncodeToString(packed(t, "a.txt", strings.Repeat("x", 900_000), "noise", rnd(3<<20), "list.csv", "name;mail\nAnna;large@canary-b64.example\nJan;j@k.example\n"))
	s, _ := read(t, []byte(`{"a":[{"id":1},{"id":2,"data":"`+large+`"},{"id":3,"data":"`+large[:len(large)/8*4]+`"}]}`))
	has(t, s, "row Anna|large@canary-b64.example")
	s, res := read(t, []byte("<?xml version=\"1.0\"?><a><b><c>1</c></b><b><c><![CDATA["+large+"]]></c></b></a>"))
	if has(t, s, "row Anna|large@canary-b64.example"); len(res.Partial) != 1 || !strings.Contains(res.Partial[0], "not text") { // the noise
		t.Errorf("%q", res.Partial)
	}
}

func rnd(n int) string {
	b, x := make([]byte, n), uint32(1)
	for i := range b {
		x = x*1664525 + 1013904223
		b[i] = byte(x >> 24)
	}
	return string(b)
}

func FuzzDocumentsInFields(f *testing.F) {
	code := base64.StdEncoding.EncodeToString(packed(f, "a.csv", "a;b;c\n1;2;3\n"))
	fuzz(f, []byte(`[{"a":1,"b":"`+code+`"},{"a":2}]`), []byte("<?xml version=\"1.0\"?><a><b>"+code+"</b></a>"), []byte(`{"a":"`+base64.StdEncoding.EncodeToString([]byte(`{"a":"`+code+`"}`))+`"}`))
}

// So do text columns of databases.
func TestDocumentsInCells(t *testing.T) {
	code := base64.StdEncoding.EncodeToString(packed(t, "list.csv", strings.Repeat("name;mail\nAnna;anna@canary-b64.example\nJan;j@k.example\n", 40), "noise", rnd(900)))
	_, look := shop(t, "create table files (id integer primary key, name text, data text)", "insert into files values (1, 'list.zip', '"+code+"'), (2, 'x', 'y')")
	s, _ := look()
	has(t, s, "part attached 1/list.csv", "row Anna|anna@canary-b64.example", "row 2|x|y")
}

// Dumps write bytes as hexadecimal digits.
func TestDocumentsInHexadecimal(t *testing.T) {
	zip := packed(t, "list.csv", "name;mail\nAnna;anna@canary-b64.example\nJan;j@k.example\n", "noise", rnd(900))
	list := strings.Repeat("Anna Ott;anna@canary-b64.example;+49 30 5550101\n", 12)
	for name, in := range map[string]string{
		"mysqldump":       fmt.Sprintf("-- MySQL dump\nCREATE TABLE `t` (`a` int, b blob);\nINSERT INTO `t` VALUES (1,0x%X);\n", zip),
		"sqlite":          fmt.Sprintf("PRAGMA foreign_keys=OFF;\nCREATE TABLE t (a int, b blob);\nINSERT INTO t VALUES(1,X'%x');\n", zip),
		"pg_dump":         fmt.Sprintf("--\n-- PostgreSQL database dump\n--\nCREATE TABLE t (a int, b bytea);\nCOPY t (a, b) FROM stdin;\n1\t\\\\x%x\n\\.\n", zip),
		"text in JSON":    fmt.Sprintf(`[{"id":1},{"id":2,"v":"%x"}]`, list),
		"text in a table": fmt.Sprintf("id;v\n1;x\n2;%x\n3;y\n", list),
	} {
		s, res := read(t, []byte(in))
		if len(res.Partial) > 1 || strings.Contains(name, "text") && len(res.Partial) > 0 {
			t.Errorf("%s: %q", name, res.Partial)
		}
		has(t, s, "part attached 1", "anna@canary-b64.example")
		if !strings.Contains(name, "text") {
			has(t, s, "row Anna|anna@canary-b64.example")
		}
	}
}
