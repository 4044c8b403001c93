"""``clerk-tui completion``: Tab in the shell completes commands, options and meetings."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

SHELLS = ("bash", "zsh", "fish", "powershell")


def run(options: Namespace) -> int:
    from argcomplete.shell_integration import shellcode

    print(shellcode(["clerk-tui"], shell=options.shell))
    return 0


def complete(parser: ArgumentParser) -> None:
    """Answer a shell that asks how the line may go on, and end."""
    import argcomplete

    argcomplete.autocomplete(parser, always_complete_options="long")


def meetings(prefix: str, **_rest: object) -> list[str]:
    """The names of meetings that begin so, and 「今日」."""
    from clerk_tui.session_names import TODAY
    from clerk_tui.sessions import folders

    return [name for name in (TODAY[0], *(folder.name for folder in folders())) if name.startswith(prefix)]
