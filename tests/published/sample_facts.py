"""What the samples of our own say (``samples/``): towns that do not exist, forms that the shared ones do not have."""

from __future__ import annotations

from datetime import date, time
from pathlib import Path

from cases import Facts
from office_facts import FACTS as OFFICES
from town_facts import FACTS as TOWNS

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
        topics=("計画の進み具合について", "その他"), speakers=_said("会長 事務局 堀江委員 事務局 会長"),
        stages=("異議なし",),
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
        date(2025, 2, 13), time(13, 30), time(14, 45), "やまゆり町役場 3階 302会議室",
        ("やまゆり町景観審議会会議録",),
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
        members=_said("中条亘会長 丹羽加奈 沼尻誠（根本学） 芳賀静香"), absent=("日比野修",),
        others=_said("深津 星野"),
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
        members=_said("大庭隆部会長 片倉佐知子 久我洋 佐久間亮専門委員"),
        others=_said("志村港湾課長 須永港湾課課長補佐"),
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
        speakers=_said(
            "委員長（各務 建設課長（佐分利 委員（久世 "
            "建設課長（佐分利 委員長（各務 委員長（各務 委員長（各務"
        ),
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
    "two_columns.txt": Facts(
        date(2024, 8, 6), time(13, 30), time(15, 10), "すずかぜ市保健センター　２階　集団指導室", observers=0,
        members=_said("鬼塚正道会長 谷田貝静 神保隆 葛西ふみ 須賀直樹 湯浅みどり"), absent=_said("小暮一 田母神良"),
        others=_said("佐伯充介護保険課長 成瀬葵高齢福祉課長 花輪徹課長補佐 水上凜主事"), materials=2,
        speakers=_said("鬼塚 佐伯 神保 佐伯 鬼塚 花輪 葛西 花輪 鬼塚"), stages=(),
    ),
    "district.md": Facts(
        date(2024, 1, 18), time(18, 30), time(20, 5), "こもれび総合支所 3階 大会議室", observers=3,
        members=_said("塩見会長 久保副会長 有働 樫村 鍋島 早稲田"), absent=_said("檀 紀平"),
        others=_said("大貫課長 宇津木係長 矢作支所長"),
        outcomes=("原案のとおり承認", "継続協議"),
        speakers=_said("塩見会長 有働委員 大貫課長 矢作支所長 樫村委員 矢作支所長"),
        stages=(
            "事務局から資料1により説明した。", "少額の事業にも配慮してほしい。", "申請書が書きにくい。",
            "⇒ 原案のとおり承認", "⇒ 継続協議", "次回は令和6年2月15日(木)に開催する。",
        ),
    ),
    "resolution_numbers.txt": Facts(
        date(2024, 11, 21), time(13, 30), time(14, 42), "あおぞら町役場　第2庁舎　201会議室",
        ("令和6年第11回あおぞら町教育委員会定例会",), observers=1,
        members=_said("諸岡聡教育長 馬渕京子教育長職務代理者 乙部学 羽生田緑"), absent=(),
        others=_said("猿渡健教育次長 薬師寺恵学校教育課長"),
        cases=(("議案41", "原案可決"), ("議案42", "原案可決")),
        speakers=_said("諸岡 薬師寺 乙部 薬師寺 諸岡 諸岡"),
    ),
    "merged_cells.docx": Facts(
        date(2025, 2, 6), time(19), time(20, 15), "ゆきしろ町保健福祉会館　多目的室", observers=0,
        members=_said("北爪弘 長谷部里子 薄雅彦 小野寺望 都築誠一会長 緒川晶子会長代理"), absent=("筧俊夫",),
        others=_said("三田村豊住民課長 釜田陽介国保係長"), materials=3,
        topics=("令和7年度国民健康保険税率の改定について（諮問）", "データヘルス計画について（報告）"),
        speakers=_said("三田村 都築 釜田 小野寺 釜田 都築 （委員一同 都築 釜田 長谷部 釜田"),
    ),
    "fisheries.txt": Facts(
        date(2022, 6, 9), time(13), time(14, 37), "水産管理省　８階　特別会議室（Ｗｅｂ会議併用）",
        members=_said("潮田分科会長 磯貝 網野 浦部臨時委員"), absent=("鰐淵",),
        others=_said("浜口東海洋大学教授 岬漁場課長 海老原資源室長 鮫島課長補佐"), materials=4,
        topics=("資源管理方針の変更について（諮問第４１２号）", "最近の漁況について（報告）"),
        speakers=_said("鮫島 潮田 岬 磯貝 海老原 浦部 潮田 潮田 岬 潮田"), stages=("異議なし",),
    ),
    "definition_list.html": Facts(
        date(2024, 10, 31), time(14), time(15, 25), "みずほの市役所 議会棟 全員協議会室", observers=2,
        members=_said("沢渡健 保科麻里 綿貫智 五十嵐幸 目加田昇 和久井瞳"), absent=("浜名力",),
        others=_said("鳥越守都市整備部長 柘植亮都市計画課長 木崎桜同課主査"), materials=3,
        cases=(("諮問1", "原案のとおり可決"), ("諮問2", "継続審議")),
        speakers=_said("会長 都市計画課長 綿貫 都市計画課長 会長 会長 会長 都市計画課長 和久井 都市計画課長 会長"),
        stages=("資料1から3により説明", "全員挙手", "以上"),
    ),
    "review_board.txt": Facts(
        date(2023, 7, 13), time(15, 15), time(17), "はやせ市役所　第三分庁舎　会議室",
        members=_said("日向寺会長代理 沖津 米長"), others=_said("熊倉課長 竹之内主任"), speakers=(),
        cases=(("諮問87", "次回も引き続き審議"), ("諮問88", "答申案のとおり答申する")),
        outcomes=("次回も引き続き審議する", "答申案のとおり答申することを決定した"),
    ),
    "second_day.txt": Facts(
        date(2025, 9, 5), time(9, 30), time(11, 48), "わかば町議会議場",
        ("令和７年第３回わかば町議会定例会会議録（第２号）",),
        members=_said("1宇佐美光男 2榊原ゆみ 3鵜沼清 4戸張久子 5新谷信二 6仁科武 8越智正人"), absent=("7丸尾千秋",),
        others=_said("鷲尾善行町長 稲見修副町長 乾和代教育長 樋渡賢治総務課長 牧幸平議会事務局長 早乙女薫書記"),
        topics=(
            "会議録署名議員の指名", "議案第３５号　わかば町手数料条例の一部を改正する条例",
            "議案第３６号　令和７年度わかば町一般会計補正予算（第２号）",
        ),
        cases=(("議案35", "原案のとおり可決"), ("議案36", "原案のとおり可決")),
        speakers=_said("議長 議長 議長 総務課長 議長 ８番 総務課長 議長 議長 議長 議長 議長 議長"),
        marks=(time(10, 15), time(10, 30)),
    ),
    "margins.txt": Facts(
        date(2025, 2, 25), time(13, 30), time(14, 20), "みのり村役場　大会議室",
        ("令和７年２月　みのり村農業委員会総会議事録",),
        members=_said(
            "1天野茂会長 2井坂八郎会長職務代理 3上山初江 4海老名修 5大畠照雄 "
            "6柏昭一 8草刈時子 9小室文平 桜木良造 篠崎健太"
        ),
        absent=_said("7菊池登"),
        others=_said("須郷正則事務局長 瀬野奈美"),
        topics=(
            "議事録署名委員の指名",
            "議案第４号　農地法第３条の規定による許可申請について",
            "議案第５号　農用地利用集積計画の決定について",
            "報告第２号　農地転用の届出について",
        ),
        cases=(("議案4", "許可"), ("議案5", "原案のとおり決定"), ("報告2", ""),),
        speakers=_said("事務局長 議長 議長 議長 書記 議長 ５番 議長 議長 議長 議長 書記 議長 議長 議長 書記 議長"),
    ),
    "agency_side.txt": Facts(
        date(2018, 11, 6), time(14), time(16, 10), "ほしの市上下水道局庁舎　3階会議室",
        ("第12回　ほしの市下水道事業運営審議会　議事録（要約）",),
        members=_said("浅見会長 板倉職務代理 魚住 遠山 大門 金子 北沢"), absent=_said("須賀 曽根原"),
        others=_said("久米局長 毛利次長 纐纈経営課長 佐渡下水道課長 下条係長"),
        outcomes=("継続審議とする", "了承",),
        speakers=_said("魚住委員 経営課長 遠山委員 経営課長 浅見会長 大門委員 下水道課長"),
    ),
    "spread_speakers.txt": Facts(
        date(2024, 12, 19), time(10), time(11, 40), "ひがしの市役所　５階　５０１・５０２会議室",
        ("令和６年度第３回ひがしの市子ども・子育て会議　会議録",),
        members=_said("雨宮議長 庵原 宇井 江頭 小笠原 甲斐 木戸 黒岩 古閑"), absent=_said("佐倉 渋沢"),
        others=_said("瀬戸部長 高城課長 千種主幹 都留主任 友部課長"),
        topics=("第３期計画の素案について", "利用定員の変更について",),
        materials=3,
        speakers=_said("事務局 議長 議長 事務局 宇井委員 事務局 小笠原委員 事務局 議長 事務局 黒岩委員 議長"),
    ),
    "assembly_committee.txt": Facts(
        date(2023, 12, 12), time(10, 2), time(11, 33), "議会第１会議室",
        ("第３４回　なぎさ町議会　総務産業常任委員会　会議録",),
        members=_said("宇野正志委員長 鎌倉美穂副委員長 小出剛 近藤一也 佐瀬弘子"), absent=(),
        others=_said("田口勉町長 千田光雄総務課長 手塚由紀税務課長 殿村隆事務局長 直井さくら"),
        topics=("議案第７１号　なぎさ町税条例の一部を改正する条例について", "陳情第９号　町道の舗装を求める陳情書",),
        cases=(("議案71", "原案のとおり可決すべきもの"), ("陳情9", "継続審査"),),
        speakers=_said(
            "宇野委員長 宇野委員長 手塚税務課長 宇野委員長 小出委員 手塚税務課長 佐瀬委員 "
            "手塚税務課長 宇野委員長 宇野委員長 宇野委員長 近藤委員 宇野委員長 宇野委員長"
        ),
    ),
    "name_and_post.txt": Facts(
        date(2024, 7, 1), time(13, 30), time(15, 45), "かがみ市埋蔵文化財センター 研修室",
        ("令和6年度第1回かがみ市史跡整備検討委員会",),
        members=_said("真木茂委員長 三枝淳子副委員長 武藤功 持田直美"), absent=_said("若井徹"),
        others=_said("八代主任 湯原教育部長 横溝文化財課長 吉良主査"),
        topics=("整備基本計画について", "発掘調査の報告",),
        speakers=_said("武藤委員 横溝課長 持田委員 湯原部長 真木委員長 吉良主査 三枝副委員長 吉良主査"),
    ),
    "bold_brackets.md": Facts(
        date(2024, 3, 15), time(13, 30), time(14, 45), "しおかぜ県庁 議会棟 2階 第3委員会室",
        ("第15回しおかぜ県国土利用計画審議会　議事録",),
        members=_said("有馬会長 伊原 上野 大西 加賀 岸田 熊野 古賀 佐原"), absent=_said("島 須田"),
        topics=("土地利用基本計画の変更について（諮問）",),
        speakers=_said("事務局 会長 土地対策課長 大西委員 土地対策課長 会長 会長"),
    ),
    "general_conference.txt": Facts(
        date(2023, 11, 22), time(15), time(16, 20), "やまびこ市役所　庁議室",
        ("やまびこ市総合教育会議　議事録", "令和５年度　第２回"),
        members=_said(
            "柏葉俊夫市長 北条典子教育長 草間実教育長職務代理者 "
            "車田明教育委員 毛利清美教育委員 古谷圭教育委員"
        ),
        absent=(),
        others=_said("財前学総務部長 塩野瞳教育部長 菅原航学務課長 瀬古陽企画課長 空閑玲企画課主査"),
        speakers=_said("柏葉市長 塩野部長 車田委員 菅原課長 北条教育長 柏葉市長 瀬古課長 毛利委員 柏葉市長"),
    ),
    "reported_speech.txt": Facts(
        date(2024, 8, 27), time(14), time(14, 40), "市役所本庁舎４階　行政委員会室",
        ("さざなみ市固定資産評価審査委員会　令和６年度第１回会議録",),
        members=_said("立花弘委員長 千原久美子 柘植進"), absent=(),
        others=_said("寺岡望"),
        topics=("審査申出第３号（家屋の評価に関する申出）",),
        cases=(("審査申出3", ""),),
        speakers=_said("委員長 書記 柘植委員 書記 委員長 委員長"),
    ),
    "landscape.txt": Facts(
        date(2025, 6, 18), time(13, 30), time(14, 50), "きらら町中央公民館　２Ｆ　研修室",
        ("第２回きらら町景観審議会",),
        members=_said("柿崎委員長 楠田副委員長 毛塚 駒井"), absent=_said("瀬谷"),
        others=_said("佐治課長 須永係長"),
        topics=("届出物件の審査（２件）", "その他",),
        speakers=_said("事務局 委員長 事務局 毛塚委員 事務局 委員長 各委員 委員長 事務局 駒井委員 事務局 委員長"),
    ),
    "school_lunch.txt": Facts(
        date(2023, 7, 6), time(15), time(16, 5), "あやめ町立学校給食センター　２階会議室",
        ("令和５年度　あやめ町学校給食センター運営委員会（第１回）議事録",),
        members=_said("東譲会長 今泉弓副会長 江角卓 荻原緑"), absent=_said("紺野航"),
        others=_said("北岡賢教育長 久山哲センター所長 幸田理栄養教諭"),
        topics=("委嘱状の交付", "令和４年度の決算について", "物価の上昇への対応について",),
        speakers=_said("会長 所長 江角委員 所長 会長 栄養教諭 荻原委員"),
    ),
    "headings.md": Facts(
        date(2023, 11, 30), time(10), time(11, 15), "ふたば市立歴史民俗資料館 講座室",
        ("令和5年度第3回ふたば市文化財保護審議会",),
        members=_said("鶴岡稔会長 富樫恵副会長 中里豊 西尾薫 沼田進"), absent=_said("根津光"),
        others=_said("野々村課長 橋爪学芸員"),
        topics=("指定文化財の候補について", "その他",),
        materials=3,
        speakers=_said("会長 橋爪学芸員 中里委員 橋爪学芸員 会長 全委員 会長"),
    ),
    "held_at.txt": Facts(
        date(2019, 2, 20), time(14), time(15, 10), "くるみ市役所第一会議室",
        ("第２４期　くるみ市青少年問題協議会　第２回定例会　会議記録（要点筆記）",),
        members=_said("樋口会長 平岡副会長 深井 福永 星 細川 堀"), absent=_said("真壁 牧"),
        others=_said("松下課長 光岡係長"),
        speakers=_said("樋口会長 松下課長 光岡係長 福永委員 光岡係長 星委員 樋口会長 松下課長"),
    ),
    "represented.txt": Facts(
        date(2024, 8, 22), time(13, 30), time(14, 45), "つつじ町役場第２会議室",
        ("令和６年第２回つつじ町国民健康保険運営協議会会議録",),
        members=_said("宮脇徹議長 向井早苗 武者二郎 村井智子 毛受豊"), absent=_said("望月純"),
        others=_said("守屋昇町長 門間勇住民課長 矢代奏住民課主任"),
        cases=(("諮問1", "諮問のとおり答申"),),
        speakers=_said("門間課長 守屋町長 議長 矢代主任 武者委員 矢代主任 議長 議長"),
    ),
    "affiliations.txt": Facts(
        date(2022, 11, 8), time(10), time(11, 45), "もくれん市総合福祉会館　第１・第２研修室",
        ("令和４年度第２回　もくれん市障害者施策推進協議会　議事要旨",),
        members=_said("湯川和彦会長 横尾幸子 吉岡明 若林直人 鷲見恵 和久田剛 阿久津順 荒巻礼子"),
        absent=_said("安西彰 飯塚薫"),
        others=_said("有吉徹福祉部長 粟野真由美課長"),
        topics=("障害者計画の中間評価について", "手話言語条例の制定について",),
        speakers=_said("委員 事務局 会長 委員 事務局 会長"),
    ),
    "new_hall.txt": Facts(
        date(2022, 7, 21), time(18, 30), time(20, 15), "さんご市民プラザ　ギャラリー",
        ("第６回さんご市新庁舎建設検討委員会会議録",),
        members=_said("五十畑委員長 生田副委員長 石動 一色 犬飼 今市 入江 岩城 植草 鵜木 梅原 江尻"),
        absent=_said("遠藤"),
        others=_said("大葉副市長 岡総務部長 折原庁舎建設課長 柏庁舎建設課長補佐"),
        speakers=_said("委員長 折原課長 委員長 一色委員 折原課長 入江委員 柏補佐 委員長 折原課長"),
    ),
    "open_table.md": Facts(
        date(2024, 2, 9), time(14), time(15, 10), "しらさぎ町役場 第2会議室",
        ("第9回　しらさぎ町空家等対策協議会　議事録",),
        members=_said("磯野会長 市原副会長 井原 宇佐 江原"), absent=_said("小野寺"),
        others=_said("片桐課長 木暮主査"),
        cases=(("議案1", "原案のとおり承認"), ("報告1", ""),),
        speakers=_said("磯野会長 木暮主査 市原副会長 木暮主査 磯野会長 磯野会長 片桐課長"),
    ),
    "reform_committee.txt": Facts(
        date(2023, 3, 17), time(13), time(14, 23), "第２委員会室", ("桔梗市議会　議会改革特別委員会記録",),
        members=_said("久能学委員長 黒部京子副委員長 小泉誠 佐保良一 志水渉 須賀薫"), absent=(),
        others=_said("瀬尾保議長 園山隆局長 高須美咲主任"),
        topics=("通年議会について", "タブレット端末の使用基準について",),
        speakers=_said("委員長 委員 委員 委員長 委員長 主任 委員長 委員長"),
    ),
}  # fmt: skip

FACTS |= OFFICES | TOWNS
