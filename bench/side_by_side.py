"""Two commands or two calls timed in turn, A B A B …, and the ratio of their medians."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Callable, Sequence
from statistics import median


def ratio(
    first: Callable[[], object], second: Callable[[], object], rounds: int = 9, calls: int = 1
) -> tuple[float, float, float]:
    """The median seconds of both calls, taken in turn after one warm-up each, and the median ratio pair by pair.

    Each of them is called `calls` times at its turn, as `timeit` does, where one call is over too soon to be timed.
    """
    first(), second()
    pairs = [(_seconds(first, calls), _seconds(second, calls)) for _ in range(rounds)]
    return median(a for a, _ in pairs), median(b for _, b in pairs), median(a / b for a, b in pairs)


def command(arguments: Sequence[str]) -> Callable[[], object]:
    """A call that runs the command to its end, output thrown away."""

    def run() -> object:
        return subprocess.run(arguments, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)

    return run


def row(what: str, against: str, figures: tuple[float, float, float], bar: float | None = None) -> str:
    """One line of a benchmark's table; `bar` is the largest ratio that we allow ourselves."""
    ours, theirs, ratio = figures
    limit = "" if bar is None else f"  bar {bar:g}  {'ok' if ratio <= bar else 'TOO SLOW'}"
    return f"{what:<44} {ours * 1e3:9.2f} ms   {against:<36} {theirs * 1e3:9.2f} ms   ratio {ratio:6.2f}{limit}"


def _seconds(call: Callable[[], object], calls: int) -> float:
    start = time.perf_counter()
    for _ in range(calls):
        call()
    return (time.perf_counter() - start) / calls
