"""Small pieces of sentences: numbers as a person says them, counts with their nouns."""

from __future__ import annotations

import math


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


def percent(share: float) -> str:
    """A share in percent, whole ones from one percent on."""
    return f"{100 * share:.0f}%" if abs(share) >= 0.01 or share == 0 else f"{100 * share:.2g}%"


def sure(confidence: float) -> str:
    """How sure we are; what is not certain never reads 100%."""
    return f"{min(99, round(100 * confidence))}% sure"


def plain(text: str) -> str:
    """The text on one line, with letters that would steer a terminal written as escapes."""
    return "".join(letter if letter.isprintable() else repr(letter)[1:-1] for letter in text)


def fitted(text: str, width: int) -> str:
    """The text in plain letters, its middle left out where it is wider than `width`."""
    text = plain(text)
    if len(text) <= width:
        return text
    tail = (width - 2) // 2
    return f"{text[: width - 2 - tail]}..{text[len(text) - tail :]}"
