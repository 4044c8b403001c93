"""A hook of mkdocs: a link that leads out of ``docs/`` becomes its words, because the site has no such page."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import Any

_LINK = re.compile(r"\[([^\]]+)\]\(((?:\.\./)+[^)#]*)(?:#[^)]*)?\)")


def on_page_markdown(markdown: str, *, page: Any, **_: Any) -> str:
    """The text of one page; called by mkdocs before it looks at the links."""
    depth = len(PurePosixPath(page.file.src_uri).parent.parts)

    def words(link: re.Match[str]) -> str:
        up = PurePosixPath(link[2]).parts.count("..")
        return link[1] if up > depth else link[0]

    return _LINK.sub(words, markdown)
