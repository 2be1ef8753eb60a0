"""`python -m bench.accuracy.methods`: ways to tell a trend, compared on labelled trends (docs/decisions/0006).

Needs `pip install pymannkendall ruptures scikit-learn`. All methods but the first get our working scale and limits of
what matters, so that they differ only in how they find the direction; the learned ones are cross-validated by run.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[2]))

from bench.accuracy.sets import own, shared_runs
from diagnose import trends
from diagnose.calibration import LabelledRun
from diagnose.model import Floats, Profile, Series
from diagnose.trends.limits import DEFAULT
from diagnose.trends.regimes import course_of, recent
from diagnose.trends.strength import swing

Method = Callable[[Series], str]
NAMES = {"train": "loss", "val": "val_loss"}


def matters(curve: Profile, change: float) -> bool:
    """Our limits of what matters, by height and by progress."""
    share = abs(change) / max(curve.progress, 0.3 * curve.extent, 1e-12)
    return abs(change) >= DEFAULT.change and share >= (DEFAULT.fall if change < 0 else DEFAULT.rise)


def words(curve: Profile, change: float, certain: bool) -> str:
    """The kind for a change that is certain or not."""
    if not certain or not matters(curve, change):
        return "flat"
    return "falling" if change < 0 else "rising"


def guarded(method: Callable[[Profile], str]) -> Method:
    """The method behind our tests for divergence and too few points, which all share."""

    def kind_of(series: Series) -> str:
        kind = trends.trend_of(series).kind
        return kind.value if kind in ("diverged", "unknown") else method(trends.profile_of(series))

    return kind_of


def tail(curve: Profile) -> Floats:
    """The recent share of the curve."""
    return curve.smooth[-max(6, round(DEFAULT.recent * len(curve))) :]


def least_squares(series: Series) -> str:
    """The sign of the slope over the last third of the plain values, flat within 1 % of their mean."""
    values = series.values[-max(3, len(series) // 3) :]
    if len(series) < 4 or not np.isfinite(values).all():
        return "diverged" if len(series) >= 4 else "unknown"
    change = float(np.polyfit(np.arange(len(values)), values, 1)[0]) * len(values)
    return "flat" if abs(change) < 0.01 * abs(float(values.mean())) else ("rising" if change > 0 else "falling")


def mann_kendall(curve: Profile) -> str:
    """Mann-Kendall with the correction for autocorrelation of Yue & Wang 2004, and Sen's slope."""
    import pymannkendall

    values = tail(curve)
    test = pymannkendall.yue_wang_modification_test(values)
    return words(curve, float(test.slope) * (len(values) - 1), test.p < 0.05)


def last_segment(curve: Profile) -> str:
    """PELT (Killick et al. 2012) with piecewise-linear costs; the slope of its last segment, if twice its error."""
    import ruptures

    z = curve.smooth
    signal = np.column_stack([z, np.arange(len(z)), np.ones(len(z))])
    noise = max(curve.noise, DEFAULT.blur * curve.extent, 0.002)
    cuts = ruptures.Pelt(model="linear", min_size=3, jump=1).fit(signal).predict(pen=8 * noise**2 * np.log(len(z)))
    first = cuts[-2] if len(cuts) > 1 else 0
    return _line(curve, z[first:])


def smoothing(curve: Profile) -> str:
    """A local linear trend by Kalman filter (Harvey 1989, section 2.3.2); its last slope, if twice its error."""
    z = curve.smooth
    noise = max(curve.noise, 1e-4) ** 2
    state, cov = np.array([z[0], 0.0]), np.diag([noise, 1.0])
    step, moves = np.array([[1.0, 1.0], [0.0, 1.0]]), np.diag([0.0, noise / 100.0])
    for value in z[1:]:
        state, cov = step @ state, step @ cov @ step.T + moves
        gain = cov[:, 0] / (cov[0, 0] + noise)
        state, cov = state + gain * (value - state[0]), cov - np.outer(gain, cov[0])
    return words(curve, float(state[1]) * DEFAULT.recent * len(z), abs(state[1]) > 2.0 * cov[1, 1] ** 0.5)


def _line(curve: Profile, values: Floats) -> str:
    x = np.arange(len(values)) - (len(values) - 1) / 2.0
    slope = float(x @ values) / float(x @ x)
    rest = values - values.mean() - slope * x
    error = (float(rest @ rest) / max(len(values) - 2, 1) / float(x @ x)) ** 0.5
    return words(curve, slope * DEFAULT.recent * len(curve), abs(slope) > 2.0 * error)


def ours(series: Series) -> str:
    """What ships."""
    return trends.trend_of(series).kind.value


METHODS: dict[str, Method] = {
    "least squares, sign over the last third": least_squares,
    "Mann-Kendall, autocorrelation corrected": guarded(mann_kendall),
    "PELT, slope of the last segment": guarded(last_segment),
    "Kalman filter, local linear trend": guarded(smoothing),
    "ours": ours,
}


def features(series: Series) -> list[float]:
    """What the learned classifiers see: a dozen measures that mean something."""
    curve = trends.profile_of(series)
    if len(curve) < 4 or not curve.ends_finite:
        return [0.0] * 11 + [1.0]
    course = course_of(curve, DEFAULT)
    now = recent(course, DEFAULT)
    swings, margin = swing(course, now, DEFAULT)
    late = curve.smooth[-max(3, len(curve) // 5) :]
    return [
        now.change,
        now.change / max(curve.progress, 0.3 * curve.extent, 1e-9),
        float(np.sign(now.change)) * min(now.certainty, 50.0),
        now.scatter,
        curve.noise,
        curve.progress,
        curve.extent,
        float(late[-1] - late[0]),
        float(curve.smooth[-1] - curve.low),
        margin if swings else -margin,
        float(np.log(len(series))),
        0.0,
    ]


def examples(runs: Sequence[LabelledRun]) -> list[tuple[Series, frozenset[str]]]:
    """The labelled trends of the runs."""
    by_name = [{series.name: series for series in labelled.run.series} for labelled in runs]
    return [
        (series[NAMES[split]], labelled.kinds[split])
        for labelled, series in zip(runs, by_name, strict=True)
        for split in labelled.kinds
        if NAMES[split] in series
    ]


def learned(name: str, sets: dict[str, list[tuple[Series, frozenset[str]]]]) -> dict[str, float]:
    """The share right of a classifier, each trend judged by one fitted to the other nine tenths."""
    from sklearn.ensemble import GradientBoostingClassifier
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import KFold, cross_val_predict
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    models = {
        "logistic regression": make_pipeline(StandardScaler(), LogisticRegression(max_iter=2000)),
        "boosted trees": GradientBoostingClassifier(n_estimators=60, max_depth=2, random_state=0),
    }
    rows = [(series, fine, group) for group, pairs in sets.items() for series, fine in pairs]
    x = np.array([features(series) for series, _, _ in rows])
    y = np.array([min(fine) if ours(series) not in fine else ours(series) for series, fine, _ in rows])
    predicted = cross_val_predict(models[name], x, y, cv=KFold(10, shuffle=True, random_state=0))
    right = {
        group: [kind in fine for kind, (_, fine, of) in zip(predicted, rows, strict=True) if of == group]
        for group in sets
    }
    return {group: sum(met) / len(met) for group, met in right.items()}


def main() -> None:
    """Print the share of labelled trends that each method meets, set by set."""
    sets = {name: examples(runs) for name, runs in (("dev", shared_runs()), ("own", own())) if runs}
    print(f"{'':44}" + "".join(f"{name} ({len(pairs)})".rjust(12) for name, pairs in sets.items()))
    for name, method in METHODS.items():
        met = {of: [method(series) in fine for series, fine in pairs] for of, pairs in sets.items()}
        print(f"{name:44}" + "".join(f"{sum(right) / len(right):12.3f}" for right in met.values()))
    for name in ("logistic regression", "boosted trees"):
        shares = learned(name, sets)
        print(f"{name + ', cross-validated':44}" + "".join(f"{shares[of]:12.3f}" for of in sets))


if __name__ == "__main__":
    main()
