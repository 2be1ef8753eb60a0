"""Who gives the advice: the program, or somebody who always says the same."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from bench.advice.application import RANGE_TEST
from bench.advice.recipes import Recipe
from bench.advice.training import Trained

PROGRAM = "diagnose"


@dataclass(frozen=True)
class Advice:
    """What is said of a run: the verdict and rule, all that is recommended, and what of it a program can apply."""

    verdict: str
    rule: str
    said: str
    entries: tuple[Mapping[str, Any], ...]


Adviser = Callable[[Recipe, Trained], Advice]


def diagnosed(_: Recipe, trained: Trained) -> Advice:
    """The program's advice from the log alone, through its public interface."""
    from diagnose import diagnose

    return advice_in(diagnose(trained.log).to_dict())


def advice_in(entry: Mapping[str, Any]) -> Advice:
    """The advice that stands in a run's entry of the JSON document."""
    recommended = entry["recommendations"]
    return Advice(
        entry["verdict"],
        entry["rule"] or "none",
        recommended[0]["do"] if recommended else "nothing",
        tuple(advice for advice in recommended if advice.get("apply") or advice["action"] == RANGE_TEST),
    )


def _always(action: str, apply: Mapping[str, Any], *_: Any) -> Advice:
    return Advice("", "always", action, ({"action": action, "apply": apply},))


def _stop_early(_: Recipe, trained: Trained) -> Advice:
    """Keep the best epoch of the logged validation loss; rounds of boosting are counted from 0."""
    history = trained.log.get("history")
    losses = history["val_loss"] if history else next(iter(trained.log["validation"].values()))
    best = min(range(len(losses)), key=lambda place: (math.isnan(losses[place]), losses[place]))
    return _always("restore-best", {"epoch": best + 1 if history else best})


ADVISERS: dict[str, Adviser] = {
    PROGRAM: diagnosed,
    "a tenth of the rate": partial(_always, "lower-learning-rate", {"multiply": 0.1}),
    "more epochs": partial(_always, "train-longer", {"multiply": 2.0}),
    "early stopping": _stop_early,
}


def applicable(advice: Advice, tried: set[str]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """What can be applied and was not tried yet, in order, each with a name of its own."""
    for entry in advice.entries:
        amount = " ".join(f"{kind} {value}" for kind, value in (entry.get("apply") or {}).items())
        name = f"{entry['action']} {amount}".strip()
        if name not in tried:
            yield name, entry
