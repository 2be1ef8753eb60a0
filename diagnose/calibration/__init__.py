"""Calibration: limits and confidences fitted to labelled runs, ours or a user's own.

May not: judge by other means than the pipeline, print, exit.
"""

from diagnose.calibration.calibrate import FEWEST, Calibration, calibrate
from diagnose.calibration.labelled import Labelled, read_labelled
from diagnose.calibration.reliability import Reliability, reliability

__all__ = ["FEWEST", "Calibration", "Labelled", "Reliability", "calibrate", "read_labelled", "reliability"]
