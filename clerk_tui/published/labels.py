"""Labels before turns (発言者の表示): what one says, and whom of the people it names."""

from __future__ import annotations

import re
from collections.abc import Sequence

from clerk_tui.domain.meeting import Person
from clerk_tui.domain.text import NUMBER, normalize, number

_IS_POST = re.compile(
    r"(?:長|委員|議員|番|課|事務局|代理|大臣|理事|主幹|主査|書記|官|員|監|参事|補佐|主任|部)$"
)
POST_IN_LABEL = re.compile(
    r"(?:特別|臨時|専門)?(?:委員|議員)|構成員|(?:副|職務代理)?(?:会長|委員長|議長|座長)|部会長|教育長|課長|部長|係長|室長|局長|課長補佐|主査|主幹|"
    r"計画官|館長|園長|所長|次長|参事"
)
_HOW_THERE = re.compile(
    r"[（(](?:オンライン|リモート|WEB|ＷＥＢ|ウェブ|電話|会場|書面)(?:参加|出席)?[）)]$", re.IGNORECASE
)
"""Behind a label: how somebody took part, not who."""
_FAMILY = "川田野山本村口原井崎﨑沢澤島橋木林森谷岡部藤瀬塚尾坂"
"""Characters with which a surname goes on more often than a given name begins."""
NAME_AND_POST = re.compile(
    r"(?P<name>[一-龥々ヶァ-ヺー]{2,4}?)(?P<post>特別委員|臨時委員|専門委員|委員|議員|会長|副会長|委員長|副委員長|座長|副座長|議長|副議長|教育長|部会長)"
)


def label_parts(label: str) -> tuple[str, str, int | None]:
    """Post, name and seat of a label: 「会長（中井達雄君）」, 「4番（露崎諒一君）」, 「5番委員」, 「本多君」."""
    label = bare(label)
    bracketed = re.fullmatch(r"(.+?)[（(](.+?)(?:君|氏|さん|様|殿)?[）)](委員|議員)?", label)
    if bracketed:
        outer, inner = bracketed[1], bracketed[2]
        post, name = (
            (inner, outer) if _IS_POST.search(inner) and not _IS_POST.search(outer) else (outer, inner)
        )
        seat = re.fullmatch(rf"({NUMBER})番(?:委員|議員)?", post)
        return ("" if seat else post), name, number(seat[1]) if seat else None
    seat = re.fullmatch(rf"({NUMBER})番(?:委員|議員)?", label)
    if seat:
        return "", "", number(seat[1])
    honoured = re.fullmatch(r"(.+?)(?:君|氏|さん|様|殿)", label)
    if honoured:
        return "", honoured[1], None
    return "", "", None


def bare(label: str) -> str:
    """The label without how somebody took part."""
    return _HOW_THERE.sub("", label)


def who(label: str, people: Sequence[Person]) -> Person | None:
    """The one person whom a label names; None: nobody, or several might be meant."""
    label = bare(label)
    _, name, seat = label_parts(label)
    if seat is not None and not name:
        return only([p for p in people if p.seat == seat])
    if name:
        same = [p for p in people if normalize(p.name + p.given) == normalize(name)]
        near = [p for p in people if (name == p.name if p.given else kin(p.name, name) or kin(name, p.name))]
        return only(same) or only([p for p in near if seat is None or p.seat in (None, seat)])
    return only([person for person in people if _called(label, person)])


def _called(label: str, person: Person) -> bool:
    """Whether a label without brackets is the person's: 「古田総務課長」, 「金丸もとる委員」, 「相原委員」 of 相原太郎."""
    for own in dict.fromkeys((person.name + person.given, person.name)):
        rest = label.removeprefix(own)
        if own and rest != label:
            return bool(
                rest == person.post or POST_IN_LABEL.fullmatch(rest) or (rest and person.post.endswith(rest))
            )
    match = NAME_AND_POST.fullmatch(label)
    if match is None or person.given or not kin(match["name"], person.name):
        return False
    return match["post"] in (person.post, "委員", "議員") or person.post.endswith(match["post"])


def kin(surname: str, whole: str) -> bool:
    """Whether a whole name may be of that surname: 中井達雄 of 中井, but 長谷川太郎 not of 長谷."""
    given = whole.removeprefix(surname)
    if given in (whole, ""):
        return surname == whole and bool(whole)
    return len(surname) >= 2 and len(given) <= 3 and given[0] not in _FAMILY


def only(people: list[Person]) -> Person | None:
    return people[0] if len(people) == 1 else None
