package main

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/weaklink/weaklink/docs/schema"
	"github.com/weaklink/weaklink/internal/report/text"
)

func init() { command(newSchema) }

func newSchema(a *app) *cobra.Command {
	return &cobra.Command{
		Use: "schema [NAME]", Short: "the JSON Schema of what a command prints, or of a kind of fact",
		Long: `Prints the JSON Schema with that name, or lists those that there are. Every object
of --format json says in its field "schema" which it follows: weaklink.NAME/1. The
names with a dot are the bodies of facts that are there to be held against other
tools. Within a major version, fields are only added.`,
		Example:   "  weaklink schema\n  weaklink schema report > report.schema.json\n  weaklink schema website.tls",
		Args:      cobra.MaximumNArgs(1),
		ValidArgs: schema.Names(),
		RunE: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return a.schemas()
			}
			name := strings.TrimSuffix(strings.TrimPrefix(args[0], "weaklink."), "/1")
			if args[0] == "weaklink.yaml" {
				name = args[0]
			}
			raw := schema.Get(name)
			if raw == nil {
				return usage("there are: "+strings.Join(schema.Names(), ", "), "no schema is called %q", args[0])
			}
			_, err := a.out.Write(raw)
			return err
		},
	}
}

// schemaLine is one schema in the list.
type schemaLine struct {
	Name        string `json:"name"`
	Title       string `json:"title"`
	Description string `json:"description"`
}

func (a *app) schemas() error {
	var all []schemaLine
	for _, name := range schema.Names() {
		l := schemaLine{}
		if err := json.Unmarshal(schema.Get(name), &l); err != nil {
			return fmt.Errorf("read the schema %s: %w", name, err)
		}
		l.Name = name
		all = append(all, l)
	}
	if a.format == "json" {
		return a.printJSON(a.out, map[string]any{"schema": "weaklink.schemas/1", "schemas": all})
	}
	w := text.NewWriter(a.out, a.width)
	for _, l := range all {
		w.Para(fmt.Sprintf("%-16s ", l.Name), strings.Repeat(" ", 17), l.Description)
	}
	return w.Flush()
}
