"""A word that is no name, noted for every later meeting of a body (氏名とみない語を型に書き足す)."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

from clerk_tui.domain.text import clean
from clerk_tui.support.atomic import write_atomically

from .folders import find, own_profile
from .reader import read_profile

_LIST = re.compile(r"^allowed_words\s*=\s*\[.*?\].*?$", re.MULTILINE | re.DOTALL)
_BODY = re.compile(r"^body\s*=.*$", re.MULTILINE)


def allow_for_good(name: str, word: str) -> Path:
    """Note the word in the clerk's own profile of that name, begun from the shipped one where there is none yet.

    What else stands in the file stays as it is, comments among it.

    Raises:
        NotFound: there is no such profile.
        FileProblems: it would be none that can be read; nothing is changed.
        OSError: it cannot be written.
    """
    source = find(name)
    text = source.read_text(encoding="utf-8-sig")
    known = tomllib.loads(text).get("allowed_words", [])
    words = json.dumps(list(dict.fromkeys([*known, clean(word)])), ensure_ascii=False)
    line = f"allowed_words = {words}"
    if _LIST.search(text):
        changed = _LIST.sub(lambda _found: line, text, count=1)
    else:
        changed = _BODY.sub(lambda found: f"{found[0]}\n{line}", text, count=1)

    def inspect(made: Path) -> None:
        read_profile(made)

    target = own_profile(name)
    target.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(target, lambda stream: stream.write(changed.encode()), inspect)
    return target
