"""What all tests share: the ``--slow`` option for the full counts."""

from __future__ import annotations

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--slow", action="store_true", help="長くかかる検査も、全部の回数で行う")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--slow"):
        return
    skip = pytest.mark.skip(reason="長くかかる検査です（--slow で実行）")
    for item in items:
        if "slow" in item.keywords:
            item.add_marker(skip)


@pytest.fixture(scope="session")
def slow(request: pytest.FixtureRequest) -> bool:
    """Whether the full counts are wanted; without ``--slow`` a test makes a sample of them."""
    return bool(request.config.getoption("--slow"))
