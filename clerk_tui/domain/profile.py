"""What differs from body to body (審議会ごとの流儀): data, never code.

A :class:`Profile` is read from ``templates/<body>/profile.toml`` and travels inside the record, so that a
meeting can be drafted again years later in the wording that it was held in.
"""

from __future__ import annotations

import re
from enum import StrEnum
from math import ceil

from msgspec import field

from .citations import USUAL, Numbering
from .notation import Notation, Numerals
from .value import OnPaper

_DEPUTY = re.compile("(?:会長|委員長|議長)?職務代理者?")


USUAL_MARK = "○"
"""What most bodies print before who speaks."""


class Standing(StrEnum):
    """In which capacity a role takes part (立場); decides who presides, who votes and who answers."""

    CHAIR = "会長"
    MEMBER = "委員"
    OFFICIAL = "説明員"
    SECRETARIAT = "事務局"
    GUEST = "その他"


class LabelStyle(StrEnum):
    """How a speaker is printed (発言者の表記)."""

    POST = "役職"
    NAME_POST = "姓＋役職"
    TITLE = "呼称"
    NAME_TITLE = "姓＋呼称"
    LETTERED = "呼称＋記号"
    NAME = "氏名"


class Role(OnPaper, frozen=True):
    """A group of participants that the minutes treat alike (役割)."""

    id: str
    title: str
    """呼称: what stands for the role where no post is known (委員, 事務局)."""
    standing: Standing
    label: LabelStyle
    category: str
    """区分 in the attendance list of the header table (委員, 実施機関, 事務局)."""
    listed: LabelStyle = LabelStyle.NAME_POST
    """How the attendance list prints a person of this role."""
    framed: str = "{label}"
    """What is printed around a speaker's label: 「{seat}番{label}」, 「{label}（{name}君）」."""
    mark: str = USUAL_MARK
    """What a template that marks its speakers prints before the label (○, ◆, ◎); may be empty."""

    @property
    def votes(self) -> bool:
        """Whether the role has a seat that counts towards the quorum."""
        return self.standing in (Standing.CHAIR, Standing.MEMBER)


class Outcome(OnPaper, frozen=True):
    """A result that a case can have (審議結果)."""

    name: str
    """What the clerk chooses by (了承, 決定, 継続審議)."""
    spoken: str
    """What the chair says: 「…は了承」."""
    table: str
    """What the case table prints: 「報告了承」."""
    settled: bool = True
    """False where the case comes back (継続審議, 保留)."""
    sentence: str = ""
    """The chair's clause where the profile's usual one does not fit; ``{cases}`` and ``{note}`` are filled in."""
    carried: bool = True
    """False where it means that the vote failed (否決, 不承認, 不採択)."""


class CaseKind(OnPaper, frozen=True):
    """A kind of case (案件の種別) and the results open to it; the first is the usual one."""

    name: str
    outcomes: tuple[Outcome, ...]
    numbering: str = USUAL
    """How its numbers are written (番号の付け方): the pattern of a :class:`~.citations.Numbering`."""
    carries: bool = True
    """Whether cases on which nothing was ruled come back at the next meeting (持越し)."""

    @property
    def default(self) -> Outcome:
        return self.outcomes[0]

    def outcome(self, name: str) -> Outcome | None:
        """The outcome of that name, else table word, else spoken word; None where the kind has no such result."""
        for word in ("name", "table", "spoken"):
            for candidate in self.outcomes:
                if getattr(candidate, word) == name:
                    return candidate
        return None


class PhaseRole(StrEnum):
    """What the core needs to know of a phase, whatever the body calls it."""

    OPENING = "opening"
    ABSENCE = "absence"
    CONFIRMATION = "confirmation"
    MATERIALS = "materials"
    REFERRAL = "referral"
    EXPLANATION = "explanation"
    QUESTIONS = "questions"
    OPINIONS = "opinions"
    RULING = "ruling"
    COMMITTEE_REPORT = "committee_report"
    REPLY = "reply"
    NOTICES = "notices"
    CLOSING = "closing"
    OTHER = "other"


class Phase(OnPaper, frozen=True):
    """A stage of the proceedings (議事の段階); phases come in order, may be skipped and entered again."""

    id: str
    name: str
    role: PhaseRole
    in_block: bool
    """True for the stages that a block of cases goes through; entering another one closes the block."""


class Phrase(OnPaper, frozen=True):
    """A procedural line (定型文) that one key enters.

    ``text`` may hold ``{cases}`` (the open block in speech), ``{next}`` (the next block), ``{explained}``
    (the explainer's groups as headings), ``{title}`` and ``{explainer}``.
    """

    key: str
    text: str
    phases: tuple[str, ...]
    """Phase ids in which the line is offered; empty: everywhere."""
    speaker: str = "chair"
    """Role id of the speaker, or ``explainer`` / ``current``; see :meth:`Profile.is_for_chair`."""
    then: str = ""
    """Phase id that follows; empty: the phase stays."""
    narrated: bool = False
    """True for a sentence that tells what was done instead of what was said (「説明する。」)."""


class RulingWording(OnPaper, frozen=True):
    """How the chair's ruling is put: 「では、{clause}、{clause}といたします。」"""

    opening: str = "では、"
    clause: str = "{cases}は{outcome}"
    joiner: str = "、"
    closing: str = "といたします。"


class Seats(StrEnum):
    """Of what a quorum is counted (定足数の母数)."""

    ALL = "定数"
    FILLED = "在任"
    """Without vacancies: the members on the roster (現に在任する委員)."""


class Quorum(OnPaper, frozen=True):
    """定足数: a share of the seats, or a fixed number of members."""

    share: tuple[int, int] = (1, 2)
    """A share of nothing (0/1): the body has no quorum."""
    strict: bool = False
    """True for 過半数 (more than the share), False for 半数以上 (at least)."""
    fixed: int = 0
    """A number of members that overrides the share; 0: none."""
    of: Seats = Seats.ALL
    despite_recusal: bool = False
    """True where a meeting that recusals leave without a quorum goes on (地方自治法第113条ただし書)."""
    online: bool = True
    """Whether members who take part from elsewhere count."""

    def required(self, seats: int) -> int:
        """How many members must be present, of so many seats."""
        if self.fixed:
            return self.fixed
        part, whole = self.share
        if not part:
            return 0
        if self.strict:
            return seats * part // whole + 1
        return ceil(seats * part / whole)


class Counted(StrEnum):
    """Of what a majority is counted (多数の母数)."""

    PRESENT = "出席者"
    VOTES = "賛否"
    ALL = "全委員"


class Majority(OnPaper, frozen=True):
    """表決: how many ayes carry a case."""

    share: tuple[int, int] = (1, 2)
    strict: bool = True
    """True for 過半数 (more than the share), False for 三分の二以上 (at least)."""
    of: Counted = Counted.PRESENT
    chair_votes: bool = False
    """False where the chair votes in a tie alone (可否同数は議長の決するところ)."""

    @property
    def breaks_ties(self) -> bool:
        """Whether a tie is left to the chair: only a simple majority knows one, and only a chair who has not voted."""
        return not self.chair_votes and self.strict and self.share[0] * 2 == self.share[1]

    def reached(self, ayes: int, of: int) -> bool:
        """Whether so many ayes are enough, of so many."""
        part, whole = self.share
        return ayes * whole > of * part if self.strict else ayes * whole >= of * part

    @property
    def called(self) -> str:
        """「過半数」, 「3分の2以上」."""
        part, whole = self.share
        if self.strict and part * 2 == whole:
            return "過半数"
        return f"{whole}分の{part}{'超' if self.strict else '以上'}"


class Style(OnPaper, frozen=True):
    """Numbers and dates in print (数字・日付の表記)."""

    numerals: Numerals = Numerals.HALF
    date: str = "{era}{year}年{month}月{day}日({weekday})"
    time: str = "{hour}時{minute2}分"
    period: str = "{start}から{end}まで"
    moment: str = "{date} {period}"
    """How the line 日時 joins the two."""


class Form(OnPaper, frozen=True):
    """Fixed words of the printed document (様式の文言)."""

    title: str = "会議名称"
    moment: str = "日時"
    place: str = "場所"
    attendance: str = "出席者"
    absentees: str = ""
    """Heading of a row 欠席者; empty: the body prints none."""
    observers: str = "傍聴者"
    observers_count: str = "{count}名"
    materials: str = "配布資料"
    contents: str = "【会議内容】"
    columns: tuple[str, str, str] = ("番号", "件名", "審議結果")
    attendance_joiner: str = "、"
    deputy: str = "{member}（代理　{name}）"
    """How the attendance list prints a member for whom somebody else was there."""
    online: str = "{member}"
    """How it prints a member who took part from elsewhere (「{member}（オンライン）」)."""
    signatories: str = "会議録署名委員"
    """Heading of those who sign the minutes; printed once they are named."""
    follow_ups: str = ""
    """Heading of what stays to be done (宿題・検討事項); empty: the body does not print it."""
    note: str = "{result}（{note}）"
    """How a result with a condition or rider is printed."""
    voted: str = "{side}：{names}"
    """How those who voted alike are printed, where their names were recorded; empty: the body does not print them."""
    taken_up: str = "{heading}（再開）"
    """The heading of a group that was opened before; empty: it is printed the first time only."""
    recess: str = "休憩"
    resumed: str = "再開"
    adjourned: str = "延会"
    """In place of a recess that lasts until another day."""
    continued: str = "続会"
    """In place of the resumption on another day."""
    closed_part: str = "非公開"
    open_part: str = "公開再開"
    closed_notice: str = "非公開で審議したため、この間の記載を省く。"
    """Printed in the public edition in place of a closed part; ``{reason}`` is filled in."""
    closed_results: bool = True
    """Whether the public edition prints what was decided in a closed part."""
    withheld: str = ""
    """Printed in the public edition in place of words for the internal one (〔内部：…〕)."""


class Days(StrEnum):
    """How days are counted (日の数え方)."""

    CALENDAR = "暦日"
    OFFICE = "開庁日"
    """Without weekends, public holidays and the end of the year (十二月二十九日から一月三日まで)."""


class Deadlines(OnPaper, frozen=True):
    """Until when the body's rule wants what, in days after the meeting (期限); 0: it says nothing."""

    summary: int = 0
    """The summary of the results is published (概要)."""
    minutes: int = 0
    """The minutes are published (会議録)."""
    answers: int = 0
    """Those who were asked to confirm the draft answer, in days after the request (確認の回答)."""
    counted: Days = Days.CALENDAR


class Profile(OnPaper, frozen=True):
    """One body's way of holding and printing its meetings."""

    id: str
    body: str
    """Name of the body (審議会名)."""
    document: str
    """Name of its minutes (会議録, 議事録)."""
    roles: tuple[Role, ...]
    kinds: tuple[CaseKind, ...]
    """In the order in which headings and rulings name them (報告 before 諮問)."""
    phases: tuple[Phase, ...]
    capacities: tuple[str, ...] = ()
    """Other capacities in which a person may speak for a turn (部会長)."""
    phrases: tuple[Phrase, ...] = ()
    abbreviations: tuple[tuple[str, str], ...] = ()
    """略語: what is typed, and what it becomes."""
    quorum: Quorum = field(default_factory=Quorum)
    wording: RulingWording = field(default_factory=RulingWording)
    style: Style = field(default_factory=Style)
    form: Form = field(default_factory=Form)
    majority: Majority = field(default_factory=Majority)
    fields: tuple[tuple[str, str], ...] = ()
    """自由欄: what the office prints besides (問い合わせ先, 次回開催予定), and what stands there usually."""
    deadlines: Deadlines = field(default_factory=Deadlines)
    required: tuple[str, ...] = ()
    """要領の項目: what the body's rule demands in the minutes (開催日時, 傍聴者数), see :mod:`.demands`."""
    closed_under: str = ""
    """非公開の根拠: the article under which the body closes a meeting, where nothing else is said of a closed part."""
    allowed_words: tuple[str, ...] = ()
    """氏名とみない語: words that a member's name stands in and that name nobody, in every meeting of the body."""

    @property
    def kind_names(self) -> tuple[str, ...]:
        return tuple(kind.name for kind in self.kinds)

    @property
    def notation(self) -> Notation:
        """How the body writes its cases; digits also where dates and seats are in 漢数字, so that a branch reads back."""
        numerals = self.style.numerals if self.style.numerals is not Numerals.KANJI else Numerals.HALF
        return Notation(tuple(Numbering(kind.name, kind.numbering) for kind in self.kinds), numerals)

    def kind(self, name: str) -> CaseKind | None:
        return next((kind for kind in self.kinds if kind.name == name), None)

    def role(self, role_id: str) -> Role | None:
        return next((role for role in self.roles if role.id == role_id), None)

    def role_of(self, standing: Standing) -> Role | None:
        """The first role of that standing."""
        return next((role for role in self.roles if role.standing is standing), None)

    def presides(self, capacity: str) -> bool:
        """Whether who speaks in that capacity does so in the chair's place (会長職務代理者, 副会長)."""
        chair = self.role_of(Standing.CHAIR)
        # 議長 may be what the chair is called at the meeting, and 会長 what the law calls whom a deputy stands in for.
        # Not simply whether it contains 会長: so does 部会長.
        return _DEPUTY.fullmatch(capacity) is not None or (
            chair is not None and (capacity.startswith(chair.title) or capacity == f"副{chair.title}")
        )

    def is_for_chair(self, phrase: Phrase) -> bool:
        """Whether whoever presides says the phrase, whatever the role is called in the profile."""
        role = self.role(phrase.speaker)
        return role is not None and role.standing is Standing.CHAIR

    def phase(self, phase_id: str) -> Phase | None:
        return next((phase for phase in self.phases if phase.id == phase_id), None)

    def phase_of(self, role: PhaseRole) -> Phase | None:
        """The first phase that plays that part."""
        return next((phase for phase in self.phases if phase.role is role), None)

    def outcome(self, kind: str, name: str) -> Outcome | None:
        found = self.kind(kind)
        return found.outcome(name) if found else None
