"""Papers of offices as they come (各課の紙): each set with what a person reads in it, and what must be asked."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from books import Cells, proposed, table, workbook

from clerk_tui.domain.queries import group_heading
from clerk_tui.intake.lines import TOLD
from clerk_tui.intake.proposal import Proposal
from clerk_tui.intake.schedule import Schedule
from clerk_tui.profile import find, read_profile

Set = tuple[Path, Path | None]


def word(path: Path, *blocks: str | Cells) -> Path:
    """A Word file of texts, line by line, and of tables."""
    document = docx.Document()
    for block in blocks:
        if isinstance(block, str):
            for line in block.strip("\n").split("\n"):
                document.add_paragraph(line)
            continue
        made = document.add_table(rows=0, cols=max(map(len, block)))
        for row in block:
            for cell, text in zip(made.add_row().cells, row, strict=False):
                cell.text = str(text)
    document.save(str(path))
    return path


def city_planning(folder: Path) -> Set:
    """A title in two lines, its head as a table, posts that members have elsewhere, 区分 written once."""
    agenda = word(
        folder / "次第.docx",
        "令和８年度第３回\n桜台市都市計画審議会　次第",
        [
            ("日　時", "令和８年11月20日（金）\n午後２時から"),
            ("場　所", "桜台市役所　３階302会議室"),
            ("傍聴", "可（定員10名）"),
        ],
        """１　開　会
２　会議録署名委員の指名
３　議　事
　議第７号　桜台都市計画道路の変更について（桜台市決定）【諮問】
　　　　　　（３・４・８号　駅前通線ほか２路線）
　議第８号　桜台都市計画用途地域の変更について（桜台市決定）【諮問】
　その他　立地適正化計画の進捗について【報告】
４　閉　会
配付資料　　資料１　議第７号関係（３枚）　資料２　議第８号関係
　　　　　　参考資料１　用途地域の概要""",
    )
    rows = [
        ("桜台市都市計画審議会委員名簿",),
        ("条例第３条の区分", "番号", "氏　名", "ﾌﾘｶﾞﾅ", "職　名　等", "備　考"),
        ("第１号", 1, "早川　隆之", "ﾊﾔｶﾜ ﾀｶﾕｷ", "桜台大学工学部教授", "会長"),
        ("", 2, "三木　彩子", "ﾐｷ ｱﾔｺ", "弁護士", "職務代理者"),
        ("第２号", 3, "辻　正一", "ﾂｼﾞ ｼｮｳｲﾁ", "市議会　建設常任委員長", ""),
        ("第３号", 4, "桜台警察署長　大野　守", "ｵｵﾉ ﾏﾓﾙ", "", "代理：交通課長"),
        ("", "", "計　４名", "", "", ""),
    ]
    return agenda, workbook(folder / "名簿.xlsx", ("委員名簿", rows))


def committee(folder: Path) -> Set:
    """〇 as the outer mark, a title over two lines, 委員長 and 説明員 in one column, 〃 before a post."""
    agenda = folder / "次第.txt"
    agenda.write_text(
        """建設経済委員会　審査日程
　　　　　　　　令和8年9月14日(月) 午前10時
　　　　　　　　第三委員会室

〇　付託案件
　　議案第71号　道路占用料徴収条例の一部改正について　　　（土木課）
　　議案第72号　令和8年度一般会計補正予算（第2号）のうち
　　　　　　　　歳出第6款農林水産業費、第8款土木費　　　（農林課・土木課）
〇　所管事務調査
　　1　空き家対策の現状について
〇　次回日程
""",
        encoding="utf-8",
    )
    rows = [
        ("建設経済委員会　配席表（敬称略）", "", "", ""),
        ("席", "区分", "氏名", "会派等"),
        ("1", "委員長", "滝　健太郎", "橋本クラブ"),
        ("2", "副委員長", "菅　ゆかり", "公和会"),
        ("3", "委員", "長谷部　一郎", "〃"),
        ("4", "〃", "欠　員", ""),
        ("", "説明員", "土木課長　和田　浩二", ""),
        ("", "〃", "農林課長　平　和夫", ""),
        ("", "〃", "〃　主幹　笹野　恵美", ""),
        ("", "書記", "議会事務局　主査　堀　千尋", ""),
        ("", "委員現員 3名（定数4名）", "", ""),
    ]
    return agenda, table(folder / "名簿.csv", rows, "cp932")


def education(folder: Path) -> Set:
    """Cases and people in two tables on one sheet, 区分 written once, 秘密会 in a column of remarks."""
    rows = [
        ("令和８年",),
        ("第９回大和町教育委員会定例会　日程",),
        ("開催日時", "令和８年９月２９日（火）１５：００～"),
        ("開催場所", "大和町中央公民館　小会議室"),
        ("区分", "番号", "件　　名", "説明者", "備考"),
        ("議案", "第２０号", "管理規則の一部を改正する規則の制定について", "学校教育課長", ""),
        ("", "第２１号", "教職員の処分の内申について", "学校教育課長", "秘密会"),
        ("報告", "第１１号", "学力・学習状況調査の\n結果について", "〃", ""),
        ("", "第１２号", "寄附の受入れについて", "教育総務課長", "資料４"),
        (),
        ("出席者",),
        ("職名", "氏名", "備考"),
        ("教育長", "和久井　健", ""),
        ("教育長職務代理者", "能勢　佳代", ""),
        ("委員", "ロドリゲス　真理", ""),
        ("学校教育課長", "東　光男", "説明のため出席"),
        ("教育総務課長", "千葉　亮", ""),
        ("教育総務課　主事", "今　大地", "書記"),
    ]
    return workbook(folder / "次第.xlsx", ("次第", rows)), None


def liaison(folder: Path) -> Set:
    """A timetable with who does what; posts of the organisations; 〃 before a post of the secretariat."""
    agenda = word(
        folder / "次第.docx",
        "令和８年度　第１回　ひばり町子ども・子育て支援連絡会議",
        [("とき", "令和８年７月８日（水）10:00～11:45"), ("ところ", "ひばり町保健センター　研修室")],
        [
            ("時間", "内容", "担当"),
            ("10:00", "開会・あいさつ", "会長"),
            ("10:20", "協議１　第３期計画の進捗状況について", "子育て支援課"),
            ("11:20", "情報交換", "全員"),
            ("11:40", "閉会", "事務局"),
        ],
    )
    rows = [
        ("№", "選出団体等", "役　職", "ふりがな", "氏　名", "任期"),
        (1, "民生委員児童委員協議会", "会長", "いわた　ちえこ", "岩田　千恵子", "R8.4.1～R10.3.31"),
        (2, "ひばり保育園", "園長", "すずき　けい", "鈴木　慶", "〃"),
        (3, "町社会福祉協議会", "事務局長", "", "（推薦依頼中）", ""),
        ("事務局",),
        ("", "子育て支援課", "課長", "ながい　すすむ", "永井　進", ""),
        ("", "〃　　係長", "", "ふくい　りか", "福井　梨花", ""),
    ]
    return agenda, workbook(folder / "名簿.xlsx", ("R8委員", rows))


def disclosure(folder: Path) -> Set:
    """⑴ before the cases, whose titles stand below what is done with them; who is there among the items."""
    return word(
        folder / "次第.docx",
        """第41回わかば市情報公開審査会次第
１　日時　令和８年10月16日(金)18時から19時30分まで
２　場所　わかば市役所本館第４会議室
３　出席者　桐山会長、長尾委員、里見委員
４　議題
　⑴　諮問（情）第31号（答申案の検討）　【非公開】
　　　「懲戒処分に関する文書」の部分公開決定に対する審査請求
　⑵　諮問（情）第32号（口頭意見陳述）【非公開】
　　　「市民プールの事故報告書」の非公開決定に対する審査請求
５　配布資料
　⑴　答申（案）
　⑵　諮問書の写し、弁明書、反論書""",
    ), None


def culture(folder: Path) -> Set:
    """Who explains below a topic, closed for a reason, dotted lines before a paper, numbered lists on a roster."""
    agenda = word(
        folder / "次第.docx",
        """文化芸術推進審議会（第１２回）次第
日　時　令和８年９月３日(木)　自　午後１時　　至　午後３時
会　場　しらさぎ市民文化会館　リハーサル室
次　第
1.　開会
2.　審議
　①　基本計画の中間評価について
　　　　説明：文化振興課長　野島
　②　市民文化賞の選考について（※個人情報を含むため非公開）
3.　報告
　①　芸術祭の開催結果　……　資料３
4.　閉会
担当：文化振興課　内線 2345""",
    )
    rows = [
        ("1　委員",),
        ("", "役　職", "氏　名", "所　属"),
        (1, "会長", "小笠原 玲", "しらさぎ芸術大学 学長"),
        (2, "委員", "Nguyen Thi Lan", "翻訳家"),
        ("2　市",),
        ("", "職　名", "氏　名", ""),
        ("", "文化振興課長", "野島 薫", ""),
        ("", "　同　　主任", "椎名 拓実", ""),
    ]
    return agenda, workbook(folder / "名簿.xlsx", ("名簿", rows))


def planning(folder: Path) -> Set:
    """A topic below 諮問 without a mark, details, papers by name alone, a secretariat below the table."""
    agenda = word(
        folder / "次第.docx",
        """第１回松原市総合計画審議会　次第
日時　2026年10月22日　木曜日　18:30～（20:30終了予定）
会場　松原市役所　大会議室
次第
1 開会
2 諮問
　　第６次松原市総合計画の策定について
3 議事
　(1)　策定方針について　　　　　　　　　　　　【資料1】
　　　ア　策定の背景
　(2)　市民意識調査の実施について　　　　　　　【資料2・参考資料1】
4 閉会
＜資料一覧＞
・資料1：策定方針（案）
・資料2：市民意識調査票（案）
・参考資料1：前回調査の結果
・委員名簿""",
    )
    rows = [
        ("区　分", "氏　名", "所　属　等"),
        ("学識経験を有する者", "安　藤　　　実", "松原大学　教授"),
        ("公募による市民", "欠　　員", ""),
    ]
    tail = "○事務局　松原市企画部企画課\n　課長　牧　修一"
    return agenda, word(folder / "名簿.docx", "松原市総合計画審議会　委員名簿", rows, tail)


def care(folder: Path) -> Set:
    """An agenda in cells with its papers beside the topics; posts elsewhere beside posts here."""
    agenda = [
        ("", "令和８年度　第２回　介護保険運営協議会"),
        ("", "会　議　次　第"),
        ("", "日時", "R8.11.12(木)　13:30～15:00"),
        ("", "場所", "あさひ町役場　401会議室"),
        ("", "1", "開会"),
        ("", "2", "報告事項"),
        ("", "", "①", "令和７年度の実績について", "資料1"),
        ("", "3", "その他"),
    ]
    rows = [
        ("選出区分", "所属", "役職名", "氏名", "フリガナ", "備考"),
        ("被保険者代表", "老人クラブ連合会", "会長", "土井　忠", "ドイ　タダシ", "副会長"),
        ("保健医療関係者", "あさひ町医師会", "会長", "板垣　恒彦", "イタガキ　ツネヒコ", "会長"),
        ("", "あさひ町歯科医師会", "理事", "久　慎也", "ヒサ　シンヤ", ""),
        ("サービス提供者", "(福)あさひ会", "施設長", "武藤　真由美", "ムトウ　マユミ", "R8.9.30 辞任"),
    ]
    return workbook(folder / "次第.xlsx", ("次第", agenda)), workbook(folder / "名簿.xlsx", ("Sheet1", rows))


def farming(folder: Path) -> Set:
    """Figures that a total adds up, a second heading row, remarks below the table."""
    rows = [
        ("第28回 みのり町農業委員会総会 付議案件",),
        ("日時：令和８年１２月１０日（木）　午後１時３０分　　場所：みのり町役場 大会議室",),
        ("議案番号", "件名", "申請", "", "担当"),
        ("", "", "件数", "面積(㎡)", ""),
        ("議案第58号", "農地法第3条の規定による許可申請について", 3, "4,512", "農地係"),
        ("報告第15号", "合意解約通知について", 4, "8,001", "農地係"),
        ("", "合　計", 7, "12,513", ""),
        ("※ 議案第58号の2件目は取下げの見込み",),
    ]
    return workbook(folder / "案件一覧.xlsx", ("総会", rows)), None


def village(folder: Path) -> Set:
    """日程第N below a numbered head, a deputy within the brackets of 委員, staff among the members."""
    agenda = word(
        folder / "次第.docx",
        """令和８年第７回（７月）青山村教育委員会定例会
１　日　時　　令和８年７月２４日（金）　開会　午前９時３０分
２　場　所　　青山村民センター　集会室
３　日　程
　日程第１　　会議録署名委員の指名について
　日程第２　　教育長諸報告
　日程第３　　議案第１８号　教科用図書の採択について
　日程第４　　議案第１９号　奨学生の決定について　※非公開
　日程第５　　その他""",
    )
    rows = [
        ("職名", "氏名", "任期", "出欠"),
        ("教育長", "八木　正樹", "R6.4.1-R9.3.31", "出"),
        ("委員（職務代理）", "一ノ瀬　恵", "R5.10.1-R9.9.30", "出"),
        ("委員", "十河　健", "R7.10.1-R11.9.30", "欠"),
        ("教育次長", "千田　実", "", ""),
        ("書記", "万代　恵", "", ""),
    ]
    return agenda, table(folder / "名簿.csv", rows)


def library(folder: Path) -> Set:
    """Everything with a number and a label; staff below the members, with the post where these have a number."""
    agenda = [
        ("１　会議名", "令和８年度第２回千早町図書館協議会"),
        ("２　開催日時", "令和８年12月３日（木）10時から11時45分"),
        ("３　開催場所", "千早町立図書館　視聴覚室"),
        ("４　議題", "(1) 上半期の利用状況について"),
        ("", "(2) 電子図書館の導入について"),
        ("５　公開・非公開の別", "公開"),
        ("６　問合せ先", "図書館　電話 00-0000"),
    ]
    rows = [
        ("番号", "委員名", "性別", "選出区分", "役職"),
        ("1", "諏訪 光彦", "男", "学校教育", "会長"),
        ("2", "的場 ゆう", "女", "社会教育", ""),
        ("館長", "向井 直人", "", "", ""),
    ]
    return workbook(folder / "次第.xlsx", ("Sheet1", agenda)), table(folder / "名簿.csv", rows)


def privacy(folder: Path) -> Set:
    """Cases on two sheets beside those of the last time; a roster in lines with posts in brackets, 同 before one."""
    sheets: tuple[tuple[str, Cells], ...] = (
        (
            "諮問",
            [
                ("第58回白鷺市個人情報保護審議会　案件一覧",),
                ("諮問番号", "諮問件名", "実施機関"),
                ("諮問第101号", "評価書の見直しについて", "市民課"),
            ],
        ),
        ("報告", [("番号", "件名", "実施機関"), ("報告第12号", "漏えい等事案について", "総務課")]),
        ("（参考）前回", [("諮問番号", "諮問件名"), ("諮問第100号", "前回分")]),
    )
    roster = folder / "名簿.txt"
    roster.write_text(
        """白鷺市個人情報保護審議会委員（50音順）
　小鳥遊　葵　　　白鷺大学教授（副会長）
　三ツ木　弘　　　元白鷺市職員（会長）
　千　　秋子　　　公募市民
事務局
　総務課長　　　臼杵　純
　　同　主任　　一色　翔
""",
        encoding="utf-8",
    )
    return workbook(folder / "案件一覧.xlsx", *sheets), roster


def facts(proposal: Proposal) -> list[str]:
    """What was read, a line for each thing."""
    meeting = proposal.meeting
    notation = meeting.profile.notation
    starts = f"{meeting.starts:%H:%M}" if meeting.starts else ""
    ends = f"{meeting.ends:%H:%M}" if meeting.ends else ""
    made = [f"{' '.join(meeting.title)}｜{meeting.date}｜{starts}-{ends}｜{meeting.place}"]
    for person in meeting.people:
        standing = meeting.role_of(person).standing.value
        parts = (standing, person.name, person.given, person.post, person.office, person.section)
        made.append("｜".join(parts))
    made += [f"{item.number} {item.title}" for item in meeting.items]
    for group in meeting.groups:
        titles = [
            f"{notation.label(case.id)} {case.title}" for case in meeting.cases if case.id in group.cases
        ]
        names = "・".join(p.name for p in meeting.people if p.id in group.explainers)
        made += [f"■{title}｜{group.office}｜{names}" for title in titles or [group_heading(meeting, group)]]
    made += [f"資料 {material.title}" for material in meeting.materials]
    made += [f"{line.kind.value} {line.text}" for line in proposal.lines if line.kind in TOLD]
    return made


SETS: dict[str, tuple[Callable[[Path], Set], str, str, tuple[str, ...]]] = {
    "city_planning": (
        city_planning,
        "city_planning",
        """
令和8年度第3回 若葉市都市計画審議会議事録｜2026-11-20｜14:00-｜桜台市役所　３階302会議室
会長｜早川｜隆之｜会長｜桜台大学工学部教授｜第１号
委員｜三木｜彩子｜職務代理者｜弁護士｜第１号
委員｜辻｜正一｜｜市議会建設常任委員長｜第２号
委員｜大野｜守｜｜桜台警察署長｜第３号
1 開会
2 会議録署名委員の指名
3 議事
4 閉会
■議第7号 桜台都市計画道路の変更について（桜台市決定）【諮問】｜｜
■議第8号 桜台都市計画用途地域の変更について（桜台市決定）【諮問】｜｜
■その他　立地適正化計画の進捗について【報告】｜｜
資料 資料１　議第７号関係（３枚）
資料 資料２　議第８号関係
資料 参考資料１　用途地域の概要
読めなかった行 傍聴　可（定員10名）
細目 （３・４・８号　駅前通線ほか２路線）
""",
        ("「議第1号」の種別「議」がこの型にありません。",),
    ),
    "committee": (
        committee,
        "standing_committee",
        """
建設経済委員会会議録｜2026-09-14｜10:00-｜第三委員会室
会長｜滝｜健太郎｜委員長｜橋本クラブ｜
委員｜菅｜ゆかり｜副委員長｜公和会｜
委員｜長谷部｜一郎｜｜公和会｜
説明員｜和田｜浩二｜土木課長｜｜
説明員｜平｜和夫｜農林課長｜｜
説明員｜笹野｜恵美｜農林課主幹｜｜
事務局｜堀｜千尋｜議会事務局主査｜｜
1 付託案件
2 所管事務調査
3 次回日程
■議案第71号 道路占用料徴収条例の一部改正について｜土木課｜和田
■議案第72号 令和8年度一般会計補正予算（第2号）のうち歳出第6款農林水産業費、第8款土木費｜農林課・土木課｜
■空き家対策の現状について｜｜
欠員 4　〃　欠　員
""",
        (
            "農林課・土木課の説明者が名簿にありません",
            "名簿に欠員・未定が1名分あります",
        ),
    ),
    "education": (
        education,
        "education_board",
        """
令和8年第9回 若葉市教育委員会会議録｜2026-09-29｜15:00-｜大和町中央公民館　小会議室
会長｜和久井｜健｜教育長｜｜
委員｜能勢｜佳代｜教育長職務代理者｜｜
委員｜ロドリゲス｜真理｜｜｜
説明員｜東｜光男｜学校教育課長｜｜
説明員｜千葉｜亮｜教育総務課長｜｜
事務局｜今｜大地｜教育総務課主事｜｜
■議案第20号 管理規則の一部を改正する規則の制定について｜｜東
■議案第21号 教職員の処分の内申について｜｜東
■報告第11号 学力・学習状況調査の結果について｜｜東
■報告第12号 寄附の受入れについて｜｜千葉
""",
        ("議案第21号は「秘密会」とあります",),
    ),
    "liaison": (
        liaison,
        "liaison_council",
        """
令和8年度第1回 若葉市子ども読書活動推進協議会会議録｜2026-07-08｜10:00-11:45｜ひばり町保健センター　研修室
委員｜岩田｜千恵子｜｜会長｜民生委員児童委員協議会
委員｜鈴木｜慶｜｜園長｜ひばり保育園
事務局｜永井｜進｜課長｜子育て支援課｜
事務局｜福井｜梨花｜子育て支援課係長｜｜
1 開会・あいさつ
2 情報交換
3 閉会
■協議１　第３期計画の進捗状況について｜子育て支援課｜
■情報交換｜｜
欠員 3　町社会福祉協議会　事務局長　（推薦依頼中）
""",
        (
            "名簿の「役職」に園長などがあるので、左の「選出団体等」での役職と読みました",
            "名簿に欠員・未定が1名分あります",
            "委員の中に会長がいません",
        ),
    ),
    "disclosure": (
        disclosure,
        "disclosure_board",
        """
第41回 若葉市情報公開審査会会議要録｜2026-10-16｜18:00-19:30｜わかば市役所本館第４会議室
4 議題
■諮問（情）第31号 （答申案の検討）「懲戒処分に関する文書」の部分公開決定に対する審査請求｜｜
■諮問（情）第32号 （口頭意見陳述）「市民プールの事故報告書」の非公開決定に対する審査請求｜｜
資料 答申（案）
資料 諮問書の写し、弁明書、反論書
読めなかった行 ３　出席者　桐山会長、長尾委員、里見委員
""",
        (
            "諮問（情）第31号は「非公開」とあります",
            "諮問（情）第32号は「非公開」とあります",
        ),
    ),
    "culture": (
        culture,
        "expert_panel",
        """
第12回 若葉市デジタル活用有識者会議議事要旨｜2026-09-03｜13:00-15:00｜しらさぎ市民文化会館　リハーサル室
会長｜小笠原｜玲｜会長｜しらさぎ芸術大学学長｜
委員｜Nguyen｜Thi Lan｜委員｜翻訳家｜
説明員｜野島｜薫｜文化振興課長｜｜
説明員｜椎名｜拓実｜文化振興課主任｜｜
1 開会
2 審議
3 報告
4 閉会
■基本計画の中間評価について｜｜野島
■市民文化賞の選考について｜｜
■芸術祭の開催結果｜｜
資料 資料３
読めなかった行 担当：文化振興課　内線 2345
""",
        ("「市民文化賞の選考について」は「個人情報を含むため非公開」とあります",),
    ),
    "planning": (
        planning,
        "city_planning",
        """
第1回 若葉市都市計画審議会議事録｜2026-10-22｜18:30-20:30｜松原市役所　大会議室
委員｜安藤｜実｜｜松原大学教授｜学識経験を有する者
事務局｜牧｜修一｜課長｜｜
1 開会
2 諮問
3 議事
4 閉会
■第６次松原市総合計画の策定について｜｜
■策定方針について｜｜
■市民意識調査の実施について｜｜
資料 資料1：策定方針（案）
資料 資料2：市民意識調査票（案）
資料 参考資料1：前回調査の結果
資料 委員名簿
細目 ア　策定の背景
欠員 公募による市民　欠　　員
""",
        (
            "名簿に欠員・未定が1名分あります",
            "委員の中に会長がいません",
        ),
    ),
    "care": (
        care,
        "liaison_council",
        """
令和8年度第2回 若葉市子ども読書活動推進協議会会議録｜2026-11-12｜13:30-15:00｜あさひ町役場　401会議室
委員｜土井｜忠｜副会長｜老人クラブ連合会　会長｜被保険者代表
会長｜板垣｜恒彦｜会長｜あさひ町医師会　会長｜保健医療関係者
委員｜久｜慎也｜｜あさひ町歯科医師会　理事｜保健医療関係者
委員｜武藤｜真由美｜｜(福)あさひ会　施設長｜サービス提供者
1 開会
2 報告事項
3 その他
■令和７年度の実績について｜｜
資料 資料1
""",
        ("武藤真由美さんの任期は会議の日より前に終わっています（名簿の日付）",),
    ),
    "farming": (
        farming,
        "agriculture_committee",
        """
第28回 青葉町農業委員会議事録｜2026-12-10｜13:30-｜みのり町役場 大会議室
■議案第58号 農地法第3条の規定による許可申請について｜農地係｜
■報告第15号 合意解約通知について｜農地係｜
読めなかった行 件数　面積(㎡)
注記 ※ 議案第58号の2件目は取下げの見込み
""",
        ("農地係の説明者が名簿にありません",),
    ),
    "village": (
        village,
        "education_board",
        """
令和8年第7回 若葉市教育委員会会議録｜2026-07-24｜09:30-｜青山村民センター　集会室
会長｜八木｜正樹｜教育長｜｜
委員｜一ノ瀬｜恵｜職務代理｜｜
委員｜十河｜健｜｜｜
説明員｜千田｜実｜教育次長｜｜
事務局｜万代｜恵｜書記｜｜
1 会議録署名委員の指名について
2 教育長諸報告
5 その他
■議案第18号 教科用図書の採択について｜｜
■議案第19号 奨学生の決定について｜｜
""",
        ("議案第19号は「非公開」とあります",),
    ),
    "library": (
        library,
        "liaison_council",
        """
令和8年度第2回 若葉市子ども読書活動推進協議会会議録｜2026-12-03｜10:00-11:45｜千早町立図書館　視聴覚室
会長｜諏訪｜光彦｜会長｜｜学校教育
委員｜的場｜ゆう｜｜｜社会教育
説明員｜向井｜直人｜館長｜｜
4 議題
■上半期の利用状況について｜｜
■電子図書館の導入について｜｜
読めなかった行 ５　公開・非公開の別　公開
読めなかった行 ６　問合せ先　図書館　電話 00-0000
""",
        (),
    ),
    "privacy": (
        privacy,
        "privacy_council",
        """
第58回 みどり市情報公開・個人情報保護審議会会議録｜None｜-｜
委員｜小鳥遊｜葵｜副会長｜白鷺大学教授｜
会長｜三ツ木｜弘｜会長｜元白鷺市職員｜
委員｜千｜秋子｜｜公募市民｜
事務局｜臼杵｜純｜総務課長｜｜
事務局｜一色｜翔｜総務課主任｜｜
■諮問第101号 評価書の見直しについて｜市民課｜
■報告第12号 漏えい等事案について｜総務課｜臼杵
ほかの会議 諮問番号　諮問件名
ほかの会議 諮問第100号　前回分
""",
        (
            "日付が分かりません",
            "開始の時刻が分かりません",
            "場所が分かりません",
            "案件一覧.xlsxのシート「（参考）前回」は今回のものではなさそうなので、読みませんでした",
            "市民課の説明者が名簿にありません",
        ),
    ),
}


@pytest.mark.parametrize("name", SETS)
def test_a_set_of_papers_gives_what_a_person_reads_in_it(name: str, tmp_path: Path) -> None:
    make, body, wanted, asked = SETS[name]
    agenda, roster = make(tmp_path)
    proposal = proposed(agenda, roster=roster, profile=read_profile(find(body)), said=Schedule())
    assert facts(proposal) == wanted.strip("\n").split("\n")
    # Beside the name of the body, which the samples of profiles have otherwise.
    doubts = [doubt for doubt in proposal.doubts if "型の審議会「" not in doubt]
    assert [doubt.startswith(begins) for doubt, begins in zip(doubts, asked, strict=True)] == [True] * len(
        asked
    )
