"""Where a step of a curve that was thinned lies among the steps that were logged.

May not: know what was logged there.
"""

from __future__ import annotations

import numpy as np

from diagnose.model import Floats


def next_logged(steps: Floats, step: float) -> float | None:
    """The first logged step at or after a step; None behind the last."""
    at = int(steps.searchsorted(step))
    return float(steps[at]) if at < len(steps) else None


def nearest_logged(steps: Floats, step: float) -> float:
    """The logged step nearest to a step, which of a long run is the mean of a stretch; itself where none is logged."""
    at = int(steps.searchsorted(step))
    if at < len(steps) and steps[at] == step:
        return step
    near = steps[max(at - 1, 0) : at + 1]
    return float(near[int(np.abs(near - step).argmin())]) if len(near) else step
