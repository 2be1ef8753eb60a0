"""Curves as they come: shapes over the run, levels, noise, jumps, holes, schedules. Each from a generator of chance.

May not: know the program.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import numpy as np

from diagnose.model import Floats

Chance: TypeAlias = np.random.Generator
Shape: TypeAlias = Callable[[Floats, Chance], Floats]
"""Values around 1 over the share of the run that is done, from 0 to 1."""


def _decay(t: Floats, chance: Chance) -> Floats:
    floor = chance.uniform(0.0, 0.9)
    return floor + (1.0 - floor) * np.exp(-chance.uniform(0.5, 12.0) * t)


def _power(t: Floats, chance: Chance) -> Floats:
    return (1.0 + chance.uniform(1.0, 300.0) * t) ** -chance.uniform(0.05, 1.2)


def _straight(t: Floats, chance: Chance) -> Floats:
    return 1.0 - chance.uniform(0.01, 0.95) * t


def _constant(t: Floats, chance: Chance) -> Floats:
    return np.ones_like(t)


def _rising(t: Floats, chance: Chance) -> Floats:
    return 1.0 + chance.uniform(0.01, 5.0) * t ** chance.uniform(0.3, 3.0)


def _turning(t: Floats, chance: Chance) -> Floats:
    turn = chance.uniform(0.02, 0.98)
    return _decay(np.minimum(t, turn), chance) + chance.uniform(0.02, 3.0) * np.maximum(
        t - turn, 0.0
    ) ** chance.uniform(0.5, 2.0)


def _hill(t: Floats, chance: Chance) -> Floats:
    return _decay(t, chance) + chance.uniform(0.1, 4.0) * np.exp(
        -(((t - chance.uniform(0.0, 1.0)) / chance.uniform(0.02, 0.3)) ** 2)
    )


def _late(t: Floats, chance: Chance) -> Floats:
    return 1.0 - chance.uniform(0.1, 0.95) / (
        1.0 + np.exp(-chance.uniform(10.0, 60.0) * (t - chance.uniform(0.1, 0.95)))
    )


def _stairs(t: Floats, chance: Chance) -> Floats:
    values = _decay(t, chance)
    for at in np.sort(chance.uniform(0.1, 0.98, chance.integers(1, 4))):
        values = np.where(t >= at, values * chance.uniform(0.2, 0.95), values)
    return values


def _restarts(t: Floats, chance: Chance) -> Floats:
    cycles = chance.integers(2, 6)
    return _decay(t, chance) * (1.0 + chance.uniform(0.1, 1.5) * np.exp(-8.0 * ((t * cycles) % 1.0)) * (t > 0))


def _swinging(t: Floats, chance: Chance) -> Floats:
    return _decay(t, chance) * (1.0 + chance.uniform(0.1, 0.9) * np.sin(chance.uniform(10.0, 200.0) * t))


def _walking(t: Floats, chance: Chance) -> Floats:
    return np.exp(np.cumsum(chance.normal(0.0, chance.uniform(0.01, 0.3), len(t))))


def _exploding(t: Floats, chance: Chance) -> Floats:
    at = chance.uniform(0.05, 0.98)
    return _decay(t, chance) * np.exp(np.clip(chance.uniform(5.0, 100.0) * np.maximum(t - at, 0.0), 0.0, 200.0))


def _lost(t: Floats, chance: Chance) -> Floats:
    at = chance.uniform(0.05, 0.95)
    return np.where(t < at, _decay(t, chance), chance.uniform(0.7, 1.5))


SHAPES: tuple[Shape, ...] = (
    *(_decay, _power, _straight, _constant, _rising, _turning, _hill, _late),
    *(_stairs, _restarts, _swinging, _walking, _exploding, _lost),
)
LIKELY = np.array([4, 3, 1, 1, 1, 4, 1, 1, 2, 1, 1, 1, 1, 1], dtype=float)


def shape(t: Floats, chance: Chance) -> tuple[str, Floats]:
    """The name of a shape and its values over the share of the run that is done."""
    drawn: Shape = SHAPES[chance.choice(len(SHAPES), p=LIKELY / LIKELY.sum())]
    return drawn.__name__.strip("_"), drawn(t, chance)


def noisy(values: Floats, chance: Chance) -> Floats:
    """The values with no, little or much noise, in proportion to them or not, sometimes with heavy tails."""
    share = chance.choice([0.0, 0.002, 0.01, 0.03, 0.1, 0.3])
    if share == 0.0:
        return values
    noise = chance.standard_t(2.5, len(values)) if chance.random() < 0.15 else chance.normal(size=len(values))
    if chance.random() < 0.8:
        return values * np.exp(np.clip(share * noise, -20.0, 20.0))
    return values + share * noise * float(np.abs(values).mean())


def jumping(values: Floats, chance: Chance) -> Floats:
    """The values with a jump up or down of the first, the last or some value between."""
    values = values.copy()
    inside = int(chance.integers(len(values)))
    place = (slice(0, 1), slice(-1, None), slice(-2, None), slice(inside, inside + 1))[chance.integers(4)]
    factor = float(np.exp(chance.uniform(0.1, 5.0) * chance.choice([-1.0, 1.0], p=[0.3, 0.7])))
    values[place] *= factor
    return values


def holed(values: Floats, chance: Chance) -> Floats:
    """The values with some that are no numbers: a lone one, a tail, the head, or all."""
    values, count = values.copy(), len(values)
    at = int(chance.integers(count))
    places = {"lone": slice(at, at + 1), "tail": slice(at, count), "head": slice(0, at + 1), "all": slice(0, count)}
    values[places[str(chance.choice(list(places), p=[0.35, 0.4, 0.15, 0.1]))]] = chance.choice(
        [np.nan, np.inf, -np.inf], p=[0.6, 0.35, 0.05]
    )
    return values


def rate(t: Floats, chance: Chance) -> tuple[str, Floats]:
    """The name and the values of a schedule of the learning rate."""
    peak, name = (
        10.0 ** chance.uniform(-6.0, 0.5),
        str(chance.choice(["constant", "zero", "steps", "cosine", "restarts", "warm-up"])),
    )
    schedules = {
        "constant": np.ones_like(t),
        "zero": np.zeros_like(t),
        "steps": 0.1 ** np.floor(3.0 * t),
        "cosine": 0.5 * (1.0 + np.cos(np.pi * t)),
        "restarts": 0.5 * (1.0 + np.cos(np.pi * ((3.0 * t) % 1.0))),
        "warm-up": np.minimum(t / 0.2, 1.0),
    }
    return name, peak * schedules[name]
