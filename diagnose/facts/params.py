"""Facts about what the run was told: samples, batch size, epochs, iterations, by the names of every era of Keras."""

from __future__ import annotations

import math
from collections.abc import Iterable

from diagnose.facts.fact import Measured, number
from diagnose.facts.measurements import Measurements

SAMPLES = ("samples", "samples_per_epoch", "train_samples", "n_train", "num_train_examples", "num_examples")
VAL_SAMPLES = ("val_samples", "nb_val_samples", "validation_samples", "n_val", "num_eval_examples")
BATCH_SIZE = ("batch_size", "minibatch_size", "train_batch_size", "batch")
EPOCHS = ("epochs", "nb_epoch", "num_epochs", "max_epochs", "num_train_epochs", "n_epochs")
STEPS = ("steps", "steps_per_epoch", "nb_batch", "num_batches", "batches_per_epoch")


def setting(m: Measurements, names: Iterable[str]) -> float | None:
    """The first of these parameters that is a positive number, or None."""
    if not m.run.params:
        return None
    for name in names:
        value = m.run.params.get(name)
        if isinstance(value, int | float) and not isinstance(value, bool) and value > 0 and math.isfinite(value):
            return float(value)
    return None


def val_samples(m: Measurements) -> float | None:
    """How many validation samples the parameters name, or None."""
    return setting(m, VAL_SAMPLES)


@number("params.batch_size", "samples")
def batch_size(m: Measurements) -> Measured:
    """The batch size that the parameters name."""
    return setting(m, BATCH_SIZE)


@number("params.iterations", "batches")
def iterations(m: Measurements) -> Measured:
    """How many batches an epoch has: as the parameters say, else ⌈samples / batch size⌉."""
    steps = setting(m, STEPS)
    return steps if steps is not None else _expected(m)


@number("params.iterations_expected", "batches")
def iterations_expected(m: Measurements) -> Measured:
    """How many batches samples and batch size make, the last short one included: ⌈samples / batch size⌉."""
    return _expected(m)


@number("params.iterations_off", "batches")
def iterations_off(m: Measurements) -> Measured:
    """By how many batches an epoch misses ⌈samples / batch size⌉: below 0 it leaves samples out, above 0 it repeats."""
    steps, expected = setting(m, STEPS), _expected(m)
    return None if steps is None or expected is None else steps - expected


@number("params.last_batch_share", "ratio")
def last_batch_share(m: Measurements) -> Measured:
    """How full the last batch of an epoch is: 1 where the batch size divides the samples."""
    samples, size = setting(m, SAMPLES), setting(m, BATCH_SIZE)
    if samples is None or size is None or samples <= size:
        return None
    return (samples % size or size) / size


@number("params.last_batch", "samples")
def last_batch(m: Measurements) -> Measured:
    """How many samples the last batch of an epoch holds."""
    samples, size = setting(m, SAMPLES), setting(m, BATCH_SIZE)
    return None if samples is None or size is None else samples % size or size


@number("params.updates", "updates")
def updates(m: Measurements) -> Measured:
    """How many times the weights were updated up to the last epoch that was logged."""
    per_epoch, epochs = m.number("params.iterations"), _last_epoch(m)
    return None if per_epoch is None or epochs is None else per_epoch * epochs


@number("params.epochs", "epochs")
def epochs(m: Measurements) -> Measured:
    """How many epochs were asked for."""
    return setting(m, EPOCHS)


@number("params.epochs_short", "ratio")
def epochs_short(m: Measurements) -> Measured:
    """Which share of the epochs that were asked for lies beyond the last one logged; below 0 where the log goes on."""
    asked, seen = setting(m, EPOCHS), _last_epoch(m)
    return None if asked is None or seen is None else 1.0 - seen / asked


@number("params.weight_decay", "rate")
def weight_decay(m: Measurements) -> Measured:
    """The weight decay that the parameters name."""
    return setting(m, ("weight_decay", "wd", "l2", "alpha"))


@number("params.dropout", "ratio")
def dropout(m: Measurements) -> Measured:
    """The share of units that the parameters drop."""
    return setting(m, ("dropout", "dropout_rate", "hidden_dropout_prob"))


def _expected(m: Measurements) -> float | None:
    samples, size = setting(m, SAMPLES), setting(m, BATCH_SIZE)
    return None if samples is None or size is None else float(math.ceil(samples / size))


def _last_epoch(m: Measurements) -> float | None:
    series = m.train_series
    if series is None or series.step_unit != "epoch" or not len(series):
        return None
    return float(series.steps[-1])


FACTS = (
    batch_size,
    iterations,
    iterations_expected,
    iterations_off,
    last_batch_share,
    last_batch,
    updates,
    epochs,
    epochs_short,
    weight_decay,
    dropout,
)
