"""The minutes once every decision is taken: strings in the order of print, with no person and no meeting behind them.

This module owns the boundary between deciding and printing. Whoever builds a :class:`Document` has already chosen
labels, notation and edition; whoever prints one (Word and the other writers) can add nothing and leak nothing.
All text is plain: a writer escapes it for its own format; a tab and a newline within a paragraph are kept.

A field of a Word template is a field here: :func:`named` gives it the Japanese name that the template uses and
says what it holds (docs/templates.md is made from that). A field without such a name is none of a template's.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, TypeAlias

from msgspec import Meta, Struct

DRAFT_MARK = "（案）"
"""Printed on every page until the minutes are final."""
PROOF = "記録の照合値"
"""Label of the header's row with the record's chain, in the internal edition."""


def named(name: str, holds: str) -> Meta:
    """The name of a field in a Word template, and what it holds."""
    return Meta(title=name, description=holds)


class Doubtful(str):
    """A text that is not known or not sure, with remarks to the editor, printed as Word comments (要確認)."""

    notes: tuple[str, ...]

    def __new__(cls, text: str, *notes: str) -> Doubtful:
        made = super().__new__(cls, text)
        made.notes = tuple(f"要確認：{note}" for note in notes)
        return made


class Labels(Struct, frozen=True):
    """Names of the items as the body prints them (``[form]`` of its profile)."""

    title: Annotated[str, named("会議名称", "「会議名称」")] = "会議名称"
    moment: Annotated[str, named("日時", "「日時」")] = "日時"
    place: Annotated[str, named("場所", "「場所」")] = "場所"
    attendance: Annotated[str, named("出席者", "「出席者」")] = "出席者"
    absentees: Annotated[str, named("欠席者", "「欠席者」。刷らない審議会では空")] = ""
    observers: Annotated[str, named("傍聴者", "「傍聴者」")] = "傍聴者"
    materials: Annotated[str, named("配布資料", "「配布資料」")] = "配布資料"
    contents: Annotated[str, named("会議内容", "「【会議内容】」")] = "【会議内容】"
    signatories: Annotated[str, named("署名委員", "「会議録署名委員」")] = "会議録署名委員"
    follow_ups: Annotated[str, named("宿題", "宿題の一覧の見出し。刷らない審議会では空")] = ""
    case_number: Annotated[str, named("番号", "案件の表の一列目の名前")] = "番号"
    case_title: Annotated[str, named("件名", "案件の表の二列目の名前")] = "件名"
    case_result: Annotated[str, named("結果", "案件の表の三列目の名前")] = "審議結果"

    @property
    def case_columns(self) -> tuple[str, str, str]:
        """Names of the columns of the table of cases."""
        return self.case_number, self.case_title, self.case_result


class HeaderRow(Struct, frozen=True):
    """One row of the table at the top."""

    label: Annotated[str, named("項目", "日時、出席者など")]
    """Consecutive rows with the same label are printed under one label."""
    paragraphs: Annotated[tuple[str, ...], named("内容", "段落の並び")]
    sublabel: Annotated[str | None, named("区分", "委員、事務局、当日など。ないときは空")] = None
    """``None`` where the content takes the place of it as well."""
    bulleted: Annotated[bool, named("箇条", "内容の一つ一つが項目（配布資料など）かどうか")] = False


class AttendanceGroup(Struct, frozen=True):
    """The people of one category who were there."""

    category: Annotated[str, named("区分", "委員、事務局など")]
    count: Annotated[str, named("人数", "出席した人の数")]
    names: Annotated[tuple[str, ...], named("氏名一覧", "名簿の書き方の氏名の並び")]


class MaterialGroup(Struct, frozen=True):
    """The materials that were handed out at one time."""

    when: Annotated[str, named("区分", "事前、当日など")]
    titles: Annotated[tuple[str, ...], named("資料名一覧", "資料の名前の並び")]


class FreeField(Struct, frozen=True):
    """One thing that the office prints besides."""

    label: Annotated[str, named("項目", "審議会の型の [fields] にある名前")]
    text: Annotated[str, named("内容", "この会議での内容。ないときは空")]
    cleared: bool = False
    """Whether names may stand in it: it is a list of people (署名委員) and nothing else."""


class CaseRow(Struct, frozen=True):
    """One line of a table of cases, e.g. 諮問第52号 | 件名 | 決定."""

    number: Annotated[str, named("番号", "例：諮問第52号")]
    title: Annotated[str, named("件名", "案件の件名")]
    result: Annotated[str, named("結果", "例：決定。裁決がないときは空")]
    note: Annotated[str, named("付記", "結果に添えるもの（条件、賛否の数）。概要だけで使い、ほかでは空")] = ""


class RollRow(Struct, frozen=True):
    """One person with a vote."""

    seat: Annotated[str, named("議席", "例：3番。議席のない人では空")]
    name: Annotated[str, named("氏名", "名簿の書き方の氏名")]
    presence: Annotated[str, named("出欠", "例：出席、遅参（10:05）。代理では、その人の名も")]


class ContentsLine(Struct, frozen=True):
    """One item of the agenda."""

    number: Annotated[str, named("番号", "紙のとおりの番号（例：2、(1)、日程第3）。ないときは空")]
    title: Annotated[str, named("題", "例：議事")]
    indent: Annotated[str, named("字下げ", "ほかの項目の中の項目の、深さだけの全角の空き")] = ""

    @property
    def text(self) -> str:
        return "　".join(filter(None, (self.number, self.title)))


class VoteRow(Struct, frozen=True):
    """One vote on a case; a case may have several."""

    number: Annotated[str, named("番号", "例：議案第3号")]
    method: Annotated[str, named("方法", "採決の方法")]
    ayes: Annotated[str, named("賛成", "賛成の数。数えていないときは空")]
    noes: Annotated[str, named("反対", "反対の数。数えていないときは空")]
    result: Annotated[str, named("結果", "例：可決、否決（修正案）")]
    subject: Annotated[str, named("対象", "採決の対象（例：修正案）。案件の全体なら空")] = ""
    abstentions: Annotated[str, named("棄権", "棄権の数。数えていないときは空")] = ""
    remark: Annotated[str, named("付記", "除斥の数、可否同数のときの会長の裁決、記名の賛否。どれもないときは空")] = ""


class ConclusionRow(Struct, frozen=True):
    """What was settled that no case stands for."""

    subject: Annotated[str, named("議題", "例：会期の決定、会長の選挙")]
    result: Annotated[str, named("結果", "例：本日一日。選挙では空のこともある")]
    elected: Annotated[str, named("当選", "選ばれた人の氏名。選挙でないときは空")] = ""
    counted: Annotated[str, named("得票", "例：有賀委員5票、無効1票。数えていないときは空")] = ""


class FollowUpRow(Struct, frozen=True):
    """One thing that stays to be done."""

    office: Annotated[str, named("担当", "宿題を受けた課。決まっていないときは空")]
    kind: Annotated[str, named("種類", "後日回答、資料提出、裁決の条件、その他")]
    what: Annotated[str, named("内容", "何をするか")]
    note: Annotated[str, named("付記", "期限と、前の会議からのものならその会議。どちらもないときは空")] = ""
    done: Annotated[str, named("状況", "「済」か、残っていれば空")] = ""


class Quorum(Struct, frozen=True):
    """The voting members who were there, counted."""

    present: Annotated[str, named("出席", "出席した委員の数")]
    seats: Annotated[str, named("定数", "委員の数")]
    required: Annotated[str, named("定足数", "会議の成り立つ数。定めのない審議会では空")]


class Paragraph(Struct, frozen=True):
    """One paragraph of a turn."""

    text: Annotated[str, named("文", "一つの段落。未記入の発言では空")]
    narrated: Annotated[bool, named("動作", "発言でなく動作（例：諮問文を会長に渡す。）かどうか")] = False
    cleared: bool = False
    """Whether names may stand in it: it reports who is absent, or the clerk has confirmed it."""


class Heading(Struct, frozen=True):
    """Opens a block of cases; one line a group."""

    lines: Annotated[tuple[str, ...], named("見出し", "案件の見出しの行の並び。ほかの行では空")]


class Turn(Struct, frozen=True):
    """One turn under the label of its speaker. No paragraphs: the words are still to be filled in."""

    label: Annotated[str, named("発言者", "名札（会長、水辺課長など）。ほかの行では空")]
    paragraphs: Annotated[
        tuple[Paragraph, ...], named("段落", "発言の段落の並び。必ず一つはあり、ほかの行では空")
    ]
    notes: tuple[str, ...] = ()
    """Remarks to the editor of the draft (e.g. 要確認), printed as Word comments; never part of the text."""
    mark: Annotated[str, named("印", "発言者の印（○、◆など。審議会の型の mark）。ほかの行では空")] = "○"


class StageDirectionRow(Struct, frozen=True):
    """A stage direction, e.g. 異議なし; the brackets belong to the template."""

    text: Annotated[str, named("ト書き", "ト書き（異議なし、休憩など）。括弧は含まない。ほかの行では空")]
    cleared: bool = False
    """Whether names may stand in it, because the clerk has confirmed it."""


Row: TypeAlias = Heading | Turn | StageDirectionRow


class Document(Struct, frozen=True):
    """Whole minutes: what every layout can print."""

    title: Annotated[tuple[str, ...], named("会議名称の行", "文書の名前の行の並び")]
    header: tuple[HeaderRow, ...]
    contents: Annotated[tuple[ContentsLine, ...], named("次第", "次第の項目の並び")]
    cases: Annotated[tuple[CaseRow, ...], named("案件一覧", "審議した案件の並び")]
    body: Annotated[tuple[Row, ...], named("発言一覧", "見出し、発言、ト書きの行の並び。記録の順")]
    created: datetime
    """Goes into the properties of the file; must be aware of its zone, so that equal documents make equal files."""
    labels: Annotated[Labels, named("項目名", "項目の名前。審議会の型の [form] のとおり")] = Labels()
    draft: Annotated[str, named("案の表示", "「（案）」。確認依頼では、宛先と回答期限も。確定した会議録では空")] = ""
    edition: Annotated[str, named("版", "「公開用」か「内部用」")] = "公開用"
    moment: Annotated[str, named("日時", "例：令和7年6月3日(火)10時00分から11時40分まで")] = ""
    place: Annotated[str, named("場所", "会議の場所")] = ""
    observers: Annotated[str, named("傍聴者", "例：3名")] = ""
    absentees: Annotated[str, named("欠席者", "欠席した人。刷らない審議会では空")] = ""
    opened: Annotated[str, named("開会時刻", "例：14時00分。開会を記録していないときは空")] = ""
    closed: Annotated[str, named("閉会時刻", "例：15時50分。閉会を記録していないときは空")] = ""
    attendance: Annotated[tuple[AttendanceGroup, ...], named("出席者一覧", "区分ごとの出席者の並び")] = ()
    materials: Annotated[tuple[MaterialGroup, ...], named("配布資料一覧", "配った時ごとの資料の並び")] = ()
    roll: Annotated[tuple[RollRow, ...], named("出欠一覧", "表決権のある人の並び")] = ()
    seated: Annotated[bool, named("議席あり", "議席の決まった人がいるかどうか")] = False
    quorum: Annotated[tuple[Quorum, ...], named("出席数", "出席を数えたときだけ、一つある")] = ()
    votes: Annotated[
        tuple[VoteRow, ...], named("表決一覧", "採決の並び。一つの案件に何度か採決していれば、その順に全部")
    ] = ()
    conclusions: Annotated[
        tuple[ConclusionRow, ...], named("議題の結果一覧", "案件でない議題の結果（会期の決定、選挙など）の並び")
    ] = ()
    signatories: Annotated[
        tuple[str, ...], named("署名委員", "会議録に署名する委員の氏名の並び。指名を記録していないときは空")
    ] = ()
    follow_ups: Annotated[
        tuple[FollowUpRow, ...],
        named("宿題一覧", "残っていることと、この会議で済んだこと。刷らない審議会では空"),
    ] = ()
    next: Annotated[str, named("次回", "次回の日時と場所。決まっていないときは空")] = ""
    free: Annotated[tuple[FreeField, ...], named("自由欄一覧", "審議会の型の [fields] の項目の並び")] = ()
    recorder: str = "記録担当"
    """Who signs the notes; a function, not a name."""

    def __post_init__(self) -> None:
        """Raise :class:`ValueError` for a time without a zone."""
        if self.created.tzinfo is None:
            raise ValueError("Document.created needs a time zone")
