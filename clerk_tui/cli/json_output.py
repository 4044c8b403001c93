"""``--json``: the result of a command as one JSON document on standard output, for other programs.

Keys are English and stay; what is told in a sentence stays Japanese. Whatever else is said goes to standard error.
"""

from __future__ import annotations

import msgspec


def tell_json(value: object) -> None:
    """Print one document, indented."""
    print(msgspec.json.format(msgspec.json.encode(value), indent=2).decode())
