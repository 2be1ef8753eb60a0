"""Lists of numbers with names, pasted as they are."""

from __future__ import annotations

import pytest

from diagnose import readers
from diagnose.errors import ReadError
from diagnose.readers.core.opening import open_bytes
from tests.readers.text.reading import points, read_run, read_runs

TRAIN = [1.31, 0.92, 0.7, 0.66]
VAL = [1.4, 1.1, 1.02, 1.05]


@pytest.mark.parametrize(
    "written",
    [
        "train_loss = {}\nval_loss = {}\n",
        "train_loss: {}\n\nval_loss: {}",
        "what I get\nhistory['train_loss'] = {}\nhistory['val_loss'] = {}\n",
        "train_loss=np.array({})\nval_loss=np.array({})\n",
    ],
)
def test_each_list_is_a_curve(written: str) -> None:
    run = read_run(written.format(TRAIN, VAL))
    assert run.format == "printed-lists"
    assert points(run, "train_loss") == ([1, 2, 3, 4], TRAIN)
    assert points(run, "val_loss") == ([1, 2, 3, 4], VAL)


def test_a_list_may_go_over_several_lines() -> None:
    run = read_run("train_loss = [1.31,\n    0.92, 0.7,\n  0.66]\nval_loss = [\n1.4, 1.1,\n1.02, 1.05,\n]\n")
    assert points(run, "val_loss")[1] == VAL


def test_a_name_that_comes_again_begins_another_run() -> None:
    first, second = read_runs(f"loss = {TRAIN}\nloss = {VAL}\n")
    assert (points(first, "loss")[1], points(second, "loss")[1]) == (TRAIN, VAL)


@pytest.mark.parametrize(
    "text", ["loss_weights = [1.0, 0.5, 0.5, 0.1]\n", "milestones = [30, 60, 90]\n", "loss = [0.5, 0.4]\n"]
)
def test_settings_and_short_lists_are_no_curves(text: str) -> None:
    with pytest.raises(ReadError):
        readers.read(open_bytes(text.encode(), "a.txt"))


def test_lists_inside_a_log_leave_it_a_log() -> None:
    log = "".join(f"epoch {n} loss {v}\nclass acc = [0.1, 0.2, 0.3, 0.{n}]\n" for n, v in enumerate(TRAIN, 1))
    assert read_run(log).format == "text-log"
