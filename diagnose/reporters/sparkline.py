"""A curve in one line of text."""

from __future__ import annotations

import numpy as np

from diagnose.model import Floats

BLOCKS = "▁▂▃▄▅▆▇█"
ASCII = "_.-=+*#@"


def sparkline(values: Floats, width: int, unicode: bool = True) -> str:
    """The values in at most `width` letters, low to high; `!` stands for NaN and infinities, blank for nothing."""
    letters, broken = (BLOCKS, "×") if unicode else (ASCII, "!")
    chunks = np.array_split(values, width) if len(values) > width else [values[i : i + 1] for i in range(len(values))]
    fine = values[np.isfinite(values)]
    if not len(fine):
        return (broken * len(chunks)).ljust(width)
    low, high = float(fine.min()), float(fine.max())
    drawn = []
    for chunk in chunks:
        middle = float(np.sort(chunk)[len(chunk) // 2])  # a NaN sorts last
        if not np.isfinite(middle):
            drawn.append(broken)
            continue
        share = (middle / 2 - low / 2) / (high / 2 - low / 2) if high > low else 0.0
        drawn.append(letters[min(len(letters) - 1, int(share * len(letters)))])
    return "".join(drawn).ljust(width)
