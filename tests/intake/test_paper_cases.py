"""Papers as offices make them (読み取りの見本): each of the shared inputs gives what stands beside it.

The inputs lie beside the repository; without them these tests are skipped.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from datetime import date, time
from pathlib import Path

import pytest

from clerk_tui.cli.main import main
from clerk_tui.domain.meeting import Meeting
from clerk_tui.profile import read_profile
from clerk_tui.profile.folders import user_folder
from clerk_tui.sessions import preparation

CASES = Path(__file__).parents[2].parent / "shared" / "cases" / "reading"
if not CASES.is_dir():
    CASES = Path(__file__).parents[3] / "shared" / "cases" / "reading"
pytestmark = pytest.mark.skipif(not CASES.is_dir(), reason=f"{CASES} がありません（読み取りの見本）")


class Made:
    """What a command made, and what it said."""

    def __init__(self, meeting: Meeting, told: str, out: str) -> None:
        self.meeting = meeting
        self.told = told
        """On the error output: what is doubtful."""
        self.out = out

    @property
    def labels(self) -> list[str]:
        return [self.meeting.profile.notation.label(case.id) for case in self.meeting.cases]

    @property
    def topics(self) -> list[str]:
        return [group.heading for group in self.meeting.groups if not group.cases]

    @property
    def items(self) -> list[str]:
        return [item.title for item in self.meeting.items]

    def people(self, standing: str) -> list[str]:
        return [
            f"{person.name}／{person.given}／{person.post}"
            for person in self.meeting.people
            if self.meeting.role_of(person).standing.value in standing.split("・")
        ]

    def offices(self) -> list[tuple[str, list[str]]]:
        return [
            (group.office, [self.meeting.profile.notation.label(case) for case in group.cases])
            for group in self.meeting.groups
        ]


Make = Callable[..., Made]


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Make:
    """Runs the command that stands in the case's expectation."""
    monkeypatch.setenv("CLERK_TUI_SESSIONS", str(tmp_path / "sessions"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("APPDATA", str(tmp_path / "config"))
    monkeypatch.setattr(Path, "home", lambda: tmp_path)

    def make(number: int, *more: str) -> Made:
        (folder,) = CASES.glob(f"{number}-*")
        text = (folder / "expected.txt").read_text(encoding="utf-8")
        found = re.search(r"clerk-tui (new .*?)(?: のあと|（|$)", text.split("\n")[0])
        assert found
        words = found[1].split()
        if (folder / "profile.toml").exists():
            target = user_folder() / words[words.index("--body") + 1]
            target.mkdir(parents=True, exist_ok=True)
            shutil.copy(folder / "profile.toml", target)
        monkeypatch.chdir(folder)
        assert main([*words, *more, "-y"]) == 0
        said = capsys.readouterr()
        sessions = sorted((tmp_path / "sessions").iterdir(), key=lambda path: path.stat().st_mtime_ns)
        return Made(preparation(sessions[-1]), said.err, said.out)

    return make


def when(meeting: Meeting) -> tuple[date | None, time | None, time | None]:
    return meeting.date, meeting.starts, meeting.ends


def plain(text: str) -> str:
    import unicodedata

    return "".join(unicodedata.normalize("NFKC", text).split())


def test_37_numbered_lines_under_an_item(made: Make) -> None:
    got = made(37)
    assert when(got.meeting) == (date(2023, 8, 1), time(14), time(16))
    assert plain(got.meeting.place) == "市役所2階大会議室"
    assert [plain(topic) for topic in got.topics] == [
        "環境基本計画(案)について(諮問)",
        "令和4年度実績報告について(報告)",
    ]
    assert [plain(paper.title)[:5] for paper in got.meeting.materials] == [
        "資料1環境",
        "資料2-1",
        "参考資料委",
    ]
    assert got.people("会長・委員") == [
        "青田／一郎／会長",
        "石山／花子／副会長",
        "上条／次郎／",
        "江本／三四郎／",
        "大谷／五月／",
    ]
    assert "木下" in got.out
    assert "欠員" in got.told


def test_38_order_of_the_day(made: Make) -> None:
    got = made(38)
    assert when(got.meeting) == (date(2023, 10, 20), time(13, 30), None)
    assert plain(got.meeting.place) == "役場3階農業委員会室"
    assert got.labels == ["議案第11号", "議案第12号", "議案第13号", "報告第3号"]
    assert [(item.number, item.title) for item in got.meeting.items] == [
        (1, "議事録署名委員の指名について"),
        (2, "会期の決定について"),
        (7, "その他"),
    ]


def test_39_line_breaks_within_cells(made: Make) -> None:
    got = made(39)
    assert got.labels == ["議案第11号", "議案第12号"]
    assert got.meeting.cases[0].title == "農地法第３条の規定による許可申請について"
    assert {group.office for group in got.meeting.groups} == {"農政課"}


def test_40_a_date_without_its_word_and_an_unknown_kind(made: Make) -> None:
    got = made(40)
    assert when(got.meeting) == (date(2023, 12, 13), time(13, 30), None)
    assert plain(got.meeting.place) == "市役所5階委員会室"
    assert got.items == ["開会", "会長の選出について", "議事録署名人の指名", "審議事項", "報告事項", "閉会"]
    assert "種別「議」がこの型にありません" in got.told
    assert got.labels == ["議第1号", "議第2号"]
    assert "立地適正化計画の進捗について" in got.topics


def test_41_lines_of_the_order_of_the_day(made: Make) -> None:
    got = made(41)
    assert when(got.meeting) == (date(2026, 11, 26), time(14), None)
    assert plain(got.meeting.place) == "汐見市役所本庁舎4階教育委員会室"
    assert got.labels == ["議案第41号", "議案第42号", "議案第43号", "報告第8号"]
    assert [office for office, cases in got.offices() if cases] == [
        "学校教育課",
        "教育総務課",
        "学校教育課",
        "教育総務課",
    ]
    assert got.meeting.cases[2].title == "教職員の人事について"
    assert "議案第43号は「非公開」" in got.told
    assert got.topics[:2] == ["令和９年度の学校給食費について", "図書館の開館時間について"]


def test_42_subitems_and_papers(made: Make) -> None:
    got = made(42)
    assert when(got.meeting) == (date(2026, 11, 30), time(10), time(12))
    assert plain(got.meeting.place).startswith("中央合同庁舎第9号館12階会議室")
    assert got.topics == ["前回の議論の整理について", "論点整理（案）について", "その他"]
    assert len(got.meeting.materials) == 4


def test_43_a_council_without_cases(made: Make) -> None:
    got = made(43)
    assert when(got.meeting) == (date(2026, 11, 27), time(13, 30), None)
    assert plain(got.meeting.place) == "汐見市立図書館2階研修室"
    assert got.labels == []
    assert [topic.split("　")[0] for topic in got.topics] == [
        "前回の振り返り",
        "来年度の事業について",
        "意見交換",
    ]
    assert "本と出会う場所" in got.topics[2]


def test_44_a_hidden_row(made: Make) -> None:
    got = made(44)
    assert got.labels == ["議案第41号", "議案第43号"]
    assert "隠した行" in got.told


def test_45_a_total_and_a_hidden_column(made: Make) -> None:
    got = made(45)
    assert got.labels == ["議案第41号", "議案第42号", "議案第43号", "報告第8号", "協議事項1", "協議事項2"]
    assert got.offices()[0] == ("学校教育課", ["議案第41号"])
    assert "議案第43号は「非公開」" in got.told
    assert "山本太郎" not in got.out + got.told


def test_46_an_unknown_kind(made: Make) -> None:
    got = made(46)
    assert got.labels[:4] == ["議案第41号", "議案第42号", "議案第43号", "報告第8号"]
    assert "種別「協議事項」がこの型にありません" in got.told
    assert 'numbering = "{kind}{number}"' in got.told


def test_47_a_list_for_the_whole_year(made: Make) -> None:
    got = made(47)
    assert got.labels == ["議案第41号", "議案第42号"]
    assert got.meeting.date == date(2026, 11, 26)


def test_48_titles_of_several_lines(made: Make) -> None:
    got = made(48)
    assert when(got.meeting)[:2] == (date(2026, 12, 8), time(10))
    assert got.labels == ["議案第52号", "議案第50号", "議案第53号", "請願第3号", "発議第2号"]
    assert "中　歳入　全款　歳出　第２款" in got.meeting.cases[1].title
    assert "隠した行" in got.told
    assert all("―" not in office for office, _ in got.offices())


def test_49_an_afternoon(made: Make) -> None:
    got = made(49)
    assert when(got.meeting) == (date(2026, 12, 1), time(18, 30), time(20))
    assert got.meeting.place == "市役所"


def test_50_a_weekday_that_is_not_the_days(made: Make) -> None:
    got = made(50)
    assert "火曜日で、金曜日ではありません" in got.told
    assert when(got.meeting)[1:] == (time(10), time(12))
    assert got.topics == ["前回の振り返り"]


def test_51_the_title_of_the_paper(made: Make) -> None:
    assert made(51).meeting.title[0] == "令和8年第11回"


def test_52_the_same_number_with_another_title(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CLERK_TUI_SESSIONS", str(tmp_path / "sessions"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    (folder,) = CASES.glob("52-*")
    target = user_folder() / "kyoiku"
    target.mkdir(parents=True)
    shutil.copy(folder / "profile.toml", target)
    last = tmp_path / "前回"
    assert main(["replay", str(folder / "last"), str(folder / "last" / "script.jsonl"), "-o", str(last)]) == 0
    assert main(["new", "第12回", "--last", str(last), "--from", str(folder / "input.xlsx"), "-y"]) == 0
    told = capsys.readouterr().err
    (session,) = (tmp_path / "sessions").iterdir()
    meeting = preparation(session)
    cases = {meeting.profile.notation.label(case.id): case for case in meeting.cases}
    assert cases["協議事項1"].title == "部活動の地域移行について"
    assert not cases["協議事項1"].received
    assert cases["議案第42号"].received == "前回"
    assert "前回の協議事項1「令和９年度の学校給食費について」と件名が違う" in told


def test_53_merged_cells(made: Make) -> None:
    got = made(53)
    assert set(got.labels) == {f"諮問第{number}号" for number in range(52, 57)} | {"報告第27号", "報告第28号"}
    office = {label: name for name, labels in got.offices() for label in labels}
    assert (office["諮問第54号"], office["報告第27号"], office["報告第28号"]) == (
        "区民課",
        "区民課",
        "高齢者施策課",
    )
    explainers = [str(person) for group in got.meeting.groups for person in group.explainers]
    assert ["青木" in explainers[0], "石井" in explainers[1]] == [True, True]
    assert "諮問第５５号は当日差し替え" in got.out


@pytest.mark.parametrize(
    ("number", "labels", "told"),
    [
        (54, ["議第1号", "議第2号"], "種別「議」がこの型にありません"),
        (55, [], "番号に種別がない"),
        (56, ["5みど総第12号", "5みど総第13号"], "種別「5みど総」がこの型にありません"),
    ],
)
def test_54_to_56_numbers_of_their_own(number: int, labels: list[str], told: str, made: Make) -> None:
    got = made(number)
    assert got.labels == labels
    assert told in got.told
    if not labels:
        assert [plain(topic) for topic in got.topics] == ["環境基本計画(案)について", "実績報告について"]
        assert {group.office for group in got.meeting.groups} == {"環境課"}


EDUCATION = [
    "大島／健／教育長",
    "小林／久美子／教育長職務代理者",
    "德永／光／",
    "長谷川／幸／",
    "森／一／",
]


@pytest.mark.parametrize("number", [57, 61, 63])
def test_57_61_63_a_divider_wide_gaps_and_kept_readings(number: int, made: Make) -> None:
    got = made(number)
    assert got.people("会長・委員") == EDUCATION
    assert len(got.people("事務局")) == 6
    assert len(got.meeting.voters) == 5
    if number == 63:
        readings = {person.name: person.reading for person in got.meeting.people}
        assert (readings["小林"], readings["長谷川"], readings["森"]) == ("こばやし", "はせがわ", "もり")


@pytest.mark.parametrize("number", [58, 62])
def test_58_62_readings_over_and_behind_the_name(number: int, made: Make) -> None:
    got = made(number)
    assert got.people("会長・委員") == ["窪田／善一／会長", "牛山／輝／"]
    assert [person.reading for person in got.meeting.people] == ["くぼた", "うしやま"]


def test_59_empty_seats_and_totals(made: Make) -> None:
    got = made(59)
    assert got.people("会長・委員") == ["窪田／善一／会長", "牛山／輝／"]
    assert "R8.9.30退任" in got.out
    assert "欠員" in got.told


@pytest.mark.parametrize("more", [(), ("--column", "氏名=A", "--column", "役職=B")])
def test_60_two_columns(more: tuple[str, ...], made: Make) -> None:
    names = ["窪田善一", "牛山輝", "大沢徳次", "久保田真", "白川延", "神山直子"]
    got = made(60, *more)
    assert [person.name for person in got.meeting.people] == names
    assert [person.post for person in got.meeting.people][:2] == ["会長", "職務代理者"]


def test_64_an_organisation_without_a_person(made: Make) -> None:
    got = made(64)
    assert got.people("会長・委員") == [
        "上原／誠／座長",
        "飯島／豊／座長代理",
        "赤井／由紀／",
        "榎本／さやか／",
        "大友／Ｊ・デイビッド／",
    ]
    assert [person.split("／")[0] for person in got.people("その他")] == ["○○省地域政策課", "田所"]
    assert got.people("事務局") == ["井川／／参事官"]
    assert "小川次長" in got.out
    assert "氏名がありません" in got.told
    assert "オンライン出席" in got.out


def test_65_the_roster_of_an_education_board(made: Make) -> None:
    assert made(65).people("会長・委員") == [
        "秋山／一／教育長",
        "池田／二子／教育長職務代理者",
        "内田／三男／",
        "江藤／四葉／",
    ]


def test_71_72_profiles() -> None:
    assert read_profile(next(CASES.glob("71-*")) / "profile.toml").kinds == ()
    notation = read_profile(next(CASES.glob("72-*")) / "profile.toml").notation
    for text in ("諮問（情）第5号", "諮問（個）第5号", "令和8年度協議第3号", "甲第2号証"):
        assert notation.heading(notation.parse(text)) == text
