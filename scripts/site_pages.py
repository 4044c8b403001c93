"""A hook of mkdocs: what a page of ``docs/`` needs before it becomes a page of the site.

A link that leads out of ``docs/`` becomes its words, because the site has no such page. A line that goes on in the next
one does so without a blank where both are Japanese: Markdown makes a blank of every end of a line. What is looked for is
found in the handbook first.
"""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import Any

_LINK = re.compile(r"\[([^\]]+)\]\(((?:\.\./)+[^)#]*)(?:#[^)]*)?\)")
_WIDE = "[\u2014-\u2026\u3000-\u30ff\u3400-\u9fff\uff00-\uff60]"
_GOES_ON = re.compile(rf"(?<={_WIDE})(\**)\n *(?=(?:\*\*|\[|`)?{_WIDE})")
_FENCE = re.compile(r"(^```.*?^```$)", re.DOTALL | re.MULTILINE)


def on_page_markdown(markdown: str, *, page: Any, **_: Any) -> str:
    """The text of one page; called by mkdocs before it looks at the links."""
    if page.file.src_uri.startswith("handbook/"):
        page.meta.setdefault("search", {"boost": 4})
    depth = len(PurePosixPath(page.file.src_uri).parent.parts)

    def words(link: re.Match[str]) -> str:
        up = PurePosixPath(link[2]).parts.count("..")
        return link[1] if up > depth else link[0]

    parts = _FENCE.split(_LINK.sub(words, markdown))
    return "".join(part if at % 2 else _GOES_ON.sub(r"\1", part) for at, part in enumerate(parts))
