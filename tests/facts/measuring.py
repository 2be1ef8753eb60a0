"""Runs given as columns, and single facts measured on them."""

import numpy as np
import pytest

from diagnose import facts, series
from diagnose.curves import judge_pair
from diagnose.readers.core.columns import history_run
from diagnose.trends.limits import DEFAULT


def measured(params=None, run=None, **columns):
    """The facts of a History with these columns."""
    lists = {key: list(column) for key, column in columns.items()}
    run = series.prepare(run or history_run("run", lists, params=params))
    pair = series.choose_pair(run)
    return facts.measure(run, judge_pair(pair, DEFAULT, series.learning_rate(run, pair)))


def falling(count=24, start=2.0, tau=6.0, floor=0.2, noise=0.0, seed=0):
    """An exponential fall with relative noise."""
    steps = np.arange(count)
    return (start * np.exp(-steps / tau) + floor) * (1.0 + noise * np.random.default_rng(seed).normal(size=count))


def differing(measurements, expected):
    """Where facts are not what was worked out by hand: a value, one with its first and last step, or None."""
    wrong = {}
    for name, value in expected.items():
        wanted = value if isinstance(value, tuple) else (value,)
        fact = measurements[name]
        measured = (None,) if fact is None else (fact.value, *(fact.steps or ()))
        if measured != (pytest.approx(wanted, abs=1e-9) if isinstance(wanted[0], float | int) else wanted):
            wrong[name] = f"{measured}, not {wanted}"
    return wrong
