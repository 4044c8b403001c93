"""``clerk-tui archive``: all meetings as one Parquet data set."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Iterator
from functools import partial

from clerk_tui.errors import PartMissing
from clerk_tui.minutes.edition import Edition
from clerk_tui.search.finding import stamp_of
from clerk_tui.sessions import root, state_of

from .progress import tell_progress


def run(options: Namespace) -> int:
    try:
        from clerk_tui.archive.dataset import FOLDERS, Source, write_dataset
    except ImportError:
        raise PartMissing("保管庫を作る", "archive") from None
    edition = Edition.INTERNAL if options.internal else Edition.PUBLIC

    def sources() -> Iterator[Source]:
        for folder in sorted(root().iterdir()) if root().is_dir() else ():
            if stamp := stamp_of(folder):
                yield Source(folder.name, stamp, partial(state_of, folder))

    outcome = write_dataset(options.folder, sources(), edition, tell_progress)
    tell_progress("")
    print(
        f"{edition}の保管庫：{options.folder / FOLDERS[edition]}"
        f"（書いた {outcome.written} 件、変わらない {outcome.unchanged} 件、除いた {outcome.removed} 件）"
    )
    for sentence in outcome.left_out:
        print(sentence, file=sys.stderr)
    return 1 if outcome.left_out else 0
