"""Trends: one series in, one trend out; what it does now, since when, how sure.

May not: know train from validation, read bytes, import series, readers or anything above.
"""

from diagnose.trends.drops import drops_of
from diagnose.trends.limits import Limits
from diagnose.trends.logged import nearest_logged, next_logged
from diagnose.trends.profile import end_of, profile_of
from diagnose.trends.regimes import recent_size
from diagnose.trends.robust import behind_last, rank_correlation, residuals, spread
from diagnose.trends.trend import height_of, judge, judge_direction, judge_since, trend_of, turned_over

__all__ = [
    "Limits",
    "behind_last",
    "drops_of",
    "end_of",
    "height_of",
    "judge",
    "judge_direction",
    "judge_since",
    "nearest_logged",
    "next_logged",
    "profile_of",
    "rank_correlation",
    "recent_size",
    "residuals",
    "spread",
    "trend_of",
    "turned_over",
]
