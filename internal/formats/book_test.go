package formats

import (
	"testing"
	"time"
)

func TestEveryDayOfAWorkbookHasItsDate(t *testing.T) {
	base := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)
	for day := 60; day < 2958466; day += 7 {
		if got, want := string(civil(nil, day-25569)), base.AddDate(0, 0, day).Format(time.DateOnly); got != want {
			t.Fatalf("day %d is %s, want %s", day, got, want)
		}
	}
}
