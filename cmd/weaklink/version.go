package main

import (
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"

	"github.com/weaklink/weaklink/risk"
)

func init() { command(newVersion) }

// version is set by the linker for releases: -X main.version=1.2.3
var version = "dev"

func newVersion(a *app) *cobra.Command {
	return &cobra.Command{
		Use: "version", Short: "print the version of weaklink and of its model", Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			c, err := risk.Load()
			if err != nil {
				return err
			}
			if a.format == "json" {
				return a.printJSON(a.out, map[string]any{"schema": "weaklink.version/1", "version": versionString(),
					"model": c.Digest(), "go": runtime.Version(), "os": runtime.GOOS, "arch": runtime.GOARCH})
			}
			fmt.Fprintf(a.out, "weaklink %s\nmodel    %.12s\nbuilt    %s %s/%s\n", versionString(), c.Digest(), runtime.Version(), runtime.GOOS, runtime.GOARCH)
			return nil
		},
	}
}

// versionString is the version, with the commit for a build from source.
func versionString() string {
	if version != "dev" {
		return version
	}
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return version
	}
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" && len(s.Value) >= 8 {
			return version + "-" + s.Value[:8]
		}
	}
	return version
}
