"""What each sample of ``../shared/cases/reading`` says to a human reader, as data (``expected.txt`` there)."""

from __future__ import annotations

from datetime import date, time
from pathlib import Path

from msgspec import Struct

CASES = Path(__file__).parents[2].parent / "shared" / "cases" / "reading"


class Facts(Struct, frozen=True):
    """Facts of one file of minutes; None: the sample says nothing of it."""

    day: date | None = None
    starts: time | None = None
    ends: time | None = None
    place: str | None = None
    title: tuple[str, ...] | None = None
    observers: int | None = None
    members: tuple[str, ...] | None = None
    """Name and post of those present, in the order of print, blanks aside."""
    absent: tuple[str, ...] | None = None
    others: tuple[str, ...] | None = None
    """Secretariat and officials, as ``members``."""
    topics: tuple[str, ...] | None = None
    materials: int | None = None
    cases: tuple[tuple[str, str], ...] | None = None
    """Number and result; the result is the beginning of what was read."""
    outcomes: tuple[str, ...] | None = None
    speakers: tuple[str, ...] | None = None
    """How the label before each turn begins or ends."""
    stages: tuple[str, ...] | None = None
    marks: tuple[time, ...] | None = None


def _at(text: str) -> time:
    return time.fromisoformat(text)


def _said(text: str) -> tuple[str, ...]:
    return tuple(text.split())


NO_MINUTES: dict[str, str] = {}

FACTS: dict[str, Facts] = {
    "01-spaced-labels": Facts(
        date(2024, 10, 18), _at("10:00"), _at("11:42"), "みどり市役所　第一会議室", ("みどり市環境審議会会議録",),
        members=("青木会長", "石井委員"),
    ),
    "02-header-with-the-speakers-mark": Facts(
        members=("相田委員", "石倉委員"), others=("古田総務課長",), topics=("最近の動向について",), materials=1,
        speakers=_said("石倉部会長 古田総務課長 石倉部会長"),
    ),
    "03-agenda-items-become-members": Facts(
        members=("青木会長", "石井委員"), others=(), topics=("基本計画の見直しについて", "その他"), materials=1,
    ),
    "04-a-mark-for-each-role": Facts(
        speakers=_said("高梨委員長 金丸委員 仲税務課長 金丸委員 高梨委員長"), cases=(("議案12", ""),),
    ),
    "05-stage-direction-within-a-speech": Facts(speakers=_said("青木委員長 青木委員長")),
    "06-name-in-brackets-at-the-head": Facts(
        speakers=_said("事務局 長谷委員 委員長"), stages=("全員了承",),
    ),
    "07-name-and-half-bracket": Facts(speakers=_said("委員長 委員 事務局")),
    "08-three-column-turns": Facts(speakers=_said("江戸課長 青田会長 小野係長 青田会長")),
    "09-roster-table": Facts(
        members=("1石渡浩",), absent=("2上原貴代子",), speakers=_said("議長 石渡委員"),
    ),
    "10-tab-in-a-line-above": Facts(date(2023, 5, 12), _at("10:00"), _at("12:00"), "第２会議室"),
    "12-closing-lines-and-signatures": Facts(speakers=("議長",), stages=("閉会　午前10時45分",)),
    "13-draft-of-a-label-with-brackets": Facts(
        members=("中井会長", "露崎委員"), speakers=_said("会長（中井達雄 都市計画課長（阿川敏彦 4番（露崎諒一"),
    ),
    "14-import-city-planning": Facts(
        date(2026, 11, 27), _at("10:00"), _at("11:20"), "汐見市役所３階　大会議室", observers=3,
        members=_said("1窪田善一会長 2牛山輝 4久保田真 5白川延 6間宮寛（野々山正） 8神山直子"),
        absent=_said("3大沢徳次 7林英"),
        others=_said("小池亮都市計画課長 川辺透みどり公園課長 水野剛都市計画課係長"),
        cases=(("議案1", "原案のとおり可決"), ("議案2", "原案のとおり可決")),
        speakers=_said(
            "都市計画課係長（水野 会長（窪田 都市計画課長（小池 委員（久保田 都市計画課長（小池 委員（神山 "
            "都市計画課長（小池 会長（窪田 会長（窪田 会長（窪田 みどり公園課長（川辺 会長（窪田 会長（窪田"
        ),
        stages=("賛成者挙手", "全員挙手"),
    ),
    "15-import-standing-committee": Facts(
        date(2026, 12, 8), _at("10:00"), _at("11:05"), "第１委員会室", ("総務文教委員会会議録",),
        members=_said("関三郎委員長 木原大輔副委員長 大坪正 高橋健 久住裕 亀田満"), absent=(),
        others=_said("金井薫総務部長 森沢亜市民課長"),
        cases=(("議案52", "原案のとおり可決"), ("請願3", "趣旨採択")),
        speakers=_said(
            "委員長（関 市民課長（森沢 委員（久住 市民課長（森沢 委員長（関 委員（久住 委員（大坪 委員長（関 委員長（関 "
            "委員長（関 委員（高橋 委員長（関"
        ),
        stages=("賛成者起立", "散会　午前１１時０５分"), marks=(_at("10:30"), _at("10:40")),
    ),
    "16-import-review-board-points": Facts(
        date(2026, 11, 18), _at("14:00"), _at("16:00"), "汐見市役所　第２委員会室",
        members=_said("岡村会長 石井副会長 野口委員"), others=_said("新田道路管理課長 平同課主査 橋場 津川"),
        cases=(("諮問12", "継続"), ("諮問13", "継続")),
        speakers=_said("会長 A委員 事務局 会長 実施機関 B委員 実施機関 会長"),
    ),
    "17-import-council-points": Facts(
        date(2026, 11, 27), _at("13:30"), _at("15:00"), "市立図書館　２階研修室",
        members=_said("西村会長 青木副会長 石川（真）委員 石川（香）委員 シャルマ委員"), absent=(),
        others=_said("森田図書館長 岸主任"), speakers=_said("事務局 委員 事務局 会長 委員 委員 事務局"),
        stages=("・本屋が減っている。", "・移動図書館を増やしてはどうか。", "次回は２月を予定。"),
    ),
    "18-whole-national-environment-council": Facts(
        date(2024, 10, 18), _at("10:00"), _at("11:42"), "みどり第一会議室",
        members=_said("森田昭夫部会長 安西正部会長代理 天田明弘 茅野陽一 村井幸子 飯塚浩史特別委員"),
        others=_said("細川環境計画課長 大井環境計画課計画官"),
        topics=("環境基本計画の見直しについて", "その他"), materials=3,
        speakers=_said("細川 森田 大井 村井 大井 飯塚 細川 森田 森田"),
        stages=("「異議なし」の声あり", "午前１１時４２分閉会"),
    ),
    "19-whole-national-welfare-council": Facts(
        date(2024, 9, 2), _at("15:00"), _at("17:00"), "みどり省議室",
        members=_said("相田武 石倉花 大日方雅美部会長 上村洋"), others=_said("古田総務課長 宮下家庭福祉課長"),
        topics=("最近の児童行政の動向について", "その他"), materials=2,
        speakers=_said("大日方 古田 大日方 宮下 石倉 宮下 大日方"),
    ),
    "20-whole-agriculture-committee": Facts(
        date(2023, 11, 27), _at("9:30".rjust(5, "0")), _at("10:45"), "市役所　2C会議室", observers=0,
        members=_said("古川邦久 田辺良平 増山正明 木暮勇 青柳幹夫 細井近男 黒沢義夫"), absent=_said("4田代静夫 8堀"),
        others=_said("古畑京造 荒木昌稔 石黒浩一"),
        cases=(("報告1", ""), ("議案1", "許可"), ("議案2", "原案のとおり決定")),
        speakers=_said(
            "事務局長 議長 議長 事務局 議長 議長 事務局 議長 5番委員 議長 7番委員 事務局 議長 議長 事務局 議長 議長"
        ),
        stages=("質疑なし", "挙手全員", "挙手多数", "閉会　午前10時45分"),
    ),
    "21-whole-education-board-of-a-prefecture": Facts(
        date(2025, 3, 7), _at("10:30"), _at("11:45"), "教育委員室",
        members=_said("伊沢忠通 田丸郁子 橋爪昌大"), absent=("三隅忍",),
        cases=(("議決事項1", "可決"), ("議決事項2", "可決"), ("報告事項1", "承認")),
        speakers=_said("大江 大江 川瀬 大江 橋爪 川瀬 大江 大江 西 大江 大江 西 大江"),
        stages=("各委員一致で可決", "各委員一致で可決"),
    ),
    "22-whole-city-planning-council": Facts(
        date(2023, 12, 13), _at("13:30"), _at("14:10"), "市役所5階委員会室", observers=0,
        members=_said("中井達雄会長 1浜田俊男 3中里康雄 4露崎諒一 7宮本修 8吉野徹"),
        absent=_said("2水原義裕 5高木美枝子"), materials=3,
        topics=("議案第1号　みどり都市計画生産緑地地区の変更について", "その他　駅西口区画整理事業"),
        cases=(("議案1", "原案のとおり可決"),),
        speakers=_said(
            "都市計画課係長（水谷 委員（永野 会長（中井 都市計画課長（阿川 会長（中井 4番（露崎 都市計画課長（阿川 "
            "会長（中井 会長（中井 会長（中井"
        ),
        stages=("賛成者挙手",),
    ),
    "23-whole-standing-committee-colon": Facts(
        date(2023, 6, 22), _at("14:00"), _at("14:48"), cases=(("議案44", "原案のとおり可決"),),
        speakers=_said("委員長（相良 委員長 本多君 委員長 島津君 委員長 総務課長 委員長"),
    ),
    "24-whole-steering-committee-of-an-assembly": Facts(
        date(2025, 1, 24), _at("10:00"), _at("10:38"), "議会全員協議会室",
        members=_said("日下委員長 栗田 中村 高山 志水"), absent=("後川副委員長",),
        others=_said("茶谷局長 土井議会総務課長"),
        speakers=_said("日下 日下 土井 栗田 土井 日下 日下 日下"), marks=(_at("10:16"), _at("10:20")),
    ),
    "25-whole-library-council": Facts(
        date(2023, 4, 12), _at("18:50"), _at("19:35"), "503会議室",
        members=_said("長谷輝男委員長 丸井英子副委員長 田口晶子 山根和喜子 高尾和子"),
        others=_said("加納館長 星副主幹"), topics=("正副委員長の選出", "祝日開館について", "その他"), materials=2,
        speakers=_said("事務局 長谷委員 丸井委員 事務局 高尾委員 全員 委員長 事務局 山根委員 事務局 委員長"),
    ),
    "26-whole-outline-without-speeches": Facts(
        date(2023, 12, 21), _at("14:00"), _at("14:30"), "みどり県文化会館　第3会議室", observers=0,
        members=_said("川上会長 林田 久保田 津山"), outcomes=("同意", "了承"), speakers=(),
        topics=("議案第R5－02号　道路内において公衆便所等の建築を許可することについて",
                "報告案件1　建築基準法第43条第2項第2号許可について"),
    ),
    "27-whole-privacy-council-by-topic": Facts(
        date(2023, 10, 16), _at("13:15"), _at("15:25"), "第一委員会室",
        members=_said("若林善朗会長 中野眞一郎副会長 関口正晴 鳥居鈴子"),
        others=_said("高井良典企画財政部長 田部則人企画財政部政策室長 鈴川弘貴児童青少年部児童青少年課長"),
        outcomes=("承認", "条件付き承認", "了承"),
        speakers=_said("担当課 委員 担当課 会長 担当課 委員 担当課 会長 担当課"),
    ),
    "28-whole-privacy-council-angle-brackets": Facts(
        date(2023, 10, 31), _at("18:00"), _at("19:20"), "職員会館3階6号室", observers=0,
        members=_said("小川 金井 河田 須田 新井 村木 籾山"), others=_said("林部長 平田課長 熊木係長"),
        speakers=_said("事務局 会長 事務局 委員 事務局 会長 事務局 会長"),
    ),
    "29-whole-education-board-dash": Facts(
        date(2024, 4, 24), _at("13:30"), _at("14:20"), "みどり町役場　３０１会議室",
        members=_said("桑田均教育長 2井坂幸弘 3佐伯智子"), others=_said("小林学課長 松原和代主幹"),
        cases=(("議案1", "可決"),), speakers=_said("教育長 議長 ３番委員 主幹 課長 ２番委員 課長 議長"),
    ),
    "30-whole-town-assembly-pages": Facts(
        speakers=_said("議長（田之上 2番（小川 町長（宮本 議長（田之上"), cases=(("議案3", "原案のとおり可決"),),
    ),
    "31-whole-national-assembly-committee": Facts(
        date(2024, 2, 2), _at("10:00"), _at("11:40"),
        members=_said("末次信介委員長 足利敏之理事 礒部仁彦理事 今泉絵理子"), others=("郷田原事務総長",),
        topics=("参考人の出席要求に関する件", "予算の執行状況に関する調査"),
        speakers=_said(
            "委員長（末次 委員長（末次 委員長（末次 今泉絵理子 国務大臣（田宮 今泉絵理子 理事（足利"
        ),
        stages=("「異議なし」と呼ぶ者あり", "委員長退席、理事足利敏之君着席", "午前十一時四十分散会"),
    ),
    "32-whole-assembly-marks": Facts(
        date(2026, 1, 21), _at("10:00"), _at("11:28"), "第一委員会室",
        members=_said("高梨宗也委員長 わたせ拓副委員長 金丸もとる副委員長"), absent=(),
        cases=(("議案12", "原案のとおり可決すべきもの"),),
        speakers=_said("高梨 金丸 仲慎一税務課長 金丸 高梨 高梨"), stages=("挙手全員", "散会（午前十一時二十八分）"),
    ),
    "33-whole-three-column-table": Facts(
        date(2023, 8, 1), _at("14:00"), _at("15:30"), "市役所２階　大会議室", observers=2,
        members=_said("青田会長 石山委員 上条委員"), others=_said("江戸環境課長 小野係長"), materials=1,
        speakers=_said("江戸 青田 小野 石山 小野 青田 青田"),
    ),
    "34-whole-questions-and-answers": Facts(
        date(2023, 9, 5), _at("10:00"), _at("11:30"), "市役所　第１会議室", members=(), others=(),
        topics=("中心市街地の整備方針について",), speakers=_said("質問 回答 質問 回答 質問 回答"),
    ),
    "35-whole-tabs-and-numbered-list": Facts(
        date(2023, 5, 12), _at("10:00"), _at("12:00"), "みどり市役所　第２会議室",
        members=_said("浅井一郎会長 井田花子 上野次郎"), absent=("小田三郎",), others=("江川文化財課長",),
        topics=("開会", "報告事項", "議題"), speakers=_said("浅井会長 江川 井田 江川 浅井"),
    ),
    "36-whole-education-board-tables": Facts(
        date(2023, 4, 27), _at("13:30"), _at("15:05"), "教育委員会室",
        members=_said("秋山一教育長 池田二子教育長職務代理者 江藤四葉"), absent=("内田三男",),
        cases=(("議案12", "原案可決"), ("議案13", "承認"), ("協議事項1", "")),
        speakers=_said("秋山 秋山 学校教育課長 江藤 秋山 秋山 秋山"),
    ),
}  # fmt: skip
