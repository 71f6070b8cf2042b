package formats_test

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"testing"
	"time"
)

// Tables in the text forms of old programs, in the file of Gnumeric and in that of
// UOF are tables, with their dates.
func TestTablesInText(t *testing.T) {
	t.Parallel()
	packed := func(s string) string {
		var b bytes.Buffer
		z := gzip.NewWriter(&b)
		z.Write([]byte(s))
		z.Close()
		return b.String()
	}
	gnumeric := `<?xml version="1.0" encoding="UTF-8"?>
<gnm:Workbook xmlns:gnm="http://www.gnumeric.org/v10.dtd"><gnm:Sheets><gnm:Sheet><gnm:Name>Kunden</gnm:Name><gnm:Names><gnm:Name><gnm:name>Print_Area</gnm:name></gnm:Name></gnm:Names><gnm:Cells>
<gnm:Cell Row="0" Col="0" ValueType="60">Name</gnm:Cell><gnm:Cell Row="0" Col="1" ValueType="60">Mail</gnm:Cell><gnm:Cell Row="0" Col="2" ValueType="60">Born</gnm:Cell>
<gnm:Cell Row="1" Col="0" ValueType="60">Ann Miller, Hill Road 4</gnm:Cell><gnm:Cell Row="1" Col="1" ValueType="60">ann@a.example</gnm:Cell><gnm:Cell Row="1" Col="2" ValueType="40" ValueFormat="d-mmm-yyyy">26876</gnm:Cell>
<gnm:Cell Row="2" Col="0" ValueType="60">Bob &quot;Bobby&quot;; Smith</gnm:Cell><gnm:Cell Row="2" Col="1" ValueType="60">bob@a.example</gnm:Cell></gnm:Cells></gnm:Sheet></gnm:Sheets></gnm:Workbook>`
	for name, c := range map[string]struct{ in, format string }{
		"slk, rows before columns": {"ID;PWXL;N;E\r\nP;PGeneral\r\nP;Pd-mmm-yyyy\r\nF;P1;SM1;Y2;X3\r\nC;Y1;X1;K\"Name\"\r\nC;X2;K\"Mail\"\r\nC;X3;K\"Born\"\r\nC;Y2;X1;K\"Ann Miller, Hill Road 4\"\r\nC;X2;K\"ann@a.example\"\r\nC;X3;K26876\r\nC;Y3;X1;K\"Bob \"\"Bobby\"\";; Smith\"\r\nC;X2;K\"bob@a.example\"\r\nE\r\n", "slk"},
		"dif":                      {"TABLE\n0,1\n\"EXCEL\"\nVECTORS\n0,3\n\"\"\nTUPLES\n0,3\n\"\"\nDATA\n0,0\n\"\"\n-1,0\nBOT\n1,0\n\"Name\"\n1,0\n\"Mail\"\n1,0\n\"Born\"\n-1,0\nBOT\n1,0\n\"Ann Miller, Hill Road 4\"\n1,0\n\"ann@a.example\"\n1,0\n\"1973-07-31\"\n-1,0\nBOT\n1,0\n\"Bob \"\"Bobby\"\"; Smith\"\n1,0\n\"bob@a.example\"\n-1,0\nEOD\n", "dif"},
		"gnumeric":                 {gnumeric, "gnumeric"},
		"gnumeric, packed":         {packed(gnumeric), "gzip"},
		"uof": {`<?xml version="1.0" encoding="UTF-8"?><uof:UOF xmlns:uof="http://schemas.uof.org/cn/2003/uof" xmlns:表="http://schemas.uof.org/cn/2003/uof-spreadsheet" xmlns:字="x"><uof:电子表格><表:主体><表:工作表 表:名称="Kunden"><表:工作表内容>` +
			`<表:行 表:行号="1"><表:单元格><表:数据 表:数据类型="text"><字:句><字:文本串>Name</字:文本串></字:句></表:数据></表:单元格><表:单元格><表:数据><字:句><字:文本串>Mail</字:文本串></字:句></表:数据></表:单元格><表:单元格><表:数据><字:句><字:文本串>Born</字:文本串></字:句></表:数据></表:单元格></表:行>` +
			`<表:行><表:单元格><表:数据><字:句><字:文本串>Ann Miller, Hill Road 4</字:文本串></字:句></表:数据></表:单元格><表:单元格><表:数据><字:句><字:文本串>ann@a.example</字:文本串></字:句></表:数据></表:单元格><表:单元格><表:数据><字:句><字:文本串>1973-07-31</字:文本串></字:句></表:数据></表:单元格></表:行>` +
			`<表:行><表:单元格><表:数据><字:句><字:文本串>Bob "Bobby"; Smith</字:文本串></字:句></表:数据></表:单元格><表:单元格><表:数据><字:句><字:文本串>bob@a.example</字:文本串></字:句></表:数据></表:单元格><表:单元格 表:式样引用="ro"/></表:行></表:工作表内容></表:工作表></表:主体></uof:电子表格></uof:UOF>`, "xml"},
	} {
		s, res := read(t, []byte(c.in))
		if res.Format != c.format || len(res.Partial) > 0 {
			t.Errorf("%s: %+v", name, res)
		}
		has(t, s, "column Name\ncolumn Mail\ncolumn Born\nrow Ann Miller, Hill Road 4|ann@a.example|1973-07-31\nrow Bob \"Bobby\"; Smith|bob@a.example")
	}
}

// JSON that was written column by column is a table; lists that are no columns,
// and columns of a file that ends in the middle, are text.
func TestColumnsOfJSON(t *testing.T) {
	t.Parallel()
	const columns = "column email\ncolumn name\n"
	for _, c := range []struct {
		in   string
		want []string
		rows int
	}{
		{`{"email":["a@a.example","b@a.example",null],"name":["Ann","Bob","Cem"]}`, []string{columns + "row a@a.example|Ann\nrow b@a.example|Bob\nrow |Cem\n"}, 3},
		{`{"email":{"0":"a@a.example","1":"b@a.example","2":"c@a.example"},"name":{"0":"Ann","1":"Bob","2":"Cem"}}`, []string{columns + "row a@a.example|Ann\nrow b@a.example|Bob\nrow c@a.example|Cem\n"}, 3},
		{`{"ok":true,"n":"x1","data":{"email":["a@a.example","b@a.example","c@a.example"],"name":["Ann","Bob","Cem"],"note":["one"]}}`, []string{"table data\n" + columns + "row a@a.example|Ann\n", "n: x1\n", "data.note: one\n"}, 3},
		{`{"hosts":["a","b"],"names":["Ann","Bob","Cem"],"deep":["x",["y"],"z"],"o":{"0":"p","2":"q"}}`, []string{"hosts: a\nhosts: b\n", "names: Ann\nnames: Bob\nnames: Cem\n", "deep: x\ndeep: y\ndeep: z\n", "o: p\no.2: q\n"}, 0},
		{`{"email":["a@a.example","b@a.example","c@a.example"],"name":["Ann","Bob","C`, []string{"email: a@a.example\nemail: b@a.example\nemail: c@a.example\n", "name: Ann\nname: Bob\n"}, 0},
	} {
		s, _ := read(t, []byte(c.in))
		has(t, s, c.want...)
		if int(s.rows) != c.rows {
			t.Errorf("%d rows of %s:\n%s", s.rows, c.in, s.all())
		}
	}
}

// A line that stands far to the right costs no more than it is long.
func TestFarCellsCostLittle(t *testing.T) {
	t.Parallel()
	var b bytes.Buffer
	b.WriteString("ID;P\n")
	for y := range 20_000 {
		fmt.Fprintf(&b, "C;Y%d;X50000;K\"ann%d@a.example\"\n", y+1, y)
	}
	start := time.Now()
	s, _ := read(t, b.Bytes())
	has(t, s, "ann19999@a.example")
	if took := time.Since(start); took > 20*time.Second { // a thousand million cells take minutes
		t.Errorf("20,000 cells took %v", took)
	}
}
