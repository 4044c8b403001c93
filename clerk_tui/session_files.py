"""What makes a folder a session (会議のフォルダー), and which of its files nothing else may be written over."""

from __future__ import annotations

import re
import shlex
import sys
from collections.abc import Collection
from pathlib import Path

from clerk_tui.domain.errors import Refused
from clerk_tui.intake.preparation import FILE as PREPARATION
from clerk_tui.intake.preparation import PROFILE
from clerk_tui.record.files import REAL
from clerk_tui.record.segments import segments
from clerk_tui.record.unsent import UNSENT
from clerk_tui.support.windows import is_device

_OWN = ("record", UNSENT, "unsent.damaged", PREPARATION, PROFILE)
"""How the names of a session's own files begin: the record with its copies, the half-typed line, what was prepared."""


_DIVIDING = re.compile(r"""[\s　'"\\$`&|;<>()*?\[\]#~!{}]""")
"""What a shell does not take as it stands."""


def spelled(place: Path | str) -> str:
    """The name of a session or file as it is typed behind a command: in quotes where a shell would divide it."""
    text = str(place)
    if sys.platform == "win32":
        return f'"{text}"' if re.search(r"[\s　&()^;,=@'`{}|<>%$]", text) else text
    return shlex.quote(text) if _DIVIDING.search(text) else text


def is_session(folder: Path) -> bool:
    """Whether a meeting lies in the folder: its preparation, or a record, which carries the preparation."""
    return (folder / PREPARATION).is_file() or bool(record_files(folder))


def record_files(folder: Path) -> list[Path]:
    """The files of the record in the folder, oldest first; none where it is no folder."""
    return segments(REAL, folder) if folder.is_dir() else []


def reject_session_file(target: Path) -> Path:
    """The target, unless it is one of a session's own files, whatever way its name is spelled.

    Raises:
        Refused: it is one, or would become one.
    """
    # As it is spelled and as it is: either end of a symbolic link may be the session's.
    if any(_is_own(path) for path in (target, target.resolve())):
        raise Refused(
            f"{target} は会議の記録や準備に使う名前です。失われないように、そこには書きません。"
            "別の名前を指定してください。"
        )
    return target


def output_file(target: Path) -> Path:
    """The target of something that is made from a record, if a file may be put there.

    Raises:
        Refused: it is a folder, in no folder, a link, a device, or one of a session's own files.
    """
    if sys.platform == "win32" and is_device(target.name):
        raise Refused(f"{target.name} は Windows が装置に使う名前です。別の名前を書いてください。")
    if target.is_dir():
        raise Refused(
            f"{target} はフォルダーです。その中に作るファイルの名前まで書いてください（例：{target / '会議録案.docx'}）。"
        )
    if not target.parent.is_dir():
        raise Refused(
            f"{target.parent} というフォルダーはありません。先に作るか、あるフォルダーを書いてください。"
        )
    reject_session_file(target)
    if target.is_symlink():
        raise Refused(
            f"{target} はほかのファイルへのリンクです。どこに書くことになるか分からないので、書きません。"
            "リンクでない名前を書いてください。"
        )
    if target.exists() and not target.is_file():
        raise Refused(
            f"{target} はふつうのファイルではありません（装置など）。ファイルの名前を書いてください。"
        )
    return target


def new_file(target: Path, suffixes: Collection[str], *, force: bool) -> Path:
    """The target that somebody has named for something made from a record, if a file of that kind may be put there.

    Args:
        target: the file.
        suffixes: the endings that fit, with their dots; the first is proposed.
        force: whether a file that is there already may be replaced.

    Raises:
        Refused: as :func:`output_file`; or its ending does not fit, or there is a file already.
    """
    output_file(target)
    if not target.name.casefold().endswith(tuple(suffixes)):
        example = target.with_name(target.name.partition(".")[0] + next(iter(suffixes)))
        raise Refused(
            f"{target} は、書き出す形に合わない名前です（{'、'.join(suffixes)}）。「{example.name}」のように書いてください。"
        )
    if target.exists() and not force:
        raise Refused(
            f"{target} はもうあります。上書きしてよければ --force を付け、残すなら別の名前を書いてください。"
        )
    return target


def _is_own(path: Path) -> bool:
    folder = path.parent
    if not is_session(folder):
        return False
    if _own_name(path.name):
        return True
    return path.exists() and any(
        _own_name(own.name) and own.exists() and own.samefile(path) for own in folder.iterdir()
    )


def _own_name(name: str) -> bool:
    # Letter case is one on Windows and macOS: one rule everywhere. What follows may be dots, blanks or a stream,
    # which Windows drops.
    return name.casefold().startswith(_OWN)
