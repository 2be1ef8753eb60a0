"""Facts about runs whose steps are rounds of boosting and not passes over the data."""

from __future__ import annotations

from functools import lru_cache

from diagnose.facts.fact import Measured, flag
from diagnose.facts.measurements import Measurements

FORMATS = ("boost", "lightgbm", "evals-result")
METRICS = ("mlogloss", "merror", "multi_logloss", "multi_error", "binary_logloss", "binary_error")
SPLITS = ("train", "eval", "test", "valid", "validation_")
EVALUATED = ("rmse", "mae", "logloss", "error", "auc", "aucpr", "ndcg", "map")


@flag("boosting")
def boosting(m: Measurements) -> Measured:
    """Whether the steps are boosting rounds: by the format, the parameters, or the names of the metrics."""
    named = f"{m.run.format} {m.run.params.get('framework', '')} {m.run.params.get('booster', '')}".lower()
    return any(word in named for word in FORMATS) or any(_is_boosters(series.name) for series in m.run.series)


@lru_cache(maxsize=512)
def _is_boosters(name: str) -> bool:
    """Whether a booster names a metric so: `valid_0's auc` is LightGBM's way, `eval-rmse` XGBoost's."""
    if any(word in name for word in METRICS):
        return True
    of_whom, apostrophe, _ = name.partition("'s ")
    if apostrophe:
        return of_whom.rstrip("0123456789") in ("training", "valid_")
    split, hyphen, metric = name.partition("-")
    return (
        bool(hyphen)
        and split.rstrip("0123456789") in SPLITS
        and metric.replace("@", "-").partition("-")[0] in EVALUATED
    )


FACTS = (boosting,)
