"""What was trained with what, as far as the log shows: the kind of run and the framework.

May not: judge.
"""

from __future__ import annotations

from collections.abc import Mapping

from diagnose.facts.measurements import Measurements

FRAMEWORKS: Mapping[str, str] = {
    "keras-history": "keras",
    "keras-pickle": "keras",
    "keras-stdout": "keras",
    "keras-tqdm": "keras",
    "keras-csv": "keras",
    "hf-trainer-state": "trainer",
    "trainer-stdout": "trainer",
    "lightning-csv": "lightning",
    "sklearn": "sklearn",
    "catboost-json": "catboost",
}
"""The framework that writes logs of a format."""

NAMED = frozenset(("keras", "pytorch", "lightning", "trainer", "xgboost", "lightgbm", "catboost", "sklearn"))


def framework_of(m: Measurements) -> str | None:
    """The framework that wrote the log, by what its parameters say or by its format; None where neither tells."""
    named = str(m.run.params.get("framework", "")).lower()
    return named if named in NAMED else FRAMEWORKS.get(m.run.format)


def kinds_of(m: Measurements) -> frozenset[str]:
    """The kinds of run that it may be: trees and agents are known by their logs, the rest are nets of some kind."""
    if (boosting := m["boosting"]) is not None and boosting.value:
        return frozenset(("boosting",))
    if (reward := m["train.is_reward"]) is not None and reward.value:
        return frozenset(("reinforcement",))
    return frozenset(("net", "fine-tuning", "gan"))
