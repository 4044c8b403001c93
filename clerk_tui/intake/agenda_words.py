"""The words and marks of a 次第 (次第の言葉と印): how its lines begin, what they are called, where they end."""

from __future__ import annotations

import re

from clerk_tui.domain.text import NUMBER, number


def _spread(*words: str) -> str:
    """Any of the words, blanks between their characters or not (「日　時」)."""
    return "(?:" + "|".join(r"[\s　]*".join(map(re.escape, word)) for word in words) + ")"


_DIGITS = r"[0-9０-９一二三四五六七八九十]{1,3}"
_HEAD = r"[\s　]*[【〔\[［■□◆◇○●◎・<＜《〈（(―─━－=＝-]*[\s　]*"
"""What may stand before a word that heads a part."""
_TAIL = r"[\s　]*[】〕\]］>＞》〉）)―─━－=＝-]*[\s　]*"
_SIGNS = "・○〇●◯◇◆□■◎▽▼▪•＊*‐－―—–-"

_CLOCK = r"[0-9０-９]{1,2}(?:[:：][0-9０-９]{2}|時(?:[0-9０-９]{1,2}分|半)?)"
MARKS = {
    "14:00": re.compile(
        rf"[\s　]*(?P<time>(?:午前|午後)?{_CLOCK})(?:[\s　]*[-～~〜－][\s　]*(?:{_CLOCK})?)?[\s　]+"
        rf"(?=\S)(?![-～~〜－―]|{_CLOCK}[\s　]*(?:まで|頃|終了|閉会)?[\s　]*$)"
    ),
    "日程": re.compile(rf"[\s　]*(?:議事)?日程[\s　]*第?[\s　]*(?P<number>{_DIGITS})[\s　.．、:：]*(?=\S)"),
    "Ⅰ": re.compile(r"[\s　]*(?P<number>[Ⅰ-Ⅻⅰ-ⅻ])[\s　.．、]*(?=\S)"),
    "1.": re.compile(
        rf"[\s　]*(?:第[\s　]*(?P<first>{_DIGITS})[\s　.．、]+"
        rf"|(?P<number>{_DIGITS})[\s　]*(?:[.．、)）][\s　]*|[\s　]+)|(?P<glyph>[⒈-⒛])[\s　]*)(?=\S)"
    ),
    "(1)": re.compile(
        rf"[\s　]*(?:[（(][\s　]*(?P<number>{_DIGITS})[\s　]*[)）]|(?P<glyph>[⑴-⒇㈠-㈩]))[\s　]*(?=\S)"
    ),
    "①": re.compile(r"[\s　]*(?P<number>[①-⑳㉑-㉟❶-❿])[\s　.．]*(?=\S)"),
    "ア": re.compile(
        r"[\s　]*(?:[（(][ア-ンa-zａ-ｚｱ-ﾝ][)）]|[ア-ンa-zａ-ｚｱ-ﾝ](?=[\s　.．、)）]))[\s　.．、)）]*(?=\S)"
    ),
    "報告1": re.compile(
        r"[\s　]*(?=(?:報告|協議|議題|審議|審査|案件|議事|承認|議案|説明|テーマ)(?:事項|案件)?"
        rf"[\s　]*[（(]?{_DIGITS}[)）]?[\s　.．、:：]+\S)"
    ),
    "・": re.compile(rf"[\s　]*(?P<sign>[{_SIGNS}])(?![－―—–─-])[\s　]*(?=\S)"),
}
"""By kind: what may stand before the text of a line; of 「報告１　…」 the word belongs to the text."""
NUMBERED = tuple(kind for kind in MARKS if kind != "・")

_WHEN = (
    rf"(?:{_spread('開催日時', '会議日時', '招集日時', '日時', '期日', 'とき', '年月日', '開催日', '開催時間', '時間', '時刻')}"
    r"(?:(?:及び|並びに|・|、|と)場所)?|[^\s　：:]{0,8}(?:開催日時?|開会日時))"
)
HOW = re.compile(
    rf"{_HEAD}{_spread('開催方法', '開催形式', '開催形態', '会議方法', '方法')}{_TAIL}[\s　:：]+(?P<value>\S.*)"
)
"""How it is held, which tells where unless another line does."""
_WHERE = _spread("開催場所", "会議場所", "招集場所", "場所", "会場", "ところ", "於")
LABELLED = re.compile(
    rf"{_HEAD}(?:(?P<when>{_WHEN})|(?P<where>{_WHERE})等?){_TAIL}"
    r"(?:[:：][\s　]*|(?<=[\s　])|(?<=[】〕\]］])|$|(?=令和|平成|[RHＲＨ]?[0-9０-９]))(?P<value>.*)"
)
"""When and where, with their words; the value may stand on the next line."""
WHERE_WITHIN = re.compile(rf"[\s　]+[【〔\[［]?{_WHERE}[】〕\]］]?[\s　:：]+(?P<value>\S.*)")
"""The place on the same line as the date."""
OTHER_LABEL = re.compile(
    rf"{_HEAD}(?:出席|欠席|傍聴|対象|主催|問合せ|問い合わせ|連絡先|担当|事務局|司会|議長|説明者|会議の公開|公開)"
    r"[^\s　:：】]{0,8}[】〕\]］]?[\s　]*[:：][\s　]*\S"
)

PRESENT = re.compile(
    rf"{_HEAD}[（(]?[\s　]*"
    rf"(?:{_spread('出席者', '出席予定者', '欠席者', '出席委員', '欠席委員', '出席', '欠席', '傍聴者', '傍聴人')}"
    rf"|{_spread('傍聴', '連絡先')}"
    r"|お?問い?合わ?せ先?|公開(?:[・又は]*非公開)?の別|会議の公開(?!について|に関)[^\s　:：]{0,6}"
    r"|[傍聴出席欠]{2}者?の?[人数]+|非公開の理由)"
    r"[】〕\]］]?(?:[\s　:：]+\S.*|[\s　]*)"
)
"""Who is there, whom to ask: no item of the agenda."""
WHOLLY_CLOSED = re.compile(
    rf"{_HEAD}(?:公開(?:[・又は]*非公開)?の別|(?:会議の)?公開[・又は、]*非公開|会議の公開[^\s　:：]{{0,6}}){_TAIL}"
    r"[\s　:：]+(?P<why>非公開.*)"
)
"""That the public is excluded from the whole meeting (「公開の別　非公開（条例第３０条）」)."""
NAMED = re.compile(rf"{_HEAD}{_spread('会議名', '会議の名称', '会議名称', '名称')}[\s　:：]+(?P<value>\S.*)")
"""What the meeting is called, with its word."""
EXPLAINED = re.compile(
    rf"[\s　・]*[（(]?(?:(?P<who>{_spread('説明者', '説明員', '説明', '提案者')})"
    rf"|(?P<office>{_spread('担当課', '所管課', '担当', '所管', '主管課')}))[\s　]*[:：][\s　]*(?P<value>[^\s　].*?)[)）]?"
)
"""Who explains what stands above."""

COUNTED = re.compile(
    rf"(?:(?:(?:令和|平成|R)[\s　]*(?:{NUMBER}|元)|[12１２][0-9０-９]{{3}})[\s　]*年[\s　]*度?)?"
    rf"[\s　]*第[\s　]*{NUMBER}[\s　]*回"
)
MONTHLY = re.compile(
    rf"(?:(?:令和|平成)[\s　]*(?:{NUMBER}|元)[\s　]*年[\s　]*)?{NUMBER}月[\s　]*"
    r"(?:定例総会|定例会|臨時会|総会|定例|臨時|例会|通常会議)"
)
PAPER_NAME = re.compile(
    r"[\s　]*(?:(?:^|(?<=[\s　]))会[\s　]*議[\s　]*)?"
    rf"(?:{_spread('次第', '議事次第', '議事日程', '式次第', 'レジュメ', 'タイムテーブル', '日程表', '日程')}"
    r"|(?:審査|審議|議事|会議)[\s　]*(?:日程|順序)|議案書|(?<=会)議案(?:目次)?"
    r"|付託案件表|(?:付議|提出|付託)[\s　]*(?:案件|議案|事件)"
    r"|[^\s　]{0,6}一覧表?|[^\s　]{0,6}名簿)[\s　]*(?:[（(].*[)）])?$"
)
"""What the paper is, at the end of its title."""
BODY_NAME = re.compile(
    r"[^\s　。、]*(?:審議会|審査会|委員会|協議会|懇談会|懇話会|検討会|会議|部会|総会|定例会|臨時会|分科会|議会)"
)
OCCASION = re.compile(
    r"の[\s　]*(?:開催|招集|御?案内|ご案内)(?:について|に[\s　]*つき|通知|の?御?案内)?[\s　]*(?:[（(].*[)）])?$|"
    r"(?<=会)[\s　]*(?:定例|臨時|通常|定期)?(?:総会|定例会|臨時会|会議)$|(?:定例会|臨時会)$"
    r"|[（(](?![^（()）]*(?:部会|分科会|委員会)[)）])(?:[0-9０-９]|令和|平成|第|定例|臨時|通常|書面|オンライン|リモート|案|素案|会議|次第|通知|公開|非公開|持ち回り"
    r"|[^（()）]*(?:回|年度?|開催|会議))[^（()）]*[)）]$"
)
"""What a title adds to the name of the body."""
ADDRESS = re.compile(
    rf".*[\s　](?:各[\s　]*位|様|殿)[\s　]*|{BODY_NAME.pattern}(?:副?(?:会長|委員長|議長|座長)|教育長)(?:[\s　]+\S.*)?"
    r"|[^\s　、。]{1,12}[市町村区県](?:長|議会議長)[\s　]+\S{1,4}[\s　]*\S{0,4}"
)
"""To whom or from whom a letter goes (開催通知): no title."""
LETTER_NUMBER = re.compile(
    rf"(?:[^\s　第、。]{{1,8}}|[^\s　第、。]{{1,24}}(?:告示|公告|訓令|通知|発))第[\s　]*{NUMBER}[\s　]*号"
    rf"(?:[\s　]*の[\s　]*{NUMBER})?"
)
"""The number of a letter, alone on its line far to the right, above everything else."""
AGENDA_BELOW = re.compile("(?:議事|会議)?(?:日程|次第)")
"""The heading of the agenda among the numbered parts of a paper."""
BARE_CEREMONY = re.compile(
    r"(?:開会|閉会|開議|散会|休憩|再開)(?:の?(?:挨拶|あいさつ|ことば|言葉|宣言|宣告|辞))?|[^\s　]{0,8}?(?:挨拶|あいさつ)"
)
"""What is done at a meeting and is no topic, wherever it stands."""
CALLED = re.compile(
    rf"(?:.*[、。，][\s　]*)?[「『]?(?P<title>{COUNTED.pattern}[^「」『』。、，]*?会)[」』]?[\s　]*を"
    r"[^。を]{0,16}(?:開催|開き|招集)[^。]{0,8}。?"
)
"""「会議規則第４条の規定により、令和８年第５回…臨時会を次のとおり招集する。」"""
OF_LETTER = re.compile(
    rf"(?:{_spread('その他', '備考', '連絡先', '持ち物', '持参するもの', '服装', '出欠', '出欠の報告', '回答期限', '傍聴')}"
    rf"|{_spread('資料', '書類', '添付書類', '報酬', '旅費', '駐車場', '留意事項', '注意事項', 'お願い', '担当')}"
    r"|お?問い?合わ?せ先?|取材|会議の公開|申込)(?:の|方法|について|に関|定員|受付|手続|[\s　:：]|$).*"
)
"""Parts of a letter that are no items of its agenda."""

PART = re.compile(
    rf"[\s　]*[■□◆◇●◎○][\s　]*(?:(?:会議|議事)?{_spread('次第', '日程')}"
    rf"|(?:配[布付])?{_spread('資料', '書類')}|{_spread('出席者', '名簿')})[\s　]*"
)
"""「◆次第」, 「◆資料」: the mark heads a part of the paper, and no item of it."""
MATERIALS = re.compile(
    rf"{_HEAD}(?P<when>当日|事前|席上|机上|会議)?[\s　]*(?:配[\s　]*[布付][\s　]*)?"
    rf"{_spread('資料', '書類')}(?:一覧|目録)?{_TAIL}[:：]?[\s　]*(?P<first>.*)"
)
"""The heading of the list of papers."""
MATERIAL = re.compile(
    r"[\s　]*[・○●◯◇◆□■‐－-]?[\s　]*(?:"
    r"(?:参考|当日|別紙|補足|追加|会議|説明|配布|配付)?(?:資料|別紙|別添|別冊)[\s　]*"
    r"[（(]?[0-9０-９一二三四五六七八九十①-⑳№NoＮｏA-ZＡ-Ｚ][0-9０-９A-Za-z.．－―‐ー\-]*[)）]?"
    r"|(?:参考|当日|追加)資料)(?:[\s　:：].*|$)"
)
_PAPER_AHEAD = r"(?=(?:参考|当日|追加|補足)?資料[\s　]*(?:№|No\.?)?[0-9０-９]"
ANOTHER_MATERIAL = re.compile(
    rf"[\s　]{{2,}}{_PAPER_AHEAD})|[、，][\s　]*{_PAPER_AHEAD})|[\s　]+{_PAPER_AHEAD}+[\s　])"
)
"""Before a further paper on the same line."""
AT_TIME = re.compile(
    r"[\s　]{2,}(?P<time>(?:午前|午後)?[\s　]*[0-9０-９]{1,2}[\s　]*(?:時|[:：][0-9０-９]{2}).*)$"
)
"""When an item begins, at the end of its line."""
_REFERRED = r"(?:参考|当日)?資料[\s　]*(?:№|No\.?)?[0-9０-９][0-9０-９～~〜－\-]*"
REFERENCE = re.compile(
    r"[\s　]*(?:[…‥・]{2,}[\s　]*|[【〔\[［（(<＜][\s　]*)"
    r"(?P<ref>(?:参考|当日|別紙)?(?:資料|別紙)[^】〕\]］）)>＞]*?)[\s　]*(?:[】〕\]］）)>＞]|$)$"
    rf"|(?:[\s　]{{2,}}|(?<=[）)」】件て])[\s　]+)"
    rf"(?P<bare>{_REFERRED}(?:[、，・][\s　]*(?:{_REFERRED}|参考資料|[0-9０-９][0-9０-９～~〜－\-]*))*"
    r"|参考資料)$"
)
"""A paper that a title points at."""

INLINE_SUB = re.compile(
    rf"(?P<head>{_spread('議題', '議事', '案件', '報告', '協議', '審議', '審査', '承認', '説明')}|[^\s　（(]{{0,6}}事項)"
    rf"[\s　:：]*(?=[（(]{_DIGITS}[)）])"
)
"""An item with its first topic on the same line (「２. 議題(1) …」)."""
TOPIC_LABEL = re.compile(rf"[\s　]*{_spread('議題', 'テーマ', '案件')}[\s　]*[:：][\s　]*(?P<value>\S.*)")
MEETING_THEME = re.compile(
    rf"{_HEAD}(?:(?:会議|今回|全体|本日)の?)?{_spread('テーマ', '主題', '統一テーマ')}{_TAIL}[\s　:：]+\S"
)
"""What the meeting as a whole is about, above its agenda."""
THEME = re.compile(r"[\s　]*(?:テーマ|議題名|内容|演題|講師|主題|論点)|[\s　]*[「『～〜―]")
ELSEWHERE_TOLD = re.compile(
    r"(?:別紙|別添|別記|裏面|次頁|次ページ)[^。]{0,30}(?:のとおり|の通り|参照|をご覧)(?![）)])"
)
"""A line that points at another paper for what it would say."""
DANGLING = re.compile(
    r"(?:における|に係る|に関する|に伴う|に基づく|及び|並びに|又は|若しくは|[のをにはがとで、・])$"
)
"""The end of a line whose title goes on below, wherever that line begins."""
NEXT_BEHIND = re.compile(
    rf"(?P<item>{_spread('その他', '事務連絡', '連絡事項', '閉会')})[\s　:：]*[（(「]?(?P<next>次回.*?)[)）」]?"
)
"""An item with the next meeting behind it (「その他　次回の開催予定　令和9年2月頃」)."""
SENTENCE = re.compile(r"(?:。|ください|下さい|ます|ません)$")
"""The end of a sentence, which no item of an agenda is."""
REMARK = re.compile(
    r"[\s　]*(?:※|＊|\*|注[\s　:：)）]|[■□◆◇●◎○]?[\s　]*(?:備考|お願い|留意事項|注意事項|持ち物)[\s　]*[:：])"
)
FURNITURE = re.compile(
    rf"[\s　]*(?:{_spread('以上')}|[-－―ー‐]*[\s　]*[0-9０-９]{{1,3}}[\s　]*[-－―ー‐]*|記|裏面(?:へ|に続く)?|敬称略"
    r"|[（(]?公印省略[)）]?|[（(].*現在[)）])[\s　]*$"
)
PLACE_END = re.compile(
    r"(?:室|館|ホール|庁舎|センター|会場|議場|公民館|階|会館|プラザ|オンライン|棟|役場|役所)(?:[\s　]*[（(].*[)）])?$"
)
COMPLETE = re.compile(
    r"(?:について|件|案|承認|報告|選任|選出|指名|委嘱|請願|陳情|決定|改正|挨拶|あいさつ|他|会|事項|[）)」』。】〕］\]])$"
)
"""Where a title does not stop in the middle."""
CEREMONY = re.compile(
    r"開会|閉会(?!中)|開議|散会|閉議|あいさつ|挨拶|その他|連絡|署名|会期|点呼|定足|出席|欠席|成立|次回|資料(?:の)?確認|休憩|諸般の報告|諸報告|"
    r"教育長の?報告|会長の?報告|委員紹介|職員紹介|自己紹介|辞令|委嘱状|日程|(?:前回|会議録|議事録).*(?:承認|確認|確定)|宣告|宣言|憲章|"
    r"黙とう|黙祷|^はじめに|^おわりに|^終わりに|お知らせ|おしらせ"
)
"""Items that are no topic of their own."""
CONTAINER = re.compile(
    r"(?:議題|議事|審議|報告|協議|案件|議案|付議事件|審査|諮問|請願|陳情|次第|(?:.*(?:事項|案件|議案|議題))|会議に付した事件|"
    r"議案審議|議案審査|(?:議事|会議|審議)の?内容|(?:付託|提出|付議)(?:議案|案件|事件)等?の?(?:審査|審議)"
    r"|議案等?の(?:審査|審議))(?:[（(].*[)）])?"
)
"""Items that only stand over others."""
_BRACKETED = re.compile(r"[\s　]*[【〔\[［<＜〈《](?P<inner>[^】〕\]］>＞〉》]{1,20})[】〕\]］>＞〉》][\s　]*")
# 「開　会」, 「その　他」, but not 「開会　司会」.
_SPREAD = re.compile(r"(?=(?:.*[\s　])?[^\s　](?:[\s　]|$))(?:[^\s　]{1,2}[\s　]+)+[^\s　]{1,2}")


def heading_in_brackets(text: str) -> str:
    """The words of a line that is but a heading of the agenda in brackets (「【報告事項】」); empty: it is none."""
    match = _BRACKETED.fullmatch(text)
    inner = unspread(match["inner"]) if match else ""
    return inner if inner and (CONTAINER.fullmatch(inner) or CEREMONY.search(inner)) else ""


def kind_of_mark(text: str) -> str:
    """The kind of mark at the head of a line: a key of MARKS, bullets with their sign; empty: none."""
    for kind, pattern in MARKS.items():
        if match := pattern.match(text):
            return kind + (match.groupdict().get("sign") or "")
    return ""


def hour_and_rest(text: str) -> tuple[str, str]:
    """The hour at the head of a line of a timetable (「14:00　開会」), and the rest; empty: there is none."""
    match = MARKS["14:00"].match(text)
    return (match["time"], text[match.end() :]) if match else ("", text)


def without_mark(text: str) -> str:
    """A line without whatever mark stands at its head."""
    for pattern in MARKS.values():
        if match := pattern.match(text):
            return text[match.end() :]
    return text


def single_blanks(text: str) -> str:
    """The text with one blank where there are several."""
    return re.sub(r"[\s　]+", lambda gap: gap.group()[0], text.strip())


def unspread(text: str) -> str:
    """「開　会」 as 「開会」: blanks that only spread the characters out."""
    text = text.strip()
    joined = re.sub(r"[\s　]+", "", text)
    return joined if _SPREAD.fullmatch(text) and len(joined) <= 8 else text


def in_digits(text: str) -> str:
    """Numerals of any kind as half-width digits (「令和八年度第二回」 as 「令和8年度第2回」)."""
    return re.sub(NUMBER, lambda found: str(number(found.group()) or found.group()), text)
