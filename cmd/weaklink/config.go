package main

import (
	"github.com/spf13/cobra"

	"github.com/weaklink/weaklink/internal/config"
)

func init() { command(newConfig) }

func newConfig(a *app) *cobra.Command {
	cmd := &cobra.Command{Use: "config", Short: "the settings file: `config schema` prints its JSON Schema", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() }}
	cmd.AddCommand(&cobra.Command{
		Use: "schema", Short: "print the JSON Schema of weaklink.yaml, for editors", Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			_, err := a.out.Write(config.Schema())
			return err
		},
	})
	return cmd
}
