"""Papers in further forms (知らない課の紙): Markdown, web pages, text boxes, rosters without headings, lists in parts.

Each set stands with what a person reads in it and what must be asked.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
from books import proposed, table, workbook
from docx.oxml import parse_xml
from test_offices import facts, word

from clerk_tui.domain.meeting import Group, Meeting, Person
from clerk_tui.intake.lines import LineKind, PlacedLine, Where
from clerk_tui.intake.schedule import Origin, Schedule
from clerk_tui.intake.soundness import unlike
from clerk_tui.profile import find, read_profile

Files = tuple[Path, ...]
Set = tuple[Files, Path | None]

_NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)


def text(path: Path, content: str) -> Path:
    path.write_text(content.lstrip("\n"), encoding="utf-8")
    return path


def with_box(path: Path, *lines: str) -> Path:
    """The Word file with a text box in its second paragraph, once as Word draws it and once for old programs."""
    document = docx.Document(str(path))
    inner = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in lines)
    box = f"<w:txbxContent>{inner}</w:txbxContent>"
    run = document.paragraphs[1].add_run()
    run._r.append(
        parse_xml(
            f'<mc:AlternateContent {_NAMES}><mc:Choice Requires="wps"><w:drawing><wps:wsp><wps:txbx>{box}'
            "</wps:txbx></wps:wsp></w:drawing></mc:Choice>"
            f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent>"
        )
    )
    document.save(str(path))
    return path


def community_centre(folder: Path) -> Set:
    """A letter with the state behind its topics and its own parts; 氏名 parted into 漢字 and ふりがな; an empty seat."""
    letter = word(
        folder / "通知.docx",
        """花中教生第２１８号
令和８年１１月１６日
花中町公民館運営審議会委員　各位
花中町教育委員会
（公印省略）
令和８年度第２回花中町公民館運営審議会の開催について（通知）
記
１　日　時　　令和８年１２月３日（木）　午後１時３０分～３時３０分
２　場　所　　花中町中央公民館
　　　　　　　２階　視聴覚室
３　議　題
　（１）利用料の見直しについて（継続）
　（２）来年度の事業計画について【新規】
　（３）その他
４　持ち物　　事前送付資料
以上""",
    )
    rows = [
        ("No.", "氏名", "", "選出区分", "所属・役職", "備考"),
        ("", "漢字", "ふりがな", "", "", ""),
        (1, "鍋島　祥子", "なべしま　しょうこ", "社会教育関係者", "町文化協会", "委員長"),
        (2, "権藤　光", "ごんどう　ひかる", "家庭教育関係者", "", "副委員長"),
        (3, "（欠員）", "", "学校教育関係者", "", ""),
    ]

    def merged(book: Any) -> None:
        for cells in ("B1:C1", "A1:A2", "D1:D2", "E1:E2", "F1:F2"):
            book["名簿"].merge_cells(cells)

    return (letter,), workbook(folder / "名簿.xlsx", ("名簿", rows), after=merged)


def school_board(folder: Path) -> Set:
    """Markdown: emphasis, nested points with cases, a table of papers; posts in 職名 and 書記 in 備考."""
    agenda = text(
        folder / "次第.md",
        """
# 第11回葛葉市教育委員会定例会 次第

- **日時** 令和8年11月24日(火) 15時00分 開会
- **場所** 葛葉市庁舎 5階 大会議室

## 日程

1. 教育長の報告
2. 議事
    - 議案第35号 学校設置条例の一部改正について（学校総務課）
    - 議案第36号 教職員の人事について ※一部非公開
3. その他

| 配布資料 | 備考 |
|---|---|
| 資料1 議案書 | 事前送付 |
""",
    )
    head = ("職名", "氏名", "備考")
    roster = [head, ("教育長", "浮田 康成", ""), ("委員", "チャン ミンホ", ""), ("主任", "乾 大和", "書記")]
    return (agenda,), word(folder / "名簿.docx", "葛葉市教育委員会", roster)


def mobility(folder: Path) -> Set:
    """A text box with date and place, the meeting's theme, a closed topic; a roster's table without headings."""
    agenda = word(
        folder / "次第.docx",
        """第３回　地域交通に関する懇談会
議事次第
テーマ：「移動を誰が支えるか」
１　議事
（１）議論の整理
（２）事業者からのヒアリング（非公開）
　　・朝霧バス株式会社
（配布資料）
資料１　議事概要""",
    )
    with_box(
        agenda, "日時：令和８年12月15日（火）18:00～20:00", "会場：県庁東館10階　1001会議室（オンライン併用）"
    )
    roster = word(
        folder / "構成員.docx",
        "（敬称略）　◎は座長",
        [("", "安曇　千明", "県地域婦人連絡会 理事"), ("◎", "神宮寺　徹", "霧島工業大学 名誉教授")],
        "（事務局）交通政策課長　和　良平",
    )
    return (agenda,), roster


def water(folder: Path) -> Set:
    """A web page with numbered lists; a legend of marks, people side by side."""
    page = text(
        folder / "kaisai.html",
        """
<html><body><nav>ホーム</nav><h1>水循環部会（第29回）の開催について</h1>
<h2>1．日時</h2><p>令和9年2月17日（水曜日）15時00分から17時00分まで</p>
<h2>2．場所</h2><p>合同庁舎 共用会議室</p>
<h2>3．議題</h2><ol><li>基本計画の見直しについて</li><li>その他</li></ol>
<h2>4．配付資料</h2><ul><li>議事次第</li><li>資料1 骨子案</li></ul></body></html>
""",
    )
    roster = word(
        folder / "名簿.docx",
        "（敬称略、◎部会長、○部会長代理）",
        [
            ("氏　名", "現　職", "氏　名", "現　職"),
            ("◎ 浅沼　厳", "帝都大学 教授", "辻堂　みなみ", "論説委員"),
            ("○ 宇佐神　亘", "研究所 理事長", "", ""),
        ],
    )
    return (page,), roster


def appeals(folder: Path) -> Set:
    """A timetable whose cells hold several lines, with who explains each beside; a roster whose gaps say nothing."""
    agenda = word(
        folder / "次第.docx",
        "　　　令和８年度第５回　白波市情報公開審査会　次第",
        [
            ("日　　時", "令和８年１１月３０日（月）１３時３０分～１６時"),
            ("場　　所", "市役所本館　委員会室４"),
        ],
        [
            ("時間", "内容", "備考"),
            ("13:30", "１　開会", ""),
            (
                "13:35",
                "２　審議\n（１）諮問第21号　報告書の不開示決定\n（２）諮問第22号　請求書の開示請求",
                "担当：指導課\n担当：市民課",
            ),
            ("15:00", "３　口頭意見陳述（諮問第22号　審査請求人）", ""),
        ],
        "公開の別　　非公開（条例第３０条）",
    )
    roster = text(
        folder / "委員.txt",
        """
会長　　　　能美　　恭介　弁護士
委　員　　　黛　　　弘　　税理士
事務局　総務課　課長　別府　力
　〃　　　主任　　今　日子
""",
    )
    return (agenda,), roster


def notice(folder: Path) -> Set:
    """A list in sections with bare numbers, a remark within a cell, a total in words; readings in brackets."""
    letter = text(
        folder / "告示.txt",
        """
１　日　時　令和８年１２月２３日（水曜日）　午前１０時
２　場　所　町民センター　中会議室
３　付議事件　別紙のとおり
""",
    )
    rows = [
        ("令和８年１２月定例会　付議事件",),
        ("番号", "件　　名", "説明課等", "公開の可否"),
        ("１　議案",),
        (26, "事務局組織規則の一部改正について\n※前回からの継続", "教育総務課", "公開"),
        (27, "補正予算の申出について", "教育総務課", "非公開（意思決定前）"),
        ("２　その他",),
        ("", "策定スケジュールについて", "学校教育課", ""),
        ("合計　議案３件",),
    ]
    people = [
        ("職", "氏名（ふりがな）"),
        ("教育長", "粟飯原 誠（あいはら まこと）"),
        ("委員", "莫 文雄（ばく ふみお）"),
    ]
    return (letter, workbook(folder / "付議事件.xlsx", ("12月定例会", rows))), table(
        folder / "名簿.csv", people
    )


def cycling(folder: Path) -> Set:
    """The roster at the end of the agenda, in lists; a foreign name, an office without a person."""
    agenda = text(
        folder / "次第.txt",
        """
「自転車活用推進検討会」（第２回）
〔日　時〕令和８年12月21日（月）９：３０～１１：３０
〔場　所〕ＴＫビル会議室　７Ｂ
　　　　　議　事　次　第
１．議　題
　○　現状と課題（事務局説明）
２．閉　会
出席者
【委員】（◎座長）
　◎岩清尾　学　　　新都大学都市工学科教授
　　佐原　ミチル　ジャーナリスト
　　ホセ・カブレラ　日本自転車協会
【オブザーバー】
　　国土局道路課
【事務局】
　　市都市交通部　部長　乙部　昭
""",
    )
    return (agenda,), None


def landscape(folder: Path) -> Set:
    """件名 parted in two columns, kinds that the body lacks, a sheet of memos, posts without a heading, 行政 as 区分."""
    lines = (
        "令和8年度 第2回 汐路市景観審議会",
        "日時",
        "令和8年12月22日（火）14:00～",
        "１　審議事項",
        "２　閉会",
    )
    agenda = text(folder / "次第.txt", "\n".join(lines))
    rows = [
        ("番号", "案件", "", "担当課"),
        ("", "名称", "所在地", ""),
        ("景第5号", "重点区域の追加指定について", "旧港地区", "都市景観課\n文化課"),
    ]

    def merged(book: Any) -> None:
        for cells in ("B1:C1", "A1:A2", "D1:D2"):
            book["審議"].merge_cells(cells)

    people = [
        ("", "氏名", "区分", "職業・団体等", "任期"),
        ("会長", "九鬼　蒼一郎", "学識", "建築家", "R7.10.1～R9.9.30"),
        ("臨時委員", "無着　成", "行政", "県都市計画課長", "この議案のみ"),
    ]
    cases = workbook(folder / "案件.xlsx", ("審議", rows), ("作業用", [("印刷 20部",)]), after=merged)
    return (agenda, cases), workbook(folder / "名簿.xlsx", ("名簿", people))


def committee(folder: Path) -> Set:
    """A committee within a session, an hour that is only about right; post and name in pairs, 書記 among officials."""
    agenda = word(
        folder / "次第.docx",
        """令和９年第１回臨時会
庁舎建設特別委員会（第８回）次第
日時　令和９年１月２６日（火）
　　　本会議終了後（午前11時頃）
場所　全員協議会室
１　案件
（１）参考人の意見聴取について
　　　参考人　神西　努　氏（工業大学教授）
（２）議案第２号　工事請負契約の締結について
３　その他""",
    )
    roster = word(
        folder / "名簿.docx",
        [("委員長", "杠　　　　和　男", "副委員長", "勘解由小路　　誠")],
        "執行部",
        [("総務部長", "上　別　府　　武"), ("書記", "土　生　　　　　雅")],
    )
    return (agenda,), roster


def equality(folder: Path) -> Set:
    """As a text that was made from a PDF: hours below the day, a title that stops in the middle, names with one gap."""
    agenda = text(
        folder / "次第.txt",
        """
2026年度第３回
白糠川市男女共同参画審議会
日時：令和９年１月１９日(火)
10:00 ～ 11:30
場所：白糠川市役所　第３委員会室
１ 議 事
(１) 基本計画における
数値目標の設定について
(２) 相談の状況について　　　　資料２、参考資料
２ そ の 他
(１) 次回開催予定：令和９年３月９日
― 配付資料 ―
資料１ 数値目標一覧
1
""",
    )
    roster = text(
        folder / "名簿.txt",
        """
１番　宇喜多 直 弁護士 副会長
２番　大伴 文恵 白糠川大学 教授 会長
学校側　校長　轟　一郎　　教頭　目　すすむ
""",
    )
    return (agenda,), roster


SETS: dict[str, tuple[Callable[[Path], Set], str, str, tuple[str, ...]]] = {
    "community_centre": (
        community_centre,
        "education_board",
        """
令和8年度第2回 若葉市教育委員会会議録｜2026-12-03｜13:30-15:30｜花中町中央公民館　２階　視聴覚室
会長｜鍋島｜祥子｜委員長｜町文化協会｜社会教育関係者
委員｜権藤｜光｜副委員長｜｜家庭教育関係者
3 議題
■利用料の見直しについて｜｜
■来年度の事業計画について｜｜
■その他｜｜
注記 ４　持ち物　　事前送付資料
欠員 3　（欠員）　学校教育関係者
付記 「利用料の見直しについて」に「継続」とあります
付記 「来年度の事業計画について」に「新規」とあります
""",
        ("欠員・未定が1名分",),
    ),
    "school_board": (
        school_board,
        "education_board",
        """
第11回 若葉市教育委員会会議録｜2026-11-24｜15:00-｜葛葉市庁舎 5階 大会議室
会長｜浮田｜康成｜教育長｜｜
委員｜チャン｜ミンホ｜｜｜
事務局｜乾｜大和｜主任｜｜
1 教育長の報告
2 議事
3 その他
■議案第35号 学校設置条例の一部改正について｜学校総務課｜
■議案第36号 教職員の人事について｜｜
資料 資料1 議案書
付記 乾大和：名簿の備考「書記」
""",
        ("議案第36号は「一部非公開」",),
    ),
    "mobility": (
        mobility,
        "expert_panel",
        """
第3回 若葉市デジタル活用有識者会議議事要旨｜2026-12-15｜18:00-20:00｜県庁東館10階　1001会議室（オンライン併用）
委員｜安曇｜千明｜｜県地域婦人連絡会 理事｜
会長｜神宮寺｜徹｜座長｜霧島工業大学名誉教授｜
事務局｜和｜良平｜交通政策課長｜｜
1 議事
■議論の整理｜｜
■事業者からのヒアリング｜｜
資料 資料１　議事概要
注記 テーマ：「移動を誰が支えるか」
細目 ・朝霧バス株式会社
""",
        ("「事業者からのヒアリング」は「非公開」",),
    ),
    "water": (
        water,
        "expert_panel",
        """
第29回 若葉市デジタル活用有識者会議議事要旨｜2027-02-17｜15:00-17:00｜合同庁舎 共用会議室
会長｜浅沼｜厳｜部会長｜帝都大学教授｜
委員｜宇佐神｜亘｜部会長代理｜研究所理事長｜
委員｜辻堂｜みなみ｜｜論説委員｜
3 議題
■基本計画の見直しについて｜｜
■その他｜｜
資料 議事次第
資料 資料1 骨子案
""",
        (),
    ),
    "appeals": (
        appeals,
        "review_board",
        """
令和8年度第5回 みどり市行政不服審査会会議要録｜2026-11-30｜13:30-16:00｜市役所本館　委員会室４
会長｜能美｜恭介｜会長｜弁護士｜
委員｜黛｜弘｜｜税理士｜
事務局｜別府｜力｜総務課課長｜｜
事務局｜今｜日子｜総務課主任｜｜
1 開会
2 審議
3 口頭意見陳述（諮問第22号　審査請求人）
■諮問第21号 報告書の不開示決定｜指導課｜
■諮問第22号 請求書の開示請求｜市民課｜
■口頭意見陳述（諮問第22号　審査請求人）｜｜
""",
        ("会議の全体を非公開",),
    ),
    "notice": (
        notice,
        "education_board",
        """
令和8年12月定例会 若葉市教育委員会会議録｜2026-12-23｜10:00-｜町民センター　中会議室
会長｜粟飯原｜誠｜教育長｜｜
委員｜莫｜文雄｜｜｜
■議案第26号 事務局組織規則の一部改正について｜教育総務課｜
■議案第27号 補正予算の申出について｜教育総務課｜
■策定スケジュールについて｜学校教育課｜
注記 ３　付議事件　別紙のとおり
付記 付議事件.xlsx シート「12月定例会」 4行目の注記「※前回からの継続」
""",
        ("「非公開（意思決定前）」",),
    ),
    "cycling": (
        cycling,
        "expert_panel",
        """
第2回 若葉市デジタル活用有識者会議議事要旨｜2026-12-21｜09:30-11:30｜ＴＫビル会議室　７Ｂ
会長｜岩清尾｜学｜座長｜新都大学都市工学科教授｜
委員｜佐原｜ミチル｜｜ジャーナリスト｜
委員｜ホセ・カブレラ｜｜｜日本自転車協会｜
事務局｜乙部｜昭｜市都市交通部部長｜｜
その他｜国土局道路課｜｜｜｜
1 議題
2 閉会
■現状と課題（事務局説明）｜｜
""",
        ("国土局道路課」に氏名がありません",),
    ),
    "landscape": (
        landscape,
        "city_planning",
        """
令和8年度第2回 若葉市都市計画審議会議事録｜2026-12-22｜14:00-｜
会長｜九鬼｜蒼一郎｜会長｜建築家｜学識
委員｜無着｜成｜臨時委員｜県都市計画課長｜行政
1 審議事項
2 閉会
■景第5号 重点区域の追加指定について｜都市景観課、文化課｜
ほかの会議 印刷 20部
付記 案件.xlsx シート「審議」 2行目の列で使わなかったもの：所在地
付記 無着成：名簿の任期「この議案のみ」
""",
        (
            "種別「景」がこの型にありません",
            "シート「作業用」は今回のものではなさそう",
        ),
    ),
    "committee": (
        committee,
        "standing_committee",
        """
令和9年第1回臨時会　第8回 若葉市議会総務委員会会議録｜2027-01-26｜11:00-｜全員協議会室
会長｜杠｜和男｜委員長｜｜
委員｜勘解由小路｜誠｜副委員長｜｜
説明員｜上別府｜武｜総務部長｜｜
事務局｜土生｜雅｜書記｜｜
1 案件
3 その他
■参考人の意見聴取について｜｜
■議案第2号 工事請負契約の締結について｜｜
細目 参考人　神西　努　氏（工業大学教授）
""",
        (
            "時刻のめやす",
            "その前の番号は1",
        ),
    ),
    "equality": (
        equality,
        "liaison_council",
        """
2026年度第3回 若葉市子ども読書活動推進協議会会議録｜2027-01-19｜10:00-11:30｜白糠川市役所　第３委員会室
委員｜宇喜多｜直｜副会長｜弁護士｜
会長｜大伴｜文恵｜会長｜白糠川大学　教授｜
説明員｜轟｜一郎｜校長｜｜
説明員｜目｜すすむ｜教頭｜｜
1 議事
2 その他
■基本計画における数値目標の設定について｜｜
■相談の状況について｜｜
資料 資料１ 数値目標一覧
資料 資料２
資料 参考資料
細目 (１) 次回開催予定：令和９年３月９日
""",
        (),
    ),
}


@pytest.mark.parametrize("name", SETS)
def test_papers_in_other_forms_give_what_stands_in_them(name: str, tmp_path: Path) -> None:
    make, body, wanted, asked = SETS[name]
    agenda, roster = make(tmp_path)
    proposal = proposed(*agenda, roster=roster, profile=read_profile(find(body)), said=Schedule())
    notes = [f"付記 {note}" for note in proposal.notes]
    assert [*facts(proposal), *notes] == wanted.strip("\n").split("\n")
    told = " ".join(proposal.doubts)
    assert [sentence for sentence in asked if sentence not in told] == []


def _meeting(**more: Any) -> Meeting:
    return Meeting(
        profile=read_profile(find("privacy_council")),
        title=("第1回",),
        date=None,
        starts=None,
        ends=None,
        place="",
        **more,
    )


@pytest.mark.parametrize(
    ("meeting", "told"),
    [
        (_meeting(groups=(Group("1", heading="欠席される場合は御連絡ください。"),)), "文のようで"),
        (_meeting(groups=(Group("1", heading="計画について (2) 予算について"),)), "途中に別の番号"),
        (_meeting(groups=(Group("1", heading="予算"), Group("2", heading="予算"))), "2回あります"),
        (_meeting(people=(Person("a", "総務部企画課", "member"),)), "職名や組織の名"),
        (_meeting(people=(Person("a", "山田の代理", "member"),)), "文の一部"),
        (_meeting(people=(Person("a", "常盤", "member", office="隆　造"),)), "姓だけ"),
    ],
)
def test_what_is_not_shaped_like_what_it_was_taken_for_is_told(meeting: Meeting, told: str) -> None:
    (doubt,) = unlike(meeting, Schedule(), Schedule(), ())
    assert told in doubt


def test_what_is_shaped_as_it_should_be_is_not_told() -> None:
    people = (
        Person("a", "八月朔日", "member", given="昇"),
        Person("b", "服部", "member"),
        Person("c", "西の原", "member"),
    )
    meeting = _meeting(
        people=people[:2], groups=(Group("1", heading="（仮称）駅前ビルについて"), Group("2", heading="総括"))
    )
    assert list(unlike(meeting, Schedule(), Schedule(), ())) == []
    assert "文の一部" in next(unlike(_meeting(people=people[2:]), Schedule(), Schedule(), ()))


def test_an_hour_that_went_nowhere_and_a_closed_meeting_are_told(tmp_path: Path) -> None:
    where = Where(tmp_path / "次第.txt", 3)
    lines = (
        PlacedLine(where, "令和8年12月1日 14:00～16:00（受付 13:30～）", LineKind.MOMENT),
        PlacedLine(where, "※本会議は公開しない", LineKind.REMARK),
        PlacedLine(where, "会議の公開・非公開の別　公開", LineKind.UNREAD),
    )
    from datetime import date, time

    read = Schedule.known(Origin.READ, day=date(2026, 12, 1), starts=time(14), ends=time(16))
    told = list(unlike(_meeting(), read, read, lines))
    assert ["別の時刻" in told[0], "非公開とあります" in told[1], len(told)] == [True, True, 2]


def test_numbers_out_of_order_are_told(tmp_path: Path) -> None:
    lines = (
        "第１回環境審議会　次第",
        "１　開会",
        "２　議事",
        "(1) 計画について",
        "(3) 予算について",
        "４　閉会",
    )
    agenda = text(tmp_path / "次第.txt", "\n".join(lines))
    doubts = [doubt for doubt in proposed(agenda, said=Schedule()).doubts if "の番号は" in doubt]
    assert [doubt.split("の番号は")[1][:2] for doubt in doubts] == ["3で", "4で"]
