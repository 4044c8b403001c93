"""A process that records: the victim of ``kill -9``. Prints a number for each document that is saved.

``python writer.py FOLDER FALLBACK [COUNT]``: goes on from what it finds; without COUNT until it is killed.
"""

from __future__ import annotations

import sys
from itertools import count
from pathlib import Path

from clerk_tui.journal import Draft, Journal, SessionLocked


def main(folder: Path, fallback: Path, limit: int) -> None:
    try:
        journal = Journal.open(folder, fallback=fallback)
    except SessionLocked as refusal:
        print(f"locked {refusal}", flush=True)
        return
    with journal:
        print("open" if not journal.read_only else "read-only", flush=True)
        draft = Draft(folder)
        for number in count(len(journal.documents)):
            if number >= limit:
                return
            text = f"{number}番目の発言。" * (1 + number % 40)
            if number % 5 == 0:
                draft.save({"text": text})
            place = journal.append([{"id": f"e{number}", "text": text}])
            print(f"{number} {place.where.value}", flush=True)
            if number % 17 == 0:
                journal.checkpoint()
            if number % 23 == 0:
                journal.seal()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]) if len(sys.argv) > 3 else 10**9)
