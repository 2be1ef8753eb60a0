"""The numbers on which decisions turn, by name: those fitted to labelled runs, and what a user's own limits replace.

May not: fit them (see `diagnose.calibration`), know what they limit, import anything of ours but errors.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from diagnose.errors import SettingsError, nearest

T = TypeVar("T", bound=NamedTuple)

# The loader reads from a zip file as well, and is there without an import.
_LOADER: Any = __spec__.loader
FITTED: Mapping[str, float] = json.loads(_LOADER.get_data(str(Path(__file__).with_name("fitted.json"))))
"""`trend.*` give the confidence of a trend, `verdict.*` that of a finding with a verdict."""


def by_name(prefix: str, limits: NamedTuple) -> Mapping[str, float]:
    """The limits by their names, each with that prefix and a dot before it."""
    return {f"{prefix}.{name}": value for name, value in limits._asdict().items()}


def limits_among(numbers: Mapping[str, float], prefix: str, defaults: T) -> T:
    """The limits of one kind among all numbers, each of the type that it has among the defaults."""
    named = defaults._asdict().items()
    return defaults._replace(**{name: type(default)(numbers[f"{prefix}.{name}"]) for name, default in named})


def replaced(own: Mapping[str, float], known: Mapping[str, float]) -> Mapping[str, float]:
    """The numbers with a user's own in their place.

    Raises:
        SettingsError: a name is unknown, or a number is none that this limit can be.
    """
    for name, value in own.items():
        if name not in known:
            raise SettingsError("limits", f"there is no limit {name!r}; {nearest(name, sorted(known))}")
        if fault := _fault(name, value, known[name]):
            raise SettingsError("limits", f"{name} is {value}; it must be {fault}")
    return {**known, **own} if own else known


def _fault(name: str, value: float, default: float) -> str:
    """What a limit would have to be; nothing where it may be this."""
    if not math.isfinite(value):
        return "a finite number"
    if isinstance(default, int) and value != int(value):
        return "a whole number"
    return "more than 0" if name not in FITTED and default > 0.0 >= value else ""
