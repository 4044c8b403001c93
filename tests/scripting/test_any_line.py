"""Whatever stands in a line: a command or one sentence that says what is wrong, and never anything else."""

from __future__ import annotations

from functools import cache
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from script_player import prepared

from clerk_tui.domain.acts import Command, Stamp
from clerk_tui.domain.errors import Refused
from clerk_tui.scripting.errors import ScriptError
from clerk_tui.scripting.fields import fields_of_word, words
from clerk_tui.scripting.lines import Line
from clerk_tui.session import Session

scalars = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-3, 99),
    st.floats(allow_nan=False),
    st.sampled_from(
        [
            "",
            "会長",
            "委員",
            "杉浦委員",
            "諮問第23号",
            "諮問21～22",
            "質問",
            "14:05",
            "決定",
            "e12",
            "当日",
            "賛成",
        ]
    ),
    st.text(max_size=4),
)
names = st.sampled_from(
    ["cases", "outcome", "paragraph", "phase", "offset", "command", "ayes", "noes", "case", "title", "x"]
)
values = st.recursive(
    scalars,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(names, inner, max_size=4)),
    max_leaves=6,
)
lines = st.sampled_from(sorted(words())).flatmap(
    lambda word: st.tuples(
        st.just(word), st.dictionaries(st.sampled_from([*fields_of_word(word), "余計"]), values, max_size=6)
    )
)


@cache
def session() -> Session:
    return prepared("privacy_council")[0]


@settings(max_examples=300)
@given(lines)
def test_a_line_makes_a_command_or_is_refused_in_one_sentence(line: tuple[str, dict[str, Any]]) -> None:
    word, fields = line
    state, now = session().state, session().now
    try:
        command = Line(1, word, "", fields).command(state, now)
        assert isinstance(command, Command)
        session().timeline.decide(command, Stamp(session().timeline.next_seq, now))
    except (ScriptError, Refused) as refusal:
        told = ScriptError(str(refusal)).message
        assert told.endswith(("。", "）"))
        assert not set(told) & {"\n", "\r", "\x1b"}
