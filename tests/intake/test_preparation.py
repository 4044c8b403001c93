"""preparation.toml: good ones, wrong ones with their lines, and that what is written reads back."""

from __future__ import annotations

import re
from datetime import date, time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

import clerk_tui.profile as profiles
from clerk_tui.domain.ids import CaseId, GroupId, PersonId
from clerk_tui.domain.meeting import AgendaItem, Case, CaseOrigin, Group, Material, Meeting, Person
from clerk_tui.domain.profile import Profile
from clerk_tui.domain.text import clean
from clerk_tui.intake import FileProblems, Problem, read_preparation, write_preparation
from clerk_tui.intake.people import SECTIONS, usual_role
from clerk_tui.profile import read_profile, write_profile
from clerk_tui.profile.folders import shipped_folder

COUNCIL = read_profile(shipped_folder() / "privacy_council" / "profile.toml")
COMMITTEE = read_profile(shipped_folder() / "agriculture_committee" / "profile.toml")

HEAD = """\
title = ["令和8年度第2回", "みどり市審議会会議録"]
date = "令和8年11月27日"
start = "14:00"
end = "16時30分"
place = "みどり市役所 3階会議室"
items = ["前回会議録の確定", "報告・諮問事項"]
members = [["青木", "会長"], "石田", { name = "上野", reading = "うえの", section = "学識" }]
officials = [["大沢", "市民課長"], { name = "加納", post = "税務課長", office = "税務課" }]
secretariat = [["北村", "総務課長"]]
"""
GROUPS = """\
[materials]
before = ["資料1"]
day = "次第"
[[groups]]
office = "市民課"
explainer = ["大沢", "総務課長"]
item = 2
cases = [
  ["報告第１号", "窓口の混雑"],
  { number = "諮問5", title = "名簿の提供", origin = "部会付託", received = "前回", referred_to = "検討部会" },
]
[[groups]]
heading = "その他"
"""
LAST = len((HEAD + GROUPS).splitlines())


def prepared(folder: Path, text: str, profile: Profile = COUNCIL) -> Path:
    (folder / "preparation.toml").write_text(text, encoding="utf-8")
    (folder / "profile.toml").write_text(write_profile(profile), encoding="utf-8")
    return folder


def problems(folder: Path, text: str, profile: Profile = COUNCIL) -> tuple[Problem, ...]:
    with pytest.raises(FileProblems) as caught:
        read_preparation(prepared(folder, text, profile), profiles)
    return caught.value.problems


def test_a_good_file_is_a_meeting(tmp_path: Path) -> None:
    meeting = read_preparation(prepared(tmp_path, HEAD + GROUPS), profiles)
    assert meeting == Meeting(
        profile=COUNCIL,
        title=("令和8年度第2回", "みどり市審議会会議録"),
        date=date(2026, 11, 27),
        starts=time(14),
        ends=time(16, 30),
        place="みどり市役所 3階会議室",
        people=(
            Person(PersonId("青木会長"), "青木", "chair", "会長"),
            Person(PersonId("石田委員"), "石田", "member"),
            Person(PersonId("上野委員"), "上野", "member", reading="うえの", section="学識"),
            Person(PersonId("大沢市民課長"), "大沢", "official", "市民課長"),
            Person(PersonId("加納税務課長"), "加納", "official", "税務課長", office="税務課"),
            Person(PersonId("北村総務課長"), "北村", "secretariat", "総務課長"),
        ),
        materials=(Material("事前", "資料1"), Material("当日", "次第")),
        items=(AgendaItem(1, "前回会議録の確定"), AgendaItem(2, "報告・諮問事項")),
        cases=(
            Case(CaseId("報告", 1), "窓口の混雑"),
            Case(CaseId("諮問", 5), "名簿の提供", CaseOrigin.REFERRED, "前回", "検討部会"),
        ),
        groups=(
            Group(
                GroupId("1"),
                (CaseId("報告", 1), CaseId("諮問", 5)),
                "市民課",
                (PersonId("大沢市民課長"), PersonId("北村総務課長")),
                item=2,
            ),
            Group(GroupId("2"), (), heading="その他"),
        ),
    )


def test_tables_under_headings_are_the_same(tmp_path: Path) -> None:
    short = read_preparation(prepared(tmp_path, HEAD + GROUPS), profiles)
    lines = [
        line for line in HEAD.splitlines() if not line.startswith(("members", "officials", "secretariat"))
    ]
    people = "".join(
        f'[[{section}]]\nname = "{person.name}"\npost = "{person.post}"\nreading = "{person.reading}"\n'
        f'office = "{person.office}"\nsection = "{person.section}"\n'
        for person, section in zip(
            short.people, ["members"] * 3 + ["officials"] * 2 + ["secretariat"], strict=True
        )
    )
    long = read_preparation(prepared(tmp_path, "\n".join(lines) + "\n" + people + GROUPS), profiles)
    assert long == short


def test_one_list_of_cases_sets_the_order_of_the_case_table(tmp_path: Path) -> None:
    text = (
        HEAD
        + """\
cases = [["諮問第3号", "三"], ["諮問第1号", "一"], ["諮問第2号", "二"], ["報告第1号", "報"]]
[[groups]]
numbers = "報告第1号、諮問第1号～第2号"
[[groups]]
id = "last"
numbers = ["諮問3"]
"""
    )
    meeting = read_preparation(prepared(tmp_path, text), profiles)
    assert [case.title for case in meeting.cases] == ["三", "一", "二", "報"]
    assert meeting.groups == (
        Group(GroupId("1"), (CaseId("報告", 1), CaseId("諮問", 1), CaseId("諮問", 2))),
        Group(GroupId("last"), (CaseId("諮問", 3),)),
    )


def test_the_profile_is_found_by_name_where_the_folder_has_none(tmp_path: Path) -> None:
    file = tmp_path / "preparation.toml"
    file.write_text('body = "privacy_council"\n' + HEAD, encoding="utf-8")
    assert read_preparation(tmp_path, profiles).profile == COUNCIL
    file.write_text(HEAD, encoding="utf-8")
    with pytest.raises(FileProblems, match="「body」（審議会の型）がありません"):
        read_preparation(tmp_path, profiles)
    file.write_text('\nbody = "privacy_counsil"\n' + HEAD, encoding="utf-8")
    with pytest.raises(FileProblems, match=r"2行目：.*もしかして「privacy_council」ですか。"):
        read_preparation(tmp_path, profiles)
    (tmp_path / "profile.toml").write_text('body = ""', encoding="utf-8")
    with pytest.raises(FileProblems, match=r"profile\.toml 1行目"):
        read_preparation(tmp_path, profiles)


def test_the_chairs_role_goes_with_the_post_whatever_presiding_is_called(tmp_path: Path) -> None:
    folder = prepared(tmp_path, HEAD.partition("officials")[0], COMMITTEE)
    assert [person.role for person in read_preparation(folder, profiles).people] == [
        "chair",
        "member",
        "member",
    ]


def test_free_fields_are_those_of_the_profile(tmp_path: Path) -> None:
    profile = replace(COUNCIL, fields=(("公開の別", "公開"), ("問い合わせ先", "総務課")))
    own = '\n[fields]\n"公開の別" = "一部非公開"\n'
    meeting = read_preparation(prepared(tmp_path, HEAD + GROUPS + own, profile), profiles)
    assert meeting.free_fields == (("公開の別", "一部非公開"), ("問い合わせ先", "総務課"))
    (problem,) = problems(tmp_path, HEAD + GROUPS + own.replace("公開の別", "公開別"), profile)
    assert "「公開別」という自由欄は型にありません。もしかして「公開の別」ですか。" in str(problem)


def test_namesakes_are_told_apart_by_the_given_name(tmp_path: Path) -> None:
    members = (
        'guests = [{ name = "佐野", given = "花" }, { name = "佐野", given = "実" }, ["佐野", "教授"]]\n'
    )
    meeting = read_preparation(prepared(tmp_path, HEAD + members), profiles)
    assert [person.id for person in meeting.people[-3:]] == ["佐野参考人", "佐野実参考人", "佐野教授"]


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ('title = ["令和8年度第2回", ', 'title = ["", ', 1, "会議の名称がないか"),
        ('date = "令和8年11月27日"', 'date = "令和8年11月31日"', 2, "11月は1日から30日まで"),
        ('date = "令和8年11月27日"', 'date = "平成40年11月27日"', 2, "令和10年11月27日にあたります"),
        ('date = "令和8年11月27日"', 'date = "令和8年11月27日(木)"', 2, "金曜日で、木曜日では"),
        ('date = "令和8年11月27日"', 'date = "来週"', 2, "日付として読めません"),
        ('date = "令和8年11月27日"', "date = 2026-11-27T10:00:00", 2, "「date」（日付）の値"),
        ('date = "令和8年11月27日"\n', "", None, "「date」（日付）がありません"),
        ('start = "14:00"', 'start = "25:00"', 3, "という時刻はありません"),
        ('end = "16時30分"', 'end = "13:00"', 4, "終了予定が開始時刻より後に"),
        ('end = "16時30分"', "end = 14:00:00", 4, "終了予定が開始時刻より後に"),
        ('place = "みどり市役所 3階会議室"', 'place = ""', 5, "「place」（場所）が空です"),
        ('"報告・諮問事項"]', '""]', 6, "次第の項目が空です"),
        ('"報告・諮問事項"]', '{ number = 1, title = "報告" }]', 6, "次第の1番が二つあります"),
        ('"報告・諮問事項"]', "{ number = 3 }]", 6, "題も番号の書き方もありません"),
        ('"石田"', '""', 7, "姓が空です"),
        ('"石田"', '{ post = "委員" }', 7, "「name」（姓）がありません"),
        ('"石田"', '{ name = "石田", role = "会頭" }', 7, "「会頭」という役割はここでは使えません"),
        ('"石田"', '{ name = "石田", role = "事務局" }', 7, "「会長」、「委員」から選んで"),
        ('"石田"', '{ name = "石田", yomi = "いしだ" }', 7, "「yomi」という項目はありません"),
        ('"石田"', '{ name = "石田", "よみ" = "いしだ" }', 7, "「よみ」は reading と書いて"),
        ('"石田"', '{ name = "石田", seat = 0 }', 7, "1 以上の整数"),
        ('"石田"', '["石田", "委員", "いしだ"]', 7, '2番目は "…" か ["…", "…"] か { … } の形'),
        ('"石田"', '"上野"', 7, "「上野委員」が二人います。given（名）か id を"),
        ('"石田"', '{ name = "石田", id = "青木会長" }', 7, "id「青木会長」はほかの人と同じ"),
        ('"石田", {', '{ name = "石田", seat = 2 }, { seat = 2,', 7, "議席番号2は石田委員と同じ"),
        ('secretariat = [["北村", "総務課長"]]', "secretariat = 1", 9, "[[secretariat]] の見出し"),
        ('[materials]\nbefore = ["資料1"]', '[materials]\nbefore = [""]', 11, "資料の名前が空です"),
        ("[materials]\nbefore", "[materials]\nbefor", 11, "もしかして「before」ですか。"),
        (
            'explainer = ["大沢", "総務課長"]',
            'explainer = "大澤市民課長"',
            15,
            "もしかして「大沢市民課長」ですか。",
        ),
        (
            'explainer = ["大沢", "総務課長"]',
            'explainer = ["大沢", "山川"]',
            15,
            "説明者「山川」が名簿にありません",
        ),
        ("item = 2", "item = 3", 16, "次第に3番の項目がありません（今あるのは 1、2）"),
        ("報告第１号", "報告", 18, "読み取れません"),
        ("報告第１号", "議案第1号", 18, "読み取れません"),
        ("報告第１号", "第1号", 18, "種別"),
        ("報告第１号", "報告第1号～第3号", 18, "3件になります"),
        ("窓口の混雑", "　", 18, "件名が空です"),
        ('"諮問5", title = "名簿の提供"', '"諮問5", title = ""', 19, "「title」（名称）が空です"),
        ('number = "諮問5", ', "", 19, "「number」（番号）がありません"),
        ('"部会付託"', '"付託"', 19, "もしかして「部会付託」ですか。"),
        ("諮問5", "報告1", 19, "報告第1号が二度あります（もう一つは18行目）"),
        ('heading = "その他"', 'numbers = "諮問第9号"', 22, "諮問第9号は「cases」にありません"),
        ('heading = "その他"', 'numbers = "諮問第5号"', 21, "諮問第5号はほかの案件群（13行目）にもあります"),
        ('heading = "その他"', 'id = "1"\nheading = "x"', 22, "id「1」が二つあります"),
        ('heading = "その他"', 'office = "x"', 21, "案件も見出しもありません"),
        ('heading = "その他"', 'cases = []\nnumbers = "諮問5"', 23, "cases と numbers の両方"),
        ('heading = "その他"', 'heading = "x"\nseats = 3', 23, "最初の見出し（[ で始まる行）より上に"),
        ("items =", 'cases = [["諮問第7号", "七"]]\nitems =', 6, "諮問第7号がどの案件群にも入っていません"),
        ("items =", "seats = 2\nitems =", 6, "定数2に対して委員が3人います"),
        ("items =", "sheets = 2\nitems =", 6, "もしかして「seats」ですか。"),
    ],
)
def test_a_wrong_file_is_told_the_line(
    tmp_path: Path, old: str, new: str, line: int | None, said: str
) -> None:
    text = HEAD + GROUPS
    assert old in text
    found = [problem for problem in problems(tmp_path, text.replace(old, new, 1)) if said in problem.message]
    assert [problem.line for problem in found] == [line]


def test_an_explainer_who_may_be_two_people_is_asked_for(tmp_path: Path) -> None:
    text = (
        (HEAD + GROUPS)
        .replace('"大沢", "総務課長"]\nitem', '"北村"]\nitem')
        .replace('["大沢", ', '["北村", ')
    )
    (problem,) = problems(tmp_path, text)
    assert problem.line == 15
    assert "「北村市民課長」、「北村総務課長」のどれか" in problem.message


def test_a_list_for_which_the_body_has_no_role_is_refused(tmp_path: Path) -> None:
    profile = replace(COUNCIL, roles=COUNCIL.roles[:2], phrases=())
    found = problems(tmp_path, HEAD, profile)
    assert [problem.line for problem in found] == [8, 8, 9]
    assert "立場が「説明員」の役割がありません" in found[0].message


def test_everything_wrong_is_told_at_once(tmp_path: Path) -> None:
    text = (HEAD + GROUPS).replace("27日", "31日").replace("石田", "上野").replace("諮問5", "議案5")
    assert [problem.line for problem in problems(tmp_path, text)] == [2, 7, 19]


# Round trip of any meeting that a file can hold.

LETTERS = st.characters(categories=("L", "N", "P", "S", "Zs")).filter(lambda char: clean(char) == char)
TEXT = st.text(LETTERS, max_size=5).map(str.strip)
WORD = TEXT.map(lambda text: f"{text}町")
POSTS = st.sampled_from(["", "会長", "委員", "市民課長", "税務課長", "議長"])


@st.composite
def meetings(draw: st.DrawFn) -> Meeting:
    profile = draw(st.sampled_from([COUNCIL, COMMITTEE]))
    people: dict[PersonId, Person] = {}
    for section, standings in SECTIONS.items():
        roles = [role for role in profile.roles if role.standing in standings]
        for number in range(draw(st.integers(0, 3))):
            name, post, given = draw(st.sampled_from(["佐野", "木村"])), draw(POSTS), draw(TEXT)
            role = draw(st.sampled_from(roles)) if draw(st.booleans()) else usual_role(profile, section, post)
            assert role is not None
            called = post or role.title
            person_id = PersonId(
                draw(st.sampled_from([name + called, name + given + called, f"{section}{number}"]))
            )
            seat = draw(st.none() | st.just(len(people) + 1))
            people.setdefault(
                person_id,
                Person(person_id, name, role.id, post, given, draw(TEXT), draw(TEXT), seat, draw(TEXT)),
            )
    ids = draw(
        st.lists(
            st.builds(CaseId, st.sampled_from(profile.kind_names), st.integers(1, 99)),
            max_size=6,
            unique=True,
        )
    )
    cases = [
        Case(case_id, draw(WORD), draw(st.sampled_from(CaseOrigin)), draw(TEXT), draw(TEXT), draw(TEXT))
        for case_id in ids
    ]
    numbers = draw(st.lists(st.integers(0, 9), max_size=3, unique=True))
    items = tuple(
        AgendaItem(number, draw(WORD), draw(TEXT), draw(st.sampled_from([None, *numbers[:at]])))
        for at, number in enumerate(numbers)
    )
    cut = draw(st.integers(0, len(ids)))
    groups = tuple(
        Group(
            GroupId(group_id),
            part,
            draw(TEXT),
            tuple(draw(st.lists(st.sampled_from(list(people)), max_size=2, unique=True))) if people else (),
            draw(TEXT) if part else draw(WORD),
            draw(st.sampled_from(numbers)) if numbers else None,
        )
        for group_id, part in (
            ("1", tuple(ids[:cut])),
            (draw(st.sampled_from(["2", "追加"])), tuple(ids[cut:])),
        )
    )
    meeting = Meeting(
        profile,
        tuple(draw(st.lists(WORD, min_size=1, max_size=2))),
        draw(st.dates(date(1900, 1, 1), date(2100, 1, 1))),
        time(draw(st.integers(0, 11)), draw(st.integers(0, 59))),
        time(draw(st.integers(12, 23)), draw(st.integers(0, 59))),
        draw(WORD),
        tuple(people.values()),
        None,
        tuple(
            Material(when, draw(WORD)) for when in ("事前", "当日") for _ in range(draw(st.integers(0, 2)))
        ),
        items,
        tuple(draw(st.permutations(cases))),
        groups,
        draw(TEXT),
    )
    usual = (("公開・非公開の別", "公開"), ("問い合わせ先", ""))
    return replace(
        meeting,
        profile=replace(profile, fields=usual),
        fields=tuple((name, draw(TEXT)) for name, _ in usual if draw(st.booleans())),
        seats=draw(st.none() | st.just(max(1, len(meeting.voters)))),
    )


@given(meeting=meetings())
def test_any_meeting_reads_back_equal(tmp_path_factory: pytest.TempPathFactory, meeting: Meeting) -> None:
    folder = prepared(tmp_path_factory.getbasetemp(), write_preparation(meeting), meeting.profile)
    assert read_preparation(folder, profiles) == meeting


def test_a_quorum_of_more_members_than_there_are_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "会議"
    folder.mkdir()
    for name in ("preparation.toml",):
        (folder / name).write_bytes((shipped_folder() / "privacy_council" / "sample" / name).read_bytes())
    shipped = shipped_folder() / "privacy_council" / "profile.toml"
    text = shipped.read_text("utf-8")
    text = re.sub(r"^\[quorum\][^\[]*", "", text, flags=re.MULTILINE)
    (folder / "profile.toml").write_text(f"{text}\n[quorum]\nfixed = 99\n", "utf-8")
    with pytest.raises(FileProblems, match="定足数 99 人"):
        read_preparation(folder, profiles)


@pytest.mark.parametrize(
    ("items", "said"),
    [
        ('["開会", { title = "館", under = 3 }]', "次第の3番の項目が、前にありません"),
        ('["開会", { under = 1 }]', "題も番号の書き方もありません"),
        ('[{ title = "館", under = 1 }]', "次第の1番の項目が、前にありません"),
    ],
)
def test_an_item_inside_another_needs_it_before(tmp_path: Path, items: str, said: str) -> None:
    known = 'body = "privacy_council"\ntitle = ["会"]\n'
    text = known + "".join(f'{name} = "不明"\n' for name in ("date", "start", "end", "place"))
    text += f"items = {items}\n"
    (tmp_path / "preparation.toml").write_text(text, encoding="utf-8")
    with pytest.raises(FileProblems) as error:
        read_preparation(tmp_path, profiles)
    assert said in str(error.value)
