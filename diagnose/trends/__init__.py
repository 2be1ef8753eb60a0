"""Trends: one series in, one trend out; what it does now, since when, how sure.

May not: know train from validation, read bytes, import series, readers or anything above.
"""

from diagnose.trends.profile import profile_of
from diagnose.trends.thresholds import NUMBERS, Thresholds, limits_of
from diagnose.trends.trend import height_of, judge, judge_direction, trend_of, turned_over

__all__ = [
    "NUMBERS",
    "Thresholds",
    "height_of",
    "judge",
    "judge_direction",
    "limits_of",
    "profile_of",
    "trend_of",
    "turned_over",
]
