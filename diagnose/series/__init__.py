"""Series: the columns of a run get their split and metric, are cleaned, and the pair to judge is chosen.

May not: read bytes, judge, import readers, trends or anything above.
"""

from diagnose.series.averaging import recover, running_mean, unaverage
from diagnose.series.names import Meaning, meaning_of
from diagnose.series.pair import choose_pair, learning_rate, other_pairs
from diagnose.series.preparation import prepare

__all__ = [
    "Meaning",
    "choose_pair",
    "learning_rate",
    "meaning_of",
    "other_pairs",
    "prepare",
    "recover",
    "running_mean",
    "unaverage",
]
