"""What samples in the manner of many offices say (``samples/``): fictional towns, forms met on the pages of real ones."""

from __future__ import annotations

from datetime import date, time

from cases import Facts


def _said(text: str) -> tuple[str, ...]:
    return tuple(text.split())


FACTS: dict[str, Facts] = {
    "planning_clauses.txt": Facts(
        day=date(2024, 5, 24),
        starts=time(14, 0),
        ends=time(15, 10),
        place="教育会館　301会議室",
        title=("令和6年度第1回つくし市都市計画審議会議事録",),
        members=_said("橋口篤 大場南海会長 渡瀬完 矢崎宏 青柳誠 大野木祐 出口剛 渡会信夫（伊東繁）"),
        cases=(("諮問2", "原案のとおり答申"),),
        speakers=_said(
            "事務局（星田） 大場会長 事務局（都市計画課長） 矢崎委員 事務局（都市計画課長） 大場会長 大場会長"
        ),
        stages=("「異議なし」の声あり", "了"),
    ),
    "bullet_points.txt": Facts(
        day=date(2023, 7, 25),
        starts=time(9, 30),
        ends=time(10, 48),
        place="教育委員室",
        title=("令和5年第7回かえで市教育委員会議（7月定例会）会議録",),
        observers=3,
        members=_said("糸井実教育長 井口康子 溝上ちづる 藤村圭"),
        others=_said("川内浩教育次長 橋爪陽総務課長 隅一成学校教育部長"),
        topics=(
            "令和6年度市立幼稚園の募集定員について（報告）",
            "通学区域の変更について（議案）",
            "教職員の人事について（議案）【非公開】",
        ),
        speakers=_said("糸井教育長 総務課長 溝上委員 総務課長 糸井教育長 学校教育部長 糸井教育長 糸井教育長"),
        stages=("異議なし",),
    ),
    "posts_below.txt": Facts(
        day=date(2017, 6, 30),
        starts=time(10, 0),
        ends=time(12, 0),
        place="合同庁舎別館1111号会議室",
        title=("第8回男女共同参画推進に関する専門調査会議事録",),
        members=_said("岩城壽美子会長 古畑源六会長代理 石毛哲也 神谷道子"),
        speakers=_said("岩城会長 定野推進課長 岩城会長 神谷委員 定野推進課長 岩城会長"),
    ),
    "town_columns.txt": Facts(
        day=date(2023, 7, 25),
        starts=time(10, 0),
        ends=time(10, 24),
        place="こがね町議場",
        title=("令和５年第３回こがね町議会臨時会会議録",),
        members=_said("1坂口友良 2堀内季延 3千北慎也 5山本美津代 6笹川由明副議長 7吉永裕之議長"),
        absent=("4谷禎一",),
        others=_said(
            "山岡吉由町長 松下宏之副町長 植木佳央教育長 藤谷勝寛総務部長 鎌倉将二議会事務局長 平林真岐書記"
        ),
        cases=(("議案35", "原案のとおり可決"),),
        speakers=_said("議長（吉永 議長（吉永 議長（吉永 町長（山岡 議長（吉永 議長（吉永"),
    ),
    "bullet_speakers.txt": Facts(
        day=date(2021, 2, 9),
        starts=time(10, 2),
        ends=time(10, 58),
        place="みさき県庁本庁舎9階　特別会議室B",
        speakers=_said("堀越会長 武井情報公開課長 堀越会長 中島委員 武井情報公開課長 堀越会長"),
        stages=("午前10時58分閉会",),
    ),
    "merger.txt": Facts(
        day=date(2005, 1, 23),
        starts=time(14, 0),
        ends=time(14, 44),
        place="総合開発センター大集会室",
        title=("第6回みずうみ三町合併協議会会議録",),
        members=_said(
            "佐竹清雄会長 石川直次副会長 田代千代志副会長 高梨正男 千田勇 田口喜一 小森一雄 藤江万正 境田ケイ子"
        ),
        absent=("武田昭男",),
        cases=(("協議案4", "承認"), ("協議案10", "")),
        speakers=_said("事務局長 会長 議長 事務局次長 高梨委員 事務局次長 議長 議長"),
    ),
    "affiliations_listed.txt": Facts(
        day=date(2022, 10, 20),
        starts=time(14, 0),
        ends=time(15, 50),
        place="つばさ市役所　4階会議室",
        title=("第2回つばさ市地域公共交通活性化協議会",),
        observers=0,
        members=_said("村井茂 林田健一 代田憲 小杉直 高梨巧 轟朝幸会長 奈良三男 伊東正文 金綱昭"),
        absent=("石渡宏", "植松孝一"),
        others=_said("永井企画部次長 真戸主査 野田主任主事"),
        topics=("市内の公共交通について", "規約の改正について"),
        speakers=_said("事務局 轟会長 事務局 林田委員 事務局 轟会長 轟会長"),
        stages=("一同異議なし",),
    ),
    "own_series.txt": Facts(
        day=date(2024, 9, 11),
        starts=time(10, 0),
        ends=time(11, 12),
        place="ゆうひ市議会委員会室",
        title=("ゆうひ市議会産業厚生委員会会議録",),
        members=_said("木暮大輔 重田元子 大坪正幸 関五郎 高梨健一 亀山満"),
        cases=(("議62", "原案のとおり可決すべきもの"), ("議65", ""), ("請願4", "")),
        speakers=_said(
            "関五郎委員長 金井健康福祉課長 関五郎委員長 大坪正幸委員 金井健康福祉課長 関五郎委員長 関五郎委員長"
        ),
    ),
    "two_forms.docx": Facts(
        day=date(2023, 5, 29),
        starts=time(10, 0),
        ends=time(12, 15),
        place="市庁舎7階　研修室",
        title=("令和5年度第1回　いずみ市地域公共交通会議",),
        members=_said("佐久間修会長 井出裕美 菅野景子 鈴木由紀"),
        absent=("金子明実", "山内智也"),
        materials=3,
        speakers=_said(
            "事務局（林次長） 佐久間会長 事務局（竹島課長） 井出委員 事務局（盛主査） 佐久間会長 佐久間会長"
        ),
        stages=("異議なし",),
    ),
    "roster_behind.txt": Facts(
        day=date(2023, 11, 13),
        starts=time(9, 58),
        ends=time(10, 31),
        place="第4・第5委員会室",
        members=_said("佐竹克委員長 鈴森和美副委員長 池谷みちよ 浜田太郎 小川友樹"),
        others=("笹原博総務部長", "大沢安事務局長"),
        speakers=_said(
            "委員長（佐竹 委員長（佐竹 総務部長 池谷みちよ委員 総務部長 委員長（佐竹 委員長（佐竹"
        ),
    ),
    "wide_posts.txt": Facts(
        day=date(2024, 9, 4),
        starts=time(9, 0),
        ends=time(10, 17),
        place="まきば町議会議場",
        members=_said("1石黒巧 2岡安千春 3柏正和 4久我茂 5小杉由里 6佐分利剛"),
        absent=(),
        others=_said("高坂進町長 津川実副町長 寺門啓子教育長 中丸智之総務課長 沼尻隆議会事務局長 野口梓書記"),
        cases=(("議案52", "原案のとおり可決"),),
        speakers=_said(
            "議長（佐分利 1番（石黒 町長（高坂 議長（佐分利 総務課長（中丸 議長（佐分利 議長（佐分利"
        ),
    ),
    "nested_answers.md": Facts(
        day=date(2024, 11, 15),
        starts=time(18, 0),
        ends=time(19, 45),
        place="あけぼの町役場 第1・第2会議室",
        members=_said("東海林保委員長 西岡恵副委員長 南部亮 北村舞 中野修"),
        absent=("秋月翔",),
        others=("春田財政課長", "夏目同主査"),
        topics=("再編計画（素案）について", "今後のスケジュールについて"),
        speakers=_said("委員 事務局 委員 事務局 委員長"),
    ),
    "record_sheet.docx": Facts(
        day=date(2024, 11, 5),
        starts=time(15, 30),
        ends=time(17, 0),
        place="教育会館 3階 研修室",
        observers=0,
        members=_said("有賀直樹会長 伊沢恵 宇留野正 江波戸さやか"),
        absent=("大貫稔",),
        others=("風間強指導課長", "木内彩指導主事"),
        speakers=_said("風間課長 有賀会長 木内主事 伊沢委員 木内主事 有賀会長 風間課長"),
    ),
    "kanji_items.txt": Facts(
        day=date(2023, 12, 14),
        starts=time(14, 0),
        ends=time(15, 25),
        place="ほうらい町役場　三階　大会議室",
        title=("令和五年度第三回ほうらい町水道事業審議会会議録",),
        observers=0,
        members=_said("秋葉正雄会長 池端節子副会長 上坂勇 海老原誠"),
        absent=("大里真弓",),
        others=("加治木徹水道課長", "菊間葵水道課係長"),
        topics=("料金の見直しについて", "その他"),
        speakers=_said("会長 水道課長 上坂委員 水道課長 海老原委員 水道課係長 会長"),
    ),
    "dotted_names.txt": Facts(
        day=date(2025, 1, 24),
        starts=time(10, 0),
        ends=time(11, 30),
        place="あかり市社会福祉会館 大会議室",
        observers=1,
        members=_said("秋元委員長 江田副委員長 木原 末永 名取 二見 三輪"),
        absent=("矢板", "湯原"),
        others=_said("蓮見課長 樋口主幹 布川"),
        materials=2,
        speakers=_said("委員長 事務局 木原 事務局 三輪 事務局 副委員長 委員長"),
    ),
    "side_by_side.docx": Facts(
        day=date(2025, 2, 14),
        starts=time(13, 30),
        ends=time(15, 10),
        place="町並み交流館　和室",
        observers=1,
        members=_said("野々市会長 七尾副会長 羽咋 珠洲"),
        absent=("輪島",),
        others=("加賀文化課長", "能登主事"),
        speakers=_said("事務局 羽咋委員 事務局 会長"),
    ),
}
