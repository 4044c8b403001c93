"""Papers in the manner of further offices: spread posts, staff below members, numbers under 議案, offices apart."""

from __future__ import annotations

from datetime import date, time
from pathlib import Path

import docx
import pytest
from books import workbook

from clerk_tui.cli.new import proposed
from clerk_tui.domain.citations import read_label
from clerk_tui.domain.errors import Refused
from clerk_tui.domain.ids import CaseId
from clerk_tui.domain.meeting import Meeting
from clerk_tui.domain.profile import LabelStyle, Standing
from clerk_tui.intake.body_said import as_said, said_of
from clerk_tui.intake.names import unspread_post
from clerk_tui.intake.request import NEW_BODY, BodySaid, NewMeetingRequest
from clerk_tui.profile.standard import USUAL_BODY, usual_kind


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLERK_TUI_SESSIONS", str(tmp_path / "sessions"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))


def made(
    body: str, *files: Path, roster: Path | None = None, title: str = "第1回", **more: object
) -> Meeting:
    request = NewMeetingRequest(body=body, title=title, files=files, roster=roster, **more)  # type: ignore[arg-type]
    return proposed(request).meeting


def text(path: Path, lines: str) -> Path:
    path.write_text(lines.strip("\n"), encoding="utf-8")
    return path


def people(meeting: Meeting, standing: Standing) -> list[str]:
    return [
        f"{person.name}/{person.given}/{person.post}"
        for person in meeting.people
        if meeting.role_of(person).standing is standing
    ]


@pytest.mark.parametrize(
    ("line", "closed_up"),
    [
        ("主　　事　　坪倉　昂", "主事　　坪倉　昂"),
        ("教　育　長　　糸　井　　　実", "教育長　　糸井　実"),
        ("教育次長　　　　　川　内　　浩", "教育次長　　川内　浩"),
        ("会長　窪田　善一　　西都大学教授", "会長　　窪田　善一　　西都大学教授"),
        ("委員　佐藤　昂　PTA連合会", "委員　　佐藤　昂　PTA連合会"),
        ("三　木　　太　郎", "三　木　　太　郎"),
    ],
)
def test_a_post_that_is_spread_out_is_closed_up_and_the_name_stays_one(line: str, closed_up: str) -> None:
    assert unspread_post(line) == closed_up


def test_a_roster_in_lines_with_spread_posts(tmp_path: Path) -> None:
    roster = text(
        tmp_path / "名簿.txt",
        """
教　育　長　　糸　井　　　実
委　　　員　　藤　村　　　圭

説明員
　教育次長　　　　　川　内　　浩

書記
　教育委員会事務局　　　三上　葵
""",
    )
    meeting = made("education_board", roster=roster)
    assert people(meeting, Standing.CHAIR) == ["糸井/実/教育長"]
    assert people(meeting, Standing.MEMBER) == ["藤村/圭/"]
    assert people(meeting, Standing.OFFICIAL) == ["川内/浩/教育次長"]
    assert people(meeting, Standing.SECRETARIAT) == ["三上/葵/"]


def test_staff_named_beside_the_members_and_marks_beside_posts_elsewhere(tmp_path: Path) -> None:
    rows = [
        ("選出", "職名", "氏名", "出欠"),
        ("学識経験者", "みらい大学教授", "◎ 依田　浩敏", "○"),
        ("市民", "公募", "大場　南海", "○"),
        ("幹事", "都市整備部長", "宮本　剛", "○"),
        ("書記", "都市計画課係長", "水原　恵", "○"),
    ]
    meeting = made("city_planning", roster=workbook(tmp_path / "名簿.xlsx", ("名簿", rows)))
    assert people(meeting, Standing.CHAIR) == ["依田/浩敏/会長"]
    assert people(meeting, Standing.MEMBER) == ["大場/南海/"]
    assert people(meeting, Standing.OFFICIAL) == ["宮本/剛/都市整備部長"]
    assert people(meeting, Standing.SECRETARIAT) == ["水原/恵/都市計画課係長"]


def test_a_list_that_begins_before_the_name_of_its_first(tmp_path: Path) -> None:
    rows = [
        ("", "氏　名（フリガナ）", "所　属", "備　考"),
        ("1", "赤羽　信二（アカバネ　シンジ）", "市スポーツ協会", "会長"),
        ("2", "臼井　亮（ウスイ　リョウ）", "公募", ""),
        ("事務局", "スポーツ課長　梶　俊介", "", ""),
        ("", "スポーツ課　主事　菊池　遥", "", ""),
    ]
    meeting = made("city_planning", roster=workbook(tmp_path / "名簿.xlsx", ("Sheet1", rows)))
    assert people(meeting, Standing.CHAIR) == ["赤羽/信二/会長"]
    assert people(meeting, Standing.MEMBER) == ["臼井/亮/"]
    assert people(meeting, Standing.SECRETARIAT) == ["梶/俊介/スポーツ課長", "菊池/遥/スポーツ課主事"]


def test_lines_that_name_where_members_come_from(tmp_path: Path) -> None:
    roster = text(
        tmp_path / "名簿.txt",
        """
すずらん市都市計画審議会　委員名簿
１号委員（学識経験者）
　会長　　　桑原　久（みらい大学教授）
２号委員（市議会議員）
　　　　　　坂巻　一郎
""",
    )
    meeting = made("city_planning", roster=roster)
    assert [(person.name, person.section) for person in meeting.people] == [
        ("桑原", "１号委員（学識経験者）"),
        ("坂巻", "２号委員（市議会議員）"),
    ]


def test_posts_in_a_column_without_a_heading(tmp_path: Path) -> None:
    rows = [
        ("", "氏　名", "所　属"),
        ("会　長", "桐生　真理", "みらい大学"),
        ("委　員", "三宅　純", "建築士会"),
    ]
    meeting = made("city_planning", roster=workbook(tmp_path / "名簿.xlsx", ("名簿", rows)))
    assert people(meeting, Standing.CHAIR) == ["桐生/真理/会長"]
    assert people(meeting, Standing.MEMBER) == ["三宅/純/"]


def test_numbers_of_cases_under_a_heading_of_any_word(tmp_path: Path) -> None:
    rows = [
        ("議案", "種別", "内　　容", "担当", "備考"),
        ("第１号議案", "決定", "用途地域の変更について", "都市計画課", "付議"),
        ("第２号議案", "決定", "地区計画の決定について", "都市計画課", "付議"),
    ]
    meeting = made("city_planning", workbook(tmp_path / "一覧.xlsx", ("付議案件", rows)))
    assert [case.title for case in meeting.cases] == ["用途地域の変更について", "地区計画の決定について"]
    assert [group.office for group in meeting.groups] == ["都市計画課"]


def test_word_numbers_lines_by_their_style_too(tmp_path: Path) -> None:
    document = docx.Document()
    for line in (
        "第２回　はなみち市水道審議会",
        "と　き　令和７年８月２２日（金）",
        "　　　　午前１０時～正午",
        "ところ　局庁舎　会議室",
    ):
        document.add_paragraph(line)
    for line in ("開会", "諮問事項", "閉会"):
        document.add_paragraph(line, style="List Number")
        if line == "諮問事項":
            document.add_paragraph("　　諮問第１号　水道料金の改定について　　　　経営課")
    document.save(str(tmp_path / "次第.docx"))
    meeting = made("privacy_council", tmp_path / "次第.docx", title="")
    assert [item.title for item in meeting.items] == ["開会", "諮問事項", "閉会"]
    assert [
        (case.title, group.office) for case, group in zip(meeting.cases, meeting.groups, strict=True)
    ] == [("水道料金の改定について", "経営課")]
    # The hours stand on a line of their own below the day.
    assert (meeting.date, meeting.starts, meeting.ends) == (date(2025, 8, 22), time(10), time(12))


def test_a_series_within_a_kind_is_read_from_its_label() -> None:
    assert read_label("諮問（情）第5号") == (CaseId("諮問（情）", 5), "{kind}第{number}号")


# -- a new body as the clerk corrects it


AGENDA = """
第１回　はなみち市水道審議会　次第
日時　令和７年８月２２日（金）　午前１０時
場所　局庁舎　会議室
１　開会
２　議案第１号　水道料金の改定について
３　閉会
"""


def test_a_new_body_is_proposed_in_words_and_corrected_in_them(tmp_path: Path) -> None:
    agenda = text(tmp_path / "次第.txt", AGENDA)
    said = said_of(made(NEW_BODY, agenda, title="").profile)
    assert (said.name, said.chair, said.kinds) == ("はなみち市水道審議会", "会長", "議案第1号")
    corrected = BodySaid(
        name="はなみち市上下水道審議会",
        chair="座長",
        deputies="副座長",
        kinds="議案第1号、第1号諮問",
        phases="開会、説明、採決、閉会",
        label=LabelStyle.NAME_TITLE.value,
    )
    profile = made(NEW_BODY, agenda, title="", new_body=corrected).profile
    assert (profile.id, profile.body, profile.capacities) == ("はなみち市上下水道審議会",) * 2 + (
        ("副座長",),
    )
    assert profile.kind_names == ("議案", "諮問")
    assert [phase.name for phase in profile.phases] == ["開会", "説明", "採決", "閉会"]
    titles = {role.standing: (role.title, role.label) for role in profile.roles}
    assert titles[Standing.CHAIR][0] == "座長"
    assert titles[Standing.MEMBER][1] is LabelStyle.NAME_TITLE
    # What was said is what is proposed from then on.
    assert said_of(profile).kinds == "議案第1号、第1号諮問"


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (BodySaid(phases="開会、懇談"), "段階「懇談」はありません"),
        (BodySaid(kinds="第1回"), "種別「第1回」が読めません"),
    ],
)
def test_what_there_is_none_of_is_refused_with_the_mend(said: BodySaid, told: str) -> None:
    with pytest.raises(Refused, match=told):
        as_said(USUAL_BODY, said, USUAL_BODY, usual_kind)


def test_a_body_without_cases_and_deputies_is_said_so() -> None:
    profile = as_said(USUAL_BODY, BodySaid(kinds="なし", deputies="なし"), USUAL_BODY, usual_kind)
    assert (profile.kinds, profile.capacities) == ((), ())
