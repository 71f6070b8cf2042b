package main

import (
	"github.com/spf13/cobra"
)

func init() { command(newCompletion) }

func newCompletion(a *app) *cobra.Command {
	return &cobra.Command{
		Use: "completion bash|zsh|fish|powershell", Short: "print the completion script of a shell", Hidden: true,
		Example:   "  source <(weaklink completion bash)",
		ValidArgs: []string{"bash", "zsh", "fish", "powershell"},
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) != 1 {
				return usage("for example: source <(weaklink completion bash)", "name one shell: bash, zsh, fish or powershell")
			}
			root := cmd.Root()
			switch args[0] {
			case "bash":
				return root.GenBashCompletionV2(a.out, true)
			case "zsh":
				return root.GenZshCompletion(a.out)
			case "fish":
				return root.GenFishCompletion(a.out, true)
			case "powershell":
				return root.GenPowerShellCompletionWithDesc(a.out)
			}
			return usage("use bash, zsh, fish or powershell", "no completion for a shell called %q", args[0])
		},
	}
}
