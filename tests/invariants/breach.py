"""The shape of an invariant: a function of a report and its run that yields each breach in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeAlias

from diagnose.model import Report, Run

Breaches: TypeAlias = Iterator[str]
Invariant: TypeAlias = Callable[[Report, Run], Breaches]
