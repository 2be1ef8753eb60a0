"""The whole process: `diagnose history.json` against `python -c "import numpy, pydantic"`.

Both as they are once installed, which is compiled.
"""

from __future__ import annotations

import compileall
import sys
from pathlib import Path

from bench.side_by_side import command, ratio, row

PACKAGE = Path(__file__).parent.parent / "diagnose"
EXAMPLE = PACKAGE.parent / "examples" / "runs"
BARE = [sys.executable, "-c", "import numpy, pydantic"]


def main() -> None:
    """Print the ratios of the main job, of its JSON and of the help."""
    compileall.compile_dir(PACKAGE, quiet=1)
    history = str(min(EXAMPLE.glob("*.json")))
    for what, arguments, bar in (
        ("diagnose history.json", [history], 1.4),
        ("diagnose history.json --format json", [history, "--format", "json"], 1.4),
        ("diagnose --help", ["--help"], None),
    ):
        ours = command([sys.executable, "-m", "diagnose", *arguments])
        print(row(what, "python -c 'import numpy, pydantic'", ratio(ours, command(BARE)), bar))


if __name__ == "__main__":
    main()
