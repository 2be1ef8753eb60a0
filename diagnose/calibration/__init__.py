"""Calibration: limits and confidences fitted to labelled runs, ours or a user's own.

May not: judge by other means than the pipeline, print, exit.
"""

from diagnose.calibration.labelled import LabelledRun, read_labelled
from diagnose.calibration.refit import FEWEST, Calibration, calibrate
from diagnose.calibration.reliability import Reliability, reliability

__all__ = ["FEWEST", "Calibration", "LabelledRun", "Reliability", "calibrate", "read_labelled", "reliability"]
