"""``clerk-tui export``: the record for other programs."""

from __future__ import annotations

from argparse import Namespace
from datetime import datetime
from pathlib import Path

from clerk_tui.drafting import free_name
from clerk_tui.export import FORMATS
from clerk_tui.exporting import allowing, write_export
from clerk_tui.minutes.edition import Edition
from clerk_tui.session_files import new_file
from clerk_tui.session_names import locate
from clerk_tui.sessions import state_of

from .faults import tell_damages

_ALSO = {"md": (".markdown", ".txt"), "html": (".htm",)}
"""Endings that fit a format besides its own."""


def run(options: Namespace) -> int:
    folder = locate(options.session)
    state = allowing(state_of(folder, incomplete=options.incomplete), options.allow)
    edition = Edition.INTERNAL if options.internal else Edition.PUBLIC
    name, export = FORMATS[options.format]
    if edition is Edition.INTERNAL:
        stem, dot, suffix = name.partition(".")
        name = f"{stem}（{edition}）{dot}{suffix}"
    if options.out is None:
        target = free_name(folder, name)
    else:
        endings = dict.fromkeys((Path(name).suffix, *_ALSO.get(options.format, ())))
        target = new_file(options.out, endings, force=options.force)
    write_export(state, target, datetime.now().astimezone(), edition, export)
    print(f"{edition}を書き出しました：{target}")
    return 1 if tell_damages(folder) else 0
