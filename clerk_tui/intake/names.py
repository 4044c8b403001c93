"""A name as a roster writes it (氏名の欄): surname and given name, reading, post and marks, whatever the layout."""

from __future__ import annotations

import re

from msgspec import Struct

from .people import is_organisation
from .sheets.grid import hiragana

_KANA = re.compile(r"[ぁ-ゖァ-ヺー・\s　ｦ-ﾟ]+")
_IN_BRACKETS = re.compile(r"[\s　]*[（(\[［〔【]([^（）()\[\]［］〔〕【】]*)[)）\]］〕】][\s　]*")
_VACANT = re.compile(
    r"(欠員|欠番|欠|空席|空|調整中|選任中|選考中|人選中|推薦中|推薦待ち|推薦依頼中|交渉中|未定|未選任|募集中|公募中|委嘱予定|未委嘱|後任未定|後任調整中|後任選考中|"
    r"[^\s　]{0,4}(?:選任|選考|推薦|人選|委嘱|公募)(?:手続き?|作業|依頼|準備)中)"
    r"([0-9０-９一二三四五六七八九十]*[名人])?"
)
_MARKS = "◎○●☆★△▲□■◇◆※＊*"
_HONOUR = re.compile(r"[\s　]*(?:様|殿)$|[\s　]+(?:氏|さん|君|先生)$")
_CHAIRED = r"(?:会長|委員長|議長|座長|部会長|分科会長|理事長|教育長|主査)"
_OFFICE_OF_BODY = re.compile(
    rf"(?:小|運営|常任|特別)委員長|.{{1,6}}(?:部会|分科会)長|会計|幹事長|代表幹事|"
    rf"(?:副|前|元)?{_CHAIRED}(?:代理|職務代理者?|代行|補佐)?|{_CHAIRED}?職務代理者?|副{_CHAIRED}|会長代行"
)
"""A post within the body itself (会内の役職)."""
_PLAIN_POST = re.compile(
    r"(?:臨時|専門|特別|常任|公募)?(?:委員|構成員|議員|部会員|メンバー)|幹事|監事|理事|書記|顧問|オブザーバー|事務局"
)
_POST = re.compile(
    r".*(?:[課部局係館所室次署園校庁市町村区]長|事務局長|参事官?|主幹|主査|主任|主事|補佐|専門官|審議官|審査官|統括官|企画官|"
    r"管理監|理事官|事務官|技監|参与|教授|准教授|講師|弁護士|係員|担当|職員|指導主事|社会教育主事|監督|支配人|代表|会員|教頭|教諭|推進員|専門員|相談員|指導員|学芸員|保健師|司書"
    r"|コーディネーター|(?:事務|院|団|隊|支店|理事|師)長)"
)
_STAFF = re.compile(r".*(?:[課部局係室所次]長|参事官?|主幹|主査|主任|主事|補佐|書記|専門官|技監|係員|担当)")
_HEAD_OF = re.compile(
    r".{2,}(?:署|局|事務所|支所|保健所|消防本部|消防|協会|会議所|組合|連合会|協議会|学校|[小中高]校|高等学校|園|病院|センター|公社|支店|[課部])長"
)
_NAME = re.compile(r"[^\W\d_]([^\W\d_]|[・．.＝=ー－々〆ヶ\-\ufe00-\ufe0f\U000e0100-\U000e01ef]){0,19}")
_NO_NAME = re.compile(
    "について|に関する|第.*[号回条]|事項$|議題|議案|開会|閉会|その他$|資料|一覧|名簿|委員会$|審議会$|協議会$|会議"
    "|予定者|出席|欠席|する者|のため"
)
_WIDE = {"　": 2}
_NAME_LENGTH = 6
"""Characters of a name on a line where it is spread out; more is a name and what stands behind it."""


class NameCell(Struct, frozen=True):
    """What a cell under 氏名 holds."""

    name: str = ""
    """The surname; the whole name where nothing divides it."""
    given: str = ""
    reading: str = ""
    """In hiragana, with the blank that it was written with."""
    post: str = ""
    mark: str = ""
    """◎ or another sign before the name."""
    notes: tuple[str, ...] = ()
    """What else stood in brackets (「代理：交通課長　木下」)."""
    vacant: bool = False
    """Whether the cell says that nobody has the seat."""


def is_office(text: str) -> bool:
    """Whether a text is a post within the body (会長, 副委員長, 教育長職務代理者)."""
    return _OFFICE_OF_BODY.fullmatch("".join(text.split())) is not None


def is_chair(text: str) -> bool:
    """Whether a post is that of whoever presides (会長, 座長, 教育長)."""
    return re.fullmatch(_CHAIRED, text) is not None


def is_deputy(text: str) -> bool:
    """Whether a post stands in for the chair (副会長, 座長代理, 教育長職務代理者)."""
    return is_office(text) and re.match("(?!前|元)(?=.*(?:副|代理|代行|補佐))", text) is not None


def is_staff(text: str) -> bool:
    """Whether a post is one in an administration (農政課長, 主事)."""
    return _STAFF.fullmatch("".join(text.split())) is not None


def is_called_member(text: str) -> bool:
    """Whether a post can only mean a seat in this body (委員), and not one anywhere (理事)."""
    return re.fullmatch(r"(?:臨時|専門|特別|常任|公募)?(?:委員|構成員|議員|部会員)", text) is not None


def is_plain_member(text: str) -> bool:
    """Whether a post is only what members are called (委員, 構成員)."""
    return _PLAIN_POST.fullmatch(text) is not None


def is_post(text: str) -> bool:
    """Whether a text is some post: of the body, a plain member's, or of an office (農政課長, 参事官)."""
    plain = "".join(text.split())
    return len(plain) > 1 and any(
        pattern.fullmatch(plain) is not None for pattern in (_OFFICE_OF_BODY, _PLAIN_POST, _POST)
    )


def is_vacant(text: str) -> bool:
    """Whether a text says that a seat is empty (「（欠員）」, 「調整中」)."""
    return _VACANT.fullmatch("".join(text.split()).strip("（）()[]［］【】〔〕※")) is not None


def is_post_elsewhere(text: str) -> bool:
    """Whether a text is but the post that makes somebody a member (高台警察署長), and nobody's name."""
    return _HEAD_OF.fullmatch("".join(text.split())) is not None


def is_name(text: str) -> bool:
    """Whether a text can be somebody's name: a few letters, and no word of an agenda."""
    return _NAME.fullmatch("".join(text.split())) is not None and _NO_NAME.search(text) is None


def is_kana(text: str) -> bool:
    """Whether a text is a reading: kana of either kind and nothing else."""
    return bool(text.strip()) and _KANA.fullmatch(text) is not None


def unspread_post(text: str) -> str:
    """A line that begins with a post, its spread characters closed up: 「主　　事　　坪　倉　　昂」 as 「主事　　坪倉　昂」."""
    words = [match.group() for match in re.finditer(r"[^\s　]+", text)]
    starts = [match.start() for match in re.finditer(r"[^\s　]+", text)]
    for count in range(min(len(words) - 1, 9), 0, -1):
        post, name = "".join(words[:count]), words[count:]
        if not is_post(post) or (count > 1 and len(post) > count):
            continue
        rest = text[starts[count] :]
        behind = len(name) > 2 and len(name[-1]) > 1 and (is_post(name[-1]) or name[-1][-1] in "士者授")
        if len(name) == 2 or (
            not behind and len(name) > 2 and sum(len(word) == 1 for word in name) >= len(name) - 1
        ):
            rest = "　".join(filter(None, divided(rest))) if len("".join(name)) <= _NAME_LENGTH else rest
        return f"{post}　　{rest}"
    return text


def read_name(text: str) -> NameCell:
    """The parts of a name; the name is empty where the cell holds none."""
    if is_vacant(text):
        return NameCell(vacant=True)
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    kana = [line for line in lines if is_kana(line)]
    rest = "　".join(line for line in lines if line not in kana or len(kana) == len(lines))
    reading = hiragana(kana[0]) if kana and len(kana) < len(lines) else ""
    notes: list[str] = []
    posts: list[str] = []
    for inside in _IN_BRACKETS.findall(rest):
        if is_kana(inside):
            reading = reading or hiragana(inside)
        elif is_office(inside):
            posts.append("".join(inside.split()))
        elif inside.strip():
            notes.append(" ".join(inside.split()))
    rest = _IN_BRACKETS.sub("　", rest).strip()
    mark = rest[:1] if rest[:1] in _MARKS else ""
    rest = _HONOUR.sub("", rest.lstrip(_MARKS + " 　")).strip()
    rest, before = _leading_posts(rest)
    rest, after = _trailing_post(rest)
    name, given = divided(rest)
    post = "".join((*posts, *before, *after)[:1])
    return NameCell(name, given, reading, post, mark, tuple(notes))


def divided(text: str) -> tuple[str, str]:
    """Surname and given name at the widest gap; blanks that only spread the characters out divide nothing.

    「大　島　　健」 is 大島 健; 「山 田 太 郎」 cannot be told, and stays whole.
    """
    parts = re.split(r"([\s　]+)", text.strip())
    words, gaps = parts[::2], [sum(_WIDE.get(char, 1) for char in gap) for gap in parts[1::2]]
    if not gaps:
        return words[0], ""
    widest = max(gaps)
    if all(word.isascii() for word in words):
        return words[0], " ".join(words[1:])
    if gaps.count(widest) == 1:
        at = gaps.index(widest) + 1
        return "".join(words[:at]), "".join(words[at:])
    if all(len(word) == 1 for word in words):
        return "".join(words), ""
    return words[0], "".join(words[1:])


def _leading_posts(text: str) -> tuple[str, list[str]]:
    """The text without the posts before the name (「会長　窪田　善一」), and those."""
    posts: list[str] = []
    while True:
        first, gap, rest = _first_word(text)
        second, _, after = _first_word(rest)
        if gap and after and is_organisation(first) and is_staff(second):
            # 「議会事務局　主査　堀　千尋」: the office stands before the post.
            return after, [*posts, first + second]
        if not gap or not rest or not is_post(first):
            return text, posts
        posts.append(first)
        text = rest


def _trailing_post(text: str) -> tuple[str, list[str]]:
    """The text without a post behind the name (「井川　参事官」, 「窪田善一会長」), and that."""
    words = re.split(r"[\s　]+", text)
    if len(words) > 1 and is_post(words[-1]):
        return text[: -len(words[-1])].strip(), [words[-1]]
    glued = re.fullmatch(rf"(.{{2,}}?)((?:副)?{_CHAIRED}|{_CHAIRED}?職務代理者?|委員|議員)", text)
    return (glued[1].strip(), [glued[2]]) if glued else (text, [])


def _first_word(text: str) -> tuple[str, str, str]:
    match = re.match(r"([^\s　]+)([\s　]*)(.*)", text, re.DOTALL)
    return (match[1], match[2], match[3]) if match else (text, "", "")
