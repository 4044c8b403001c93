"""``clerk-tui draft``: the record as a Word file, once or whenever something of it changes."""

from __future__ import annotations

import asyncio
from argparse import Namespace
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial
from pathlib import Path

from clerk_tui.domain.errors import Refused
from clerk_tui.domain.record import State
from clerk_tui.drafting import draft_name, free_name, write_draft
from clerk_tui.errors import ClerkError
from clerk_tui.exporting import allowing
from clerk_tui.minutes.edition import Edition
from clerk_tui.minutes.layouts import LAYOUTS, LayoutSpec
from clerk_tui.minutes.pdf import office, print_pdf
from clerk_tui.profile import template_folders
from clerk_tui.session_files import output_file, record_files
from clerk_tui.sessions import locate, reading, state_of
from clerk_tui.watching import Stamps, stamps, wakes

from .faults import tell_damages


def run(options: Namespace) -> int:
    folder = locate(options.session)
    edition = Edition.INTERNAL if options.internal else Edition.PUBLIC
    layout = LAYOUTS[options.layout]
    target: Path = options.out or free_name(folder, draft_name(layout, edition))
    if output_file(target).suffix.lower() != ".docx":
        raise Refused(
            f"{target} は Word ファイルの名前ではありません。「{target.stem}.docx」のように書いてください。"
        )
    pdf = _pdf(target) if options.pdf else None
    # Before it is read: what changes meanwhile is a change.
    seen = stamps(_sources(folder))
    state = read(folder, options)
    write(folder, state, target, edition, layout)
    print(f"{edition}を作りました：{target}", flush=True)
    if pdf is not None:
        print_pdf(target, pdf)
        print(f"PDF を作りました：{pdf}", flush=True)
    damaged = tell_damages(folder)
    if options.watch:
        asyncio.run(_watch(folder, target, edition, layout, seen, read=partial(read, folder, options)))
    return 1 if damaged else 0


def _pdf(target: Path) -> Path:
    """The PDF beside the draft, before anything is written; raises ``Refused`` where there is one already."""
    office()
    pdf = output_file(target.with_suffix(".pdf"))
    if pdf.exists():
        raise Refused(f"{pdf} はもうあります。消すか、-o で別の名前を書いてください。")
    return pdf


def read(folder: Path, options: Namespace) -> State:
    """The record as it stands now; raises as :func:`~clerk_tui.sessions.state_of`."""
    return allowing(state_of(folder, incomplete=options.incomplete), options.allow)


def write(folder: Path, state: State, target: Path, edition: Edition, layout: LayoutSpec) -> None:
    """The record in the look that the templates have now."""
    head = reading(folder).head if edition is Edition.INTERNAL else ""
    write_draft(state, target, datetime.now().astimezone(), edition, layout, head=head)


async def _watch(
    folder: Path,
    target: Path,
    edition: Edition,
    layout: LayoutSpec,
    seen: Stamps,
    *,
    read: Callable[[], State],
) -> None:
    """Write it again after each change of record or template; what is wrong is told, and the last good one stays.

    A draft that somebody has saved in Word meanwhile is theirs: the watch ends.
    """
    print("記録か型が変わるたびに作り直します。終えるには Ctrl+C を押してください。", flush=True)
    made = target.read_bytes()
    told: tuple[type[Exception], ...] = (ClerkError, OSError)
    async for _ in wakes(folder, *_templates(), recursive=True):
        now = stamps(_sources(folder))
        if now == seen:
            continue
        seen = now
        if target.exists() and target.read_bytes() != made:
            print(
                f"{target} はほかで直されているので、もう作り直しません。続けるには別の名前で始めてください。",
                flush=True,
            )
            return
        try:
            write(folder, read(), target, edition, layout)
            made = target.read_bytes()
        except told as fault:
            print(f"{fault}前の案をそのまま残しています。", flush=True)
        else:
            print(f"{datetime.now().astimezone():%H:%M:%S} 作り直しました：{target}", flush=True)


def _templates() -> Iterator[Path]:
    yield from (folder for folder in template_folders() if folder.is_dir())


def _sources(folder: Path) -> Iterator[Path]:
    """What a draft is made from; the draft itself is none of it."""
    yield from record_files(folder)
    for templates in _templates():
        for pattern in ("**/*.docx", "**/*.toml"):
            yield from templates.glob(pattern)
