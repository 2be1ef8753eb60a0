"""Where a count goes back: on through the epochs, over to another run, or the same run resumed, and how it is said.

May not: find the places where it does (the rows and the text reader do, each in its own data).
"""

from __future__ import annotations

from diagnose.model import StepUnit


class Clock:
    """Numbers steps through the whole run where the log counts them anew in each epoch."""

    def __init__(self) -> None:
        self.offset = 0.0
        self.last: tuple[float, float] | None = None

    def at(self, step: float, epoch: float | None) -> float:
        """The number of a step, counted from the start of the run."""
        if epoch is None:
            return self.offset + step
        if self.last is not None and epoch > self.last[1] and step < self.last[0]:
            self.offset += self.last[0]
        elif self.last is not None and epoch < self.last[1]:
            self.offset = 0.0
        self.last = (step, epoch)
        return self.offset + step


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
