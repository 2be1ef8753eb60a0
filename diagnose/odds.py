"""Probabilities as confidences state them, and the logarithms of their odds, in which they are fitted.

May not: fit, know what is stated, import anything else of ours.
"""

from __future__ import annotations

import math

LEAST, MOST = 0.01, 0.99
"""Confidences are kept within these: no fit on a few hundred runs knows more."""


def confidence_of(log_odds: float) -> float:
    """The confidence with these odds: the logistic function, kept within `LEAST` and `MOST`."""
    return min(max(1.0 / (1.0 + math.exp(-log_odds)), LEAST), MOST)


def log_odds_of(confidence: float) -> float:
    """The logarithm of the odds of a confidence, which is kept within `LEAST` and `MOST` first."""
    sure = min(max(confidence, LEAST), MOST)
    return math.log(sure / (1.0 - sure))
