"""Where a count goes back: whether that is another run or the same one resumed, and how it is said.

May not: find it (the rows and the text reader do, each in its own data).
"""

from __future__ import annotations

from diagnose.model import StepUnit


def starts_over(step: float, first: float) -> bool:
    """Whether a count that went back to `step` begins another run: it does from where the run began, or before.

    From any later place it is a resume, and what was logged from there on is replaced by what follows.
    """
    return step <= first


def resume_note(unit: StepUnit, last: float, step: float, dropped: int) -> str:
    """What is said of a resume from `last` back to `step` that replaced `dropped` values."""
    return (
        f"the log goes back from {unit} {last:g} to {step:g}, as it numbers them: read as a resume, "
        f"{dropped} values logged before it were replaced by the later ones"
    )
