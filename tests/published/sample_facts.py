"""What the samples of our own say (``samples/``): towns that do not exist, forms that the shared ones do not have."""

from __future__ import annotations

from datetime import date, time
from pathlib import Path

from cases import Facts

SAMPLES = Path(__file__).parent / "samples"


def _said(text: str) -> tuple[str, ...]:
    return tuple(text.split())


FACTS: dict[str, Facts] = {
    "bold.md": Facts(
        date(2024, 9, 30), time(18, 30), time(20, 10), "みなと町文化センター 3階 研修室",
        ("令和6年度　第2回　みなと町文化振興会議　会議記録",),
        members=_said("飯島座長 宇佐美 遠藤 小野寺"), others=_said("金井課長 北川係長"),
        speakers=_said("飯島座長 北川係長 宇佐美委員 北川係長 飯島座長 小野寺委員 金井課長 飯島座長"), stages=(),
    ),
    "bulletin.html": Facts(
        date(2025, 11, 14), time(14, 0), time(15, 40), "ふじみ町役場 別館2階会議室", observers=1,
        members=_said("根岸会長 平塚副会長 堀江 松永"), absent=("三田村",), others=_said("野村課長 浜口主査"),
        topics=("計画の進み具合について", "その他"), speakers=_said("会長 事務局 堀江委員 事務局 会長"), stages=("異議なし",),
    ),
    "education.txt": Facts(
        date(2024, 8, 21), time(10, 0), time(10, 55), "みずき市役所　第2庁舎　会議室A", observers=3,
        members=_said("榎本徹教育長 大槻敬子教育長職務代理者 角田宏 岸本玲奈"), absent=(),
        others=_said("工藤優教育部長 小早川直樹学校教育課長"),
        cases=(("議案18", "原案どおり可決"), ("議案19", "原案どおり可決")),
        topics=(
            "会議録署名委員の指名", "議案第18号　学校管理規則の一部改正について", "議案第19号　教科書の採択について",
        ),
        speakers=_said("榎本 榎本 小早川 角田 小早川 榎本 榎本 工藤 榎本"), stages=("「異議なし」の声",),
    ),
    "gap.txt": Facts(
        date(2024, 7, 19), time(15, 0), time(16, 20), "しらかば市保健センター　2階多目的室", observers=2,
        members=_said("野口会長 長谷部副会長 平山 藤代 別府 本田 前川 皆川 武藤"), absent=("目黒",),
        others=_said("森本高齢福祉課長 矢部介護保険係長"),
        speakers=_said("会長 事務局 平山委員 事務局 会長 事務局 皆川委員 事務局 会長"), stages=("異議なし",),
    ),
    "kanji_assembly.txt": Facts(
        date(2025, 3, 10), time(9, 30), time(10, 12), title=("令和七年第一回くすのき町議会臨時会会議録",),
        members=_said("1青野太一 2井口めぐみ 3上杉正 4江藤純 5大和田久 6片桐里子"), absent=(),
        others=_said("木暮学町長 草野昇総務課長"), cases=(("議案7", "原案のとおり可決"),),
        speakers=_said(
            "議長（片桐 議長（片桐 町長（木暮 議長（片桐 三番（上杉 総務課長（草野 議長（片桐 議長（片桐 議長（片桐"
        ),
        stages=("起立全員", "午前十時十二分散会"),
    ),
    "letters.txt": Facts(
        date(2024, 12, 5), time(10, 0), time(11, 35), "あおば市教育センター", members=(), others=(),
        speakers=_said("会長 事務局 委員Ａ 事務局 委員Ｂ 事務局 会長 委員Ｃ 会長"), stages=("11時35分　閉会",),
    ),
    "names_alone.txt": Facts(
        date(2023, 8, 22), time(13, 30), time(15, 5), "朝霧村役場　大会議室", observers=4,
        members=_said("佐々木委員長 島崎副委員長 杉本 関根 曽我"), absent=("高瀬",),
        others=_said("千葉企画課長 津田企画係長"),
        speakers=_said("佐々木 千葉 杉本 津田 曽我 津田 佐々木 佐々木"), stages=("「なし」の声あり",),
    ),
    "one_table.docx": Facts(
        date(2024, 5, 24), time(10, 0), time(11, 20), "まつば市役所　会議棟　第3会議室", observers=0,
        members=_said("宇田川陽子会長 江口亮 奥村早苗 加賀武志"), absent=("木下学",), materials=2,
        others=_said("久保寺勉環境課長 毛利香環境係長 近藤蓮環境課主事"),
        speakers=_said("宇田川 久保寺 江口 毛利 宇田川 宇田川"),
    ),
    "pdf.txt": Facts(
        date(2025, 2, 13), time(13, 30), time(14, 45), "やまゆり町役場 3階 302会議室", ("やまゆり町景観審議会会議録",),
        members=_said("浅倉豊会長 石動恵 内海翔太 江守千春"), absent=("沖田誠",), others=_said("神崎課長 国枝主事"),
        cases=(("議案1", "原案のとおり承認"), ("報告1", "了承")),
        speakers=_said("神崎 浅倉 国枝 石動 国枝 浅倉 浅倉 国枝 浅倉"), stages=(),
    ),
    "points.txt": Facts(
        date(2025, 1, 28), time(14, 0), time(15, 20), "さくら市役所本庁舎5階　第5会議室",
        members=_said("相沢会長 伊東副会長 梅田 榎戸"), others=_said("尾形課長 門脇係長"), speakers=(),
        outcomes=("案のとおり進めることで了承された", "次回に継続して審議することとなった"),
    ),
    "proxies.txt": Facts(
        date(2025, 10, 2), time(22, 0), time(1, 10), "かもめ港湾会館 4階（オンライン併用）",
        members=_said("中条亘会長 丹羽加奈 沼尻誠（根本学） 芳賀静香"), absent=("日比野修",), others=_said("深津 星野"),
        materials=2, speakers=_said("会長 事務局 芳賀委員 事務局 丹羽委員 会長"), marks=(time(22, 50), time(23, 0)),
    ),
    "questions.docx": Facts(
        date(2024, 2, 8), time(13, 30), time(15, 0), "つばき町役場　第1会議室", members=_said("高梨会長 滝沢 千田"),
        others=("坪井課長",), speakers=_said("質問等 回答 質問等 回答"),
    ),
    "role_table.docx": Facts(
        date(2025, 9, 11), time(14, 0), time(15, 50), "ひばり市役所　東庁舎　会議室",
        members=_said("財津光会長 柴崎恵副会長 鈴村涼"), absent=("瀬川拓也",), others=("園田愛子育て課長",),
        speakers=_said("会長 事務局 鈴村委員 事務局 副会長 事務局 会長"), stages=(),
    ),
    "square_marks.txt": Facts(
        date(2025, 6, 3), time(9, 30), time(11, 15), "鶴ケ沢市民ホール　小会議室", observers=0,
        members=_said("桑原進会長 能登美樹副会長 早川一成 樋口ゆかり 福本剛"), absent=("保坂和也",),
        others=_said("辺見聡交通政策課長 細野彩同主任"), materials=2,
        topics=("バス路線の見直しについて", "乗合タクシーの試行について"),
        speakers=_said("会長 事務局 早川 事務局 会長 会長 樋口 事務局 会長"), stages=("全員了承", "以上"),
    ),
    "consumers.txt": Facts(
        date(2024, 2, 20), time(15, 0), time(16, 10), "県庁　北別館　402会議室", observers=0,
        members=_said("名城会長 西脇 布施"), absent=("根来",), speakers=(), outcomes=("案のとおり承認", "継続審議"),
    ),
    "farm.txt": Facts(
        date(2024, 9, 10), time(13, 30), time(14, 25), "村役場　2階会議室",
        members=_said("10長岡茂会長 1成田和夫 2根津豊 3野中静子 5橋詰勇 6檜山守 8舟木実 9細谷信一"),
        absent=_said("4箱崎進 7平塚学"), others=_said("牧野聡事務局長 三輪香織主任"),
        cases=(("議案31", "許可"), ("報告9", "承認")),
        speakers=_said("議長 議長 事務局長 議長 ６番委員 議長 議長 議長 主任 議長"),
        stages=("全員挙手", "閉会　午後2時25分"),
    ),
    "general_affairs.txt": Facts(
        date(2025, 6, 17), time(13, 2), time(14, 46), "第二委員会室", ("総務委員会記録",),
        members=_said("高村委員長 千野副委員長 辻本 手塚 名取"), absent=("丹生",),
        others=_said("沼尾総務部長 野上財政課長 羽田"),
        cases=(("議案62", "原案のとおり可決すべきもの"), ("陳情3", "継続審査")),
        speakers=_said("高村 沼尾 辻本 野上 高村 高村 高村 手塚 高村 高村"),
        stages=("「異議なし」と呼ぶ者あり", "賛成者挙手"), marks=(time(13, 40), time(13, 55)),
    ),
    "harbour.txt": Facts(
        date(2023, 7, 4), time(13, 30), time(15, 10), "みはらし合同庁舎　５０２会議室",
        members=_said("大庭隆部会長 片倉佐知子 久我洋 佐久間亮専門委員"), others=_said("志村港湾課長 須永港湾課課長補佐"),
        topics=("埋立ての計画について", "その他"), materials=2,
        speakers=_said("志村 大庭 須永 片倉 須永 大庭 大庭"), stages=("異議なしの声", "午後３時１０分閉会"),
    ),
    "library.txt": Facts(
        date(2024, 11, 19), time(10, 0), time(11, 30), "中央図書館　集会室",
        members=_said("加納まり会長 鬼頭進副会長 倉田豊 小宮山葵 佐野孝"), others=_said("志賀館長 瀬戸係長"),
        speakers=_said("Ａ委員 事務局 Ｂ委員 会長 Ｃ委員 事務局 会長"),
        stages=("事務局より資料１に基づき説明", "なし", "事務局より資料２に基づき説明"),
    ),
    "reform.txt": Facts(
        date(2025, 5, 22), time(18, 30), time(20, 0), "つくも市役所　西棟８階　大会議室", observers=5,
        members=_said("芦沢委員長 猪狩副委員長 鵜飼 江角"), others=_said("岡林総務部長 柿沼行政改革課長"),
        topics=("取組の進み方について", "今年度の予定について"),
        speakers=_said("委員長 行政改革課長 鵜飼 行政改革課長 江角 委員長 江角 委員長 委員長"),
        stages=("議題２は時間の都合により次回に送った。",),
    ),
    "transport.md": Facts(
        date(2025, 3, 25), time(10, 0), time(11, 20), "のばら町役場 2階 第1会議室", observers=0,
        members=_said("萩野徹会長 比企真弓 古谷健 辺土名光"), absent=("穂積彩",),
        others=_said("真壁修企画課長 三角薫企画課主査"), cases=(("議案4", "承認"),),
        speakers=_said("会長 事務局 古谷委員 事務局 会長"),
    ),
    "construction.txt": Facts(
        date(2024, 9, 12), time(9), time(11, 30), "議会委員会室",
        members=_said("各務守委員長 喜瀬昇副委員長 久世満 毛塚正"), absent=("輿石健",),
        others=_said("佐分利剛建設課長 新発田稔農林課長 周防誠議会事務局長"), cases=(("議案55", "原案のとおり可決"),),
        speakers=_said("委員長（各務 建設課長（佐分利 委員（久世 建設課長（佐分利 委員長（各務 委員長（各務 委員長（各務"),
        marks=(time(10, 5), time(10, 15)),
    ),
    "equality.txt": Facts(
        date(2025, 2, 6), time(18), time(19, 45), "うぐいす市男女平等センター　会議室1",
        members=_said("安曇座長 飯干 上床 江波戸"), absent=("織部",), others=_said("門馬課長 喜友名係長"),
        speakers=_said("座長 事務局 飯干 事務局 上床 座長"), stages=("以上",),
    ),
    "fire.txt": Facts(
        date(2024, 12, 18), time(14), time(15, 20), "県庁第二別館　６階　防災会議室",
        members=_said("瓜生会長 小田島 海東 鴨志田"), others=_said("久留島危機管理監 桑名消防課長"),
        speakers=_said("消防課長 小田島委員 消防課長 会長 海東委員 会長"),
    ),
    "insurance.txt": Facts(
        date(2024, 2, 1), time(13, 30), time(14, 20), "かやのき市役所　本館402会議室",
        members=_said("瀬良会長 曽根 宝田 知念"), absent=("豊見城",), others=_said("津曲国保年金課長 出口同課係長"),
        cases=(("諮問2", "諮問のとおり答申"), ("報告1", "了承")),
        speakers=_said("議長 事務局 知念 事務局 議長 議長"),
    ),
    "schools.txt": Facts(
        date(2025, 8, 19), time(19), time(20, 35), "ねむのき市役所　南館　第5会議室", observers=12,
        members=_said("古謝秀一委員長 小比類巻恵副委員長 指宿直 宍戸亮 雫石茜"),
        others=_said("城間教育部長 洲崎教育総務課長"),
        speakers=_said("委員長 教育総務課長 宍戸委員 教育総務課長 委員長 委員長"), stages=("「はい」の声あり",),
    ),
}  # fmt: skip
