"""How numbers are written for people: shares, steps, counts, values, each in one way everywhere.

May not: import anything else of ours, know formats of reports.
"""

from __future__ import annotations

import math

LEAST = 1e-4
"""Below this a ratio is said to be less than that: nobody can picture 2.1e-08%."""
BEYOND = 1e6
FEW_TIMES = 10.0
"""From here on a ratio is said as a multiple: nobody can picture 14,216%."""


def count(number: int, noun: str, plural: str = "") -> str:
    """The number with its noun, such as `3 runs`."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def short(value: float, digits: int = 4) -> str:
    """A number with as many significant digits as a person reads; whole numbers stay whole."""
    if not math.isfinite(value):
        return "NaN" if math.isnan(value) else "infinity" if value > 0 else "-infinity"
    if value == 0:
        return "0"
    if 1e-4 <= abs(value) < 1e6:
        places = max(0, digits - 1 - math.floor(math.log10(abs(value))))
        text = f"{value:,.{places}f}"
        return text.rstrip("0").rstrip(".") if "." in text else text
    return f"{value:.{digits - 1}g}"


def percent(ratio: float) -> str:
    """A ratio in percent, whole ones from one percent on; ten times and more as a multiple."""
    if abs(ratio) >= BEYOND:
        return "more than a million times"
    if abs(ratio) >= FEW_TIMES:
        return f"{short(ratio, 2)} times"
    if 0.0 < abs(ratio) < LEAST:
        return f"less than {100 * LEAST:g}%"
    return f"{100 * ratio:.0f}%" if abs(ratio) >= 0.01 or ratio == 0 else f"{100 * ratio:.2g}%"


def whole(value: float) -> str:
    """A step or a count, as a whole number where it is one."""
    return f"{value:.0f}" if math.isfinite(value) and value == int(value) else short(value)


def sure(confidence: float) -> str:
    """How sure we are; what is not certain never reads 100%."""
    return f"{min(99, round(100 * confidence))}% sure"


def without_surrogates(text: str) -> str:
    """The text with halves of surrogate pairs, which no encoding can write, replaced by the replacement character.

    They stand in names: of JSON that escapes one half, and of files whose names are no UTF-8.
    """
    return text if text.isascii() else text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
