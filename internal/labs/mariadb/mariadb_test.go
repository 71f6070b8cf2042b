package mariadb

import (
	"os"
	"path/filepath"
	"testing"
)

func TestAServerAnswersAndLeavesNothing(t *testing.T) {
	s := ForTest(t)
	if err := s.Exec("", "create database crm; create table crm.t (a int); insert into crm.t values (42)"); err != nil {
		t.Fatal(err)
	}
	if got, err := s.Query("crm", "select a from t"); got != "42" {
		t.Errorf("it keeps what it is given: %q, %v", got, err)
	}
	s.Close()
	if _, err := os.Stat(filepath.Dir(s.Socket)); !os.IsNotExist(err) {
		t.Errorf("its folder is gone after Close: %v", err)
	}
}
