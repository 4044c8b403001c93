"""``python -m benchmarks NAME [--json] [--quick]``; without a name it lists the names."""

from __future__ import annotations

import argparse
import importlib
import json
import pkgutil

import benchmarks
from benchmarks.report import Report


def names() -> list[str]:
    """The benchmarks of this package."""
    found = {
        module.name for module in pkgutil.iter_modules(benchmarks.__path__) if not module.name.startswith("_")
    }
    return sorted(found - {"report"})


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="性能を測り、目標と比べます。")
    parser.add_argument("name", nargs="?", choices=names(), help="測るもの")
    parser.add_argument("--json", action="store_true", help="結果を JSON で出す")
    parser.add_argument("--quick", action="store_true", help="50秒以内で終える")
    options = parser.parse_args()
    if options.name is None:
        print("\n".join(names()))
        return 0
    report: Report = importlib.import_module(f"benchmarks.{options.name}").run(options.quick)
    print(json.dumps(report.as_json(), ensure_ascii=False) if options.json else report.as_text())
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
