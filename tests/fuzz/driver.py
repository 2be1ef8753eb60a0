"""Mutates logs and gives them to every reader: nothing but a ReadError may come out, and soon.

    python -m tests.fuzz.driver [--inputs 1000000] [--seconds S] [--seed N] [--reader NAME] [LOG ...]

Without logs the fixtures of the tests are mutated. Each input goes to one reader by force, or is left to the choice of
all. What breaks is written to `fuzz-findings/`, smallest form not sought. Prints the counts; exits 1 on a finding.
"""

from __future__ import annotations

import argparse
import random
import re
import signal
import sys
import time
import traceback
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np

from diagnose.errors import ReadError
from diagnose.readers import names, read
from diagnose.readers.core.opening import open_bytes
from tests.fuzz.hostile import FRAGMENTS

FIXTURES = Path(__file__).parents[1] / "readers" / "fixtures"
SLOWEST = 5
LENGTHS = (300, 1_000, 3_000, 20_000)
SPLICES = (
    *FRAGMENTS,
    "NaN",
    "Infinity",
    "-1e400",
    "null",
    "true",
    "\x00",
    "\ufeff",
    "\n",
    "\r\n",
    "999999999999999999999",
)


class Hang(BaseException):
    """Raised by the alarm; no reader may catch it."""


def mutate(rng: random.Random, data: bytes, others: list[bytes]) -> bytes:
    """A changed copy: bytes flipped, stretches cut, doubled, swapped or spliced in, of this log or another."""
    changed = bytearray(data)
    for _ in range(rng.choice((1, 1, 2, 4, 8))):
        at = rng.randrange(len(changed) + 1)
        length = min(int(rng.paretovariate(0.7)), 2000)
        match rng.randrange(7):
            case 0 if changed:
                changed[at % len(changed)] = rng.randrange(256)
            case 1:
                del changed[at : at + length]
            case 2:
                changed[at:at] = changed[at : at + length] * rng.choice((1, 2, 9))
            case 3:
                changed[at:at] = rng.choice(SPLICES).encode("utf-8", "surrogatepass") * rng.choice((1, 1, 3, 50))
            case 4:
                other = rng.choice(others)
                start = rng.randrange(len(other) + 1)
                changed[at : at + length] = other[start : start + length]
            case 5:
                del changed[at:]
            case _:
                digits = [index for index in range(at, min(at + 200, len(changed))) if 48 <= changed[index] < 58]
                if digits:
                    changed[rng.choice(digits)] = rng.choice(b"0123456789-.eE,")
    return bytes(changed[:200_000])


def try_one(data: bytes, reader: str | None) -> str:
    """What a reader made of an input: `runs`, `refused`, or the fault."""
    signal.setitimer(signal.ITIMER_REAL, SLOWEST)
    try:
        runs = read(open_bytes(data, "fuzz"), reader)
        series = [one for run in runs for one in run.series]
        faults = [one.name for one in series if len(one.steps) != len(one.values)]
        lost = [one.name for one in series if not np.isfinite(one.steps).all()]
        if faults or lost:
            return f"steps and values differ: {faults[0]}" if faults else f"a step is no finite number: {lost[0]}"
        return "runs"
    except ReadError as error:
        return "refused" if "\n" not in error.message else "a refusal of several lines"
    except Hang:
        return f"no answer in {SLOWEST} s"
    except Exception:
        return traceback.format_exc(limit=-2)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def seeds(paths: list[str]) -> list[bytes]:
    """The logs to mutate, cut to 20 kB."""
    files = [Path(path) for path in paths] or [file for file in FIXTURES.rglob("*") if file.name != "truth.json"]
    return sorted({file.read_bytes()[:20_000] for file in files if file.is_file()})


def main() -> int:
    """Run until the count or the time is reached."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("logs", nargs="*")
    parser.add_argument("--inputs", type=int, default=1_000_000)
    parser.add_argument("--seconds", type=float, default=float("inf"))
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument("--reader")
    args = parser.parse_args()

    def ring(*_: Any) -> None:
        raise Hang

    signal.signal(signal.SIGALRM, ring)
    rng = random.Random(args.seed)
    logs = seeds(args.logs)
    readers = [args.reader] if args.reader else [*[None] * len(names()), *names()]
    counts: Counter[str] = Counter()
    findings: Counter[str] = Counter()
    start = time.monotonic()
    while counts.total() < args.inputs and time.monotonic() - start < args.seconds:
        data = mutate(rng, rng.choice(logs)[: rng.choice(LENGTHS)], logs)
        reader = rng.choice(readers)
        result = try_one(data, reader)
        counts[result if result in ("runs", "refused") else "findings"] += 1
        if not counts.total() % 50_000:
            print(f"{counts.total()} inputs in {time.monotonic() - start:.0f} s: {dict(counts)}", flush=True)
        if result in ("runs", "refused"):
            continue
        where = "".join(re.findall(r"line \d+, in \w+", result)) or f"{reader}: {result}"
        findings[where] += 1
        if findings[where] == 1:
            folder = Path("fuzz-findings")
            folder.mkdir(exist_ok=True)
            (folder / f"{reader}-{args.seed}-{counts.total()}").write_bytes(data)
            print(f"{reader}: {result}", flush=True)
    print(f"seed {args.seed}: {counts.total()} inputs in {time.monotonic() - start:.0f} s: {dict(counts)}")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
