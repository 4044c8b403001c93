"""What all tests share: the ``--slow`` option for the full counts, and where examples come from."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import Phase, settings

# A quick run is the same every time, also in what it covers; the slow one looks for something new.
settings.register_profile("quick", derandomize=True, database=None, deadline=None)
settings.register_profile("slow", max_examples=300, deadline=None, print_blob=True)
# For docs/mutation.md: without the search for the smallest example that fails.
settings.register_profile("mutation", settings.get_profile("quick"), phases=(Phase.explicit, Phase.generate))


EXPECTED_SKIPS = (
    "長くかかる検査です（--slow で実行）",  # The second run of .ci/run has them.
    "Windows",
)
"""Words of the reasons for which a test may be left out where ``--complete`` asks for all of them."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--complete", action="store_true", help="省いた検査があれば失敗とする（わけの決まったものを除く）")
    parser.addoption("--slow", action="store_true", help="長くかかる検査も、全部の回数で行う")


def pytest_configure(config: pytest.Config) -> None:
    if not config.getoption("--hypothesis-profile", default=None):
        settings.load_profile("slow" if config.getoption("--slow") else "quick")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    for item in items:
        if "slow" in getattr(item, "fixturenames", ()) or _is_property(item):
            item.add_marker("sampled")
    if config.getoption("--slow"):
        return
    skip = pytest.mark.skip(reason="長くかかる検査です（--slow で実行）")
    for item in items:
        if "slow" in item.keywords:
            item.add_marker(skip)


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter is None or not session.config.getoption("--complete"):
        return
    for report in reporter.stats.get("skipped", ()):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        if not any(words in reason for words in EXPECTED_SKIPS):
            reporter.write_line(f"\n省かれた検査：{report.nodeid}（{reason}）", red=True)
            session.exitstatus = pytest.ExitCode.TESTS_FAILED


def _is_property(item: pytest.Item) -> bool:
    return bool(getattr(getattr(item, "obj", None), "is_hypothesis_test", False))


@pytest.fixture(scope="session", autouse=True)
def _no_own_settings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The keys, profiles and themes of whoever runs the tests are none of theirs."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CONFIG_HOME", str(tmp_path_factory.mktemp("own")))
        yield


@pytest.fixture(scope="session")
def slow(request: pytest.FixtureRequest) -> bool:
    """Whether the full counts are wanted; without ``--slow`` a test makes a sample of them."""
    return bool(request.config.getoption("--slow"))
