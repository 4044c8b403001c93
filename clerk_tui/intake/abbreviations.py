"""The clerk's own abbreviations (自分の略語): a TOML file, one line an abbreviation.

    "いさ" = "委員会の審査"

Bare Japanese keys are no TOML, so that the quotes around them are needed.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from .toml import read

FILE = "abbreviations.toml"


def read_abbreviations(path: Path) -> Mapping[str, str]:
    """The abbreviations of the file; none where there is no file.

    Raises:
        FileProblems: it is no TOML, or a line is no text.
    """
    if not path.exists():
        return {}
    table = read(path, {})
    found = {key: table.text(key) for key in table.data}
    table.source.check()
    return found
