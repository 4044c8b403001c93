"""``clerk-tui draft``: the record as a Word file."""

from __future__ import annotations

from argparse import Namespace
from datetime import datetime

from clerk_tui.drafting import draft_name, free_name, write_draft
from clerk_tui.journal import read
from clerk_tui.library import locate, state_of
from clerk_tui.minutes.edition import Edition
from clerk_tui.minutes.layouts import Layout


def run(options: Namespace) -> int:
    folder = locate(options.session)
    state = state_of(folder)
    edition = Edition.INTERNAL if options.internal else Edition.PUBLIC
    layout = Layout(options.layout)
    target = options.out or free_name(folder, draft_name(layout, edition))
    head = read(folder).head if options.internal else ""
    path = write_draft(state, target, datetime.now().astimezone(), edition, layout, head=head)
    print(f"{edition}を作りました：{path}")
    return 0
