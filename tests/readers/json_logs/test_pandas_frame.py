"""Data frames dumped by pandas itself, in every orient that it has."""

from __future__ import annotations

from typing import Literal, get_args

import numpy as np
import pandas
import pytest

from diagnose.errors import ReadError
from diagnose.model import Run
from diagnose.readers import read
from diagnose.readers.core.opening import open_bytes

Orient = Literal["columns", "index", "split", "records", "table"]
ORIENTS: tuple[Orient, ...] = get_args(Orient)
LOSS = [1.0, 0.8, 0.6, 0.5, 0.45, 0.4]
FRAME = pandas.DataFrame({"loss": LOSS, "val_loss": [1.1, 0.9, 0.85, None, 0.8, 0.9], "note": list("abcdef")})


def read_text(text: str) -> list[Run]:
    return read(open_bytes(text.encode(), "frame.json"))


@pytest.mark.parametrize("orient", ORIENTS)
@pytest.mark.parametrize("indent", [None, 2])
def test_a_frame_without_an_axis(orient: Orient, indent: int | None) -> None:
    (run,) = read_text(FRAME.to_json(orient=orient, indent=indent))
    loss, val = run.series
    assert (loss.name, loss.values.tolist(), loss.steps.tolist()) == ("loss", LOSS, [1, 2, 3, 4, 5, 6])
    assert (val.name, val.values.tolist(), val.steps.tolist()) == (
        "val_loss",
        [1.1, 0.9, 0.85, 0.8, 0.9],
        [1, 2, 3, 5, 6],
    )


@pytest.mark.parametrize("orient", ORIENTS)
@pytest.mark.parametrize("column", ["epoch", "step"])
def test_a_frame_with_an_axis(orient: Orient, column: str) -> None:
    frame = FRAME.assign(**{column: np.arange(5, 35, 5)})
    (run,) = read_text(frame.to_json(orient=orient))
    assert run.series[0].step_unit == column
    assert run.series[0].steps.tolist() == [5, 10, 15, 20, 25, 30]
    assert [one.name for one in run.series] == ["loss", "val_loss"]


@pytest.mark.parametrize("orient", ["columns", "index", "split", "table"])
def test_an_index_that_counts_epochs(orient: Orient) -> None:
    frame = FRAME.set_index(pandas.Index(np.arange(5, 35, 5), name="epoch"))
    (run,) = read_text(frame.to_json(orient=orient))
    assert run.series[0].steps.tolist() == [5, 10, 15, 20, 25, 30]


@pytest.mark.parametrize("orient", ORIENTS)
def test_two_runs_one_below_the_other(orient: Orient) -> None:
    frame = pandas.concat([FRAME.assign(epoch=range(6))] * 2, ignore_index=True)
    assert [len(run.series[0]) for run in read_text(frame.to_json(orient=orient))] == [6, 6]


def test_rows_without_names_are_refused_with_what_would_be_right() -> None:
    with pytest.raises(ReadError, match="without names"):
        read_text(FRAME.to_json(orient="values"))


@pytest.mark.parametrize("orient", ORIENTS)
def test_a_frame_of_other_things_is_refused(orient: Orient) -> None:
    with pytest.raises(ReadError):
        read_text(pandas.DataFrame({"price": LOSS, "area": LOSS}).to_json(orient=orient))
