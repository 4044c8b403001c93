"""Which meeting is meant by a name (会議の呼び名): a path, a folder, a part of a title, a number, 「今日」."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from clerk_tui.domain.text import clean, normalize
from clerk_tui.errors import ClerkError
from clerk_tui.session_files import is_session
from clerk_tui.sessions import folders, summary
from clerk_tui.settings import meetings_folder

PRACTICE = "demo-"
"""How the folders begin in which somebody practises: none of them is the meeting of today."""
TODAY = ("今日", "きょう", "本日", "当日")
"""Names by which the meeting of this day is asked for."""
_LIKENESS = 75
"""Percent of a typed name that must stand in the name of a folder for it to be offered instead."""
_NAMED = 5
"""Meetings that a message names at most."""


class NoSuchSession(ClerkError, LookupError):
    """Not exactly one session is meant; the message is one Japanese sentence with the places that were looked in."""


def locate(name: str) -> Path:
    """The folder of the session that is meant, by one of, in this order:

    its path; the name of its folder; 「今日」; its number in the list; a part of its folder's name, in which white
    space divides what must all be there; a part of its title or of its body's name.

    Raises:
        NoSuchSession: none is meant, or several.
        FileProblems: the settings, which say where the sessions lie, are wrong.
    """
    given = Path(name)
    # By what lies in it: another folder that happens to be called so, in the working folder, hides no session.
    if is_session(given):
        return given
    if given.name != name:
        raise NoSuchSession(f"「{clean(str(given.absolute()))}」に会議はありません。{_MEND}")
    known = folders()
    found = _meant(name.strip(), known)
    if len(found) == 1:
        return found[0]
    name, place = clean(name), meetings_folder()
    looked = f"さがした場所：{place.path}（{place.source}）。"
    if found:
        named = "".join(f"「{folder.name}」" for folder in found[:_NAMED])
        rest = f"など {len(found)} 件" if len(found) > _NAMED else ""
        raise NoSuchSession(
            f"「{name}」は{named}{rest}のどれか決まりません。もう少し長く書いてください。{looked}"
        )
    if name in TODAY:
        raise NoSuchSession(f"{name}の会議はありません。{looked}{_MEND}")
    raise NoSuchSession(
        f"「{name}」という会議はありません。{_near(name, known)}{looked}{_MEND}"
    )


_MEND = "clerk-tui list で名前を確かめるか、clerk-tui new で作ってください。"


def _meant(name: str, known: Sequence[Path]) -> list[Path]:
    """The sessions that a name may mean; those of the first way of naming that fits."""
    if name in TODAY:
        held = [folder for folder in known if not folder.name.startswith(PRACTICE)]
        return [folder for folder in held if day_of(folder) == date.today()]  # noqa: DTZ011 the day on the wall
    if exact := [folder for folder in known if folder.name == name]:
        return exact
    number = normalize(name)
    if number.isdecimal() and 1 <= int(number) <= len(known):
        return [known[int(number) - 1]]
    words = [word for part in name.split() if (word := normalize(part))]
    if not words:
        return []

    def fits(text: str) -> bool:
        return all(word in normalize(text) for word in words)

    # Folders' names are all in one place; what stands inside is read only where they do not help.
    return [folder for folder in known if fits(folder.name)] or [
        folder for folder in known if fits(_titles(folder))
    ]


def _near(name: str, known: Sequence[Path]) -> str:
    """「もしかして「…」ですか。」 where a part of a folder's name is near, else nothing."""
    # Loaded with the first name that is wrong.
    from rapidfuzz import fuzz, process

    names = {folder.name: normalize(folder.name) for folder in known}
    found = process.extractOne(normalize(name), names, scorer=fuzz.partial_ratio, score_cutoff=_LIKENESS)
    return f"もしかして「{found[2]}」ですか。" if found else ""


def _titles(folder: Path) -> str:
    state = summary(folder).state
    return f"{state.meeting.profile.body} {' '.join(state.meeting.title)}" if state.prepared else ""


def day_of(folder: Path) -> date | None:
    """The day of a session; None: not known, or it cannot be read."""
    state = summary(folder).state
    if state.opened is not None:
        return state.opened.date()
    return state.meeting.date if state.prepared else None
