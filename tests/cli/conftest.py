"""The command line, and the sample meeting played by it."""

from __future__ import annotations

from pathlib import Path

import pytest
from command_line import Call, called


@pytest.fixture
def call() -> Call:
    return called


@pytest.fixture(scope="session")
def played(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample meeting, played to its end by the command that the README names; not to be changed."""
    at = tmp_path_factory.mktemp("demo")
    done = called("demo", "--headless", "--out", "見本", at=at)
    assert done.returncode == 0, done.stderr
    return at / "見本"
