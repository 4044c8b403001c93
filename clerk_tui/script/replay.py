"""Playing a script into a session (再生): tests, the demonstration and notes typed in afterwards."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import datetime, time
from pathlib import Path
from typing import Any

from msgspec import Struct

from clerk_tui.domain.errors import Refused
from clerk_tui.session import Session

from .arguments import Arguments
from .errors import ScriptError
from .timestamps import moment
from .verbs import read_command


class Line(Struct, frozen=True):
    """One line of a script: a JSON object with ``command``, an optional ``time``, and the arguments."""

    number: int
    verb: str
    time: str
    fields: Mapping[str, Any]


def read_script(path: Path) -> Iterator[Line]:
    """The lines of a script, without blank ones and comments (``#``).

    Raises:
        ScriptError: the file cannot be read, or a line is no JSON object with a ``command``.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise ScriptError(f"{path.name} を読めません。UTF-8 で保存してください。") from None
    except OSError as fault:
        raise ScriptError(f"{path.name} を開けません（{fault.strerror}）。") from None
    # Not splitlines(): U+2028 and its like may stand inside a remark.
    for number, source in enumerate(text.split("\n"), start=1):
        if source.strip() and not source.lstrip().startswith("#"):
            yield _line(path, number, source)


def _line(path: Path, number: int, source: str) -> Line:
    try:
        fields = json.loads(source, object_pairs_hook=_once)
    except json.JSONDecodeError as fault:
        where = f"{fault.colno} 文字目"
        raise ScriptError(
            f"JSON として読めません（{where}）。引用符とかっこを確かめてください。", path, number
        ) from None
    except ScriptError as fault:
        raise ScriptError(fault.message, path, number) from None
    except (ValueError, RecursionError):
        # What the parser itself gives up on: a number of thousands of digits, a thousand nested brackets.
        raise ScriptError("数の桁かかっこの数が多過ぎます。", path, number) from None
    if not isinstance(fields, dict):
        raise ScriptError("一行に一つの { … } を書いてください。", path, number)
    verb, time = fields.pop("command", None), fields.pop("time", "")
    if not isinstance(verb, str) or not isinstance(time, str):
        raise ScriptError("「command」（操作の名前）がないか、「time」が文字列ではありません。", path, number)
    return Line(number, verb, time, fields)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """A table in which no name stands twice: JSON would silently keep the last."""
    table = dict(pairs)
    if len(table) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise ScriptError(f"「{twice}」が一行に二度あります。一つにしてください。")
    return table


def replay(session: Session, path: Path) -> int:
    """Carry out a script line by line.

    A line without time belongs to the moment of the line before it; the first, to the planned start.

    Returns:
        How many lines were carried out.

    Raises:
        ScriptError: a line cannot be carried out; what stood before it has been recorded.
    """
    at = _planned_start(session)
    count = 0
    for line in read_script(path):
        try:
            at = moment(line.time, at) if line.time else at
            command = read_command(line.verb, Arguments(line.fields, session.state, at))
            session.dispatch(command, at)
        except Refused as refusal:
            raise ScriptError(str(refusal), path, line.number) from None
        except ScriptError as fault:
            raise ScriptError(fault.message, path, line.number) from None
        count += 1
    return count


def _planned_start(session: Session) -> datetime:
    meeting = session.state.meeting
    if meeting is None or meeting.date is None:
        return session.now
    return datetime.combine(meeting.date, meeting.starts or time.min, tzinfo=session.now.tzinfo)
