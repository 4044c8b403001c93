"""What an action of the record screen is (操作)."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from clerk_tui.recording.situation import Possible, always


class Area(StrEnum):
    """Under which heading the help lists an action."""

    TURN = "発言"
    COURSE = "議事の進行"
    REPAIR = "訂正"
    ROOM = "出席・案件・資料"
    SCREEN = "画面"
    HEARING = "録音を聞くあいだ"


class Action(Struct, frozen=True):
    """One thing to do, with its name, its keys and when it is possible."""

    id: str
    name: str
    """As the palette and the help call it."""
    help: str
    area: Area
    kana: str = ""
    """Its name as it is read, for the palette."""
    keys: tuple[str, ...] = ()
    """In Textual's names; the first is the one that is shown."""
    possible: Possible = always
    once: bool = False
    """True where the same key twice within a moment counts once."""
    reads: bool = False
    """True where it changes nothing, so that a window that only shows has it too."""
    own: bool = True
    """False where another widget has the key by nature (Enter in the entry)."""
