"""What was read held against itself (照合): counts and names, one chair, day and weekday, times, votes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec import Struct

from clerk_tui.domain.profile import Standing
from clerk_tui.domain.text import NUMBER, number
from clerk_tui.published.data import MarkRow, Published, StageRow, TurnRow
from clerk_tui.published.roster import roster, signing

from .body import Body
from .cases import Cases
from .header import Header
from .labels import Item
from .lines import bare
from .overlooked import overlooked
from .page import Ledger
from .person import ABSENT
from .posts import CHAIR_POST, POSTS
from .speech import forms, speaks

_COUNT = re.compile(
    rf"(?:委員|議員|構成員)(?:定数|総数)?[\s　]*({NUMBER})[名人]中[、，]?[\s　]*({NUMBER})[名人]"
)
_VOTES = re.compile(
    rf"(?:賛成|可とする者)(?:者)?[\s　]*({NUMBER})[名人票][、，。\s　]*(?:反対|否とする者)(?:者)?[\s　]*({NUMBER})[名人票]"
)


_MEMBER = re.compile(
    r"(?:[0-9０-９一二三四五六七八九十]+番)?(?P<name>(?![各全出当担正副])[一-龥々ヶぁ-んァ-ヺー]{1,8}?)(?:副?(?:会長|委員長|座長|議長|部会長|分科会長)|教育長|(?:特別|専門|臨時|教育|推進)?委員|議員|構成員)"
)
"""A label of a member with the surname in it."""


class Doubt(Struct, frozen=True):
    """Something that the clerk should look at, one Japanese sentence with the mend."""

    message: str
    asks: bool = True
    """Whether it stops the import until somebody says yes; else it is only told."""
    line: int | None = None


def doubts(
    published: Published, header: Header, cases: Cases, ledger: Ledger, body: Body
) -> tuple[Doubt, ...]:
    """Everything doubtful, what matters most first."""
    found = [
        *_moment(published), *_people(published, header), *_cases(cases), *_votes(published), *_title(published, header),
        *_unread(ledger), *_speakers(published), *_signatories(published), *_closed(published, cases, body.edges),
        *(Doubt(told, asks=False) for told in overlooked(published, cases, body)),
        *_told(published, list(ledger.page.lines)),
    ]  # fmt: skip
    return tuple(dict.fromkeys(sorted(found, key=lambda doubt: not doubt.asks)))


def _moment(published: Published) -> Iterator[Doubt]:
    when = published.when
    if when is None:
        return
    if when.date is None:
        printed = f"（「{published.moment}」）" if published.moment else ""
        yield Doubt(
            f"日時が読めません{printed}。日付は不明のままにします。"
            "「日時　令和8年11月27日（金）10時から」のような行を会議録に足すと読めます。"
        )
    elif when.starts is None:
        yield Doubt(
            "開会の時刻が読めません。時刻は不明のままにします。日時の行に書き足すと読めます。", asks=False
        )
    elif when.ends is None:
        yield Doubt(
            "閉会の時刻が読めません。時刻は不明のままにします。日時の行に書き足すと読めます。", asks=False
        )
    yield from (Doubt(doubt) for doubt in when.doubts)
    marks = [row.at for row in published.rows if isinstance(row, MarkRow)]
    times = [at for at in (when.starts, *marks, when.ends) if at is not None]
    if not when.overnight and any(after < before for before, after in pairwise(times)):
        yield Doubt("開会・休憩・再開・閉会の時刻が順になっていません。時刻を確かめてください。")


def _people(published: Published, header: Header) -> Iterator[Doubt]:
    members = [
        person for part in published.attendance if part.standing is Standing.MEMBER for person in part.people
    ]
    chairs = [person for person in members if CHAIR_POST.fullmatch(person.post)]
    kinds = {person.post for person in chairs}
    if any(sum(person.post == kind for person in chairs) > 1 for kind in kinds):
        names = "、".join(f"{person.name}{person.given}" for person in chairs)
        yield Doubt(f"{chairs[0].post}が{len(chairs)}人います（{names}）。一人に直してください。")
    for group in header.groups:
        said = [
            count
            for word, count in group.counts
            if not word or word in (group.word, "出席", "欠席", "委員", "議員")
        ]
        named = [person for person in group.people if group.item is Item.ABSENT or person.status != ABSENT]
        # Several counts are of parts of the list, or one of them is of all.
        if said and len(named) not in (*said, sum(said)) and (named or group.item is Item.ABSENT):
            counts = "、".join(map(str, said))
            yield Doubt(
                f"「{group.word}」は{counts}名とありますが、氏名は{len(named)}人分です。"
                "抜けか重なりを確かめてください。"
            )
        nameless = [f"{word}{count}名" for word, count in group.counts if word]
        unnamed = sum(count for word, count in group.counts if word == "ほか")
        others = [f"ほか{unnamed}名"] if unnamed else []
        if others and group.people:
            yield Doubt(
                f"「{group.word}」の{'、'.join(others)}の氏名が書かれていません。人は作りませんでした。"
                "取り込んだ会議からもう一度作る案の出席者には載りません。",
                asks=False,
            )
        if nameless and not group.people:
            yield Doubt(f"{'、'.join(nameless)}の氏名が書かれていません。人は作りませんでした。", asks=False)
    here = [person for person in members if person.status != ABSENT]
    absent = len(members) - len(here) + len(published.absent)
    for row in published.rows[:6]:
        if isinstance(row, TurnRow) and members and (match := _COUNT.search(row.text)):
            seats, present = number(match[1]) or 0, number(match[2]) or 0
            # A list without the absent says nothing; one on which nobody of them is absent does.
            if (absent or len(here) == seats) and (present != len(here) or seats != len(here) + absent):
                yield Doubt(
                    f"「{match.group()}」とありますが、出席は{len(here)}人、欠席は{absent}人と読みました。"
                    "出席者と欠席者を確かめてください。"
                )


def _cases(cases: Cases) -> Iterator[Doubt]:
    yield from (
        Doubt(f"同じ番号の案件が二つあります：{twice}。どちらかの番号を直してください。")
        for twice in cases.twice
    )


def _votes(published: Published) -> Iterator[Doubt]:
    members = [
        p
        for part in published.attendance
        if part.standing is Standing.MEMBER
        for p in part.people
        if p.status != ABSENT
    ]
    for row in published.rows:
        text = row.text if isinstance(row, TurnRow | StageRow) else ""
        if members and (match := _VOTES.search(text)):
            votes = (number(match[1]) or 0) + (number(match[2]) or 0)
            if votes > len(members):
                yield Doubt(
                    f"「{match.group()}」は合わせて{votes}で、出席の{len(members)}人より多いです。数を確かめてください。"
                )


def _title(published: Published, header: Header) -> Iterator[Doubt]:
    del header
    if not published.title:
        yield Doubt(
            "会議の名称が読めません。名称は「会議名不明」とします。会議録の一行目に名称を書くと読めます。",
            asks=False,
        )


def _speakers(published: Published) -> Iterator[Doubt]:
    """Speakers whom the list of those present, where it has names, does not have: one of the two was misread."""
    listed = [f"{p.name}{p.given}" for part in published.attendance for p in part.people if p.name]
    members = sum(part.standing is Standing.MEMBER for part in published.attendance for _ in part.people)
    said = dict.fromkeys(turn.label for turn in published.turns)
    strangers = [
        label
        for label in said
        if label not in POSTS
        and (match := _MEMBER.fullmatch(label))
        and not any(match["name"] in name for name in listed)
    ]
    if members > 1 and strangers:
        shown = "、".join(f"「{label}」" for label in strangers[:5])
        yield Doubt(
            f"発言者{shown}{'など' if len(strangers) > 5 else ''}が、出席者の一覧にありません。"
            "出席者の行と発言者の行を確かめてください。",
            asks=False,
        )


def _signatories(published: Published) -> Iterator[Doubt]:
    """Who signs, where the list of those present has names, is on it."""
    people = roster(published).people
    strangers = signing(published, people)[1] if len(people) > 1 else []
    if strangers:
        yield Doubt(
            f"署名委員「{'」「'.join(strangers)}」が誰か、出席者の一覧からは決まりません。"
            "指名には入れません。取り込んだあとで指名してください。",
            asks=False,
        )


def _closed(published: Published, cases: Cases, edges: Sequence[str]) -> Iterator[Doubt]:
    for topic, words in published.closed:
        if topic not in published.contents:
            continue
        # Without a case or a heading there is no part of the meeting that could be closed.
        planned = cases.mentioned(topic) or any(
            bare(line) == bare(topic) for line, _ in published.closed if line in published.heading_lines
        )
        done = "非公開の予定として入れました" if planned else "議事に見出しがないので、非公開の予定には入れていません"
        yield Doubt(f"「{topic}」は「{words}」とあります。{done}。公表の前に確かめてください。", asks=False)
    if edges:
        yield Doubt(
            f"「{'」「'.join(edges)}」は、ト書きとして入れました。非公開の区切りにはしていません"
            "（時刻が書かれていないため）。",
            asks=False,
        )


def _unread(ledger: Ledger) -> Iterator[Doubt]:
    for place, text in ledger.unread:
        shown = text if len(text) <= 30 else f"{text[:30]}…"
        yield Doubt(f"{place}「{shown}」は何の行か読めませんでした。取り込みません。", line=place.line)


def _told(published: Published, texts: list[str]) -> Iterator[Doubt]:
    turns = published.turns
    silent = [
        text for text in texts if any(speaks(found.label) and "。" in found.text for _, found in forms(text))
    ]
    if not turns and len(silent) > 1:
        yield Doubt(
            f"「{silent[0].strip()[:24]}」などは発言のように見えますが、発言者の示し方が決まりません。"
            "発言者を「○会長　…」のように同じ形でそろえてください。"
        )
    elif not turns:
        yield Doubt("発言のない概要です。議題と結果だけを取り込みます。", asks=False)
    nameless = [row for row in turns if re.search("質問|意見|回答|答弁|要望|^[QＱAＡ問答]$", row.label)]
    if nameless:
        yield Doubt(f"質問と回答 {len(nameless)} 件には、発言者の名前が書かれていません。", asks=False)
