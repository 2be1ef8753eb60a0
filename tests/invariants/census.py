"""Many runs judged and held against every invariant: which breaches there are, of which kind, and how many."""

from __future__ import annotations

import warnings
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from diagnose.model import Report, Run
from diagnose.pipeline import Options, diagnose_run
from tests.invariants.breach import Invariant
from tests.invariants.invariants import INVARIANTS


class Breach(NamedTuple):
    """What one run broke, in words."""

    run: str
    words: str


@dataclass
class Census:
    """The breaches by the name of the invariant that was broken, over so many runs."""

    runs: int = 0
    broken: set[str] = field(default_factory=set)
    kinds: dict[str, list[Breach]] = field(default_factory=lambda: defaultdict(list))

    def add(self, kind: str, run: Run, words: str) -> None:
        """Note a breach."""
        self.broken.add(run.name)
        self.kinds[kind].append(Breach(run.name, words))

    def table(self, examples: int = 2) -> str:
        """The kinds with the number of runs that break them, the most frequent first, each with examples."""
        lines = [f"{self.runs} runs, {len(self.broken)} of them break an invariant"]
        for kind, breaches in sorted(self.kinds.items(), key=lambda each: -len(_runs(each[1]))):
            lines.append(f"{len(_runs(breaches)):6d}  {kind}")
            for run, words in (
                {breach.run: breach for breach in reversed(breaches)}.values() if examples < 0 else breaches[:examples]
            ):
                lines.append(f"        {run}: {words}")
        return "\n".join(lines)


def _runs(breaches: Iterable[Breach]) -> set[str]:
    return {breach.run for breach in breaches}


def census(runs: Iterable[Run], invariants: Sequence[Invariant] = INVARIANTS, options: Options | None = None) -> Census:
    """The breaches of these runs. A warning of numpy or an exception counts as one."""
    options, counted = options or Options(), Census()
    for run in runs:
        counted.runs += 1
        report = _judged(run, options, counted)
        if report is not None:
            for invariant in invariants:
                for words in invariant(report, run):
                    counted.add(invariant.__name__, run, words)
    return counted


def _judged(run: Run, options: Options, counted: Census) -> Report | None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            return diagnose_run(run, options)
        except Exception as error:  # whatever it is, it is what is looked for
            counted.add("every_run_is_judged", run, f"{type(error).__name__}: {error}")
            return None
