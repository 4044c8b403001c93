"""A process that knows TinyDB and nothing of clerk_tui: opens each file whose name it is given on its input.

Prints how many documents it found and the number of the last, or what went wrong.
"""

from __future__ import annotations

import sys

from tinydb import TinyDB, where


def main() -> None:
    for name in sys.stdin:
        try:
            with TinyDB(name.rstrip("\n"), encoding="utf-8", access_mode="r") as database:
                events = database.table("events")
                seqs = [document["seq"] for document in events]
                asked = len(events.search(where("type") == "NamesConfirmed"))
            print(len(seqs), max(seqs, default=0), asked, flush=True)
        except Exception as fault:  # noqa: BLE001 - told to the test
            print(f"failed {fault!r}", flush=True)
    assert "clerk_tui" not in sys.modules


if __name__ == "__main__":
    main()
