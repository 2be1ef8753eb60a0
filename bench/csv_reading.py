"""A large CSV, read by us and by pandas on the same file in turn: prints the ratio of the times and the peak memory.

python bench/csv_reading.py [MEGABYTES]
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np

START = (
    "import time, resource, pandas, numpy; from pathlib import Path; {imports}; start = time.perf_counter(); {call}; "
)
END = "print(time.perf_counter() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)"
CODE = {
    "pandas": START.format(imports="pass", call="pandas.read_csv({path!r})") + END,
    "diagnose": START.format(
        imports="from diagnose.readers import read; from diagnose.readers.opening import open_path",
        call="read(open_path(Path({path!r})))",
    )
    + END,
}


def write(path: Path, megabytes: int) -> None:
    """Write a log of losses by step, of about that size."""
    generator = np.random.default_rng(0)
    rows = 40_000
    with path.open("w") as file:
        file.write("step,train_loss,val_loss,accuracy,val_accuracy,learning_rate\n")
        start = 0
        while path.stat().st_size < megabytes << 20:
            values = generator.random((rows, 5))
            lines = (
                f"{start + at},{a!r},{b!r},{c!r},{d!r},{e!r}" for at, (a, b, c, d, e) in enumerate(values.tolist())
            )
            file.write("\n".join(lines) + "\n")
            file.flush()
            start += rows


def measure(code: str) -> tuple[float, float]:
    """The seconds of the call alone and the peak memory in MB, in a fresh interpreter that has pandas loaded."""
    said = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout.split()
    return float(said[0]), float(said[1])


def main() -> None:
    """Print the best of five rounds in turn, and the ratio."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "log.csv")
        write(path, int(sys.argv[1]) if len(sys.argv) > 1 else 100)
        rounds = [{name: measure(code.format(path=str(path))) for name, code in CODE.items()} for _ in range(5)]
        size = path.stat().st_size / 1e6
    (ours, our_memory), (theirs, their_memory) = (min(one[name] for one in rounds) for name in ("diagnose", "pandas"))
    print(f"{size:.0f} MB: diagnose {ours:.2f} s, pandas.read_csv {theirs:.2f} s, ratio {ours / theirs:.2f} (bar 1.20)")
    print(f"peak memory: diagnose {our_memory:.0f} MB, pandas {their_memory:.0f} MB")


main()
