"""What the program promises about time, measured: ``python -m benchmarks NAME [--json] [--quick]``.

Each module but :mod:`benchmarks.report` is one benchmark and has ``run(quick: bool) -> Report``.
"""
