"""The folders of meetings (会議のフォルダー): made, found, listed, read, and opened for recording.

A session is one folder: ``preparation.toml`` and ``profile.toml`` for the hand, ``record.json`` for the program and
for anybody with TinyDB, drafts for Word.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from clerk_tui import profile as profiles
from clerk_tui.domain.commands import Prepare
from clerk_tui.domain.errors import Refused, Unconfirmed
from clerk_tui.domain.events import PreparationRevised, Recorded
from clerk_tui.domain.meeting import Meeting
from clerk_tui.domain.record import State
from clerk_tui.domain.revision import changes, doubts, is_other
from clerk_tui.domain.timeline import Timeline
from clerk_tui.intake.preparation import FILE as PREPARATION
from clerk_tui.intake.preparation import PROFILE, read_preparation
from clerk_tui.intake.preparation_writer import write_preparation
from clerk_tui.intake.problems import FileProblems
from clerk_tui.profile.writer import write_profile
from clerk_tui.record import (
    Reading,
    RecordDB,
    RecordError,
    RecordLocation,
    RecordReadOnly,
    RecordView,
    UnsentText,
    folder_name,
)
from clerk_tui.record.files import REAL
from clerk_tui.record.relocation import home_of
from clerk_tui.rescue import rescue_folder, rescued
from clerk_tui.session import SYSTEM_CLOCK, Clock, Session
from clerk_tui.session_files import is_session, reject_session_file, spelled
from clerk_tui.settings import meetings_folder
from clerk_tui.support.atomic import write_atomically
from clerk_tui.support.os_errors import reason


class Summary(Struct, frozen=True):
    """A session as the list shows it; a record that cannot be read, or not to its end, has its fault."""

    folder: Path
    state: State
    fault: str = ""


class Standing(Struct, frozen=True):
    """A record at one moment."""

    state: State
    records: Sequence[Recorded]
    head: str
    """The record's chain at its end."""

    @property
    def seq(self) -> int:
        """Number of the last event; 0: nothing is recorded yet."""
        return self.records[-1].seq if self.records else 0

    def at(self, seq: int) -> State | None:
        """The state after that event; None where there is no such event, or no preparation yet."""
        held = [record for record in self.records if record.seq <= seq]
        if not held or held[-1].seq != seq:
            return None
        state = Timeline(held).state
        return state if state.prepared else None


class Recording(Struct, frozen=True):
    """A session open for recording."""

    session: Session
    record: RecordDB
    store: RecordStore
    unsent: UnsentText
    news: tuple[str, ...] = ()
    """What opening found, for the clerk: one sentence each."""
    asked: Meeting | None = None
    """The preparation as it is now, where it must not be taken over unasked: the record goes on with its own."""

    @property
    def folder(self) -> Path:
        """Another one after :meth:`relocate`."""
        return self.record.storage.folder

    @property
    def location(self) -> RecordLocation:
        """Where the record is now."""
        return self.record.storage.location

    def relocate(self, folder: Path) -> RecordLocation:
        """Go on in another folder, which can be opened as a session afterwards.

        Returns:
            Where the record is now, with the trouble if it had to stay.

        Raises:
            RecordError: the folder belongs to another record, or somebody else is writing in it.
        """
        location = self.record.storage.relocate(folder)
        state = self.session.state
        if location.whole and state.prepared and not (folder / PREPARATION).exists():
            try:
                _prepare(folder, state.meeting)
            except OSError as error:
                location = replace(location, trouble=error.strerror or str(error))
        self.store.tell(location)
        return location


class RecordStore:
    """Stores events in a record; :class:`~clerk_tui.session.Session` knows no more of it."""

    def __init__(self, record: RecordDB) -> None:
        self._record = record
        self._told = record.storage.location
        self.on_location: Callable[[RecordLocation], None] = lambda _location: None
        """Told each time the record has had to move, or has come home."""

    def append(self, records: Sequence[Recorded]) -> None:
        try:
            self._record.insert_multiple(records)
        except RecordReadOnly as fault:
            raise Refused(str(fault)) from None
        finally:
            self.tell(self._record.storage.location)

    def check(self) -> None:
        """Look whether the record is still where it was written."""
        self.tell(self._record.storage.check())

    def tell(self, location: RecordLocation) -> None:
        """Pass it on where the record has moved."""
        if (location.where, location.path) != (self._told.where, self._told.path):
            self._told = location
            self.on_location(location)


class ClosedStore:
    """Stores nothing and says why; behind a screen that only looks on."""

    def __init__(self, reason: str) -> None:
        self._reason = reason

    def append(self, records: Sequence[Recorded]) -> None:
        del records
        raise Refused(self._reason)


def root() -> Path:
    """The folder of sessions, in full, as it is decided (:mod:`clerk_tui.settings`)."""
    return meetings_folder().path


def folders() -> list[Path]:
    """The folders of all sessions, by name: the order in which they are numbered."""
    place = root()
    own = sorted(folder for folder in place.iterdir() if is_session(folder)) if place.is_dir() else []
    return [*own, *rescued(own)]


def brought_home(folder: Path) -> Path:
    """Take a record under the fallback folder back to a session's folder: its own, else a new one of its title.

    Returns:
        Where it is now; the same folder where no other takes it, in which it can be gone on with as well.
    """
    with recording(folder, asks=True) as opened:
        state = opened.session.state
        title = f"{state.meeting.day or '日付不明'} {''.join(state.meeting.title)}"
        noted = home_of(REAL, folder)
        # A folder of that name that somebody has made since is another's.
        home = (
            noted if noted is not None and not noted.exists() and noted.parent.is_dir() else new_folder(title)
        )
        try:
            location = opened.relocate(home)
        except (RecordError, OSError):
            return folder
    return location.path.parent if location.whole else folder


def create(folder: Path, meeting: Meeting) -> Path:
    """Write the two files of a new session, in a folder for its owner alone unless it exists already.

    Raises:
        Refused: the folder holds a meeting already, or would stand among the files of one.
        OSError: the folder cannot be written.
    """
    reject_session_file(folder).mkdir(mode=0o700, parents=True, exist_ok=True)
    if is_session(folder):
        raise Refused(f"{folder} にはすでに会議があります。別の名前にしてください。")
    if there := [name for name in (PROFILE, PREPARATION) if (folder / name).exists()]:
        raise Refused(
            f"{folder} にはすでに {there[0]} があります。上書きしないよう、別のフォルダーにしてください。"
        )
    try:
        _prepare(folder, meeting)
    except OSError:
        # Half a session would be in the way of the next try.
        (folder / PROFILE).unlink(missing_ok=True)
        raise
    return folder


def _prepare(folder: Path, meeting: Meeting) -> None:
    write_private(folder / PROFILE, write_profile(meeting.profile))
    write_private(folder / PREPARATION, write_preparation(meeting))


def new_folder(title: str) -> Path:
    """A folder for a new session of that title that nothing lies in yet."""
    name = folder_name(title)
    number = 1
    while (folder := root() / (name if number == 1 else f"{name}-{number}")).exists():
        number += 1
    return folder


def write_private(path: Path, text: str) -> None:
    """Write a file that names people, whole or not at all; its owner alone may read it (Windows: by the folder)."""
    write_atomically(path, lambda stream: stream.write(text.encode()))


def preparation(folder: Path) -> Meeting:
    """The meeting as its files have it now.

    Raises:
        FileProblems: everything that is wrong in them, with file, line and mend.
    """
    return read_preparation(folder, profiles)


def view(folder: Path) -> RecordView:
    """The session's record for a reader, wherever its writer has had to put it."""
    return RecordView(folder, fallback=rescue_folder())


def reading(folder: Path) -> Reading:
    """The record of a session, read without disturbing its writer; perhaps damaged, or without its end.

    Raises:
        RecordUnreadable: it cannot be read, or a later version has written it.
    """
    return view(folder).storage.whole()


def timeline(folder: Path) -> Timeline:
    """The record of a session with its history, as far as it can be read.

    Raises:
        RecordUnreadable: it cannot be read, or a later version has written it.
    """
    return Timeline(reading(folder).records)


class NotWhole(Refused):
    """The record does not prove that it is all there, or is not this folder's."""


INCOMPLETE = "（記録が途中までしか読めないため、ここに続きのない案です）"
"""A line of the title of whatever is made from a part of a record."""


def state_of(folder: Path, *, incomplete: bool = False) -> State:
    """The record as it stands; as :func:`standing`."""
    return standing(folder, incomplete=incomplete).state


def standing(folder: Path, *, incomplete: bool = False) -> Standing:
    """The record as it stands with its events, proven whole and of the meeting that the folder was made for.

    A session on which nobody has worked yet is as prepared. Every command that makes something from a record
    reads it here.

    Args:
        folder: the session.
        incomplete: whether a part of the record will do; its title says so then.

    Raises:
        NotWhole: it is cut short, damaged or away, or that of another meeting.
    """
    found = reading(folder)
    state = _state(folder, found)
    _reject_other(folder, state)
    if found.damages and not incomplete:
        told = "".join(damage.sentence for damage in found.damages)
        raise NotWhole(
            f"{told}続きのない会議録を作らないよう、止めました。clerk-tui doctor {spelled(folder.name)} で調べてください。"
            "読めたところまでで作るなら、draft か export に --incomplete を付けてください。"
        )
    if found.damages:
        meeting = state.meeting
        state = replace(state, meeting=replace(meeting, title=(*meeting.title, INCOMPLETE)))
    return Standing(state, found.records, found.head)


def aside(now: Standing) -> Session:
    """A copy of a record on which commands can be tried: nothing of it is kept, and the record is not opened."""
    session = Session(_Nowhere(), now.records)
    if not session.state.prepared:
        session.dispatch(Prepare(now.state.base))
    return session


def _reject_other(folder: Path, state: State) -> None:
    """Raise where the folder was prepared for another meeting than the one that its record is of."""
    if not state.turns or not (folder / PREPARATION).is_file():
        return
    try:
        prepared = preparation(folder)
    except FileProblems:
        # The record goes by its own preparation; opening it tells what is wrong with the file.
        return
    if is_other(state.base, prepared):
        raise NotWhole(
            f"{folder} の記録は、準備と別の会議のもののようです（記録は「{''.join(state.base.title)}」、"
            f"準備は「{''.join(prepared.title)}」）。取り違えでなければ、clerk-tui record {spelled(folder.name)} で開いて"
            "準備を取り込むか、もとの準備に戻してください。"
        )


def _state(folder: Path, found: Reading) -> State:
    recorded = Timeline(found.records).state
    if recorded.prepared:
        return recorded
    session = Session(_Nowhere())
    session.dispatch(Prepare(preparation(folder)))
    return session.state


def summaries() -> Iterator[Summary]:
    """All sessions, by name."""
    yield from map(summary, folders())


def summary(folder: Path) -> Summary:
    """One session as a list shows it; what cannot be read is told in it."""
    try:
        found = reading(folder)
        return Summary(folder, _state(folder, found), "".join(damage.sentence for damage in found.damages))
    except (FileProblems, RecordError) as problem:
        return Summary(folder, State(), str(problem))
    except OSError as problem:
        return Summary(folder, State(), f"読めません（{reason(problem)}）。")


@contextmanager
def recording(folder: Path, clock: Clock = SYSTEM_CLOCK, *, asks: bool = False) -> Iterator[Recording]:
    """Open a session for recording, the only writer until the block ends.

    The preparation is read anew; what was changed in it by hand since the last time is recorded first. One
    that is wrong by now is told, and the record goes on with the one that it has.

    Args:
        folder: the session.
        clock: the time.
        asks: whether the clerk is asked about a preparation that seems to be another meeting's.

    Raises:
        NotWhole: nobody is asked, and the preparation seems to be another meeting's or has lost who has spoken.
        SessionLocked: somebody else is recording it.
        FileProblems: the preparation is wrong, and the record has none yet.
        RecordUnreadable: the record cannot be read, or a later version has written it.
    """
    with RecordDB(folder, fallback=rescue_folder()) as record:
        storage = record.storage
        store = RecordStore(record)
        session = Session(store, storage.records, clock)
        news = list(storage.recovery.sentences)
        asked = None
        if not storage.read_only:
            told, asked = _prepared(session, folder)
            news += told
            if asked is not None and not asks:
                why = "".join(doubts(session.state, asked))
                raise NotWhole(f"{why}clerk-tui record {spelled(folder.name)} で開いて確かめてください。")
        unsent = UnsentText(folder, fallback=storage.away)
        yield Recording(session, record, store, unsent, tuple(news), asked)


def _prepared(session: Session, folder: Path) -> tuple[list[str], Meeting | None]:
    """Take over what was changed in the preparation; what there is to tell, and what must be asked about first."""
    before = session.state
    try:
        meeting = preparation(folder)
    except FileProblems as faults:
        if not before.prepared:
            raise
        return [f"{faults.problems[0]} 前の内容のまま続けます。"], None
    if _taken_back(session.timeline, meeting):
        return ["取り消した準備の手直しは、読み込んでいません。保存し直すと、もう一度読み込みます。"], None
    try:
        session.dispatch(Prepare(meeting))
    except Unconfirmed:
        return [], meeting
    told = "、".join(changes(before.base, meeting)) if before.prepared else ""
    return ([f"準備の手直しを読み込みました（取り消せます）：{told}。"] if told else []), None


def _taken_back(timeline: Timeline, meeting: Meeting) -> bool:
    """Whether this preparation was read again and that was undone."""
    if timeline.state.base == meeting:
        return False
    read = (each.event for each in reversed(timeline.records) if isinstance(each.event, PreparationRevised))
    return next((event.meeting == meeting for event in read), False)


class _Nowhere:
    """Keeps nothing: for looking at a meeting that nobody records yet."""

    def append(self, records: Sequence[Recorded]) -> None:
        del records
