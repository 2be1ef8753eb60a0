"""Train the example runs and write what their logs would hold: `python -m examples.train [NAME...]`.

Needs torch and scikit-learn. Writes `examples/runs/<name>.json`, each a Keras History of at most 100 epochs, and
`examples/README.md`; the same seeds give the same files on the same versions.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

import torch

from examples.cases import CASES, Case
from examples.loop import fit, rounded

HERE = Path(__file__).parent
SEED = 7
NATIVE = (
    ("keras-bars.txt", "what Keras' `fit` prints into a file (`verbose=1`)", "overfits"),
    ("keras-csvlogger.csv", "Keras' CSVLogger", "still learning"),
    ("trainer_state.json", "the Trainer of transformers, with a checkpoint", "the learning rate is too high"),
)


def train(case: Case) -> Path:
    """Train one example and write its History."""
    torch.manual_seed(SEED)
    history, _ = fit(*case.setup(), seed=SEED)
    target = HERE / "runs" / f"{case.name}.json"
    target.parent.mkdir(exist_ok=True)
    target.write_text(json.dumps(rounded(history)) + "\n")
    return target


def describe() -> str:
    """The README of the examples: one line a run."""
    lines = [
        "# Example runs", "",
        "Real training runs of small networks, one for each cell of the table train × validation and a few more.",
        "`python -m examples.train` made them (it needs `torch` and `scikit-learn`; a few minutes on one core)",
        "and wrote this file; `python -m examples.native` wrote what lies in `native/`:",
        "logs as Keras and the Trainer write them.", "",
        "| file | train | validation | what it shows | how it was provoked |", "|---|---|---|---|---|",
    ]  # fmt: skip
    lines += [f"| `runs/{c.name}.json` | {c.train} | {c.val} | {c.shows} | {c.how} |" for c in CASES]
    lines += ["", "| file | written by | run |", "|---|---|---|"]
    lines += [f"| `native/{name}` | {writer} | {shows} |" for name, writer, shows in NATIVE]
    return "\n".join(lines) + "\n"


def main(names: list[str]) -> None:
    """Train the named examples, or all."""
    torch.set_num_threads(1)
    for case in CASES:
        if not names or case.name in names:
            start = time.perf_counter()
            path = train(case)
            print(f"{path.relative_to(HERE.parent)}: {case.shows} ({time.perf_counter() - start:.1f} s)")
    (HERE / "README.md").write_text(describe())


if __name__ == "__main__":
    main(sys.argv[1:])
