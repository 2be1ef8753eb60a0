"""Train the planned runs and write them: `python -m bench.accuracy.runs [later] [--count N] [--only TEXT] [--anew]`.

Needs torch, Keras, XGBoost, LightGBM and scikit-learn. Writes `bench/accuracy/runs.jsonl.gz`, or with `later` the
other set, `bench/accuracy/later_runs.jsonl.gz`: one run a line, sorted by id; runs that are there already are kept
unless `--anew`. The same seeds give the same runs on the same versions of those libraries and, as the later ones learn
from its own texts, of Python.
"""

from __future__ import annotations

import argparse
import gzip
import json
import math
import time
import traceback
import zlib
from pathlib import Path
from typing import Any

import torch

from bench.accuracy.runs.capacity import CAPACITY
from bench.accuracy.runs.data import DATA
from bench.accuracy.runs.generalisation import GENERALISATION
from bench.accuracy.runs.later.plans import LATER
from bench.accuracy.runs.optimisation import OPTIMISATION
from bench.accuracy.runs.perceptrons import KERAS, SKLEARN
from bench.accuracy.runs.schedules import SCHEDULES
from bench.accuracy.runs.trees import TREES

HERE = Path(__file__).parent.parent
PLANS = [*GENERALISATION, *DATA, *OPTIMISATION, *CAPACITY, *SCHEDULES, *KERAS, *SKLEARN, *TREES]
SETS = {"first": ("runs.jsonl.gz", PLANS), "later": ("later_runs.jsonl.gz", LATER)}
SAVE_EVERY = 25


def plain(value: Any) -> Any:
    """The value as strict JSON can hold it: what is not finite becomes a word."""
    if isinstance(value, dict):
        return {k: plain(v) for k, v in value.items()}
    if isinstance(value, list):
        return [plain(v) for v in value]
    if isinstance(value, float) and not math.isfinite(value):
        return "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"
    return value


def load(target: Path) -> dict[str, str]:
    """The lines that are there, by id."""
    if not target.exists():
        return {}
    return {json.loads(line)["id"]: line for line in gzip.decompress(target.read_bytes()).decode().splitlines()}


def save(done: dict[str, str], target: Path) -> None:
    """Write all lines; the same lines give the same bytes."""
    text = "".join(done[name] + "\n" for name in sorted(done))
    target.write_bytes(gzip.compress(text.encode(), 9, mtime=0))


def main() -> None:
    """Train what is not there yet, in an order that mixes the kinds."""
    parser = argparse.ArgumentParser(prog="python -m bench.accuracy.runs", description=__doc__)
    parser.add_argument("which", nargs="?", choices=SETS, default="first", help="which set of runs")
    parser.add_argument("--count", type=int, default=10**9, help="train at most so many")
    parser.add_argument("--only", default="", help="train ids that hold this text")
    parser.add_argument("--anew", action="store_true", help="train also what is there")
    asked = parser.parse_args()
    torch.set_num_threads(1)
    file, plans = SETS[asked.which]
    target = HERE / file
    done = load(target)
    todo = [p for p in plans if asked.only in p.id and (asked.anew or p.id not in done)]
    todo.sort(key=lambda p: zlib.crc32(p.id[::-1].encode()))
    for i, plan in enumerate(todo[: asked.count]):
        start = time.perf_counter()
        try:
            made = plan.train()
        except Exception:  # one broken plan must not lose the rest; it is told
            print(f"{plan.id}: failed\n{traceback.format_exc()}", flush=True)
            continue
        line = {"id": plan.id, "family": plan.family, "fault": plan.fault, **made}
        done[plan.id] = json.dumps(plain(line), separators=(",", ":"))
        print(f"{i + 1}/{len(todo)} {plan.id}: {time.perf_counter() - start:.1f} s", flush=True)
        if i % SAVE_EVERY == SAVE_EVERY - 1:
            save(done, target)
    save(done, target)


if __name__ == "__main__":
    main()
