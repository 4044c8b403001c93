"""``clerk-tui draft``: the record as a Word file."""

from __future__ import annotations

from argparse import Namespace
from datetime import datetime

from clerk_tui.drafting import free_name, write_draft
from clerk_tui.library import locate, state_of


def run(options: Namespace) -> int:
    folder = locate(options.session)
    state = state_of(folder)
    path = write_draft(state, options.out or free_name(folder), datetime.now().astimezone())
    print(f"会議録案を作りました：{path}")
    return 0
