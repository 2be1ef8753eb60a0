"""An example of a rule as a run, as if Keras had logged it."""

from __future__ import annotations

from diagnose.model import Run
from diagnose.readers.history import RATES, history_run
from diagnose.readers.rows import Rows
from diagnose.rulebook.rule import Example

FORMAT = "example"


def run_of(example: Example) -> Run:
    """The run that an example stands for: a Keras History, or rows of a log where the epochs are numbered.

    A shorter column was measured at every second, third … epoch. In a column `epoch` a step back is a resume.
    """
    columns = dict(example.history)
    epochs = columns.pop("epoch", None)
    if epochs is None:
        return history_run(example.name, columns, log_format=FORMAT, params=example.params)
    rows = Rows(example.name, FORMAT, base=1)
    rows.params = example.params
    for at, epoch in enumerate(epochs):
        row = {name: values[at] for name, values in columns.items() if at < len(values)}
        rows.add({name: float(value) for name, value in row.items() if value is not None}, epoch)
    for name in columns:
        rows.describe(name, averaged=not name.startswith("val_") and name not in RATES)
    return rows.runs()[-1]
