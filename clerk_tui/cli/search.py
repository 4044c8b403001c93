"""``clerk-tui search``: remarks over all meetings."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Iterable
from pathlib import Path

from msgspec import Struct

from clerk_tui.domain.calendar import parse_date
from clerk_tui.errors import PartMissing
from clerk_tui.search import Query, cache_of, found, refresh
from clerk_tui.search.cache import excerpts

from .json_output import tell_json


class HitOut(Struct, frozen=True):
    """A remark as ``--json`` has it."""

    session: str
    title: str
    body: str
    """Empty where the archive was asked, which has it in a table of its own."""
    date: str
    at: str
    speaker: str
    phase: str
    cases: str
    text: str


def run(options: Namespace) -> int:
    query = Query(
        tuple(options.words),
        body=options.body,
        case=options.case,
        speaker=options.speaker,
        phase=options.phase,
        since=parse_date(options.since).isoformat() if options.since else "",
        until=parse_date(options.until).isoformat() if options.until else "",
    )
    if options.archive is not None:
        return _in_archive(options.archive, query, options.limit, as_json=options.json)
    cache = cache_of()
    faults = refresh(cache)
    hits, more_faults = found(cache, query, options.limit)
    for fault in (*faults, *more_faults):
        print(fault, file=sys.stderr)
    if options.json:
        return tell_hits(
            HitOut(
                hit.source.folder,
                hit.source.title,
                hit.source.body,
                hit.source.date,
                hit.remark.at,
                hit.remark.speaker,
                hit.remark.phase,
                hit.remark.cases,
                hit.remark.text,
            )
            for hit in hits
        )
    last = None
    for hit in hits:
        if hit.source != last:
            print(f"■ {hit.source.date or '日付不明'}　{hit.source.title}　（{hit.source.folder}）")
            last = hit.source
        about = "　".join(
            filter(None, (hit.remark.at, hit.remark.speaker, hit.remark.phase, hit.remark.cases))
        )
        print(f"  {about}")
        lines = list(excerpts(hit.remark.text, query.words)) or hit.remark.text.split("\n")[:1]
        for line in lines:
            print(f"    {line}")
    more = "（ほかにもあります。--limit で増やせます）" if len(hits) == options.limit else ""
    print(f"{len(hits)} 件{more}" if hits else "見つかりませんでした。")
    return 0 if hits else 1


def tell_hits(hits: Iterable[HitOut]) -> int:
    """Print them as JSON; 1 where there are none."""
    found = list(hits)
    tell_json(found)
    return 0 if found else 1


def _in_archive(folder: Path, query: Query, limit: int, *, as_json: bool) -> int:
    try:
        from clerk_tui.archive.query import ask
    except ImportError:
        raise PartMissing("保管庫でさがす", "archive") from None
    found = ask(folder, query, limit)
    if as_json:
        return tell_hits(
            HitOut(
                hit.meeting, hit.title, "", hit.date, hit.at[11:16], hit.speaker, hit.phase, hit.cases, hit.text
            )
            for hit in found
        )
    last = ""
    for hit in found:
        if hit.meeting != last:
            print(f"■ {hit.date or '日付不明'}　{hit.title}　（{hit.meeting}）")
            last = hit.meeting
        print(f"  {'　'.join(filter(None, (hit.at[11:16], hit.speaker, hit.phase, hit.cases)))}")
        for line in list(excerpts(hit.text, query.words)) or hit.text.split("\n")[:1]:
            print(f"    {line}")
    print(f"{len(found)} 件" if found else "見つかりませんでした。")
    return 0 if found else 1
