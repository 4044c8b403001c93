"""Letters, notices and rosters of further offices (架空): what a person reads in each, fact by fact."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from books import Cells, workbook

from clerk_tui.cli.new import proposed
from clerk_tui.domain.meeting import Meeting
from clerk_tui.domain.profile import Standing
from clerk_tui.intake.request import NEW_BODY, NewMeetingRequest

Facts = dict[str, object]
Case = tuple[tuple[Path, ...], Path | None]


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLERK_TUI_SESSIONS", str(tmp_path / "sessions"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))


def text(path: Path, lines: str) -> Path:
    path.write_text(lines.strip("\n") + "\n", encoding="utf-8")
    return path


def word(path: Path, *parts: str | Cells) -> Path:
    """Lines and tables; a line that begins with ・ is of Word's own bulleted list."""
    document = docx.Document()
    for part in parts:
        if isinstance(part, str):
            for line in part.strip("\n").split("\n"):
                bulleted = line.startswith("・")
                document.add_paragraph(line.lstrip("・"), style="List Bullet" if bulleted else None)
            continue
        table = document.add_table(rows=0, cols=len(part[0]))
        for row in part:
            for cell, content in zip(table.add_row().cells, row, strict=True):
                cell.text = str(content)
    document.save(str(path))
    return path


def people(meeting: Meeting, *standings: Standing) -> list[str]:
    return [
        "/".join(filter(None, (person.name, person.given, person.post)))
        for person in meeting.people
        if meeting.role_of(person).standing in standings
    ]


def belongs(meeting: Meeting) -> list[str]:
    return [
        f"{person.name}:{'、'.join(filter(None, (person.section, person.office)))}"
        for person in meeting.people
    ]


def facts(meeting: Meeting) -> Facts:
    return {
        "title": "　".join(meeting.title),
        "when": f"{meeting.date} {meeting.starts}-{meeting.ends}",
        "place": meeting.place,
        "items": [item.title for item in meeting.items],
        "cases": [f"{meeting.profile.notation.label(case.id)}　{case.title}" for case in meeting.cases],
        "topics": [group.heading for group in meeting.groups if not group.cases],
        "materials": [material.title for material in meeting.materials],
        "chair": people(meeting, Standing.CHAIR),
        "members": people(meeting, Standing.MEMBER),
        "others": people(meeting, Standing.OFFICIAL, Standing.SECRETARIAT, Standing.GUEST),
        "belongs": belongs(meeting),
    }


def letter(folder: Path) -> Case:
    """A letter with number, date, addressees and sender; the agenda is one of its numbered parts."""
    return (
        text(
            folder / "通知.txt",
            """
　　　　　　　　　　　　　　　　　　　　　　　　青環第１２３号
　　　　　　　　　　　　　　　　　　　　　　　　令和８年５月１１日
青柳市環境審議会委員　各位
　　　　　　　　　　　青柳市環境審議会会長　　松永　恵一
　　令和８年度第１回青柳市環境審議会の開催について（通知）
　標記の会議を下記のとおり開催いたします。
　　　　　　　　　記
１　日　　時　　令和８年５月２８日（木）　午前９時３０分～１１時３０分
２　場　　所　　青柳市役所　４０１会議室
３　議　　題
　　（１）環境基本計画の改定について
　　（２）環境報告書（案）について
４　資　　料
　　　資料１　改定の概要
５　そ の 他
　　御欠席の場合は、事務局へ御連絡ください。
""",
        ),
    ), None


def notice(folder: Path) -> Case:
    """The body's name in the sentence of a public notice."""
    return (
        text(
            folder / "告示.txt",
            """
常磐町教育委員会告示第９号
　会議規則第４条の規定により、令和８年第５回常磐町教育委員会臨時会を次のとおり招集する。
　　令和８年５月１３日
　　　　　　　常磐町教育委員会教育長　　真田　聡
１　日　時　　令和８年５月２０日（水）　午後４時
２　場　所　　常磐町役場　第２会議室
３　付議事件
　（１）議案第１８号　小学校の統合に関する方針について
""",
        ),
    ), None


def planning(folder: Path) -> Case:
    """審議事項 and 報告事項 as topics that only stand over others; a member of whom only the office is written."""
    rows = [
        ("区　分", "氏　名", "所　属・職", "備　考"),
        ("学識経験者", "宇佐美　透", "高台大学名誉教授", "会長"),
        ("市議会議員", "黒須　大", "高台市議会議員", ""),
        ("関係行政機関", "高台警察署長", "", ""),
    ]
    agenda = word(
        folder / "次第.docx",
        """第４８回　高台市都市計画審議会　次第
日　時　令和８年８月６日（木）　午後２時から
会　場　高台市役所　別館　第２会議室
１　開　会
２　議　題
　(1) 審議事項
　　　第１号議案　地区計画の変更について\t資料１
　(2) 報告事項
　　　ア　立地適正化計画の見直しについて
３　閉　会""",
    )
    return (agenda,), word(folder / "名簿.docx", "高台市都市計画審議会委員名簿", rows)


def privacy(folder: Path) -> Case:
    """The agenda as a bulleted list under a numbered heading, the kind of its cases in the heading of a column."""
    cases = [("諮問番号", "件名", "担当課"), ("第101号", "健康手帳アプリの導入について", "こども家庭課")]
    agenda = word(
        folder / "次第.docx",
        "令和8年度第1回　雲海市個人情報保護審議会　会議次第\n"
        "1 日時　令和8年7月14日（火曜日）午前10時から正午まで\n2 場所　雲海市役所5階　庁議室\n"
        "3 次第\n・開会\n・会長の互選\n・諮問事項",
        cases,
        "・その他\n・閉会",
    )
    return (agenda,), None


def farmers(folder: Path) -> Case:
    """The month before the body; two lists side by side under their own headings."""
    rows = [
        ("農業委員", "", "", "農地利用最適化推進委員", "", ""),
        ("議席番号", "氏名", "備考", "番号", "氏名", "担当区域"),
        (1, "丸尾　繁", "", 1, "藤江　明", "東湖"),
        (2, "久住　弘之", "会長", 2, "新開　徹", "西湖"),
    ]
    agenda = word(
        folder / "日程.docx",
        """令和８年１２月　湖西町農業委員会定例総会　議事日程
１　日　時　　令和８年１２月１０日（木）午後３時００分
２　場　所　　湖西町役場　２階会議室
３　議事日程
　日程第１　議事録署名委員の指名
　日程第２　議案第６１号　農地法第３条の規定による許可申請について
４　その他""",
    )
    return (agenda,), workbook(folder / "名簿.xlsx", ("名簿", rows))


def landscape(folder: Path) -> Case:
    """Where members come from between post and name, a legend below the list, names spread without a post."""
    agenda = text(
        folder / "案内.txt",
        """
「第３１回玉城市景観審議会」を開催します
１．日時
　　令和８年１０月１６日（金）　午前１０時から正午まで
２．場所
　　玉城市役所　５０２会議室
　　（オンライン併用）
３．議事内容
　　（１）景観重要樹木の指定について
４．傍聴について
　　定員１０名（先着順）
""",
    )
    roster = text(
        folder / "名簿.txt",
        """
玉城市景観審議会　委員名簿
　　（学識経験者）　◎仲宗根　巌　　　　玉城大学　名誉教授
委　員　（市民公募）　　東江　こずえ
委　員　　小野寺　　　舞
◎：座長
""",
    )
    return (agenda,), roster


NOBODY: Facts = {"chair": [], "members": [], "others": [], "belongs": []}
EXPECTED: dict[Callable[[Path], Case], Facts] = {
    letter: NOBODY
    | {
        "title": "令和8年度第1回　青柳市環境審議会会議録",
        "when": "2026-05-28 09:30:00-11:30:00",
        "place": "青柳市役所　４０１会議室",
        "items": ["議題"],
        "cases": [],
        "topics": ["環境基本計画の改定について", "環境報告書（案）について"],
        "materials": ["資料１　改定の概要"],
    },
    notice: NOBODY
    | {
        "title": "令和8年第5回臨時会　常磐町教育委員会会議録",
        "when": "2026-05-20 16:00:00-None",
        "place": "常磐町役場　第２会議室",
        "items": ["付議事件"],
        "cases": ["議案第18号　小学校の統合に関する方針について"],
        "topics": [],
        "materials": [],
    },
    planning: {
        "title": "第48回　高台市都市計画審議会会議録",
        "when": "2026-08-06 14:00:00-None",
        "place": "高台市役所　別館　第２会議室",
        "items": ["開会", "議題", "閉会"],
        "cases": ["第1号議案　地区計画の変更について"],
        "topics": ["立地適正化計画の見直しについて"],
        "materials": ["資料１"],
        "chair": ["宇佐美/透/会長"],
        "members": ["黒須/大"],
        "others": [],
        "belongs": ["宇佐美:学識経験者、高台大学名誉教授", "黒須:市議会議員、高台市議会議員"],
    },
    privacy: NOBODY
    | {
        "title": "令和8年度第1回　雲海市個人情報保護審議会会議録",
        "when": "2026-07-14 10:00:00-12:00:00",
        "place": "雲海市役所5階　庁議室",
        "items": ["開会", "会長の互選", "諮問事項", "その他", "閉会"],
        "cases": ["諮問第101号　健康手帳アプリの導入について"],
        "topics": ["会長の互選"],
        "materials": [],
    },
    farmers: {
        "title": "令和8年12月定例総会　湖西町農業委員会会議録",
        "when": "2026-12-10 15:00:00-None",
        "place": "湖西町役場　２階会議室",
        "items": ["議事録署名委員の指名", "その他"],
        "cases": ["議案第61号　農地法第３条の規定による許可申請について"],
        "topics": [],
        "materials": [],
        "chair": ["久住/弘之/会長"],
        "members": ["丸尾/繁"],
        "others": ["藤江/明", "新開/徹"],
        "belongs": ["丸尾:", "久住:", "藤江:東湖", "新開:西湖"],
    },
    landscape: {
        "title": "第31回　玉城市景観審議会会議録",
        "when": "2026-10-16 10:00:00-12:00:00",
        "place": "玉城市役所　５０２会議室（オンライン併用）",
        "items": ["議事内容"],
        "cases": [],
        "topics": ["景観重要樹木の指定について"],
        "materials": [],
        "chair": ["仲宗根/巌/座長"],
        "members": ["東江/こずえ", "小野寺/舞"],
        "others": [],
        "belongs": ["仲宗根:学識経験者、玉城大学名誉教授", "東江:市民公募", "小野寺:"],
    },
}


@pytest.mark.parametrize("made", EXPECTED, ids=lambda made: made.__name__)
def test_what_a_person_reads_in_the_papers_of_an_office(made: Callable[[Path], Case], tmp_path: Path) -> None:
    files, roster = made(tmp_path)
    proposal = proposed(NewMeetingRequest(body=NEW_BODY, files=files, roster=roster))
    assert facts(proposal.meeting) == EXPECTED[made]
    if made is planning:
        assert any("「高台警察署長」は職名で、氏名がない" in doubt for doubt in proposal.doubts)


@pytest.mark.parametrize(
    ("line", "title", "body"),
    [
        ("令和８年度　介護保険運営協議会（第２回）", "令和8年度第2回", "介護保険運営協議会"),
        ("第２期　第６回　男女共同参画推進審議会　次第", "第2期第6回", "男女共同参画推進審議会"),
        (
            "令和８年第３回潮騒市議会定例会　産業厚生常任委員会　審査日程",
            "令和8年第3回定例会",
            "潮騒市議会産業厚生常任委員会",
        ),
        ("令和８年度第３回学校運営協議会（若葉中学校）", "令和8年度第3回", "学校運営協議会（若葉中学校）"),
    ],
)
def test_titles_in_the_order_of_offices(line: str, title: str, body: str, tmp_path: Path) -> None:
    agenda = text(
        tmp_path / "次第.txt", f"{line}\n日時　令和８年９月１６日（水）午前１０時\n１　開会\n２　閉会"
    )
    meeting = proposed(NewMeetingRequest(body=NEW_BODY, files=(agenda,))).meeting
    assert meeting.title == (title, f"{body}会議録")


def test_what_members_are_elsewhere_is_kept_beside_their_post_here(tmp_path: Path) -> None:
    rows = [
        ("No.", "所属", "役職", "氏名", "備考"),
        (1, "三笠町", "副町長", "木綿　達夫", "会長"),
        (2, "若葉中学校", "委員（PTA会長）", "仁科　洋介", ""),
        (3, "若葉中学校", "委員", "校長　柚木　晃", ""),
        ("", "事務局", "企画課長", "安食　修", ""),
    ]
    meeting = proposed(
        NewMeetingRequest(
            body="liaison_council",
            title="第1回",
            files=(),
            roster=workbook(tmp_path / "名簿.xlsx", ("名簿", rows)),
        )
    ).meeting
    assert [person.office for person in meeting.people[:3]] == [
        "三笠町　副町長",
        "若葉中学校　PTA会長",
        "若葉中学校　校長",
    ]
    assert people(meeting, Standing.SECRETARIAT) == ["安食/修/企画課長"]


def test_rows_of_a_table_with_several_marked_lines_in_a_cell(tmp_path: Path) -> None:
    rows = [
        ("会議名", "令和８年度　第２回　図書館協議会"),
        ("日時", "令和８年１０月２９日（木）\n午前１０時～午前１１時３０分"),
        ("議題", "（１）利用状況について\n（２）電子図書館の導入について"),
        ("資料", "資料１　利用統計\n資料２　導入計画（案）"),
        ("傍聴", "可（５名まで）"),
    ]
    meeting = proposed(NewMeetingRequest(body=NEW_BODY, files=(word(tmp_path / "案内.docx", rows),))).meeting
    assert [group.heading for group in meeting.groups] == ["利用状況について", "電子図書館の導入について"]
    assert [material.title for material in meeting.materials] == [
        "資料１　利用統計",
        "資料２　導入計画（案）",
    ]
