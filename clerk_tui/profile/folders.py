"""Where profiles and Word templates lie (型の置き場所): the clerk's own folder first, then what is shipped.

<folder>/<name>/profile.toml     a profile
<folder>/<name>/<layout>.docx    its Word template for a layout, where it has one of its own
<folder>/<layout>.docx           the common Word template of a layout
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from importlib.resources import files
from pathlib import Path

from msgspec import Struct

from clerk_tui.errors import ClerkError
from clerk_tui.intake.problems import maybe
from clerk_tui.support.windows import is_device

PROFILE = "profile.toml"
TEMPLATE = "table.docx"
_LONGEST = 40
"""Characters of a profile's name."""


class NotFound(ClerkError, LookupError):
    """No such profile or template; the message is one Japanese sentence for the clerk."""


class ProfileSource(Struct, frozen=True):
    """A profile that can be chosen (選べる型)."""

    name: str
    """Name of its folder."""
    path: Path
    """Its ``profile.toml``."""
    own: bool
    """True where it lies in the clerk's own folder."""


def user_folder(
    environ: Mapping[str, str] | None = None, platform: str = sys.platform, home: Path | None = None
) -> Path:
    """The clerk's own folder of templates, by the custom of the system; it need not exist."""
    environ = os.environ if environ is None else environ
    home = home or Path.home()
    match platform:
        case "win32":
            base = Path(environ.get("APPDATA") or home / "AppData" / "Roaming")
        case "darwin":
            base = home / "Library" / "Application Support"
        case _:
            # The standard has relative paths ignored.
            set_by_hand = Path(environ.get("XDG_CONFIG_HOME") or "")
            base = set_by_hand if set_by_hand.is_absolute() else home / ".config"
    return base / "clerk-tui" / "templates"


def own_profile(name: str) -> Path:
    """Where the clerk's own profile of that name lies or will lie; what no folder may be called becomes 「_」."""
    folder = re.sub(r"[^\w 　・（）()-]", "_", name).strip(" 　")[:_LONGEST]
    return user_folder() / (f"_{folder}" if not folder or is_device(folder) else folder) / PROFILE


def shipped_folder() -> Path:
    """The templates that come with the program: inside the package, or beside it in a working copy."""
    package = Path(str(files("clerk_tui")))
    packaged = package / "templates"
    return packaged if packaged.is_dir() else package.parent / "templates"


def documents() -> Path:
    """What explains the items of a profile: beside the templates in the package, or among a working copy's docs."""
    package = Path(str(files("clerk_tui")))
    packaged = package / "docs" / "profiles.md"
    return packaged if packaged.is_file() else package.parent / "docs" / "profiles.md"


def template_folders() -> tuple[Path, ...]:
    """The folders to look in, the clerk's own first."""
    return user_folder(), shipped_folder()


def available(folders: Sequence[Path] | None = None) -> tuple[ProfileSource, ...]:
    """Every profile that can be chosen, by name; the clerk's own hides a shipped one of the same name."""
    folders = template_folders() if folders is None else folders
    found: dict[str, ProfileSource] = {}
    for index, folder in enumerate(folders):
        for path in _profiles(folder):
            name = path.parent.name
            found.setdefault(name, ProfileSource(name, path, own=index < len(folders) - 1))
    return tuple(found[name] for name in sorted(found))


def find(name: str, folders: Sequence[Path] | None = None) -> Path:
    """The ``profile.toml`` of that name.

    Raises:
        NotFound: there is none.
    """
    sources = {source.name: source for source in available(folders)}
    if name not in sources:
        known = "、".join(f"「{known}」" for known in sources)
        choices = f"{known}から選んでください" if sources else "templates フォルダーに型を置いてください"
        raise NotFound(f"審議会の型「{name}」がありません。{choices}。{maybe(name, sources)}")
    return sources[name].path


def template_for(profile_id: str, folders: Sequence[Path] | None = None, name: str = TEMPLATE) -> Path:
    """The Word template of a profile, or another file of that name: its own, else the common one.

    Raises:
        NotFound: there is neither.
    """
    folders = template_folders() if folders is None else folders
    # The id may come from a file somebody sent; it must not lead out of the folders.
    named = [Path(profile_id)] if _is_name(profile_id) else []
    for inner in (*named, Path()):
        for folder in folders:
            path = folder / inner / name
            if path.is_file():
                return path
    raise NotFound(
        f"ひな形「{name}」がありません。「{folders[0]}」に置くか、プログラムを入れ直してください。"
    )


def _profiles(folder: Path) -> Iterator[Path]:
    if folder.is_dir():
        yield from (path for path in folder.glob(f"*/{PROFILE}") if path.is_file())


def _is_name(text: str) -> bool:
    return bool(text) and text not in (".", "..") and not any(char in text for char in "/\\:\0")
