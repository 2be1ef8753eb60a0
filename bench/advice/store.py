"""The runs that were trained: one a line in a file, so that none is trained twice and a trial can be resumed."""

from __future__ import annotations

import ast
import hashlib
import json
import os
from dataclasses import asdict
from pathlib import Path

from bench.advice.recipes import Recipe
from bench.advice.training import Trained, train

HERE = Path(__file__).parent
DECIDING = ("recipes", "tasks", "nets", "training", "net_training", "loop", "trees")


class Store:
    """Trains a recipe, or finds it trained; a file of none keeps the runs for as long as the process lives.

    Runs of other code for nets, tasks or training are not taken: the code, without comments and layout, is a part of
    each key. Processes may write to one file, a line at a time.
    """

    def __init__(self, file: Path | None) -> None:
        self.file = file
        self.trained = 0
        self._code = _code()
        self._runs = {} if file is None else _lines(file, self._code)

    def __call__(self, recipe: Recipe) -> Trained:
        """The trained run."""
        run = self._runs.get(recipe.key)
        if run is None:
            run = self._runs[recipe.key] = train(recipe)
            self.trained += 1
            self._append(recipe.key, run)
        return run

    def _append(self, key: str, run: Trained) -> None:
        if self.file is None:
            return
        self.file.parent.mkdir(parents=True, exist_ok=True)
        line = json.dumps({"code": self._code, "recipe": key, "run": asdict(run)}, separators=(",", ":")) + "\n"
        with self.file.open("ab") as target:
            os.write(target.fileno(), line.encode())


def _lines(file: Path, code: str) -> dict[str, Trained]:
    if not file.exists():
        return {}
    runs = {}
    for line in file.read_text(encoding="utf-8").splitlines():
        try:
            entry = json.loads(line)
        except ValueError:  # a process was ended while it wrote: that run is trained again
            continue
        if entry["code"] == code:
            runs[entry["recipe"]] = Trained(**entry["run"])
    return runs


def _code() -> str:
    """A short name for the code that decides what a recipe's run is."""
    trees = [ast.dump(ast.parse((HERE / f"{name}.py").read_text(encoding="utf-8"))) for name in DECIDING]
    return hashlib.sha256("".join(trees).encode()).hexdigest()[:12]
