"""A large log of Keras progress bars, read by us beside `grep -c` on the same file: megabytes a second and peak memory.

python -m bench.keras_progress [MEGABYTES]       (1000 for the bar: at least 60 MB/s of one core, under 250 MB)
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

CODE = """
import resource, time
from pathlib import Path
from diagnose.readers import read
from diagnose.readers.core.opening import open_path
start = time.process_time()
(run,) = read(open_path(Path({path!r})))
took = time.process_time() - start
print(took, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, len(run.series[0]))
"""


def old_bar(step: int, steps: int, loss: float) -> str:
    """An update of Keras 2, which a carriage return ends."""
    done = 30 * step // steps
    bar = ("=" * done + ">").ljust(30, ".")[:30]
    return f"{step:>{len(str(steps))}}/{steps} [{bar}] - ETA: 3s - loss: {loss:.4f} - acc: {1 - loss / 3:.4f}\r"


def new_bar(step: int, steps: int, loss: float) -> str:
    """An update of Keras 3, with its colours, and the backspaces before it."""
    done = 20 * step // steps
    bar = f"\x1b[32m{'━' * done}\x1b[0m\x1b[37m{'━' * (20 - done)}\x1b[0m"
    shown = f"\x1b[1m{step:>{len(str(steps))}}/{steps}\x1b[0m {bar} \x1b[1m3s\x1b[0m 17ms/step"
    return "\b" * 73 + f"\r{shown} - accuracy: {1 - loss / 3:.4f} - loss: {loss:.4f}"


def write(path: Path, megabytes: int, update: Callable[[int, int, float], str], steps: int = 938) -> int:
    """Write such a log of about that size; returns its epochs."""
    epochs = 0
    with path.open("wb") as file:
        while file.tell() < megabytes << 20:
            epochs += 1
            bars = [update(step, steps, 2 / (epochs + step / steps)) for step in range(1, steps + 1)]
            last = bars[-1].rstrip("\r") + f" - val_loss: {2.2 / epochs:.4f}\n"
            file.write("".join([f"Epoch {epochs}/99999\n", *bars[:-1], last]).encode())
    return epochs


def main() -> None:
    """Print a line for each kind of bar."""
    megabytes = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    for name, update in (("Keras 2", old_bar), ("Keras 3", new_bar)):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "log.txt")
            epochs = write(path, megabytes, update)
            size = path.stat().st_size / 1e6
            ran = subprocess.run([sys.executable, "-c", CODE.format(path=str(path))], capture_output=True, check=True)
            took, memory, read = map(float, ran.stdout.split())
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            subprocess.run(["grep", "-c", "loss: 0.5", str(path)], capture_output=True, check=False)
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            grep = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        print(
            f"{name}: {size:.0f} MB, {read:.0f} of {epochs} epochs: {size / took:.0f} MB/s of processor, "
            f"{memory:.0f} MB at most; grep -c {size / grep:.0f} MB/s, ratio {took / grep:.1f}"
        )


if __name__ == "__main__":
    main()
