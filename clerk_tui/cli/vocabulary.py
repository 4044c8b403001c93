"""``clerk-tui vocabulary``: the words that a recogniser should know before it hears the meeting."""

from __future__ import annotations

import sys
from argparse import Namespace

from clerk_tui.audio.vocabulary import for_amivoice, for_text, for_whisper, terms
from clerk_tui.session_files import new_file
from clerk_tui.sessions import locate, state_of, write_private


def run(options: Namespace) -> int:
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
