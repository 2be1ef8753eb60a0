"""Write the fixtures, all or those of the named frameworks: `python -m tests.readers.writers [NAME...]`.

Needs the frameworks themselves; the tests need only what they wrote.
"""

from __future__ import annotations

import sys
import warnings
from importlib import import_module

NAMES = (
    "keras_logs",
    "torch_loops",
    "lightning_logs",
    "trainer_logs",
    "boosting_logs",
    "sklearn_curves",
    "event_files",
    "mlflow_runs",
    "fastai_logs",
)


def main(asked: list[str]) -> None:
    """Run the writers that are asked for."""
    warnings.simplefilter("ignore")
    for name in asked or NAMES:
        import_module(f"tests.readers.writers.{name}").write()


if __name__ == "__main__":
    main(sys.argv[1:])
