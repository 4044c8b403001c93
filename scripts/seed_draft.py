"""Play published minutes through the command layer and draft them again (公表済み会議録の再現).

    python scripts/seed_draft.py GOLDEN.json OUT_DIR

GOLDEN.json holds header, case table and rows of published minutes. OUT_DIR becomes a session: preparation,
profile, script, record, and ``draft.docx``, whose contents equal GOLDEN.json in order, white space aside.
"""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path

from clerk_tui.cli.replay import play
from clerk_tui.drafting import write_draft
from clerk_tui.errors import ClerkError
from clerk_tui.published.data import read_published
from clerk_tui.published.script import script, script_text
from clerk_tui.sessions import standing, write_private

USAGE = "使い方: python scripts/seed_draft.py GOLDEN.json OUT_DIR"


def main(arguments: list[str]) -> int:
    """Returns 0 when the draft stands, 1 when the data cannot be used, 2 for wrong arguments."""
    if len(arguments) != 2:
        print(USAGE, file=sys.stderr)
        return 2
    golden, out = Path(arguments[0]), Path(arguments[1])
    try:
        meeting, lines = script(read_published(golden))
        out.mkdir(parents=True, exist_ok=True)
        path = out / "script.jsonl"
        write_private(path, script_text(lines))
        _, count, turns = play(meeting, path, out)
        made = standing(out)
        draft = write_draft(made.state, out / "draft.docx", datetime.now().astimezone(), seq=made.seq)
    except ClerkError as fault:
        print(fault, file=sys.stderr)
        return 1
    print(f"{count} 行を実行しました（発言 {turns} 件）：{draft}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
