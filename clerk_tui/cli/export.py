"""``clerk-tui export``: the record for other programs."""

from __future__ import annotations

from argparse import Namespace
from datetime import datetime

from clerk_tui.drafting import free_name
from clerk_tui.export import FORMATS
from clerk_tui.exporting import write_export
from clerk_tui.minutes.edition import Edition
from clerk_tui.session_files import output_file
from clerk_tui.sessions import locate, state_of

from .faults import tell_damages


def run(options: Namespace) -> int:
    folder = locate(options.session)
    state = state_of(folder)
    edition = Edition.INTERNAL if options.internal else Edition.PUBLIC
    name, export = FORMATS[options.format]
    if edition is Edition.INTERNAL:
        stem, dot, suffix = name.partition(".")
        name = f"{stem}（{edition}）{dot}{suffix}"
    target = output_file(options.out or free_name(folder, name))
    write_export(state, target, datetime.now().astimezone(), edition, export)
    print(f"{edition}を書き出しました：{target}")
    return 1 if tell_damages(folder) else 0
