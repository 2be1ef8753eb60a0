"""Trends: one series in, one trend out; what it does now, since when, how sure.

May not: know train from validation, read bytes, import series, readers or anything above.
"""

from diagnose.trends.curve import Curve, draw
from diagnose.trends.thresholds import NUMBERS, Thresholds, limits_of
from diagnose.trends.trend import drift, judge, trend_of

__all__ = ["NUMBERS", "Curve", "Thresholds", "draw", "drift", "judge", "limits_of", "trend_of"]
