package pdf

import (
	"slices"
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
