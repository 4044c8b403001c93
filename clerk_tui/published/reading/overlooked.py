"""What may have been overlooked (読み落としの照合): what was read accounts for too little, or does not agree with itself.

Each check compares two things that the same paper says. None of them mends: the clerk is told, with the place.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from clerk_tui.domain.calendar import wareki
from clerk_tui.domain.moments import find_days
from clerk_tui.domain.profile import Standing
from clerk_tui.domain.text import NUMBER, number, sentences
from clerk_tui.published.data import Published, StageRow, TurnRow

from .body import Body
from .cases import Cases
from .lines import bare
from .person import ABSENT
from .speech import speaks

_MANY_TURNS = 12
"""So many turns tell something of how they are shared out."""
_SHARE = 0.9
_USUAL = re.compile(
    r"開会|閉会|開議|散会|その他|挨拶|あいさつ|紹介|次第|連絡|署名|指名|会期|諸般|次回|委嘱|前回|会議録|議事|報告事項|協議事項|審議事項|議案|休憩|自己|委員長報告|主な意見|質疑|意見交換|一般質問"
)
"""Items of an agenda that are gone through without a heading of their own."""
_TODAY = re.compile("本日|今日|ただいまから|ただ今から|只今から|ただいまより|ただ今より")
_YEAR = re.compile(rf"(?P<year>(?:令和|平成|昭和)[\s　]*(?:元|{NUMBER}))[\s　]*年(?P<fiscal>度)?")
_COUNTED = re.compile(
    rf"(?:出席|応招)(?:の?(?:委員|議員)|者)?(?:は|数は|が)[、，]?"
    rf"(?:[^。、]{{0,12}}[名人]中[、，]?)?[\s　]*(?P<count>{NUMBER})[\s　]*[名人]"
)
_NOT_NAMES = re.compile(
    r"(?<=[一-龥])[のをにはがで](?=[一-龥])|[0-9０-９。「」]|[課部局室隊所署校]長$|"
    r"^(?:[市町村区県住]民|代理|公募|同[課室係局部])|(?:管理者|構成員|[^理]事務局)$|[にと]同じ$|"
    r"(?:駐屯地|事務所|協会|組合|会社|大学|学校)$|について|資料|議題|議案|次第|説明|報告|会議"
)
"""What the name of a person does not have."""


def overlooked(published: Published, cases: Cases, body: Body) -> Iterator[str]:
    """Each thing that does not fit, one Japanese sentence with the place."""
    yield from _swallowed(body)
    yield from _headings_said(body)
    yield from _one_speaker(published)
    yield from _words_as_speakers(published)
    yield from _counted(published)
    yield from _no_names(published)
    yield from _without_turn(published, cases)
    yield from _unruled(cases)
    yield from _other_day(published)
    yield from _other_year(published)


def _swallowed(body: Body) -> Iterator[str]:
    """Lines taken for more of a speech that begin as somebody's speech begins on this page."""
    for place, text in body.doubtful:
        shown = text.strip(" 　")
        yield (
            f"{place}「{shown[:20]}{'…' if len(shown) > 20 else ''}」は発言の始まりのように見えますが、"
            "前の発言の続きとして読みました。違うときは、発言者の書き方をほかの行とそろえてください。"
        )


def _headings_said(body: Body) -> Iterator[str]:
    """Lines of speeches that are on the agenda, or 「8　その他」: headings that became somebody's words."""
    for place, text in body.headlike:
        yield (
            f"{place}「{text[:24]}」は見出しのように見えますが、前の発言の続きとして読みました。"
            "違うときは、その行の前を一行空けてください。"
        )


def _other_day(published: Published) -> Iterator[str]:
    """「本日、3月6日…」 in the opening words against the day that the top tells."""
    held = published.when.date if published.when else None
    if held is None:
        return
    for turn in published.turns[:3]:
        for start, end in sentences(turn.text):
            sentence = turn.text[start:end]
            if (today := _TODAY.search(sentence)) and (days := find_days(sentence[today.end() :])):
                day = days[0]
                # Only the day that follows at once is today's: 「本日は、4月1日から施行された…」
                told = day.within(day.year or held.year)
                near = sentence[today.end() : today.end() + day.start].strip(" 　、，はの") == ""
                if near and told != held and not re.match("から|より|付|以降|まで|に", sentence[today.end() + day.end :]):
                    said = sentence[today.start() : today.end() + day.end]
                    yield (
                        f"発言に「{said}」とありますが、日付は{wareki(held)}と読みました。日時の行を確かめてください。"
                    )
                    return


def _other_year(published: Published) -> Iterator[str]:
    """「令和6年度第2回」 in the name of the meeting against the day on which it was held."""
    held = published.when.date if published.when else None
    match = _YEAR.search("".join(published.title))
    if held is None or match is None:
        return
    year = next((day.year for day in find_days(f"{match['year']}年1月1日")), None)
    possible = {held.year - (held.month < 4)} if match["fiscal"] else {held.year, held.year - (held.month < 4)}
    if year is not None and year not in possible:
        yield (
            f"会議の名称に「{match.group()}」とありますが、日付は{wareki(held)}と読みました。"
            "名称と日時の行を確かめてください。"
        )


def _one_speaker(published: Published) -> Iterator[str]:
    turns = published.turns
    label, count = Counter(turn.label for turn in turns).most_common(1)[0] if turns else ("", 0)
    if len(turns) >= _MANY_TURNS and count >= _SHARE * len(turns):
        yield (
            f"発言 {len(turns)} 件のうち {count} 件が「{label}」です。"
            "ほかの発言者を読み落としていないか確かめてください。"
        )
    whole = sum(len(turn.text) for turn in turns)
    longest = max(turns, key=lambda turn: len(turn.paragraphs), default=None)
    if longest and len(turns) > 3 and len(longest.paragraphs) > 30 and len(longest.text) > 0.6 * whole:
        yield (
            f"「{longest.label}」の一つの発言が、発言全体の{len(longest.text) * 100 // whole}%を占めます。"
            "ほかの発言者を読み落としていないか確かめてください。"
        )


def _words_as_speakers(published: Published) -> Iterator[str]:
    """Labels that occur once and look like words of the text, where the others look like speakers."""
    said = Counter(turn.label for turn in published.turns)
    odd = [
        label
        for label, count in said.items()
        if count == 1 and (len(label) > 24 or (re.search("[ぁ-ん]{3}", label) and not speaks(label)))
    ]
    if odd and len(said) > len(odd):
        shown = "、".join(f"「{label}」" for label in odd[:3])
        yield f"発言者{shown}は人や役職の名に見えません。その行を確かめてください。"


def _counted(published: Published) -> Iterator[str]:
    """「ただいまの出席委員は6名であります」 against the list of those present; the chair may be left out of a count."""
    present = [
        [person for person in part.people if person.status != ABSENT]
        for part in published.attendance
        if part.standing is Standing.MEMBER
    ]
    members = [person for people in present for person in people]
    # Of several sorts of members (農業委員, 推進委員) a count may be of one.
    likely = {len(members), *map(len, present), sum(not p.post.endswith("推進委員") for p in members)}
    if not members:
        return
    for turn in published.turns[:4]:
        for match in _COUNTED.finditer(turn.text):
            count = number(match["count"]) or 0
            if count not in likely | {of - 1 for of in likely}:
                yield (
                    f"発言に「{match.group()}」とありますが、出席の委員は{len(members)}人と読みました。"
                    "出席者の行を確かめてください。"
                )
            return


def _no_names(published: Published) -> Iterator[str]:
    odd = [
        whole
        for part in published.attendance
        for person in part.people
        for whole in (f"{person.name}{person.given}",)
        if len(whole) > 9 or _NOT_NAMES.search(re.sub(r"[（(][^（）()]*[）)]", "", whole))
    ]
    if odd:
        shown = "、".join(f"「{name}」" for name in odd[:3])
        yield f"出席者の{shown}は氏名に見えません。出席者の行を確かめてください。"


def _without_turn(published: Published, cases: Cases) -> Iterator[str]:
    """Items of the agenda and cases that the proceedings never come to, where they come to others."""
    text = "\n".join(
        (
            *published.heading_lines,
            *(row.text for row in published.rows if isinstance(row, TurnRow | StageRow)),
        )
    )
    if not published.turns or not text:
        return
    plain = bare(text)
    named = set(cases.mentioned(text))
    silent = [
        case for case in published.cases
        if case.id not in named and not (case.title and _mentioned(bare(case.title), plain))
    ]  # fmt: skip
    if named and silent:
        shown = "、".join(f"「{case.id.kind}{case.id.number}　{case.title}」" for case in silent[:3])
        yield (
            f"案件{shown}{'など' if len(silent) > 3 else ''}の番号が議事に出てきません。"
            "読み落としがないか確かめてください。"
        )
    topics = [topic for topic in published.contents if len(bare(topic)) > 5 and not _USUAL.search(topic)]
    missing = [topic for topic in topics if not _mentioned(bare(topic), plain)]
    headed = [topic for topic in topics if bare(topic) in bare("".join(published.heading_lines))]
    # Only where the headings follow the agenda does a topic without one say anything.
    if missing and headed and len(headed) + len(missing) == len(topics):
        shown = "、".join(f"「{topic}」" for topic in missing[:3])
        yield (
            f"次第の{shown}{'など' if len(missing) > 3 else ''}が議事に出てきません。"
            "読み落としがないか確かめてください。"
        )


def _mentioned(topic: str, text: str) -> bool:
    """Whether a text has a topic, by its number or by half of its words: the talk shortens titles."""
    if numbered := re.search(r"第?[0-9]+号", topic):
        return numbered.group().removeprefix("第") in text
    words = re.findall(r"[一-龥々ァ-ヺー]{2,}", topic)
    return not words or sum(word in text for word in words) * 2 >= len(words)


def _unruled(cases: Cases) -> Iterator[str]:
    """Cases without a result under which somebody settled something."""
    for case, words in cases.unruled.items():
        if case in cases.found and not cases.found[case].result:
            yield (
                f"{case.kind}{case.number}の結果が読めません（「{words[:24]}」とあります）。"
                "取り込んだあとで裁決を入れてください。"
            )

