"""What can be called (コマンドの一覧), in the order in which the help and the home screen have it."""

from __future__ import annotations

from clerk_tui import __version__

from . import audio_commands, care_commands, document_commands, finalizing_commands, meeting_commands
from .japanese import Parser, speak_japanese


def parser() -> Parser:
    """The parser; ``command`` in its result names the module that does the work."""
    speak_japanese()
    top = Parser(
        prog="clerk-tui",
        description="審議会の書記のための会議録端末です。次第に沿って発言を記録し、閉会と同時に会議録案を Word で作ります。",
        epilog="操作を書かずに clerk-tui とすると、全部をそこから選べる画面が開きます。"
        "会議の途中の操作は、画面の F1 で見られます。",
    )
    top.add_argument(
        "--version", action="version", version=f"clerk-tui {__version__}", help="版を表示して終わります"
    )
    commands = top.add_subparsers(dest="command", metavar="操作")
    for subject in (meeting_commands, audio_commands, document_commands, finalizing_commands, care_commands):
        subject.add(commands)
    return top
