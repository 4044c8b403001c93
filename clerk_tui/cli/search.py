"""``clerk-tui search``: remarks over all meetings."""

from __future__ import annotations

import sys
from argparse import Namespace

from clerk_tui.domain.calendar import parse_date
from clerk_tui.search import Query, archive_of, found, refresh
from clerk_tui.search.archive import excerpts


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
    archive = archive_of()
    faults = refresh(archive)
    hits, more_faults = found(archive, query, options.limit)
    for fault in (*faults, *more_faults):
        print(fault, file=sys.stderr)
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
