"""Who gives the advice: the program, or somebody who always says the same."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from importlib.util import find_spec
from typing import Any

from bench.advice.application import RANGE_TEST
from bench.advice.peers import PEERS
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


def _of_peer(peer: str, recipe: Recipe, trained: Trained) -> Advice:
    fixes = PEERS[peer](recipe, trained)
    entries = tuple({"action": action, "apply": apply} for action, apply in fixes)
    return Advice("", peer, fixes[0][0] if fixes else "nothing", entries)


ADVISERS: dict[str, Adviser] = {
    PROGRAM: diagnosed,
    "a tenth of the rate": partial(_always, "lower-learning-rate", {"multiply": 0.1}),
    "more epochs": partial(_always, "train-longer", {"multiply": 2.0}),
    "early stopping": _stop_early,
    **{peer: partial(_of_peer, peer) for peer in PEERS},
}


def installed() -> list[str]:
    """The advisers that can be asked here: other programs only where they are installed."""
    return [name for name in ADVISERS if name not in PEERS or find_spec(name) is not None]


def applicable(advice: Advice, tried: set[str]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """What can be applied and was not tried yet, in order, each with a name of its own."""
    for entry in advice.entries:
        amount = " ".join(f"{kind} {value}" for kind, value in (entry.get("apply") or {}).items())
        name = f"{entry['action']} {amount}".strip()
        if name not in tried:
            yield name, entry
