"""``clerk-tui draft``: the record as a Word file, once or whenever something of it changes."""

from __future__ import annotations

import asyncio
from argparse import Namespace
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial
from pathlib import Path

from msgspec.structs import replace

from clerk_tui.domain.errors import Refused
from clerk_tui.drafting import draft_name, free_name, write_draft
from clerk_tui.errors import ClerkError
from clerk_tui.exporting import allowing
from clerk_tui.minutes.edition import Edition
from clerk_tui.minutes.layouts import LAYOUTS, LayoutSpec
from clerk_tui.minutes.pdf import office, print_pdf
from clerk_tui.profile import template_folders
from clerk_tui.returning import untouched
from clerk_tui.session_files import output_file, record_files
from clerk_tui.session_names import locate
from clerk_tui.sessions import Standing, standing
from clerk_tui.watching import Stamps, stamps, wakes

from .faults import tell_damages


class _Edited(Refused):
    """Somebody has worked on the draft since it was made."""


def run(options: Namespace) -> int:
    folder = locate(options.session)
    edition = Edition.INTERNAL if options.internal else Edition.PUBLIC
    layout = LAYOUTS[options.layout]
    # Before it is read: what changes meanwhile is a change.
    seen = stamps(_sources(folder))
    now = read(folder, options)
    target: Path = options.out or free_name(folder, draft_name(layout, edition, now.state.status))
    if output_file(target).suffix.lower() != ".docx":
        raise Refused(
            f"{target} は Word ファイルの名前ではありません。「{target.stem}.docx」のように書いてください。"
        )
    if target.exists() and not untouched(target, standing(folder)):
        target = _beside(target)
    pdf = _pdf(target) if options.pdf else None
    write(now, target, edition, layout)
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


def read(folder: Path, options: Namespace) -> Standing:
    """The record as it stands now; raises as :func:`~clerk_tui.sessions.standing`."""
    now = standing(folder, incomplete=options.incomplete)
    return replace(now, state=allowing(now.state, options.allow))


def write(
    now: Standing,
    target: Path,
    edition: Edition,
    layout: LayoutSpec,
    at_last: Callable[[], None] = lambda: None,
) -> None:
    """The record in the look that the templates have now."""
    made = datetime.now().astimezone()
    write_draft(now.state, target, made, edition, layout, head=now.head, seq=now.seq, at_last=at_last)


def _beside(target: Path) -> Path:
    """A name of its own for the new draft, told."""
    free = free_name(target.parent, target.name)
    print(f"{target} は作ったあとに直されているので残し、新しい案は {free} に作ります。", flush=True)
    return free


async def _watch(
    folder: Path,
    target: Path,
    edition: Edition,
    layout: LayoutSpec,
    seen: Stamps,
    *,
    read: Callable[[], Standing],
) -> None:
    """Write it again after each change of record or template; what is wrong is told, and the last good one stays.

    A draft that somebody has saved in Word meanwhile is theirs: the next one gets a name of its own.
    """
    print("記録か型が変わるたびに作り直します。終えるには Ctrl+C を押してください。", flush=True)
    made = target.read_bytes()
    told: tuple[type[Exception], ...] = (ClerkError, OSError)

    def still_ours() -> None:
        if target.exists() and target.read_bytes() != made:
            raise _Edited

    async for _ in wakes(folder, *_templates(), recursive=True):
        now = stamps(_sources(folder))
        if now == seen:
            continue
        seen = now
        try:
            try:
                write(read(), target, edition, layout, still_ours)
            except _Edited:
                target = _beside(target)
                write(read(), target, edition, layout)
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
