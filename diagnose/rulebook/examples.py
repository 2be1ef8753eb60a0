"""An example of a rule as a run, as if Keras had logged it."""

from __future__ import annotations

from diagnose.model import Run
from diagnose.readers.history import RATES
from diagnose.readers.rows import Rows
from diagnose.rulebook.rule import Example


def run_of(example: Example) -> Run:
    """The run that an example stands for: one value an epoch, a null being an epoch without one.

    A column `epoch` gives the numbers of the epochs, in which a step back is a resume. Training metrics are means over
    the epoch, as in Keras.
    """
    rows = Rows(example.name, "example", base=1)
    rows.params = example.params
    columns = dict(example.history)
    count = max(map(len, columns.values()), default=0)
    epochs = columns.pop("epoch", None) or tuple(range(1, count + 1))
    for at in range(count):
        row = {name: values[at] for name, values in columns.items() if at < len(values)}
        logged = {name: float(value) for name, value in row.items() if value is not None}
        if logged and epochs[at] is not None:
            rows.add(logged, float(epochs[at] or 0))
    for name in columns:
        rows.describe(name, averaged=not name.startswith("val_") and name not in RATES)
    return rows.runs()[-1]
