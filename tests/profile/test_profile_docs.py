"""docs/profiles.md is true: its examples are read, and every key is explained."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from clerk_tui.domain.profile import Form, Quorum, RulingWording, Style
from clerk_tui.profile import read_profile
from clerk_tui.profile.fields import NAMES
from clerk_tui.profile.standard import OUTCOMES, PHASES, ROLES

DOCUMENT = Path(__file__).parents[2] / "docs" / "profiles.md"
EXAMPLES = re.findall(r"```toml\n(.*?)```", DOCUMENT.read_text(encoding="utf-8"), re.DOTALL)
MINIMAL = {"body": 'body = "青葉町審議会"\n', "kinds": 'kinds = ["報告"]\n'}


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.split()[0])
def test_each_example_is_read(tmp_path: Path, example: str) -> None:
    missing = "".join(
        line for key, line in MINIMAL.items() if not re.search(rf"^{key} =", example, re.MULTILINE)
    )
    if example.startswith("[roles."):
        example += "[roles.member]\n"
    path = tmp_path / "profile.toml"
    path.write_text(missing + example, encoding="utf-8")
    profile = read_profile(path)
    if not example.startswith("[quorum]"):
        # The examples of these sections claim to show what is usual.
        assert (profile.quorum, profile.wording, profile.style, profile.form) == (
            Quorum(),
            RulingWording(),
            Style(),
            Form(),
        )


def test_every_key_and_standard_word_is_explained() -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    for key in NAMES:
        assert re.search(rf"\b{key}\b", text), key
    for role in ROLES:
        assert f"`{role.id}`" in text
    for phase in PHASES:
        assert phase.name in text
    for name in OUTCOMES:
        assert name in text or any(
            name.startswith(part) and part in text
            for part in ("原案どおり", "一部修正", "条件付き", "附帯意見付き")
        )
