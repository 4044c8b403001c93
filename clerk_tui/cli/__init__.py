"""The command line (コマンド行): arguments in, exit code out; each command is one module, loaded when called."""
