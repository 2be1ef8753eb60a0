"""The progress bar of Keras 1, 2 and 3, from bytes to epochs: updates, sweeps, trainings, and readings inside epochs.

May not: know other formats, keep more of a log than its epochs and a bounded number of running means.
"""
