"""All later runs under their neutral ids, and which half each belongs to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace

import numpy as np

from bench.accuracy.runs.later.accidents import ACCIDENTS
from bench.accuracy.runs.later.batched import BATCHED
from bench.accuracy.runs.later.boosting import BOOSTING
from bench.accuracy.runs.later.finetuning import FINETUNING
from bench.accuracy.runs.later.imbalance import IMBALANCE
from bench.accuracy.runs.later.lengths import LENGTHS
from bench.accuracy.runs.later.negatives import NEGATIVES
from bench.accuracy.runs.later.numbers import REGRESSION
from bench.accuracy.runs.later.pairs import PAIRS
from bench.accuracy.runs.later.penalties import PENALTIES
from bench.accuracy.runs.later.rates import RATES
from bench.accuracy.runs.later.scored import SCORED
from bench.accuracy.runs.later.texts import TEXTS
from bench.accuracy.runs.later.unvalidated import UNVALIDATED
from bench.accuracy.runs.plan import Plan, Record

SEED = 20261125
FAMILIES = [
    *UNVALIDATED, *SCORED, *BATCHED, *RATES, *PENALTIES, *IMBALANCE, *FINETUNING, *BOOSTING, *REGRESSION, *TEXTS,
    *PAIRS, *NEGATIVES, *LENGTHS, *ACCIDENTS,
]  # fmt: skip


def halves(keys: list[str]) -> dict[str, str]:
    """`tune` or `test` for each key, drawn by chance, half and half in each family; an odd one is tested."""
    rng = np.random.default_rng(SEED)
    families: dict[str, list[str]] = defaultdict(list)
    for key in keys:
        families[key.split("/")[0]].append(key)
    tuned = {key for members in families.values() for key in rng.permutation(members)[: len(members) // 2].tolist()}
    return {key: "tune" if key in tuned else "test" for key in keys}


def numbered() -> list[Plan]:
    """The plans, numbered in an order of chance."""
    keys = [plan.id for plan in FAMILIES]
    if len(set(keys)) < len(keys):
        raise ValueError(f"Keys stand twice: {sorted({key for key in keys if keys.count(key) > 1})}")
    half = halves(keys)
    order = np.random.default_rng(SEED).permutation(len(keys))
    return [
        replace(FAMILIES[i], id=f"n{n:03d}", train=with_half(FAMILIES[i].train, half[FAMILIES[i].id]))
        for n, i in enumerate(order, 1)
    ]


def with_half(train: Callable[[], Record], half: str) -> Callable[[], Record]:
    """The training, whose record also says to which half it belongs."""
    return lambda: {**train(), "half": half}


LATER = numbered()
