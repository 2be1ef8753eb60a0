"""Character-level language models of Python's own reference, recurrent and with attention."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from bench.accuracy.runs.bases import Setup, build
from bench.accuracy.runs.capacity import averaged, decayed, too_small
from bench.accuracy.runs.data import shuffled, val_is_train, val_shuffled, val_tiny
from bench.accuracy.runs.generalisation import arrived, plain, small_data, stopped_early
from bench.accuracy.runs.later.finetuning import code
from bench.accuracy.runs.later.logbook import Form
from bench.accuracy.runs.later.planning import batches, changed, perplexity, table
from bench.accuracy.runs.optimisation import growing_weights, rated
from bench.accuracy.runs.plan import Plan
from bench.accuracy.runs.schedules import ended_early, resumed_well

Rng = np.random.Generator


def other_text(base: str, rng: Rng) -> Setup:
    """Validated on source code instead of prose."""
    task, net, recipe = build(base, rng)
    return task.with_val(*code(50, 150, 3).val), net, recipe


def letters_at_chance(base: str, rng: Rng) -> Setup:
    """The targets are in another order: nothing but the letters' frequencies can be learned."""
    task, net, recipe = build(base, rng)
    task = task.with_train(*shuffled(task.train)).with_val(*shuffled(task.val))
    return replace(task, test=shuffled(task.test)), net, recipe


ROWS = [
    ("none (healthy, base set-up)", "text", plain),
    ("none (healthy, stopped while still learning)", "textformer", stopped_early),
    ("none (healthy, learning rate ends at zero)", "text", arrived),
    ("small text, big model", "text", small_data),
    ("small text, big model", "textformer", changed(samples=0.15, epochs=2)),
    ("overfitting in spite of dropout", "text", changed(samples=0.15, width=3, epochs=2, net={"dropout": 0.3})),
    ("none (dropout, train above val)", "textformer", changed(net={"dropout": 0.3})),
    ("model too small (one unit)", "text", too_small(1)),
    ("over-regularised (weight decay)", "textformer", decayed(0.05, 0.3)),
    ("rate cut too early", "textformer", ended_early),
    ("targets in another order", "text", letters_at_chance),
    ("learning rate too high (oscillation)", "text", rated(20, 40)),
    ("learning rate much too high (divergence or death)", "text", rated(200, 800)),
    ("negative weight decay: weights grow each step", "textformer", growing_weights),
    ("warm-up missing, rate too high", "textformer", rated(10, 15)),
    ("validated on another kind of text", "text", other_text),
    ("validation targets in another order", "textformer", val_shuffled),
    ("tiny validation set (very noisy val)", "text", val_tiny),
    ("validation set is a copy of training samples", "text", val_is_train),
    ("averaged weights are evaluated (val lags)", "text", averaged),
    ("clean resume (only optimizer state lost)", "textformer", resumed_well),
]


def by_batches(setup: Setup, rng: Rng) -> Form:
    """Rows of batches, as language models are logged."""
    return batches(
        setup, int(rng.choice([80, 160])), last=bool(rng.random() < 0.5), keep=("loss", "val_loss"), decimals=4
    )


TEXTS: list[Plan] = [
    *table("text", Form(keep=("loss", "val_loss")), ROWS[::3]),
    *table("text", Form(metrics={"perplexity": perplexity}, keep=("loss", "val_loss", "val_perplexity")), ROWS[1::3]),
    *table("text", by_batches, ROWS[2::3]),
]
