"""What became of each action in the trial, as the table that the rules show."""

from __future__ import annotations

from collections.abc import Iterable

from bench.advice.advisers import PROGRAM
from bench.advice.figures import counted, harmed, helped, share
from bench.advice.trial import SEEN, Outcome

HEAD = "# Written by `python -m bench.advice --write`: what became of an action that came first, on the seen half.\n"


def trials_toml(outcomes: Iterable[Outcome]) -> str:
    """One table an action, sorted: runs with a fault in which it came first, the shares that it helped and harmed."""
    chosen = [o for o in counted(outcomes) if o.adviser == PROGRAM and o.half == SEEN and o.actions]
    tables = [HEAD]
    for action in sorted({o.action for o in chosen}):
        runs = [o for o in chosen if o.action == action]
        tables.append(
            f"[{action}]\nruns = {len(runs)}\n"
            f"helped = {share(map(helped, runs)):.2f}\nharmed = {share(map(harmed, runs)):.2f}\n"
        )
    return "\n".join(tables)
