"""`make bench`: every benchmark in turn."""

from __future__ import annotations

import runpy
import sys
from pathlib import Path

SKIPPED = {"__init__", "__main__", "side_by_side"}


def main() -> None:
    """Run the benchmarks that are named, or all; a failing one does not stop the others."""
    here = Path(__file__).parent
    names = sys.argv[1:] or sorted(file.stem for file in here.glob("*.py") if file.stem not in SKIPPED)
    sys.argv = sys.argv[:1]
    for name in names:
        print(f"== {name}", flush=True)
        runpy.run_module(f"bench.{name}", run_name="__main__")


if __name__ == "__main__":
    main()
