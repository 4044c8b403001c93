"""Playing a script into a session (再生): tests, the demonstration and notes typed in afterwards."""

from __future__ import annotations

from datetime import datetime, time
from pathlib import Path

from clerk_tui.domain.errors import Refused
from clerk_tui.session import Session

from .errors import ScriptError
from .lines import read_script


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
            at = line.moment(at)
            session.dispatch(line.command(session.state, at), at)
        except Refused as refusal:
            raise ScriptError(str(refusal), path, line.number) from None
        except ScriptError as fault:
            raise ScriptError(fault.message, path, line.number) from None
        count += 1
    return count


def _planned_start(session: Session) -> datetime:
    meeting = session.state.meeting
    if meeting.date is None:
        return session.now
    return datetime.combine(meeting.date, meeting.starts or time.min, tzinfo=session.now.tzinfo)
