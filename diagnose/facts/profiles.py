"""The two curves as they are judged, and where their points lie in the log."""

from __future__ import annotations

from diagnose.facts.measurements import Measurements
from diagnose.model import Curve, Floats, Profile
from diagnose.trends import nearest_logged


def train_profile(m: Measurements) -> Profile | None:
    """The profile of the training curve, or None where there is none with two finite values."""
    return _at_least_two(m.curves.train)


def val_profile(m: Measurements) -> Profile | None:
    """The profile of the validation curve, a score turned over, or None as above."""
    return _at_least_two(m.curves.val)


def _at_least_two(curve: Curve | None) -> Profile | None:
    return None if curve is None or len(curve.profile) < 2 else curve.profile


def logged_at(profile: Profile, index: int, steps: Floats) -> float:
    """The logged step at a point of a profile, or the nearest to it where the point is the mean of a stretch."""
    return float(steps[index]) if len(profile) == len(steps) else nearest_logged(steps, float(profile.x[index]))
