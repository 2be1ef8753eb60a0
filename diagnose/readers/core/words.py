"""What the name of a column tells a reader: an axis, something beside the curves, or a curve.

May not: tell train from validation, name metrics (the series stage does).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from diagnose.model import StepUnit


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


EPOCH_NAMES = _words(
    "epoch epochs ep epochnum epochnumber epochid epochidx currentepoch trainerepoch nepoch época epoca epoche"
)
STEP_NAMES = _words(
    "step steps globalstep trainerglobalstep iter iters iteration iterations niter it round rounds boostinground "
    "update updates numupdates batch trainstep totalsteps episode episodes nsteps optimizerstep counter"
)
INDEX_NAMES = frozenset(("", "unnamed0", "index", "row", "id"))

TELLING = re.compile(
    r"loss|acc(?![a-z])|accuracy|cost(?![a-z])|perplexity|ppl|error|entropy|multiclass|deviance|elbo|likelihood|"
    r"objective|huber|(?<![a-z])"
    r"(train|val|valid|validation|eval|dev|test|auc|auroc|f1|precision|recall|mse|rmse|mae|mape|iou|miou|dice|map|bleu|"
    r"rouge|wer|cer|nll|logloss|r2|psnr|ssim|fid)(?![a-z])",
    re.IGNORECASE,
)
OWN = re.compile(r"loss|cost(?![a-z])|(?<![a-z])(train|val|valid|validation|eval|dev)(?![a-z])", re.IGNORECASE)
ASIDE = re.compile(
    r"^(lr|lr[-_/ ].*|.*learning.?rate.*|time|.*[_/ ]time|wall.?time|elapsed.*|eta.*|timestamp.*|date.*|sec(ond)?s?|"
    r"duration|.*runtime|.*per_second|.*memory.*|mem|gpu.*|cpu.*|grad.?norm|.*momentum|weight.?decay|params?|"
    r"total_flos|flops|bad_epochs|patience|seed|horizon|fold|imgsz|img_size|targets)$",
    re.IGNORECASE,
)
NOT_WORD = re.compile(r"[^\w]|_")


@lru_cache(maxsize=4096)
def axis_unit(name: str) -> StepUnit | None:
    """`epoch` or `step` where the column counts them, else None."""
    bare = NOT_WORD.sub("", name).lower()
    if bare in EPOCH_NAMES:
        return "epoch"
    return "step" if bare in STEP_NAMES else None


def is_index(name: str) -> bool:
    """Whether a column may be the row numbers that pandas writes."""
    return NOT_WORD.sub("", name).lower() in INDEX_NAMES


@lru_cache(maxsize=4096)
def is_aside(name: str) -> bool:
    """Whether a column stands beside the curves: a learning rate, a time, a memory size."""
    return ASIDE.match(name.strip()) is not None


def tells_of_training(names: Iterable[str]) -> bool:
    """Whether column names are those of a training log: an axis and a measure, or measures with a loss or a split."""
    names = list(names)
    telling = [name for name in names if has_curve((name,))]
    if not telling:
        return False
    has_axis = any(axis_unit(name) is not None for name in names)
    return has_axis or any(OWN.search(name) for name in telling)


def has_curve(names: Iterable[str]) -> bool:
    """Whether at least one column is a loss or a score of a model, not only rewards, counts or what stands beside."""
    return any(TELLING.search(name) and axis_unit(name) is None and not is_aside(name) for name in names)
