"""Published minutes played again turn by turn, to see what the predictor would have said before each."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta, timezone
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from clerk_tui.domain.commands import CallRoll, Command, OpenBlock, Prepare, RecordStageDirection, RecordTurn
from clerk_tui.domain.events import Recorded
from clerk_tui.domain.ids import CaseId, GroupId, PersonId
from clerk_tui.domain.meeting import Case, Group, Meeting, Person
from clerk_tui.domain.notation import Notation
from clerk_tui.domain.profile import CaseKind, Outcome, Profile
from clerk_tui.domain.record import Named, Speaker, State, Unnamed
from clerk_tui.predict import Candidate, candidates
from clerk_tui.profile.standard import PHASES, ROLES
from clerk_tui.session import Clock, Session

GOLDEN = Path(__file__).parents[2].parent / "shared" / "seed" / "golden.json"

START = datetime(2025, 1, 15, 14, 0, tzinfo=timezone(timedelta(hours=9)))
KINDS = ("報告", "諮問")
PROFILE = Profile(
    id="test",
    body="みどり市審議会",
    document="会議録",
    roles=ROLES,
    kinds=tuple(CaseKind(kind, (Outcome("決定", "決定", "決定"),)) for kind in KINDS),
    phases=PHASES,
    capacities=("部会長", "副会長"),
)
CHAIR = PersonId("chair")
MEMBER = Unnamed("member")

# How many turns each stage of the published meeting has, in order; a new tuple begins at each heading row.
STAGES = (
    (("opening", 1), ("absence", 1), ("confirmation", 3), ("materials", 1), ("referral", 3)),
    (("explanation", 1), ("questions", 50), ("opinions", 9)),
    (("explanation", 2), ("questions", 51), ("opinions", 8)),
    (("explanation", 2), ("questions", 42), ("opinions", 2)),
    (("explanation", 1), ("questions", 17)),
    (("committee_report", 3),),
    (("committee_report", 5),),
    (("reply", 2), ("notices", 2), ("closing", 1)),
)

# What an agenda would say: the office in charge of each group and who explains it, by its first case.
OFFICES = {
    "報告27": "区民課",
    "諮問58": "区民課",
    "諮問49": "保健予防課",
    "報告29": "スポーツ振興課",
    "諮問62": "国保年金課",
    "諮問64": "高齢者施策課、子ども家庭部管理課",
    "諮問69": "子ども家庭支援担当課",
    "諮問71": "子ども家庭支援担当課",
    "報告30": "地域子育て支援担当課",
    "報告31": "建築課",
    "諮問75": "済美教育センター、庶務課",
    "諮問78": "情報政策課",
}
SYSTEMS, POLICY = "情報システム担当課長", "情報政策課長"
EXPLAINERS = {
    **dict.fromkeys(("報告27", "諮問58", "諮問62", "諮問64", "諮問69", "諮問71"), SYSTEMS),
    **dict.fromkeys(("諮問49", "報告29", "報告30", "報告31", "諮問75", "諮問78"), POLICY),
}
SILENT = ("スポーツ振興課長", "高円寺・上井草保健センター担当課長", "建築課長")


class Spoken(Struct, frozen=True):
    """A turn of the published meeting."""

    speaker: Speaker
    capacity: str
    paragraphs: tuple[str, ...]
    stage: str


class Opened(Struct, frozen=True):
    """A heading row."""

    groups: tuple[GroupId, ...]


class Directed(Struct, frozen=True):
    """A stage direction."""

    text: str


Line = Spoken | Opened | Directed


class Guess(Struct, frozen=True):
    """A prediction and what came."""

    state: State
    came: Spoken
    guessed: tuple[Candidate, ...]

    @property
    def rank(self) -> int:
        """1 for a hit at once; one more than the candidates for none."""
        pairs = [(candidate.speaker, candidate.capacity) for candidate in self.guessed]
        came = (self.came.speaker, self.came.capacity)
        return pairs.index(came) + 1 if came in pairs else len(pairs) + 1


class Rates(Struct, frozen=True):
    """Shares of turns predicted at the first, the first two and the first three places."""

    first: float
    second: float
    third: float


def rates(guesses: Sequence[Guess]) -> Rates:
    return Rates(*(sum(guess.rank <= limit for guess in guesses) / len(guesses) for limit in (1, 2, 3)))


def published(*, offices: bool = True, explainers: bool = True) -> tuple[Meeting, tuple[Line, ...]]:
    """The meeting and its lines, the agenda told as fully as asked for."""
    data = json.loads(GOLDEN.read_text(encoding="utf-8"))
    labels = {row["label"] for row in data["rows"] if row["row"] == "turn"}
    people = _people(data["header"], [*labels, *SILENT])
    headings = [row["lines"] for row in data["rows"] if row["row"] == "heading"]
    groups = {line: _group(line, people, offices, explainers) for lines in headings for line in lines}
    meeting = Meeting(
        profile=PROFILE,
        title=("審議会",),
        date=date(2025, 1, 15),
        starts=time(14),
        ends=time(16, 30),
        place="会議室",
        people=tuple(people.values()),
        cases=tuple(Case(CaseId(case["kind"], case["number"]), case["title"]) for case in data["cases"]),
        groups=tuple(groups.values()),
    )
    return meeting, tuple(_lines(data["rows"], groups, people))


def shuffled(lines: Sequence[Line], seed: int) -> tuple[Line, ...]:
    """The same meeting with its blocks in another order."""
    starts = [index for index, line in enumerate(lines) if isinstance(line, Opened)]
    # After the last block come the reply and the closing, which stay where they are.
    tail = next(
        index for index, line in enumerate(lines) if isinstance(line, Directed) or _stage(line) == "reply"
    )
    blocks = [lines[start:end] for start, end in zip(starts, [*starts[1:], tail], strict=True)]
    random.Random(seed).shuffle(blocks)
    return (*lines[: starts[0]], *(line for block in blocks for line in block), *lines[tail:])


def named(meeting: Meeting, lines: Sequence[Line]) -> tuple[Line, ...]:
    """The same meeting as recorded with names: one member from the chair's word to the chair's next."""
    members = [Named(person.id) for person in meeting.people if person.role == "member"][:-4]
    result: list[Line] = []
    turn = 0
    opinion = False
    for line in lines:
        if isinstance(line, Spoken) and line.speaker == Named(CHAIR):
            turn += 1
        if isinstance(line, Spoken) and line.speaker == MEMBER and not line.capacity:
            turn += opinion and line.stage == "opinions"
            opinion = True
            result.append(replace(line, speaker=members[turn * 7 % len(members)]))
        else:
            opinion = False
            result.append(line)
    return tuple(result)


def play(meeting: Meeting, lines: Sequence[Line], *, texts: bool = True) -> Iterator[Guess]:
    """The prediction before each turn; without ``texts`` the clerk types all words later."""
    session = Session(_Nowhere(), clock=Clock(lambda: START, lambda: 0.0))
    session.dispatch(Prepare(meeting))
    session.dispatch(CallRoll(absent=tuple(person.id for person in meeting.people if person.section == "欠")))
    for index, line in enumerate(lines):
        if isinstance(line, Spoken):
            yield Guess(session.state, line, candidates(session.state))
        for command in _commands(session.state, lines, index, texts):
            session.dispatch(command)


def _commands(state: State, lines: Sequence[Line], index: int, texts: bool) -> Iterator[Command]:
    match lines[index]:
        case Directed(text=text):
            yield RecordStageDirection(text)
        case Opened(groups=groups):
            yield OpenBlock(groups, _stage(lines[index + 1]))
        case Spoken() as line:
            then = ""
            # It is the chair who moves the meeting on.
            if line.speaker == Named(CHAIR):
                following = _following(lines, index)
                then = following if following != state.phase else ""
            yield RecordTurn(line.speaker, line.paragraphs if texts else (), line.capacity, then=then)


def _following(lines: Sequence[Line], index: int) -> str:
    """The stage of the turn that comes after, up to the next heading."""
    for line in lines[index + 1 :]:
        match line:
            case Spoken(stage=stage):
                return stage
            case Opened():
                return ""
            case Directed():
                pass
    return ""


def _stage(line: Line) -> str:
    return line.stage if isinstance(line, Spoken) else ""


def _people(header: dict[str, object], posts: Sequence[str]) -> dict[str, Person]:
    """By what the turns call them: posts, 会長, and the surnames of members."""
    people: dict[str, Person] = {}
    roles = {"実施機関": "official", "事務局": "secretariat"}
    attendance = header["attendance"]
    assert isinstance(attendance, list)
    for row in attendance:
        for listed in row["names"]:
            role = roles.get(row["category"], "member")
            # The longest post, for one may end with another.
            post = max((post for post in posts if listed.endswith(post)), key=len, default="")
            if post == "会長":
                people[post] = Person(CHAIR, listed.removesuffix(post), "chair", post)
            elif role == "member":
                people[listed] = Person(PersonId(listed), listed.removesuffix("委員"), role)
            else:
                people[post] = Person(PersonId(listed), listed.removesuffix(post), role, post)
    absent = header["absent"]
    assert isinstance(absent, list)
    for listed in absent:
        people[listed] = Person(PersonId(listed), listed.removesuffix("委員"), "member", section="欠")
    return people


def _group(line: str, people: dict[str, Person], offices: bool, explainers: bool) -> Group:
    cases = Notation.usual(*KINDS).parse(line)
    key = f"{cases[0].kind}{cases[0].number}"
    explainer = people.get(EXPLAINERS.get(key, ""))
    return Group(
        GroupId(line),
        cases,
        OFFICES.get(key, "") if offices else "",
        (explainer.id,) if explainer and explainers else (),
    )


def _lines(
    rows: Sequence[dict[str, object]], groups: dict[str, Group], people: dict[str, Person]
) -> Iterator[Line]:
    stages = iter([stage for part in STAGES for stage, count in part for _ in range(count)])
    reported = False
    for row in rows:
        match row:
            case {"row": "heading", "lines": list(lines)}:
                yield Opened(tuple(groups[line].id for line in lines))
            case {"row": "stage", "text": str(text)}:
                yield Directed(text)
            case {"row": "turn", "label": str(label), "paragraphs": list(texts)}:
                speaker: Speaker = MEMBER
                capacity = ""
                if label in people:
                    speaker = Named(people[label].id)
                elif label == "部会長":
                    # The chair reports for the first committee, somebody else for the second.
                    capacity = label
                    speaker = MEMBER if reported else Named(CHAIR)
                    reported = True
                yield Spoken(speaker, capacity, tuple(texts), next(stages))
            case _:
                raise AssertionError(row)


class _Nowhere:
    """A store that keeps nothing."""

    def append(self, records: Sequence[Recorded]) -> None:
        pass
