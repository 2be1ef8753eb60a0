"""Small pieces of sentences: numbers as a person says them, counts with their nouns."""

from __future__ import annotations

import math


def count(number: int, noun: str, plural: str = "") -> str:
    """The number with its noun, such as `3 runs`."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def short(value: float) -> str:
    """A number with as many digits as a person reads: four significant ones."""
    if not math.isfinite(value):
        return "NaN" if math.isnan(value) else "infinity" if value > 0 else "-infinity"
    if value == 0:
        return "0"
    if 1e-4 <= abs(value) < 1e7:
        digits = max(0, 3 - math.floor(math.log10(abs(value))))
        text = f"{value:,.{digits}f}"
        return text.rstrip("0").rstrip(".") if "." in text else text
    return f"{value:.3g}"


def percent(share: float) -> str:
    """A share in whole percent; what is not certain never reads 100 %."""
    return f"{min(99, round(100 * share)) if share < 1 else 100} %"


def joined(words: list[str], last: str = "and") -> str:
    """The words as a list in a sentence."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {last} {words[-1]}" if words else ""
