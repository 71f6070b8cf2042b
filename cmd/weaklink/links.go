package main

// One line a link and side: a check or a collector is found by being in its
// package, never by being named here.
import (
	_ "github.com/weaklink/weaklink/checks/access"
	_ "github.com/weaklink/weaklink/checks/backups"
	_ "github.com/weaklink/weaklink/checks/data"
	_ "github.com/weaklink/weaklink/checks/devices"
	_ "github.com/weaklink/weaklink/checks/hosting"
	_ "github.com/weaklink/weaklink/checks/payments"
	_ "github.com/weaklink/weaklink/checks/policies"
	_ "github.com/weaklink/weaklink/checks/website"
	_ "github.com/weaklink/weaklink/collectors/access"
	_ "github.com/weaklink/weaklink/collectors/backups"
	_ "github.com/weaklink/weaklink/collectors/data"
	_ "github.com/weaklink/weaklink/collectors/devices"
	_ "github.com/weaklink/weaklink/collectors/hosting"
	_ "github.com/weaklink/weaklink/collectors/policies"
	_ "github.com/weaklink/weaklink/collectors/website"
)
