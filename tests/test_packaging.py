"""What is declared is what is used: dependencies with their reasons, and a source package whose tests can run."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
EXTRAS = PROJECT["project"]["optional-dependencies"]
RUNNING = tuple(
    each
    for part in (
        PROJECT["project"]["dependencies"],
        *(EXTRAS[name] for name in EXTRAS if name not in ("dev", "mutation")),
    )
    for each in part
    if not each.startswith("clerk-tui[")
)
NAMES = {re.split("[<>=]", each)[0]: each for each in RUNNING}


def imported(folder: Path) -> Iterator[str]:
    """First parts of the names of the modules that a folder's files import."""
    for path in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            match node:
                case ast.Import(names=names):
                    yield from (alias.name.partition(".")[0] for alias in names)
                case ast.ImportFrom(module=str(module), level=0):
                    yield module.partition(".")[0]


def test_everything_that_the_package_imports_is_declared() -> None:
    foreign = set(imported(ROOT / "clerk_tui")) - {*sys.stdlib_module_names, "clerk_tui", "winreg"}
    distributions = packages_distributions()
    # An extra that is not installed here is called as its module is.
    called = {distributions.get(name, [name.replace("_", "-")])[0].lower() for name in foreign}
    assert called <= set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_each_dependency_stands_with_its_range_and_reason(name: str) -> None:
    rows = (ROOT / "docs" / "dependencies.md").read_text("utf-8").splitlines()
    (row,) = (row for row in rows if row.startswith(f"| {name} |"))
    assert f"| {NAMES[name].removeprefix(name)} |" in row


def test_the_source_package_has_what_its_tests_import() -> None:
    included = PROJECT["tool"]["hatch"]["build"]["targets"]["sdist"]["include"]
    ours = {path.name for path in ROOT.iterdir() if path.is_dir() and any(path.glob("*.py"))}
    assert {"tests", "scripts", *(set(imported(ROOT / "tests")) & ours)} <= set(included)
