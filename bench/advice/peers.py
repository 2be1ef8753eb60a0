"""What two other programs advise, as far as they name something that a program can apply.

Both give lists of fixes in words. Of the gravest finding the first fix is taken that says one of the things below; the
amounts are ours where the words name none.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from bench.advice.recipes import Recipe
from bench.advice.training import Trained

Fix = tuple[str, Mapping[str, Any]]
GRAVEST = ("critical", "error", "fail", "high", "warning", "warn", "medium", "info", "low")

MEANINGS: tuple[tuple[str, str, dict[str, Any] | None], ...] = (
    (r"checkpoint (?:from|at|of) (?:step|epoch) (\d+)", "restore-best", None),
    (r"(?:lower|reduce|decrease|drop|cut)\b[^.;]*\b(?:learning rate|lr)\b", "lower-learning-rate", {"multiply": 0.1}),
    (r"(?:raise|increase)\b[^.;]*\b(?:learning rate|lr)\b", "raise-learning-rate", {"multiply": 10.0}),
    (r"gradient clipping|clip\b[^.;]*gradient", "clip-gradients", {"set": 1.0}),
    (r"warm-?up", "add-warmup", {"set": 0.05}),
    (r"weight decay|regulariz", "add-weight-decay", {"set": 1e-4}),
    (r"(?:raise|increase|larger)\b[^.;]*\bbatch", "raise-batch-size", {"multiply": 2.0}),
    (r"train (?:for )?(?:longer|more)|more (?:epochs|steps)", "train-longer", {"multiply": 2.0}),
    (r"smaller model|reduce model capacity", "lower-capacity", {"multiply": 0.5}),
    (r"larger model|(?:increase|raise) model capacity", "raise-capacity", {"multiply": 2.0}),
)
"""Words of a fix, the action that they mean, and its amount; the step is a number in the words."""


def meant(fixes: Sequence[str]) -> Iterator[Fix]:
    """The actions that fixes in words name, in their order."""
    for fix in fixes:
        for words, action, amount in MEANINGS:
            said = re.search(words, fix, re.IGNORECASE)
            if said is not None:
                yield action, amount or {"epoch": int(said[1])}
                break


def advised(findings: Sequence[tuple[str, Sequence[str]]]) -> list[Fix]:
    """What is advised by findings, each of a severity and fixes: the gravest first."""
    ranked = sorted(findings, key=lambda finding: GRAVEST.index(finding[0]) if finding[0] in GRAVEST else len(GRAVEST))
    return [fix for _, fixes in ranked for fix in meant(fixes)]


def _points(trained: Trained) -> Iterator[tuple[str, int, float]]:
    """Name, step and value of each point of both losses; epochs are counted from 1, rounds of boosting from 0."""
    history = trained.log.get("history")
    if history:
        losses, first = {name: history[name] for name in ("loss", "val_loss") if name in history}, 1
    else:
        train, val = (next(iter(part.values())) for part in trained.log.values())
        losses, first = {"loss": train, "val_loss": val}, 0
    for name, values in losses.items():
        for step, value in enumerate(values, first):
            yield name, step, value


def trainspotter(_: Recipe, trained: Trained) -> list[Fix]:
    """What trainspotter advises."""
    from trainspotter import Run, run_all

    run = Run()
    for name, step, value in _points(trained):
        run.add_point("eval/loss" if name == "val_loss" else "train/loss", step, value)
    return advised([(str(finding.severity), finding.fixes) for finding in run_all(run)])


def runmedic(_: Recipe, trained: Trained) -> list[Fix]:
    """What runmedic advises."""
    from runmedic import checks, model, roles

    run = model.Run("run", "csv", "run")
    for name, step, value in _points(trained):
        run.get(name).add(step, value)
    return advised([(finding.severity, finding.fixes) for finding in checks.run_checks(run, roles.detect(run))])


PEERS: dict[str, Callable[[Recipe, Trained], list[Fix]]] = {"trainspotter": trainspotter, "runmedic": runmedic}
