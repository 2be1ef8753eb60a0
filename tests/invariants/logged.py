"""What the log itself holds of the curves that a report judges, read from the run as it came.

May not: take a number from the code under test.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from diagnose.model import Curve, Floats, Report, Run


def values_of(run: Run, curve: Curve | None) -> tuple[Floats, Floats]:
    """The steps in order and their values as logged, of several at one step the last; empty where there is no curve."""
    series = None if curve is None else next((each for each in run.series if each.name == curve.series.name), None)
    if series is None:
        return np.empty(0), np.empty(0)
    order = np.argsort(series.steps, kind="stable")
    steps, values = series.steps[order], series.values[order]
    last = np.append(steps[1:] != steps[:-1], True) if len(steps) else np.empty(0, dtype=bool)
    return steps[last], values[last]


def finite_of(run: Run, curve: Curve | None) -> tuple[Floats, Floats]:
    """The steps and values of a curve as logged where the values are finite."""
    steps, values = values_of(run, curve)
    fine = np.isfinite(values)
    return steps[fine], values[fine]


def as_logged(run: Run, curve: Curve) -> bool:
    """Whether the curve that is judged is the one that was logged, not one recovered from running means."""
    return len(values_of(run, curve)[1]) == len(curve.series.values) and not curve.series.averaged


def is_loss(curve: Curve | None) -> bool:
    """Whether there is the curve and it is one of a loss."""
    return curve is not None and str(curve.series.metric).endswith("loss")


def losses(report: Report, run: Run, fewest: int = 6) -> Iterator[tuple[str, Floats]]:
    """The split and the values of each judged loss that is finite throughout and has so many points."""
    for split, curve in report.curves.by_split.items():
        _, values = values_of(run, curve)
        if is_loss(curve) and len(values) >= fewest and bool(np.isfinite(values).all()):
            yield split, values


def accuracy(run: Run) -> Floats:
    """The training accuracy as logged, finite values only; empty where there is none."""
    for series in run.series:
        if series.name in ("accuracy", "acc", "train_accuracy", "train_acc"):
            return series.values[np.isfinite(series.values)]
    return np.empty(0)


def rates(run: Run) -> Floats:
    """The learning rates as logged."""
    logged = [each.values for each in run.series if each.name in ("lr", "learning_rate")]
    return np.concatenate(logged) if logged else np.empty(0)


def span(report: Report) -> tuple[float, float] | None:
    """The first and the last step of the judged curves, or of the whole run where none is judged."""
    series = [curve.series for curve in report.curves] or list(report.run.series)
    steps = [each.steps for each in series if len(each)]
    return (min(float(each[0]) for each in steps), max(float(each[-1]) for each in steps)) if steps else None


def jitter(values: Floats) -> float:
    """The median change from one value to the next."""
    return float(np.median(np.abs(np.diff(values)))) if len(values) > 1 else 0.0
