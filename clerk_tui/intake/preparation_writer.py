"""A meeting as ``preparation.toml`` (準備の書出し): commented for editing by hand, equal when read again.

What the reader finds out by itself is left out, so that the file holds what a clerk would have typed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from clerk_tui.domain.calendar import format_date
from clerk_tui.domain.ids import CaseId, PersonId
from clerk_tui.domain.meeting import AgendaItem, Case, Group, Meeting, Person
from clerk_tui.domain.notation import Notation

from .people import SECTIONS, usual_id, usual_role
from .preparation import MATERIALS, OTHER, UNKNOWN
from .typed import all_fields, plain_fields
from .writing import Value, pair, quoted, rows

_HEAD = """\
# 会議の準備（preparation.toml）
#   メモ帳などで直して保存すると、記録中の画面にもすぐ反映されます（文字コードは UTF-8）。
#   # から行末までは説明です。値の文字は半角の引用符 " で囲みます。
#   [ で始まる見出しより下の項目は、その見出しのものになります。
"""

_PEOPLE = {
    "members": '委員（名簿の順。並べ替えません）："姓"、["姓", "役職"]、{ name = "姓", … } のどれでも。\n'
    "#   { } に書けるもの：post 役職、given 名、reading よみ、seat 議席番号、section 選出区分、office 所属、role 役割、id",
    "officials": '説明員：["姓", "役職"]、所管課も書くなら { name = "姓", post = "役職", office = "課名" }',
    "secretariat": "事務局",
    "guests": "その他の出席者",
}


_PERSON = tuple(name for name in Person.__struct_fields__ if name not in ("id", "name", "role"))
_CASE = tuple(name for name in Case.__struct_fields__ if name not in ("id", "title"))
_DATE = "{era}{year}年{month}月{day}日"


def write_preparation(meeting: Meeting) -> str:
    """The file's text, which :func:`~clerk_tui.intake.preparation.read_preparation` reads back to an equal meeting.

    People come list by list, materials 事前 first; the order within each is kept.
    """
    parts = (
        _HEAD,
        *_moment(meeting),
        "# 次第（会議録の【会議内容】に載る項目）。項目の中の項目は、上の項目の番号を under に、紙にある番号を mark に",
        '#   書く：{ mark = "(1)", title = "…", under = 2 }。番号は、書かなければ並んだ順',
        rows("items", _items(meeting.items)),
        "",
        *_people(meeting),
        *_common_cases(meeting),
        "# 配布資料",
        "[materials]",
        *_materials(meeting),
        "",
        *_fields(meeting),
        "# 案件群：所管課ごと、またはまとめて説明される案件ごとに一つ（次第の順）。",
        '#   cases の一行は ["番号", "件名"]。継続・部会付託などは',
        '#   { number = "諮問第5号", title = "…", origin = "部会付託", received = "前回", referred_to = "○○部会" }',
        *_groups(meeting),
        *_follow_ups(meeting),
    )
    return "\n".join(parts).rstrip("\n") + "\n"


def _moment(meeting: Meeting) -> Iterator[str]:
    yield pair(
        "body", meeting.profile.id, "審議会の型（このフォルダーに profile.toml があれば、そちらを使う）"
    )
    yield rows("title", meeting.title)
    yield pair("date", format_date(meeting.date, _DATE) if meeting.date else UNKNOWN)
    yield pair("start", f"{meeting.starts:%H:%M}" if meeting.starts else UNKNOWN)
    yield pair("end", f"{meeting.ends:%H:%M}" if meeting.ends else UNKNOWN, "終了予定")
    yield pair("place", meeting.place or UNKNOWN)
    if meeting.seats is None:
        yield f"# seats = {meeting.seat_count}    # 定数。書かなければ名簿の委員の数"
    else:
        yield pair("seats", meeting.seats, "定数")
    if meeting.closed:
        yield pair("closed", meeting.closed, "会議の全体を非公開とする理由と根拠")
    if meeting.moment_text:
        yield pair("moment_text", meeting.moment_text, "日時の行をこのとおりに刷る")
    yield ""


def _items(items: Iterable[AgendaItem]) -> Iterator[Value]:
    for index, item in enumerate(items, start=1):
        own = {} if item.number == index else {"number": item.number}
        more = plain_fields(item, ("mark", "title", "under"))
        yield item.title if more.keys() | own.keys() <= {"title"} else {**own, **more}


def _people(meeting: Meeting) -> Iterator[str]:
    taken: set[PersonId] = set()
    for section, standings in SECTIONS.items():
        listed = [person for person in meeting.people if meeting.role_of(person).standing in standings]
        values = []
        for person in listed:
            values.append(_person(meeting, section, person, taken))
            taken.add(person.id)
        if values or section != "guests":
            yield f"# {_PEOPLE[section]}"
            yield rows(section, values)
            yield ""


def _person(meeting: Meeting, section: str, person: Person, taken: set[PersonId]) -> Value:
    """The shortest row that says it all."""
    role = meeting.role_of(person)
    values: dict[str, Value] = {"name": person.name, **plain_fields(person, _PERSON)}
    if role != usual_role(meeting.profile, section, person.post):
        values["role"] = role.id
    if person.id != usual_id(person.name, person.given, person.post or role.title, taken):
        values["id"] = person.id
    match tuple(values):
        case ("name",):
            return person.name
        case ("name", "post"):
            return [person.name, person.post]
        case _:
            return values


def _common_cases(meeting: Meeting) -> Iterator[str]:
    """The one list of cases, where the case table is not in the order of the groups."""
    if not _by_group(meeting):
        yield "# 案件（案件一覧の順）。下の案件群は番号で指す"
        yield rows("cases", (_case(case, meeting.profile.notation) for case in meeting.cases))
        yield ""


def _materials(meeting: Meeting) -> Iterator[str]:
    usual = [m for when in MATERIALS.values() for m in meeting.materials if m.when == when]
    # Other words, or another order of the usual ones: one list keeps both.
    in_order = usual == list(meeting.materials)
    for key, when in MATERIALS.items():
        yield rows(key, [material.title for material in usual if material.when == when and in_order])
    if not in_order:
        yield '# [配布の時期, 資料の名前]。時期が分からなければ ""'
        yield rows(OTHER, [(material.when, material.title) for material in meeting.materials])


def _fields(meeting: Meeting) -> Iterator[str]:
    """Every free field of the profile: those that stand as usual as a remark, to be filled in."""
    if not meeting.profile.fields:
        return
    own = dict(meeting.fields)
    yield "# 自由欄：会議録に刷るそのほかの項目。頭の # を消して書く（消さなければ型の普段の内容）"
    yield "[fields]"
    for name, usual in meeting.profile.fields:
        line = f"{quoted(name)} = {quoted(own.get(name, usual))}"
        yield line if name in own else f"# {line}"
    yield ""


def _groups(meeting: Meeting) -> Iterator[str]:
    by_group = _by_group(meeting)
    for index, group in enumerate(meeting.groups, start=1):
        yield "[[groups]]"
        yield from _group(group, index)
        if by_group:
            cases = [case for case_id in group.cases if (case := meeting.case(case_id))]
            yield rows("cases", (_case(case, meeting.profile.notation) for case in cases))
        else:
            yield pair("numbers", _numbers(group.cases, meeting.profile.notation))
        yield ""


def _follow_ups(meeting: Meeting) -> Iterator[str]:
    if meeting.follow_ups:
        yield "# 前の会議からの宿題。済んだものは、記録の画面で済みにする"
    for each in meeting.follow_ups:
        yield "[[follow_ups]]"
        yield from (pair(name, value) for name, value in all_fields(each, ("id",)) if value)
        yield ""


def _group(group: Group, index: int) -> Iterator[str]:
    if group.id != str(index):
        yield pair("id", group.id)
    if group.heading:
        yield pair("heading", group.heading, "見出しをこのとおりに刷る")
    if group.office:
        yield pair("office", group.office, "所管課")
    if group.explainers:
        names = group.explainers
        yield pair("explainer", names[0] if len(names) == 1 else names, "説明者")
    if group.closed:
        yield pair("closed", group.closed, "非公開の理由と根拠")
    if group.item is not None:
        yield pair("item", group.item, "次第の番号")


def _case(case: Case, notation: Notation) -> Value:
    written = plain_fields(case, _CASE)
    if not written:
        return [notation.label(case.id), case.title]
    return {"number": notation.label(case.id), "title": case.title, **written}


def _numbers(cases: Sequence[CaseId], notation: Notation) -> Value:
    """As a heading has them, where that keeps their order; else one by one."""
    text = notation.heading(cases)
    return text if cases and notation.parse(text) == tuple(cases) else [*map(notation.label, cases)]


def _by_group(meeting: Meeting) -> bool:
    return meeting.case_ids == tuple(case for group in meeting.groups for case in group.cases)
