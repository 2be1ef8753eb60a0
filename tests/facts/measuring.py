"""Runs given as columns, and single facts measured on them."""

import numpy as np

from diagnose import facts, series, trends
from diagnose.readers.core.columns import history_run


def measured(params=None, run=None, **columns):
    """The facts of a History with these columns."""
    lists = {key: list(column) for key, column in columns.items()}
    run = series.prepare(run or history_run("run", lists, params=params))
    pair = series.choose_pair(run)
    judged = [one for one in (pair.train, pair.val) if one is not None]
    curves = {one.name: trends.draw(one) for one in judged}
    return facts.measure(run, pair, {one.name: trends.trend_of(one) for one in judged}, curves)


def falling(count=24, start=2.0, tau=6.0, floor=0.2, noise=0.0, seed=0):
    """An exponential fall with relative noise."""
    steps = np.arange(count)
    return (start * np.exp(-steps / tau) + floor) * (1.0 + noise * np.random.default_rng(seed).normal(size=count))
