package main

import (
	"archive/zip"
	"bufio"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// kind is a file as it is made: head, lines until it is large enough, and foot.
type kind struct {
	name, file string
	odd        bool // a text that nobody writes, and a scan must come through
	head, foot string
	line       func(r *rand.Rand, n int) string
	zipped     string // the name of the text within an archive; empty: it is the file
	beside     map[string]string
}

// in makes the file, unless it is there, and returns how many bytes of text it holds.
func (k kind) in(folder string, size int) (int, error) {
	noted := folder + ".size"
	if b, err := os.ReadFile(noted); err == nil {
		return strconv.Atoi(string(b))
	}
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return 0, err
	}
	f, err := os.Create(filepath.Join(folder, k.file))
	if err != nil {
		return 0, err
	}
	n, err := k.write(f, size)
	if e := f.Close(); err == nil {
		err = e
	}
	if err != nil {
		return 0, err
	}
	return n, os.WriteFile(noted, []byte(strconv.Itoa(n)), 0o644)
}

func (k kind) write(w io.Writer, size int) (int, error) {
	var z *zip.Writer
	if k.zipped != "" {
		z = zip.NewWriter(w)
		for name, text := range k.beside {
			e, err := z.Create(name)
			if err != nil {
				return 0, err
			}
			if _, err := io.WriteString(e, text); err != nil {
				return 0, err
			}
		}
		e, err := z.Create(k.zipped)
		if err != nil {
			return 0, err
		}
		w = e
	}
	out := bufio.NewWriterSize(w, 1<<20)
	r := rand.New(rand.NewPCG(1, 2))
	n := len(k.head) + len(k.foot)
	if _, err := out.WriteString(k.head); err != nil {
		return 0, err
	}
	for i := 0; n < size; i++ {
		s := k.line(r, i)
		n += len(s)
		if _, err := out.WriteString(s); err != nil {
			return 0, err
		}
	}
	if _, err := out.WriteString(k.foot); err != nil {
		return 0, err
	}
	err := out.Flush()
	if z != nil {
		if e := z.Close(); err == nil {
			err = e
		}
	}
	return n, err
}

var (
	given   = strings.Fields("Anna Jürgen Marta Piotr Chloé Luca Ingrid Tomáš Noor Sven Elif Joana Peter Laura Hans Julia")
	family  = strings.Fields("Meier Ott Sommer Kowalska Dubois Rossi Lindqvist Novák Visser Yılmaz O'Neill Silva Schmidt Weber Hoffmann-Koch Becker")
	streets = []string{"Lindenstr.", "Am Markt", "Gartenweg", "Rue du Moulin", "Via Roma", "Hauptstraße", "Bahnhofstraße", "Schulweg"}
	towns   = strings.Fields("Köln Ulm Bonn Lyon Torino Gdańsk Malmö Utrecht Hamburg Berlin")
	remarks = []string{"", "", "", "", "please leave it with the neighbour", "call before you come", "pays in cash", "wants no letters"}
	fillers = strings.Fields(`the meeting was moved again because nobody had time and we will look into this matter after lunch please note that all items were checked twice before they left our warehouse last week thank you very much indeed kindly confirm when everything arrived as planned otherwise tell somebody about it soon also the weather stayed fine during most of our trip while prices went up slightly Monday Friday delivery invoice`)
	agents  = []string{"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Safari/537.36", "Mozilla/5.0 (X11; Linux x86_64; rv:109.0) Gecko/20100101 Firefox/115.0", "Googlebot/2.1 (+http://www.google.com/bot.html)"}
)

func pick(r *rand.Rand, of []string) string { return of[r.IntN(len(of))] }

// person is somebody as eleven fields.
func person(r *rand.Rand, n int) []string {
	return []string{strconv.Itoa(100_000 + n), pick(r, given), pick(r, family), fmt.Sprintf("client%06d@mail-%d.example.org", n, n%97), fmt.Sprintf("+49 30 %07d", 2_000_000+r.IntN(7_000_000)),
		fmt.Sprintf("%s %d", pick(r, streets), 1+r.IntN(180)), fmt.Sprintf("%05d", 10_000+r.IntN(80_000)), pick(r, towns), fmt.Sprintf("%d-%02d-%02d", 1940+r.IntN(65), 1+r.IntN(12), 1+r.IntN(28)),
		fmt.Sprintf("20%02d-%02d-%02d %02d:%02d:%02d", 12+r.IntN(14), 1+r.IntN(12), 1+r.IntN(28), r.IntN(24), r.IntN(60), r.IntN(60)), pick(r, remarks)}
}

var fields = []string{"id", "given_name", "family_name", "email", "phone", "street", "postcode", "city", "birth_date", "created_at", "note"}

func sentence(r *rand.Rand) string {
	n := 5 + r.IntN(12)
	w := make([]string, n)
	for i := range w {
		w[i] = pick(r, fillers)
	}
	return strings.ToUpper(w[0][:1]) + w[0][1:] + " " + strings.Join(w[1:], " ") + "."
}

func objects(r *rand.Rand, n int) string {
	var b strings.Builder
	for i, v := range person(r, n) {
		fmt.Fprintf(&b, "%s%q:%q", map[bool]string{true: "{", false: ","}[i == 0], fields[i], v)
	}
	return b.String() + "}"
}

func quoted(v []string) string {
	for i := range v {
		v[i] = "'" + strings.ReplaceAll(v[i], "'", "''") + "'"
	}
	return strings.Join(v, ",")
}

var marks = strings.NewReplacer("&", "&amp;", "<", "&lt;")

func cellsOf(v []string, before, after string) string {
	var b strings.Builder
	for _, s := range v {
		b.WriteString(before + marks.Replace(s) + after)
	}
	return b.String()
}

func mention(r *rand.Rand, n int) string {
	switch n % 40 {
	case 7:
		return " " + pick(r, given) + " " + pick(r, family) + " asked for it."
	case 19:
		return fmt.Sprintf(" Write to client%d@mail.example.org or call +49 30 %07d.", r.IntN(90_000), 2_000_000+r.IntN(7_000_000))
	}
	return ""
}

func random(r *rand.Rand, n int) []byte {
	b := make([]byte, n)
	for i := range b {
		b[i] = byte(r.Uint32())
	}
	return b
}

var kinds = []kind{
	{name: "csv", file: "clients.csv", head: strings.Join(fields, ",") + "\n", line: func(r *rand.Rand, n int) string { return strings.Join(person(r, n), ",") + "\n" }},
	// Customers who come again, four thousand of them.
	{name: "orders", file: "orders.csv", head: "order;ordered_at;pieces;amount;" + strings.Join(fields[1:9], ";") + "\n", line: func(r *rand.Rand, n int) string {
		who := r.IntN(4000)
		return fmt.Sprintf("%d;20%02d-%02d-%02d;%d;%d.%02d;%s\n", n, 12+r.IntN(14), 1+r.IntN(12), 1+r.IntN(28), 1+r.IntN(9), r.IntN(90), r.IntN(100),
			strings.Join(person(rand.New(rand.NewPCG(7, uint64(who))), who)[1:9], ";"))
	}},
	{name: "remarks", file: "remarks.csv", head: "day,what,remark\n", line: func(r *rand.Rand, n int) string {
		return fmt.Sprintf("2026-%02d-%02d,%s,%s\n", 1+r.IntN(12), 1+r.IntN(28), pick(r, []string{"delivery", "call", "visit"}), map[bool]string{false: "two boxes left", true: pick(r, given) + " " + pick(r, family) + " paid"}[n%40 == 0])
	}},
	{name: "stock", file: "stock.csv", head: "article;shelf;weight;price;left;remark\n", line: func(r *rand.Rand, n int) string {
		return fmt.Sprintf("%d;%c-%d;%d;%d.%02d;%d;%s\n", n, 'A'+r.IntN(20), r.IntN(40), r.IntN(3000), r.IntN(90), r.IntN(100), r.IntN(500), pick(r, []string{"", "as last week", "two boxes"}))
	}},
	{name: "log", file: "access.log", line: func(r *rand.Rand, n int) string {
		return fmt.Sprintf("%d.%d.%d.%d - - [%02d/Mar/2024:%02d:%02d:%02d +0100] \"GET /shop/item/%d HTTP/1.1\" %d %d \"https://www.shop.example/\" \"%s\"\n",
			1+r.IntN(223), r.IntN(256), r.IntN(256), 1+r.IntN(254), 1+r.IntN(28), r.IntN(24), r.IntN(60), r.IntN(60), r.IntN(9000), []int{200, 200, 304, 404}[r.IntN(4)], r.IntN(90_000), pick(r, agents))
	}},
	{name: "applog", file: "app.log", line: func(r *rand.Rand, n int) string {
		return fmt.Sprintf("2026-03-%02dT%02d:%02d:%02d.%06dZ INFO [worker-%d] order=%d status=%s took=%dms id=%08x-%04x-4%03x-a%03x-%012x\n", 1+r.IntN(28), r.IntN(24), r.IntN(60), r.IntN(60), r.IntN(1e6), r.IntN(9), r.IntN(1e6), pick(r, []string{"paid", "sent", "open"}), r.IntN(900),
			r.Uint32(), r.IntN(1<<16), r.IntN(1<<12), r.IntN(1<<12), r.Uint64N(1<<48))
	}},
	{name: "notes", file: "notes.txt", line: func(r *rand.Rand, n int) string { return sentence(r) + mention(r, n) + "\n" }},
	{name: "ndjson", file: "clients.ndjson", line: func(r *rand.Rand, n int) string { return objects(r, n) + "\n" }},
	{name: "json", file: "clients.json", head: "[\n", foot: "{}]\n", line: func(r *rand.Rand, n int) string { return objects(r, n) + ",\n" }},
	{name: "sql", file: "dump.sql", head: "CREATE TABLE `clients` (`" + strings.Join(fields, "` varchar(255), `") + "` text);\n", line: func(r *rand.Rand, n int) string {
		return "INSERT INTO `clients` VALUES (" + quoted(person(r, 2*n)) + "),(" + quoted(person(r, 2*n+1)) + ");\n"
	}},
	{name: "pgdump", file: "dump.sql", head: "--\n-- PostgreSQL database dump\n--\nCOPY public.clients (" + strings.Join(fields, ", ") + ") FROM stdin;\n", foot: "\\.\n", line: func(r *rand.Rand, n int) string {
		return strings.Join(person(r, n), "\t") + "\n"
	}},
	{name: "mbox", file: "inbox.mbox", line: func(r *rand.Rand, n int) string {
		a, b := pick(r, given), pick(r, family)
		s := fmt.Sprintf("From client%d@mail.example.org Mon Mar  2 10:11:12 2026\nFrom: %s %s <client%d@mail.example.org>\nTo: office@shop.example.org\nSubject: %s\nDate: Mon, 2 Mar 2026 10:11:12 +0100\nMessage-ID: <%x@mail.example.org>\nContent-Type: text/plain; charset=utf-8\n\n",
			n%5000, a, b, n%5000, sentence(r), r.Uint64())
		for i := range 12 {
			s += sentence(r) + mention(r, n+i) + "\n"
		}
		return s + "\nKind regards,\n" + a + " " + b + "\n\n"
	}},
	{name: "html", file: "clients.html", head: "<html><body><table>\n", foot: "</table></body></html>\n", line: func(r *rand.Rand, n int) string { return "<tr>" + cellsOf(person(r, n), "<td>", "</td>") + "</tr>\n" }},
	{name: "xml", file: "clients.xml", head: "<?xml version=\"1.0\"?>\n<clients>\n", foot: "</clients>\n", line: func(r *rand.Rand, n int) string {
		s := "<client>"
		for i, v := range person(r, n) {
			s += "<" + fields[i] + ">" + marks.Replace(v) + "</" + fields[i] + ">"
		}
		return s + "</client>\n"
	}},
	{name: "vcard", file: "clients.vcf", line: func(r *rand.Rand, n int) string {
		p := person(r, n)
		return fmt.Sprintf("BEGIN:VCARD\nVERSION:3.0\nN:%s;%s;;;\nFN:%s %s\nEMAIL:%s\nTEL:%s\nADR:;;%s;%s;;%s;\nBDAY:%s\nEND:VCARD\n", p[2], p[1], p[1], p[2], p[3], p[4], p[5], p[7], p[6], p[8])
	}},
	{name: "xlsx", file: "clients.xlsx", zipped: "xl/worksheets/sheet1.xml", beside: map[string]string{
		"[Content_Types].xml":        `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>`,
		"xl/workbook.xml":            `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Clients" sheetId="1" r:id="rId1"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels": `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
	}, head: `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row>` + cellsOf(fields, `<c t="inlineStr"><is><t>`, `</t></is></c>`) + "</row>", foot: "</sheetData></worksheet>",
		line: func(r *rand.Rand, n int) string {
			return "<row>" + cellsOf(person(r, n), `<c t="inlineStr"><is><t>`, `</t></is></c>`) + "</row>"
		}},
	{name: "ods", file: "clients.ods", zipped: "content.xml", beside: map[string]string{"mimetype": "application/vnd.oasis.opendocument.spreadsheet"},
		head: `<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet><table:table table:name="Clients"><table:table-row>` + cellsOf(fields, `<table:table-cell office:value-type="string"><text:p>`, `</text:p></table:table-cell>`) + "</table:table-row>",
		foot: "</table:table></office:spreadsheet></office:body></office:document-content>", line: func(r *rand.Rand, n int) string {
			return "<table:table-row>" + cellsOf(person(r, n), `<table:table-cell office:value-type="string"><text:p>`, `</text:p></table:table-cell>`) + "</table:table-row>"
		}},
	{name: "docx", file: "notes.docx", zipped: "word/document.xml", beside: map[string]string{
		"[Content_Types].xml": `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`,
	}, head: `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>`, foot: "</w:body></w:document>", line: func(r *rand.Rand, n int) string {
		return `<w:p><w:r><w:t xml:space="preserve">` + marks.Replace(sentence(r)+mention(r, n)) + "</w:t></w:r></w:p>"
	}},

	{name: "short", odd: true, file: "short.txt", line: func(r *rand.Rand, n int) string { return pick(r, []string{"a", "12", "ok", "x1", "", "no"}) + "\n" }},
	{name: "letters", odd: true, file: "letters.txt", line: func(r *rand.Rand, n int) string { return string(rune('a'+r.IntN(10))) + "\n" }},
	{name: "names", file: "names.txt", line: func(r *rand.Rand, n int) string { return pick(r, given) + " " + pick(r, family) + "\n" }},
	{name: "numbers", odd: true, file: "numbers.txt", line: func(r *rand.Rand, n int) string { return strconv.FormatUint(r.Uint64()>>(r.IntN(50)), 10) + "\n" }},
	{name: "digits", odd: true, file: "digits.txt", line: func(r *rand.Rand, n int) string { return strconv.FormatUint(r.Uint64(), 10) }},
	// No bar: each group may begin a telephone number, a card or somebody's number.
	{name: "groups", file: "groups.txt", line: func(r *rand.Rand, n int) string { return fmt.Sprintf("%03d ", r.IntN(1000)) }},
	{name: "dashed", odd: true, file: "dashed.txt", line: func(r *rand.Rand, n int) string { return fmt.Sprintf("%02d-", r.IntN(100)) }},
	{name: "ats", odd: true, file: "ats.txt", line: func(*rand.Rand, int) string { return "@@@@@@@@@@@@@@@@" }},
	{name: "atwords", odd: true, file: "atwords.txt", line: func(*rand.Rand, int) string { return "a@b@" }},
	{name: "dashes", odd: true, file: "dashes.txt", line: func(*rand.Rand, int) string { return "----////" }},
	{name: "colons", odd: true, file: "colons.txt", line: func(*rand.Rand, int) string { return ":=>:" }},
	{name: "brackets", odd: true, file: "brackets.txt", line: func(*rand.Rand, int) string { return "((((++++" }},
	{name: "quotes", odd: true, file: "quotes.txt", line: func(*rand.Rand, int) string { return "\"',;" }},
	{name: "blanks", odd: true, file: "blanks.txt", line: func(*rand.Rand, int) string { return strings.Repeat(" ", 1<<16) }},
	{name: "nobreaks", odd: true, file: "nobreaks.txt", line: func(*rand.Rand, int) string { return "\u00a0" }},
	{name: "lines", odd: true, file: "lines.txt", line: func(*rand.Rand, int) string { return "\n" }},
	{name: "capitals", odd: true, file: "capitals.txt", line: func(r *rand.Rand, n int) string { return pick(r, family) + " " }},
	{name: "oneword", odd: true, file: "oneword.txt", line: func(*rand.Rand, int) string { return "abcdefgh" }},
	{name: "dots", odd: true, file: "dots.txt", line: func(r *rand.Rand, n int) string { return strconv.Itoa(r.IntN(300)) + "." }},
	{name: "base64", odd: true, file: "base64.txt", line: func(r *rand.Rand, n int) string { return base64.StdEncoding.EncodeToString(random(r, 57)) + "\n" }},
	{name: "base64one", odd: true, file: "base64one.txt", line: func(r *rand.Rand, n int) string { return base64.StdEncoding.EncodeToString(random(r, 57)) }},
	{name: "hexdump", odd: true, file: "hexdump.txt", line: func(r *rand.Rand, n int) string {
		b := random(r, 16)
		return fmt.Sprintf("%08x  % x  % x  |................|\n", n*16, b[:8], b[8:])
	}},
	{name: "hex", odd: true, file: "hex.txt", line: func(r *rand.Rand, n int) string { return hex.EncodeToString(random(r, 32)) }},
	{name: "js", odd: true, file: "app.min.js", line: func(r *rand.Rand, n int) string {
		v := func() string { return string(rune('a' + r.IntN(26))) }
		return fmt.Sprintf("function %s%s(%s,%s){return %s?%s[%d]:%s.call(this,%q,%s=>%s+%d)}var %s={%s:%d,%s:!0};", v(), v(), v(), v(), v(), v(), r.IntN(500), v(), pick(r, fillers), v(), v(), r.IntN(1e6), v(), v(), r.IntN(1e9), v())
	}},
	{name: "urls", odd: true, file: "urls.txt", line: func(r *rand.Rand, n int) string {
		return fmt.Sprintf("https://www.shop.example/%s/%s?id=%d&t=%d&s=%x\n", pick(r, fillers), pick(r, fillers), r.IntN(1e8), 1_600_000_000+r.IntN(1e8), r.Uint64())
	}},
}
