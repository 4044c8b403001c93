"""A process that records: the victim of ``kill -9``. Prints the number of each event that is saved.

``python writer.py FOLDER FALLBACK [COUNT]``: goes on from what it finds; without COUNT until it is killed.
"""

from __future__ import annotations

import sys
from itertools import count
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from record_events import AT, said

from clerk_tui.domain.events import MeetingClosed, Recorded
from clerk_tui.record import RecordDB, SessionLocked, UnsentText


def event(seq: int) -> Recorded:
    if seq % 23 == 0:
        return Recorded(seq, AT, 0.0, seq, MeetingClosed(AT))
    return said(seq, f"{seq}番目の発言。" * (1 + seq % 40))


def main(folder: Path, fallback: Path, limit: int) -> None:
    try:
        record = RecordDB(folder, fallback=fallback)
    except SessionLocked as refusal:
        print(f"locked {refusal}", flush=True)
        return
    with record:
        print("open" if not record.storage.read_only else "read-only", flush=True)
        unsent = UnsentText(folder)
        for number in count(len(record.storage.records) + 1):
            if number > limit:
                return
            if number % 5 == 0:
                unsent.save({"text": f"{number}"})
            record.insert(event(number))
            print(f"{number} {record.storage.location.where.value}", flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]) if len(sys.argv) > 3 else 10**9)
