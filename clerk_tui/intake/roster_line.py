"""A line of a roster without a table (名簿の一行) → what may be names, posts, and where somebody comes from. Pure."""

from __future__ import annotations

import re

from msgspec import Struct

from clerk_tui.domain.text import NUMBER, number

from .column_words import ROSTER
from .columns import plain
from .names import is_kana, is_name, is_office, is_post, read_name, unspread_post
from .people import is_organisation
from .roster_row import joined

# A kanji numeral without a mark behind it is a surname (「三　木」, 「八　木」).
_NUMBERED = re.compile(
    r"^[\s　]*(?:(?:No|Ｎｏ|NO|№)[.．]?[\s　]*[0-9０-９]{1,3}[\s　.．、:：]+|"
    rf"[0-9０-９]{{1,3}}[\s　.．、)）]+|{NUMBER}[.．、)）]+[\s　]*"
    rf"|[（(]{NUMBER}[)）][\s　]*|[・①-⑳⑴-⒇][\s　]*)(?=\S)"
)
_SEAT_AHEAD = re.compile(r"[\s　]*([0-9０-９]{1,3})[\s　]*番[\s　]+(?=\S)")
_CHOSEN_AHEAD = re.compile(
    r"(?P<post>[^（()）]{0,12}?)[\s　]*[（(](?P<chosen>[^（()）]{2,14})[)）][\s　]+(?=\S)"
)
DITTO = re.compile(r"^[\s　]*[〃”″同][\s　]+(?=\S)")
"""「〃　…」, 「同　…」: what stands there in the line above."""
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
    seat: int | None = None
    """「１番」 before the name."""


def is_heading(text: str) -> bool:
    """Whether a line names columns: 「No　氏名　　所属　　役職」."""
    return sum(plain(word) in _HEADINGS for word in text.split()) > 1


def parts_of(text: str) -> LineParts:
    """The parts of a line like 「会長　窪田　善一　　西都大学教授」."""
    seat = _SEAT_AHEAD.match(text)
    text = unspread_post(_NUMBERED.sub("", text[seat.end() :] if seat else text))
    chosen = ""
    of = _CHOSEN_AHEAD.match(text)
    if of and not is_kana(of["chosen"]) and (not of["post"].strip() or is_post(of["post"])):
        # 「会長　（学識経験者）　仲宗根　巌」: where they come from, between post and name.
        chosen, text = of["chosen"].strip(), f"{joined(of['post'])}　　{text[of.end() :]}".strip()
    segments = _by_words(text) or [part for part in re.split(r"\t|[\s　]{2,}", text) if part.strip()]
    names = [part for part in segments if not is_post(part)]
    posts = [part for part in segments if is_post(part)]
    whole = len(segments) == 1
    aside = [part for part in names if re.fullmatch(r"[（(][^（()）]*[)）]", part)]
    names = [part for part in names if part not in aside]
    if len(names) == 2 and _is_surname(names[0], names[1]):
        names = [f"{joined(names[0])}　{joined(names[1])}"]  # 「小野寺　　舞」, 「道　祖　　一　平」
    if len(names) > 1 and len(names[0]) == 1:
        # 「千　　秋子」: a surname of one character, spread wide.
        spread = all(len(word) == 1 for word in names[1].split())
        names[:2] = [f"{names[0]}　{joined(names[1]) if spread else names[1]}"]
    if names and len(words := names[0].split()) > 2 and all(map(_LATIN.fullmatch, words[:2])):
        # 「James Wong 翻訳家」: a name in another script ends where that ends.
        latin = next((at for at, word in enumerate(words) if not _LATIN.fullmatch(word)), len(words))
        names[:1] = filter(None, (" ".join(words[:latin]), "　".join(words[latin:])))
        whole = whole and len(names) == 1
    words = names[0].split() if len(names) == 1 else []
    if len(words) == 3 and _is_behind(words):
        # 「佐原　ミチル　ジャーナリスト」, all with the same gap.
        names, whole = ["　".join(words[:2]), words[2]], False
    if names and aside:
        names[0] = f"{names[0]}{''.join(aside)}"  # 「常　盤　　隆　造　　（学識経験者）」
    katakana = (
        re.match(r"([ァ-ヺー]+[・＝=][ァ-ヺー・＝=]+)[\s　]+(?=[^ァ-ヺー\s　])(.+)", names[0])
        if names
        else None
    )
    if katakana:
        # 「ホセ・カブレラ　自転車協会」: a foreign name is whole, whatever gap follows.
        names[:1] = [katakana[1], katakana[2]]
        whole = False
    return LineParts(text, names, posts, whole, chosen, (number(seat[1]) if seat else None))


def _by_words(text: str) -> list[str]:
    """Post, name and what stands behind, of 「部会長　百武　　顕　弁護士」, whose gaps say nothing; empty: it is not so."""
    words = text.split()
    post = words[:1] if words and is_post(words[0]) else []
    rest = words[len(post) :]
    even = len(set(re.findall(r"[\s　]+", text.strip()))) == 1
    if (
        len(rest) < 3
        or not (even or len(rest) == 3)
        or not is_name("".join(rest[:2]))
        or is_organisation(rest[0])
    ):
        return []
    if not _is_behind([*rest[:2], "".join(rest[2:])]):
        return []
    # 「大伴 文恵 西都大学 教授 会長」: a post in the body stands last.
    here = rest[-1:] if len(rest) > 3 and is_office(rest[-1]) else []
    return [*post, "　".join(rest[:2]), "　".join(rest[2 : len(rest) - len(here)]), *here]


def _is_behind(words: list[str]) -> bool:
    """Whether the third of three words stands behind a name of two."""
    if max(map(len, words[:2])) > _LONGEST_PART + 1 or is_post(words[0]):
        return False
    last = words[2]
    return (
        len(last) > _LONGEST_PART + 1
        or is_post(last)
        or _TELLS.search(last) is not None
        or is_organisation(last)
    )


def people_of(text: str) -> list[str]:
    """The people of a line with several, each with a post before the name (「校長　轟　一郎　　教頭　目　すすむ」)."""
    parts = [part.strip() for part in re.split(r"[、，]|[\s　]{2,}", text) if part.strip()]
    words = [_with_office(part.split()) for part in parts]
    each = all(
        len(found) in (2, 3) and is_post(found[0]) and not is_post(found[-1]) and is_name("".join(found[1:]))
        for found in words
    )
    return ["　".join(found) for found in words] if len(parts) > 1 and each else []


def _with_office(words: list[str]) -> list[str]:
    """「企画部 企画課 課長 及川 直」 with the offices closed up with the post."""
    at = next((at for at, word in enumerate(words) if is_post(word)), 0)
    offices = words[:at]
    if not all(is_organisation(word) or re.fullmatch(r"\S+[部課局室係所]", word) for word in offices):
        return words
    return ["".join(words[: at + 1]), *words[at + 1 :]]


def is_person(text: str) -> bool:
    """Whether a line is somebody's on a roster: a divided name, what stands behind it or a post before it."""
    ditto = DITTO.match(text)
    text = text[ditto.end() :] if ditto else text
    parts = parts_of(text)
    if not parts.names or re.search(r"[。:：？?]", text):
        return False
    cell = read_name(text if parts.whole else parts.names[0])
    whole = cell.name + cell.given
    beside = ditto or len(parts.names) > 1 or parts.posts or cell.post or cell.mark or cell.notes
    return (
        is_name(whole) and not is_organisation(whole) and bool(beside) and (bool(cell.given or parts.posts) or "・" in whole)
    )


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
