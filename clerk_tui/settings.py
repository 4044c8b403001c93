"""What the office decides once (設定): where its meetings lie and how the screens look.

``settings.toml`` in the clerk's own folder, written by the home screen and readable by hand:

    sessions = "/home/midori/会議"    where the meetings lie
    theme = "clerk-light"            how the screens look
"""

from __future__ import annotations

import json
import os
from pathlib import Path

from msgspec import Struct

from clerk_tui.intake.toml import read
from clerk_tui.profile.folders import user_folder
from clerk_tui.support.atomic import write_atomically

FILE = "settings.toml"
SESSIONS_VARIABLE = "CLERK_TUI_SESSIONS"
"""Environment variable that names the folder of meetings; it goes before the file."""
UNDECIDED = "sessions"
"""The folder of meetings, in the working folder, while nobody has decided on one."""
_WORDS = {"sessions": "会議を置くフォルダー", "theme": "画面の明るさ"}


class Settings(Struct, frozen=True):
    """What is decided; empty: not yet."""

    sessions: str = ""
    theme: str = ""


class MeetingsFolder(Struct, frozen=True):
    """Where the meetings lie, and who says so."""

    path: Path
    """In full."""
    source: str
    """In Japanese, for messages."""
    decided: bool
    """Whether somebody has decided on it."""


def own_folder() -> Path:
    """The clerk's own settings: keys, abbreviations, templates."""
    return user_folder().parent


def settings_file() -> Path:
    """In the clerk's own folder; it need not exist."""
    return own_folder() / FILE


def read_settings() -> Settings:
    """What the file says; all of it undecided where there is none.

    Raises:
        FileProblems: it is wrong, with line and mend.
    """
    path = settings_file()
    if not path.is_file():
        return Settings()
    table = read(path, _WORDS)
    found = Settings(table.word("sessions"), table.word("theme"))
    table.source.check()
    return found


def write_settings(settings: Settings) -> Path:
    """Put the settings down; returns the file.

    Raises:
        OSError: it cannot be written.
    """
    path = settings_file()
    path.parent.mkdir(parents=True, exist_ok=True)
    # A text in JSON is one in TOML as well.
    lines = [
        f"{name} = {json.dumps(value, ensure_ascii=False)}\n"
        for name in settings.__struct_fields__
        if (value := getattr(settings, name))
    ]
    write_atomically(path, lambda stream: stream.write("".join(lines).encode()))
    return path


def meetings_folder() -> MeetingsFolder:
    """The folder of meetings: by the environment, else as decided, else in the working folder.

    Raises:
        FileProblems: the settings are wrong.
    """
    if told := os.environ.get(SESSIONS_VARIABLE):
        return MeetingsFolder(Path(told).expanduser().absolute(), f"環境変数 {SESSIONS_VARIABLE}", True)
    if decided := read_settings().sessions:
        return MeetingsFolder(Path(decided).expanduser().absolute(), f"設定 {settings_file()}", True)
    return MeetingsFolder(Path(UNDECIDED).absolute(), "まだ決めていないので、いまのフォルダーの中", False)
