"""Facts about what the log says in words: that the run diverged, was stopped early, ran out of memory, was ended."""

from __future__ import annotations

from diagnose.facts.fact import Measured, flag, label, number, word
from diagnose.facts.measurements import Measurements
from diagnose.model import Sign, SignKind

ENDS: tuple[SignKind, ...] = ("memory", "interrupted", "killed")
LONGEST = 100


@flag("log.diverged")
def diverged(m: Measurements) -> Measured:
    """Whether the log says that the loss was no number any more, or that the run was given up for that."""
    return _sign(m, "diverged") is not None


@number("log.diverged_step", "step")
def diverged_step(m: Measurements) -> Measured:
    """The step at which the log says so, else the last one that it holds."""
    sign = _sign(m, "diverged")
    if sign is None:
        return None
    step = _step(m, sign)
    return _last(m) if step is None else step


@label("log.diverged_words")
def diverged_words(m: Measurements) -> Measured:
    """The sentence in which the log says that the run diverged."""
    return _words(_sign(m, "diverged"))


@flag("log.stopped_early")
def stopped_early(m: Measurements) -> Measured:
    """Whether the log says that early stopping, or the like of it, ended the run."""
    return _sign(m, "stopped") is not None


@flag("log.restored")
def restored(m: Measurements) -> Measured:
    """Whether the log says that the best weights were put back at its end."""
    return _sign(m, "restored") is not None


@label("log.restored_by")
def restored_by(m: Measurements) -> Measured:
    """What ended the run that the best weights were put back in: early stopping, or the program as planned."""
    return "early stopping" if _sign(m, "stopped") is not None else "the program"


@number("log.kept_step", "step")
def kept_step(m: Measurements) -> Measured:
    """The step whose weights were put back or are the best, as the log says it, else the best one of validation."""
    best = m.number("val.best_step")
    sign = _sign(m, "restored") or _sign(m, "best") or _sign(m, "stopped")
    step = None if sign is None or "best" not in sign.words.lower() + sign.kind else _step(m, sign)
    # A log that counts its epochs from 0 names the same epoch by a number that is one lower.
    return best if step is None or (best is not None and abs(step - best) <= 1.0) else step


@word("log.ended", *ENDS)
def ended(m: Measurements) -> Measured:
    """What the log says ended the run from outside: too little memory, a person, or the machine."""
    return next((sign.kind for sign in m.run.signs if sign.kind in ENDS), None)


@label("log.end_words")
def end_words(m: Measurements) -> Measured:
    """The sentence in which the log says what ended the run from outside."""
    return next((_words(sign) for sign in m.run.signs if sign.kind in ENDS), None)


def _sign(m: Measurements, kind: SignKind) -> Sign | None:
    return next((sign for sign in m.run.signs if sign.kind == kind), None)


def _step(m: Measurements, sign: Sign) -> float | None:
    """The step that a sentence names, where it counts as the curves do."""
    by_epoch = m.curves.step_unit == "epoch"
    return sign.step if sign.unit is not None and (sign.unit == "epoch") == by_epoch else None


def _last(m: Measurements) -> float | None:
    ends = [float(curve.series.steps[-1]) for curve in m.curves if len(curve.series)]
    return max(ends, default=None)


def _words(sign: Sign | None) -> str | None:
    return None if sign is None else sign.words[:LONGEST].rstrip()


FACTS = (diverged, diverged_step, diverged_words, stopped_early, restored, restored_by, kept_step, ended, end_words)
