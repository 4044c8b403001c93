"""``clerk-tui record``: the clerk's screen, wired to folder, record, signals and the files under watch."""

from __future__ import annotations

import asyncio
from argparse import Namespace
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from clerk_tui.domain.errors import Refused
from clerk_tui.domain.record import State
from clerk_tui.record import RecordError, RecordLocation, SessionLocked, TextUnsaved, UnsentText
from clerk_tui.rescue import rescue_folder
from clerk_tui.session import Session
from clerk_tui.session_files import is_session, spelled
from clerk_tui.session_names import locate
from clerk_tui.sessions import ClosedStore, Recording, brought_home, recording, root, timeline
from clerk_tui.settings import own_folder
from clerk_tui.support.os_errors import reason

from .leaving import saved_at_last
from .past import past
from .watches import Watch, check_record, count_views, guarded, watch_abbreviations, watch_preparation

if TYPE_CHECKING:
    from clerk_tui.recording.input_state import Context
    from clerk_tui.tui.app import ClerkApp, Kept
    from clerk_tui.tui.keymap import Keymap
    from clerk_tui.tui.screens.returned import ReturnedScreen

KEYS = "keys.toml"
"""The clerk's own keys, in the folder of the clerk's own settings."""


def run(options: Namespace) -> int:
    return screen(locate(options.session))


def screen(folder: Path, *, lesson: bool = False) -> int:
    """Open the screen on a session until the clerk leaves it; ``lesson``: with the first five keys shown."""
    # What the terminal is asked for is settled when Textual is imported.
    from clerk_tui.tui.terminal import prepare_environment

    prepare_environment()
    try:
        if folder.parent == rescue_folder():
            folder = brought_home(folder)
            print(f"退避していた記録を {folder} に戻しました。")
        with recording(folder, asks=True) as opened:
            asyncio.run(_record(opened, lesson=lesson))
            safe = saved_at_last(opened)
            location = opened.location
    except SessionLocked as locked:
        asyncio.run(_look_on(folder, str(locked)))
        return 0
    if not safe:
        return 4
    print(f"{location.sentence}続きは clerk-tui record {_callable(folder, location)} で始められます。")
    return 0


def _callable(folder: Path, location: RecordLocation) -> str:
    """What the session can be opened by: its name, else a path; quoted where a shell would divide it."""
    places = (folder, location.path.parent) if not location.whole else (location.path.parent,)
    # Away from home the folder's own name leads to the record, unless there is no such folder any more.
    place = next((each for each in places if is_session(each)), places[-1])
    return spelled(place.name if place.parent == root() else place)


async def _record(opened: Recording, *, lesson: bool) -> None:
    from clerk_tui.tui.app import ClerkApp

    def make_draft(state: State) -> Path:
        # Needed at the end of the meeting, not before its beginning.
        from .documents import documents

        timeline = opened.session.timeline
        seq = timeline.next_seq - 1
        # Drawn aside: the meeting may have gone on meanwhile, and then the number would be of another state.
        return documents(opened.folder, state, seq if timeline.state is state else 0)

    stands = asyncio.Event()
    app = ClerkApp(
        opened.session,
        on_first_picture=stands.set,
        look_up=past(opened.folder),
        way_back=(opened.folder, lambda path: _came_back(opened, path)),
        draft=_kept(opened.unsent),
        on_draft=_Keeper(opened.unsent).keep,
        make_draft=make_draft,
        relocate=lambda typed: moved(opened, typed),
        refuge=str(Path.home() / f"{opened.folder.name}-続き"),
        keymap=own_keymap(),
        lesson=lesson,
    )

    def allow_for_good(word: str) -> None:
        from clerk_tui.profile.allowing import allow_for_good as note

        try:
            note(opened.session.state.meeting.profile.id, word)
        except OSError as fault:
            raise Refused(
                f"型に書き足せません（{reason(fault)}）。2 を選べば、この会議では通ります。"
            ) from None

    app.record.allow_for_good = allow_for_good
    away = False

    def show(location: RecordLocation) -> None:
        nonlocal away
        app.storage_displaced("" if location.whole else location.sentence)
        if location.whole and (away or location.trouble):
            app.warn(location.sentence)
        away = not location.whole

    opened.store.on_location = show
    news = _news(opened)
    if opened.asked is not None:
        app.call_later(app.prepare, opened.asked)
    if not opened.location.whole:
        app.call_later(show, opened.location)
    record = Watch("記録のファイルの見張り", check_record(opened.store))
    await _shown(app, opened.folder, stands, news, record)


def moved(opened: Recording, typed: str) -> str:
    """Let the record go on in the folder that was typed, the session's own where nothing was; say where it is.

    Raises:
        Refused: it stays where it is.
    """
    try:
        # In full: the note that is left behind is read from other working folders as well.
        folder = Path(typed).expanduser().absolute()
    except RuntimeError:
        raise Refused(
            f"「{typed}」の ~ がだれのフォルダーか分かりません。フォルダーを / から書いてください。"
        ) from None
    if not typed or folder == opened.folder.absolute():
        folder = opened.folder
    try:
        location = opened.relocate(folder)
    except (RecordError, OSError) as fault:
        raise Refused(str(fault)) from None
    if not location.whole or location.path.parent != folder:
        raise Refused(f"{folder} には保存できません（{location.trouble}）。別のフォルダーを入れてください。")
    return f"記録は全部 {folder} に保存されています。続きは clerk-tui record {spelled(folder)} で開いてください。"


def _came_back(opened: Recording, path: Path) -> ReturnedScreen | str:
    # Loaded when a draft comes back.
    from .diff import came_back

    return came_back(path, opened.session)


async def _look_on(folder: Path, reason: str) -> None:
    """Somebody else records: the record as it grows, to be read."""
    from clerk_tui.tui.app import ClerkApp

    stands = asyncio.Event()
    session = Session(ClosedStore(reason), timeline(folder).records)
    app = ClerkApp(session, reading=True, on_first_picture=stands.set)
    told, _, _ = reason.partition("。")
    app.banner(f"見るだけの窓です：{told}。")
    await _shown(app, folder, stands, (), Watch("記録の追いかけ", _follow(app, folder)))


async def _follow(app: ClerkApp, folder: Path) -> None:
    """Show what the other window records."""
    from clerk_tui.chair.following import follow

    async for seen in follow(folder):
        app.show(seen.state)
        if seen.trouble:
            app.banner(f"見るだけの窓です：{seen.trouble}")


async def _shown(
    app: ClerkApp, folder: Path, stands: asyncio.Event, news: Sequence[str], *more: Watch
) -> None:
    """Run the app with its signals and its watches; what opening found is said once it is on the screen."""
    from clerk_tui.tui.signals import install
    from clerk_tui.tui.terminal import driver_class

    driver = driver_class()
    if driver is not None:
        app.driver_class = driver

    def leave(_signal: str) -> None:
        app.flush_draft()
        app.exit()

    uninstall = install(asyncio.get_running_loop(), leave)
    beside = (
        *(() if app.record.reading else (Watch("準備の手直しの見張り", watch_preparation(app, folder)),)),
        Watch("略語の手直しの見張り", watch_abbreviations(app)),
        Watch("会長の画面の数え上げ", count_views(app, folder)),
        *more,
    )
    watches = [asyncio.create_task(guarded(app, stands, watch)) for watch in beside]
    for sentence in news:
        app.call_later(app.warn, sentence)
    try:
        await app.run_async()
    finally:
        uninstall()
        for watch in watches:
            watch.cancel()
        ends = await asyncio.gather(*watches, return_exceptions=True)
        for each in beside:
            # One that has not begun, because the screen never stood, would be told of on the terminal.
            each.going_on.close()
    app.raise_crash()
    for fault in ends:
        if isinstance(fault, Exception):
            raise fault


def own_keymap() -> Keymap:
    """The clerk's own keys over the registry's.

    Raises:
        FileProblems: the file is no TOML; Refused: its keys cannot be used. Every line that is wrong is named.
    """
    from clerk_tui.intake.toml import read
    from clerk_tui.tui.keymap import DEFAULT, KeymapError, parse

    path = own_folder() / KEYS
    if not path.exists():
        return DEFAULT
    try:
        return parse(read(path, {}).data)
    except KeymapError as fault:
        raise Refused(f"{path}：{fault}") from None


class _Keeper:
    """Keeps the half-typed text beside the record."""

    def __init__(self, unsent: UnsentText) -> None:
        self._unsent = unsent

    def keep(self, text: str, context: Context) -> None:
        from clerk_tui.tui.app import WORDS

        if not text and not context.get(WORDS):
            self._unsent.discard()
            return
        # The record's own banner tells of a disk that takes nothing; the text is still on the screen.
        with suppress(TextUnsaved):
            self._unsent.save({"text": text, "context": dict(context)})


def _news(opened: Recording) -> list[str]:
    """What opening found, a half-typed line that cannot be read among it."""
    news = list(opened.news)
    if opened.unsent.damaged is not None:
        news.append(
            f"打ちかけの控えが読めないので、{opened.unsent.damaged} に取り分けました。開いて言葉を写せます。"
        )
    return news


def _kept(unsent: UnsentText) -> Kept | None:
    found = unsent.load()
    if found is None or not isinstance(found.get("text"), str):
        return None
    context = found.get("context")
    return str(found["text"]), dict(context) if isinstance(context, dict) else {}
