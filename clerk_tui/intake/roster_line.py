"""A line of a roster without a table (名簿の一行) → what may be names, posts, and where somebody comes from. Pure."""

from __future__ import annotations

import re

from msgspec import Struct

from clerk_tui.domain.text import NUMBER

from .column_words import ROSTER
from .columns import plain
from .names import is_kana, is_name, is_post, unspread_post
from .people import is_organisation
from .roster_row import joined

# A kanji numeral without a mark behind it is a surname (「三　木」, 「八　木」).
_NUMBERED = re.compile(
    rf"^[\s　]*(?:[0-9０-９]{{1,3}}[\s　.．、)）]+|{NUMBER}[.．、)）]+[\s　]*"
    rf"|[（(]{NUMBER}[)）][\s　]*|[・①-⑳⑴-⒇][\s　]*)(?=\S)"
)
_CHOSEN_AHEAD = re.compile(
    r"(?P<post>[^（()）]{0,12}?)[\s　]*[（(](?P<chosen>[^（()）]{2,14})[)）][\s　]+(?=\S)"
)
_LONGEST_PART = 3
"""Characters of a surname or a given name that stand apart."""
_TELLS = re.compile(
    r"公募|[市町村区県国住]民|弁護士|医師|教授|議員|農家|農業|主婦|学生|会社|団体|代表|有識|学識|[会党派員者社士師長部課局]$"
)
"""What stands behind a name and is none."""
_LATIN = re.compile(r"[A-Za-zＡ-Ｚａ-ｚ.．'’\-]+")
_HEADINGS = {plain(word) for words in ROSTER.words.values() for word in words}
"""What stands over the columns of a roster."""


class LineParts(Struct, frozen=True):
    """What stands on one line."""

    text: str
    """Without its number and what ``chosen`` holds."""
    names: list[str]
    """What is no post: the name, then what stands behind it."""
    posts: list[str]
    whole: bool
    """Whether nothing divides the line, so that post and name are to be told from all of it."""
    chosen: str = ""
    """選出区分 between post and name."""


def is_heading(text: str) -> bool:
    """Whether a line names columns: 「No　氏名　　所属　　役職」."""
    return sum(plain(word) in _HEADINGS for word in text.split()) > 1


def parts_of(text: str) -> LineParts:
    """The parts of a line like 「会長　窪田　善一　　西都大学教授」."""
    text = unspread_post(_NUMBERED.sub("", text))
    chosen = ""
    of = _CHOSEN_AHEAD.match(text)
    if of and not is_kana(of["chosen"]) and (not of["post"].strip() or is_post(of["post"])):
        # 「会長　（学識経験者）　仲宗根　巌」: where they come from, between post and name.
        chosen, text = of["chosen"].strip(), f"{joined(of['post'])}　　{text[of.end() :]}".strip()
    segments = [part for part in re.split(r"\t|[\s　]{2,}", text) if part.strip()]
    names = [part for part in segments if not is_post(part)]
    posts = [part for part in segments if is_post(part)]
    whole = len(segments) == 1
    if len(names) == 2 and _is_surname(names[0], names[1]):
        names = [f"{joined(names[0])}　{joined(names[1])}"]  # 「小野寺　　舞」, 「道　祖　　一　平」
    if len(names) > 1 and len(names[0]) == 1:
        # 「千　　秋子」: a surname of one character, spread wide.
        names[:2] = [f"{names[0]}　{names[1]}"]
    if names and len(words := names[0].split()) > 2 and all(map(_LATIN.fullmatch, words[:2])):
        # 「James Wong 翻訳家」: a name in another script ends where that ends.
        latin = next((at for at, word in enumerate(words) if not _LATIN.fullmatch(word)), len(words))
        names[:1] = filter(None, (" ".join(words[:latin]), "　".join(words[latin:])))
        whole = whole and len(names) == 1
    return LineParts(text, names, posts, whole, chosen)


def _is_surname(first: str, second: str) -> bool:
    """Whether two parts of a line with a wide gap between them are surname and given name, each spread or not."""
    bare = re.sub(r"[（(].*?[)）]", "", second)  # 「渡　部　　亮（欠席）」
    short = all(1 <= len(joined(part)) <= _LONGEST_PART for part in (first, bare))
    spread = [len(part.split()) > 1 for part in (first, second)]
    second = re.sub(r"[（(].*?[)）]", "", second)  # 「渡　部　　亮（欠席）」
    short = short and bool(joined(second))
    told = _TELLS.search(joined(second)) or is_organisation(joined(second))
    return (
        short
        and not told
        and (not spread[0] or spread[1] or len(joined(second)) == 1)
        and is_name(joined(second))
    )
