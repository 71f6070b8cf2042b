package collectors

import (
	"strings"
	"testing"
)

func TestNoPasswordOfADatabaseIsInWhatIsPrinted(t *testing.T) {
	for in, id := range map[string]string{
		"postgres://crm:canary@db.example/crm":                        "postgres://db.example/crm",
		"postgresql://crm:canary@DB.example:5433/crm?sslmode=require": "postgres://db.example:5433/crm",
		"postgres://crm@db/crm?password=canary":                       "postgres://db/crm",
		"mariadb://crm:can%40ary@db/crm":                              "mysql://db/crm",
		"mysql://crm:c@nary@db/crm":                                   "mysql://db/crm",
		"postgres://crm:canary/1@db/crm":                              "",
		"postgres://crm:12canary?1@db/crm":                            "",
		"postgres://crm:12/canary@db/crm":                             "",
		"postgres://crm:12#canary@db/crm":                             "",
		"postgres://crm:12?canary@db/crm":                             "",
		"postgres://crm:%zzcanary@db/crm":                             "",
		"postgres:crm":                                                "",
	} {
		got, err := Parse(in, func(string) bool { return false })
		switch {
		case err != nil && id != "":
			t.Errorf("%s: %v", in, err)
		case err != nil && (!strings.Contains(err.Error(), "USER@HOST/DATABASE") || strings.Contains(err.Error(), "anary")):
			t.Errorf("%s: the error is %v", in, err)
		case got.ID != id:
			t.Errorf("%s is called %q, want %q", in, got.ID, id)
		}
	}
}
