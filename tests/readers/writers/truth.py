"""What a fixture really holds: the curves by split and metric, and how far the log rounds them."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any

FIXTURES = Path(__file__).parent.parent / "fixtures"


def folder(form: str, case: str) -> Path:
    """The empty folder of a case."""
    place = FIXTURES / form / case
    place.mkdir(parents=True, exist_ok=True)
    for old in sorted(place.rglob("*"), reverse=True):
        old.unlink() if old.is_file() else old.rmdir()
    return place


def curve(
    split: str | None,
    metric: str,
    values: Sequence[float | None],
    *,
    steps: Sequence[float] | None = None,
    unit: str = "epoch",
    decimals: int | None = None,
    digits: int | None = None,
) -> dict[str, Any]:
    """One curve of the truth.

    `steps` are 1, 2, … unless given; a value of None was not measured. `decimals` or significant `digits` say how the
    log rounds; without them it holds what it was given, as a float of 32 bits at least.
    """
    places = list(steps) if steps is not None else list(range(1, len(values) + 1))
    known = [(float(s), float(v)) for s, v in zip(places, values, strict=True) if v is not None]
    made: dict[str, Any] = {"split": split, "metric": metric, "unit": unit}
    made |= {"steps": [s for s, _ in known], "values": [word(v) for _, v in known]}
    if decimals is not None:
        made["decimals"] = decimals
    if digits is not None:
        made["digits"] = digits
    return made


def word(value: float) -> float | str:
    """The value as strict JSON can hold it."""
    if math.isfinite(value):
        return value
    return "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"


def tell(place: Path, framework: str, runs: dict[str, list[list[dict[str, Any]]]], **known: Any) -> None:
    """Write the truth of a case: for each file (or folder) in it, the curves of each run that it holds."""
    truth = {"framework": framework, **known, "runs": runs}
    (place / "truth.json").write_text(json.dumps(truth) + "\n")
    print(f"{place.relative_to(FIXTURES)}: {', '.join(runs)}")
