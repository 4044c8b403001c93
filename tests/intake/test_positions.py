"""Lines of keys: agree with what tomllib reads, for any valid source."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clerk_tui.intake.positions import Key, positions
from clerk_tui.intake.writing import inline, quoted


def ways(value: object, key: Key = ()) -> Iterator[Key]:
    """Every key and list element of a TOML value."""
    children: list[tuple[str | int, object]] = []
    if isinstance(value, dict):
        children = list(value.items())
    elif isinstance(value, list):
        children = list(enumerate(value))
    for part, child in children:
        yield (*key, part)
        yield from ways(child, (*key, part))


SOURCE = '''\
# 見出し = "x"
title = ["一", # コメント ]
  "二]", """三
[nothing]
"""]

[materials]  # 資料
before = ["a",
  "b", ]
"引用 の.鍵" . inner = { x = 1, y = [ 2, { z = 'q"' } ] }

[[groups]]
office = "区民課"
cases = [
  { number = "諮問第1号", title = "[[groups]]" },
  ["諮問第2号", "件名"],
]
[groups.extra]
note = \'\'\'it''s\'\'\'
[[groups]]
office = "税務課"
[[groups.deep]]
x = 2020-01-01 10:00:00
[[groups.deep]]
x = -1.5e3
'''


@pytest.mark.parametrize("source", [SOURCE, SOURCE.replace("\n", "\r\n")], ids=["LF", "CRLF"])
def test_every_way_has_its_line(source: str) -> None:
    lines = positions(source)
    assert set(lines) == set(ways(tomllib.loads(source)))
    assert lines[("title", 1)] == 3
    assert lines[("title", 2)] == 3
    assert lines[("materials",)] == 7
    assert lines[("materials", "before", 1)] == 9
    assert lines[("materials", "引用 の.鍵", "inner", "y", 1, "z")] == 10
    assert lines[("groups", 0, "cases", 1, 0)] == 16
    assert lines[("groups", 0, "extra", "note")] == 19
    assert lines[("groups", 1)] == 20
    assert lines[("groups", 1, "deep", 1, "x")] == 25


WORDS = st.text(st.characters(codec="utf-8"), max_size=8)
VALUES = st.recursive(
    WORDS | st.integers(-9, 9) | st.booleans(),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["a", "b-c", "d_1"]), inner, max_size=3)
    ),
    max_leaves=6,
)


@given(st.dictionaries(WORDS, VALUES, max_size=4), st.dictionaries(WORDS, VALUES, max_size=3))
def test_any_document_is_found_line_by_line(top: dict[str, object], rows: dict[str, object]) -> None:
    source = "".join(f"{quoted(key)} = {inline(value)}\n" for key, value in top.items())  # type: ignore[arg-type]
    source += "[[表]]\n".replace("表", quoted("表の行"))
    source += "".join(f"{quoted(key)} = {inline(value)}\n" for key, value in rows.items())  # type: ignore[arg-type]
    data = tomllib.loads(source)
    assert data == {**top, "表の行": [rows]}
    lines = positions(source)
    assert set(lines) == set(ways(data))
    expected: dict[Key, int] = {(key,): number for number, key in enumerate(top, start=1)}
    expected |= {("表の行", 0, key): number for number, key in enumerate(rows, start=len(top) + 2)}
    assert {key: lines[key] for key in expected} == expected
