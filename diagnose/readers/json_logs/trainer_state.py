"""Hugging Face Trainer: `trainer_state.json`, whose `log_history` holds training and evaluation entries in turn.

May not: take the summary at the end (`train_runtime`, a mean over the whole training) for a point of the curve.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from diagnose.errors import ReadError
from diagnose.model import Caution, Run, Source
from diagnose.readers.core.json_text import parse_json
from diagnose.readers.core.reader import Fit
from diagnose.readers.json_logs.records import Records

SUMMARY = frozenset(("train_runtime", "train_samples_per_second"))
SETTINGS = ("max_steps", "num_train_epochs", "train_batch_size", "logging_steps", "eval_steps", "best_metric")


class TrainerState:
    """The state that the Trainer writes beside each checkpoint."""

    name: ClassVar[str] = "hf-trainer-state"
    suffixes: ClassVar[tuple[str, ...]] = ("trainer_state.json",)
    about: ClassVar[str] = "The Hugging Face Trainer's `trainer_state.json`."

    def sniff(self, source: Source) -> Fit:
        """YES where the head is an object that has `log_history`."""
        return Fit.YES if source.text.lstrip().startswith("{") and '"log_history"' in source.text else Fit.NO

    def read(self, source: Source) -> list[Run]:
        """The run that the history tells, on steps, or on epochs where each entry ends one."""
        state = parse_json(source)
        history = state.get("log_history") if isinstance(state, dict) else None
        if not isinstance(history, list) or not history:
            raise ReadError(
                source.name, "no entry was logged", where="log_history", hint="a list of entries was expected"
            )
        records = Records(source.name, self.name, base=1)
        for entry in history:
            if isinstance(entry, dict):
                add_entry(records, entry)
            else:
                records.rows.note(Caution("entries of log_history that are no objects were left out"))
        records.rows.params = {key: state[key] for key in SETTINGS if state.get(key) is not None}
        return records.runs()


def add_entry(records: Records, entry: Mapping[str, Any]) -> None:
    """Add an entry of `log_history`, unless it is the summary of the whole training."""
    if SUMMARY & entry.keys() and "loss" not in entry:
        records.rows.note("the summary at the end (train_runtime, train_loss) is no point of the curve")
    else:
        records.add(entry)
