"""``clerk-tui vocabulary``: the words that a recogniser should know before it hears the meeting."""

from __future__ import annotations

import sys
from argparse import Namespace
from pathlib import Path

from clerk_tui.audio.corrections import OFTEN, Correction, corrections
from clerk_tui.audio.vocabulary import for_amivoice, for_text, for_whisper, terms
from clerk_tui.domain.ledger import ledger
from clerk_tui.errors import ClerkError
from clerk_tui.session_files import new_file
from clerk_tui.session_names import locate
from clerk_tui.sessions import folders, preparation, state_of, timeline, write_private


def run(options: Namespace) -> int:
    if options.corrections:
        return _tell_corrections(locate(options.session))
    words = terms(state_of(locate(options.session)).meeting)
    text = {"whisper": f"{for_whisper(words)}\n", "amivoice": for_amivoice(words), "text": for_text(words)}[
        options.to
    ]
    if options.out is None:
        print(text, end="")
    else:
        write_private(new_file(options.out, (".txt", ".csv", ".tsv"), force=options.force), text)
        print(f"単語を書き出しました：{options.out}")
    unread = [word.written for word in words if not word.reading]
    if options.to == "amivoice" and unread:
        print(f"よみのない {len(unread)} 語は入れていません：{'、'.join(unread[:5])}…", file=sys.stderr)
    return 0


def corrections_of(folder: Path) -> tuple[Correction, ...]:
    """What clerks have corrected again and again in the meetings of the same body."""
    body = preparation(folder).profile.body
    meetings = [each for each in dict.fromkeys((folder, *folders())) if _is_of(each, body)]
    return corrections(line for each in meetings for line in ledger(timeline(each)))


def _is_of(folder: Path, body: str) -> bool:
    """Whether a folder holds a meeting of the body; one that cannot be read teaches nothing."""
    try:
        return preparation(folder).profile.body == body
    except ClerkError:
        return False


def _tell_corrections(folder: Path) -> int:
    found = corrections_of(folder)
    for each in found:
        print(f"{each.wrong}\t{each.right}\t{each.times}")
    print(
        f"何度も直された言葉 {len(found)} 語（認識の書き方、正しい書き方、回数）。"
        f"同じ審議会の会議で {OFTEN} 回から数えます。",
        file=sys.stderr,
    )
    return 0
