package pdf

import (
	"slices"
	"strings"
	"testing"
)

// page lays out lines from the top, 14 points apart, letters of 5 points.
func page(lines ...string) Page {
	var p Page
	y := 700.0
	for _, s := range lines {
		if y -= 14; s != "" {
			p.Lines = append(p.Lines, Line{Text: s, Size: 10, Y: y, X: 60, Right: 60 + 5*float64(len(s))})
		}
	}
	return p
}

func TestParagraphsOfAPage(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name     string
		in, want []string
	}{
		{"a letter", []string{"Dear Ann, we write to you because of your", "order and call +49 171", "5551234 soon.", "", "Dear Bob, we write to you because of that", "letter of yours."},
			[]string{"Dear Ann, we write to you because of your order and call +49 171", "5551234 soon.", "", "Dear Bob, we write to you because of that letter of yours."}},
		{"a list", []string{"Ann Miller, Hill Road 4, 030 5551234", "Bob Smith, Long Street 8, 030 5551235", "Cem Jones, Short Lane 12, 030 5551236"},
			[]string{"Ann Miller, Hill Road 4, 030 5551234", "Bob Smith, Long Street 8, 030 5551235", "Cem Jones, Short Lane 12, 030 5551236"}},
		{"a card", []string{"Ann Miller", "Hill Road 4", "ann@a.example"}, []string{"Ann Miller", "Hill Road 4", "ann@a.example"}},
		{"a hyphen", []string{"she was born on the first of May, 1980-05-", "01 and lives in a house that she has in-", "herited"},
			[]string{"she was born on the first of May, 1980-05-01 and lives in a house that she has inherited"}},
		{"nothing", nil, nil},
	} {
		if got := page(c.in...).Text(); !slices.Equal(got, c.want) {
			t.Errorf("%s: %q", c.name, got)
		}
	}
	p := page("Ann      ann@a.example and more that is here", "and cells", "or two of the kind that is here anyway, so")
	for i := range p.Lines {
		p.Lines[i].Columns = true
	}
	if got := p.Text(); len(got) != 3 {
		t.Errorf("rows of a table run on: %q", got)
	}
}

// side lays out rows of cells at 60, 240 and 420 points, as a program draws them
// that goes from line to line over what stands side by side. An empty row is room.
func side(rows ...[]string) Page {
	var p Page
	y := 760.0
	for _, r := range rows {
		if y -= 12; len(r) == 0 {
			continue
		}
		l := Line{Text: strings.Join(r, " "), Size: 10, Y: y, X: 60, Columns: len(r) > 1}
		for i, s := range r {
			c := Cell{s, 60 + 180*float64(i), 60 + 180*float64(i) + 4.5*float64(len(s))}
			l.Right = c.Right
			if len(r) > 1 {
				l.Cells = append(l.Cells, c)
			}
		}
		p.Lines = append(p.Lines, l)
	}
	return p
}

func TestWhatStandsSideBySide(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name string
		in   Page
		want []string
	}{
		{"labels", side([]string{"Ann Miller", "Bob Smith"}, []string{"Hill Road 4", "Long Street 8"}, []string{"10115 Berlin", "20095 Hamburg"}, nil, []string{"Cem Jones"}, []string{"Short Lane 12"}, []string{"04109 Leipzig"}),
			[]string{"Ann Miller", "Hill Road 4", "10115 Berlin", "", "Bob Smith", "Long Street 8", "20095 Hamburg", "", "Cem Jones", "Short Lane 12", "04109 Leipzig"}},
		{"labels without room between", side([]string{"Ann Miller", "Bob Smith"}, []string{"Hill Road 4", "Long Street 8"}, []string{"a@a.example", "b@a.example"}, []string{"Cem Jones", "Dee Potter"}, []string{"Short Lane 12", "Top Hill 9"}, []string{"c@a.example", "d@a.example"}),
			[]string{"Ann Miller", "Hill Road 4", "a@a.example", "", "Bob Smith", "Long Street 8", "b@a.example", "", "Cem Jones", "Short Lane 12", "c@a.example", "", "Dee Potter", "Top Hill 9", "d@a.example"}},
		{"a table", side([]string{"Ann Miller", "10115 Berlin", "a@a.example"}, []string{"Bob Smith", "20095 Hamburg", "b@a.example"}, []string{"Cem Jones", "04109 Leipzig", "c@a.example"}),
			[]string{"Ann Miller 10115 Berlin a@a.example", "Bob Smith 20095 Hamburg b@a.example", "Cem Jones 04109 Leipzig c@a.example"}},
		{"names and towns", side([]string{"Ann Miller", "Berlin"}, []string{"Bob Smith", "Hamburg"}, []string{"Cem Jones", "Leipzig"}, []string{"Dee Potter", "Bremen"}),
			[]string{"Ann Miller Berlin", "Bob Smith Hamburg", "Cem Jones Leipzig", "Dee Potter Bremen"}},
		{"columns of a text", side([]string{"Dear Ann, we write to you because of", "and of the other one that went with it"}, []string{"the order that you sent to us in the", "so please tell us soon which of those it"}, []string{"last week of the month before, which", "is the right one and where we may send"},
			[]string{"was not complete and did not say where", "it then. We thank you for your trust and"}, []string{"to send it to, nor for whom it was, and", "hope that you will be glad with what we"}, []string{"so we ask you for the name of the place", "have for you this time around, as ever."}),
			[]string{"Dear Ann, we write to you because of the order that you sent to us in the last week of the month before, which was not complete and did not say where to send it to, nor for whom it was, and so we ask you for the name of the place and of the other one that went with it so please tell us soon which of those it is the right one and where we may send it then. We thank you for your trust and hope that you will be glad with what we have for you this time around, as ever."}},
	} {
		if got := c.in.Text(); !slices.Equal(got, c.want) {
			t.Errorf("%s:\n%q\nwant\n%q", c.name, got, c.want)
		}
	}
}

// A table of which the cells have several lines is drawn cell by cell; labels are
// too, and stay apart.
func TestCellsOfSeveralLines(t *testing.T) {
	t.Parallel()
	draw := func(cells ...[]string) Page {
		var p Page
		for i, c := range cells {
			y := 760 - 60*float64(i/2)
			for _, s := range c {
				y -= 12
				x := 60 + 200*float64(i%2)
				p.Lines = append(p.Lines, Line{Text: s, Size: 10, Y: y, X: x, Right: x + 5*float64(len(s))})
			}
		}
		return p
	}
	table := draw([]string{"Ann Miller", "Hill Road 4"}, []string{"030 5551234", "a@a.example"}, []string{"Bob Smith", "Long Street 8"}, []string{"030 5551235", "b@a.example"}, []string{"Cem Jones", "Short Lane 1"}, []string{"030 5551236", "c@a.example"})
	if got, want := table.Text(), []string{"Ann Miller", "Hill Road 4", "030 5551234", "a@a.example", "", "Bob Smith", "Long Street 8", "030 5551235", "b@a.example", "", "Cem Jones", "Short Lane 1", "030 5551236", "c@a.example"}; !slices.Equal(got, want) {
		t.Errorf("a table: %q", got)
	}
	labels := draw([]string{"Ann Miller", "Hill Road 4"}, []string{"Bob Smith", "Long Street 8"}, []string{"Cem Jones", "Short Lane 1"}, []string{"Dee Potter", "Top Hill 9"}, []string{"Eve Stone", "Low Hill 7"}, []string{"Fay Wood", "Old Mill 3"})
	if got := strings.Join(labels.Text(), "\n"); strings.Count(got, "\n\n") != 5 {
		t.Errorf("labels: %q", got)
	}
}

// A letter that runs over the end of a page is one, whatever stands at the foot
// of all pages.
func TestOverTheEndOfAPage(t *testing.T) {
	t.Parallel()
	letter := func(foot string, lines ...string) Page {
		p := page(lines...)
		p.Lines = append(p.Lines, Line{Text: "Orders of 2024", Size: 9, Y: 800, X: 60, Right: 120}, Line{Text: foot, Size: 9, Y: 30, X: 280, Right: 320})
		return p
	}
	got := Texts([]Page{
		letter("Page 9 of 10", "Dear Ann, we write to you because of your", "last order, and as we do not know where to"),
		letter("Page 10 of 10", "send it we ask you to call +49 171 5551234.", "", "Dear Bob, this is all.", "We thank you.", "The shop"),
	})
	want := [][]string{{"Orders of 2024", "", "Page 9 of 10"}, {"Dear Ann, we write to you because of your last order, and as we do not know where to send it we ask you to call +49 171 5551234.", "", "Dear Bob, this is all.", "We thank you.", "The shop", "", "Orders of 2024", "", "Page 10 of 10"}}
	for i := range want {
		if !slices.Equal(got[i], want[i]) {
			t.Errorf("page %d: %q", i+1, got[i])
		}
	}
	for _, c := range []struct {
		a, b string
		step int
		want bool
	}{{"Page 9 of 10", "Page 10 of 10", 1, true}, {"Page 9", "Page 8", -1, true}, {"born 12.03.1980", "born 13.03.1980", 1, true}, {"born 12.03.1980", "born 01.11.1975", 1, false}, {"Shop", "Shop", 2, true}, {"a 1", "b 2", 1, false}} {
		if got := sameButNumber(c.a, c.b, c.step); got != c.want {
			t.Errorf("%q and %q: %v", c.a, c.b, got)
		}
	}
}
