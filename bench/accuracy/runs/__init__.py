"""Real small training runs with known faults, for tuning and calibrating: `python -m bench.accuracy.runs`.

One module a family of faults; `bases` holds the healthy set-ups that the faults are put into. May not: judge a curve.
What the construction knows is recorded (the fault, clean losses by epoch), a verdict is not.
"""
