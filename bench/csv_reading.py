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
    "import time, resource, pandas, numpy; from pathlib import Path; {imports}; "
    "start, busy = time.perf_counter(), time.process_time(); {call}; "
)
END = (
    "seconds, processor = time.perf_counter() - start, time.process_time() - busy; "
    "print(seconds, processor, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)"
)
# Modules are loaded before the clock starts, on both sides: for us by reading a small table.
IMPORTS = (
    "from diagnose.readers import read; from diagnose.readers.core.opening import open_bytes, open_path; "
    "read(open_bytes(b'epoch,loss\\n1,2\\n2,1\\n', 'small.csv'))"
)
CODE = {
    "pandas": START.format(imports="pass", call="pandas.read_csv({path!r})") + END,
    "diagnose": START.format(imports=IMPORTS, call="read(open_path(Path({path!r})))") + END,
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


def measure(code: str) -> list[float]:
    """Seconds by the clock, of the processor, and the peak memory in MB, in a fresh interpreter with pandas loaded."""
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    return [float(word) for word in done.stdout.split()]


def main() -> None:
    """Print the best of five rounds in turn, and the ratios."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "log.csv")
        write(path, int(sys.argv[1]) if len(sys.argv) > 1 else 100)
        rounds = [{name: measure(code.format(path=str(path))) for name, code in CODE.items()} for _ in range(5)]
        size = path.stat().st_size / 1e6
    ours, theirs = (
        [min(figures[name][at] for figures in rounds) for at in range(3)] for name in ("diagnose", "pandas")
    )
    print(f"{size:.0f} MB read by diagnose and by pandas.read_csv")
    for what, mine, other in zip(("seconds", "seconds of processor", "MB at most"), ours, theirs, strict=True):
        print(f"{what}: {mine:.2f} and {other:.2f}, ratio {mine / other:.2f}")


if __name__ == "__main__":
    main()
