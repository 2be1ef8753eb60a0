"""Which notes a person must know at once: what was left unread, and curves that were chosen among several."""

from __future__ import annotations

import json

import pytest

from diagnose import diagnose
from diagnose.model import Caution

EPOCHS = range(1, 9)
FALLING = [2.0 - 0.1 * epoch for epoch in EPOCHS]

BROKEN_CSV = "epoch,loss,val_loss\n" + "".join(
    f"{epoch},{'n/a?' if epoch == 4 else 2.0 - 0.1 * epoch},{2.1 - 0.1 * epoch}\n" for epoch in EPOCHS
)
BROKEN_LINES = "".join(
    json.dumps({"epoch": epoch, "loss": 2.0 - 0.1 * epoch, "val_loss": 2.1 - 0.1 * epoch}) + "\n" for epoch in EPOCHS
)
LOGS = {
    "cells.csv": (BROKEN_CSV, "loss: 1 cells that are no numbers were left out"),
    "lines.jsonl": (BROKEN_LINES + '{"epoch": 9, "loss": 1.', "1 lines that are no whole JSON objects were left out"),
    "score.json": (
        json.dumps({"loss": FALLING, "val_accuracy": [0.3 + 0.05 * epoch for epoch in EPOCHS]}),
        "loss and val_accuracy: no validation loss is logged, so accuracy takes its place, higher is better",
    ),
    "objectives.json": (
        json.dumps({"loss": FALLING, "val_rmse": FALLING, "val_mae": FALLING}),
        "val_rmse stands for the val loss, since none is logged under that name",
    ),
    "pairs.json": (
        json.dumps({"loss": FALLING, "val_loss": FALLING, "aux_loss": FALLING, "val_aux_loss": FALLING}),
        "aux_loss and val_aux_loss, also logged: ",
    ),
}


def cautions(tmp_path, name, text):
    path = tmp_path / name
    path.write_text(text)
    return [note for note in diagnose(path).notes if isinstance(note, Caution)]


@pytest.mark.parametrize("name", LOGS)
def test_what_must_be_known_is_a_caution(tmp_path, name):
    text, expected = LOGS[name]
    (note,) = cautions(tmp_path, name, text)
    assert note.startswith(expected)


def test_a_whole_log_of_two_losses_has_none(tmp_path):
    assert cautions(tmp_path, "whole.json", json.dumps({"loss": FALLING, "val_loss": FALLING})) == []
    assert cautions(tmp_path, "whole.jsonl", BROKEN_LINES) == []


def test_the_only_objective_of_a_split_is_no_choice(tmp_path):
    assert cautions(tmp_path, "rmse.json", json.dumps({"loss": FALLING, "val_rmse": FALLING})) == []
