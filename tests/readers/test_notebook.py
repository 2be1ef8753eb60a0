"""Notebooks, the HTML that their cells draw, and fastText's progress."""

from __future__ import annotations

import json

import pytest

from diagnose import readers
from diagnose.errors import ReadError
from diagnose.model import Run
from diagnose.readers.core.opening import open_bytes
from diagnose.readers.fasttext import FasttextProgress
from diagnose.readers.html_output import HtmlOutput
from diagnose.readers.notebook import Notebook

TRAINER = (
    "<div><progress value='3' max='3'></progress></div><table border='1'><thead><tr><th>Step</th>"
    "<th>Training Loss</th><th>Validation Loss</th></tr></thead><tbody>"
    "<tr><td>500</td><td>No log</td><td>0.9</td></tr><tr><td>1000</td><td>0.7</td><td>0.8</td></tr></tbody></table>"
)
FASTAI = (
    "Total time: 00:12 <p><table><tr><th>epoch</th><th>train_loss</th><th>valid_loss</th><th>time</th></tr>"
    "<tr><td>0</td><td>2.45</td><td>1.2</td><td>00:23</td></tr><tr><td>1</td><td>1.4</td><td>0.3</td><td>00:22</td></tr></table>"
)
LOOP = ["Epoch 1 loss 0.5\n", "Epoch 2 loss 0.4\n"]


def stream(text: list[str]) -> dict[str, object]:
    return {"output_type": "stream", "name": "stdout", "text": text}


def html(text: str) -> dict[str, object]:
    return {"output_type": "display_data", "data": {"text/html": [text], "text/plain": ["<IPython>"]}}


def notebook(*cells: list[dict[str, object]]) -> bytes:
    book = [{"cell_type": "code", "source": ["print()"], "outputs": outputs} for outputs in cells]
    return json.dumps({"cells": [{"cell_type": "markdown", "source": []}, *book], "nbformat": 4}).encode()


def read(data: bytes) -> list[Run]:
    return Notebook().read(open_bytes(data, "n.ipynb"))


def test_each_cell_is_a_run_of_its_own_named_by_the_cell() -> None:
    runs = read(notebook([stream(LOOP)], [stream(["hello\n"])], [html(FASTAI)]))
    assert [run.name for run in runs] == ["n.ipynb, cell 2", "n.ipynb, cell 4"]
    assert [run.format for run in runs] == ["notebook/text-log", "notebook/html-table"]


def test_a_stream_in_pieces_is_one_log() -> None:
    [run] = read(notebook([stream([line]) for line in LOOP]))
    assert len(run.series[0]) == 2


def test_several_outputs_of_one_cell_are_told_apart() -> None:
    assert [run.name for run in read(notebook([html(FASTAI), html(TRAINER)]))] == [
        "n.ipynb, cell 2, output 1",
        "n.ipynb, cell 2, output 2",
    ]


def test_notebooks_are_found_by_content() -> None:
    [run] = readers.read(open_bytes(notebook([stream(LOOP)]), "no_suffix"))
    assert run.format == "notebook/text-log"


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (notebook(), "none of 0 outputs"),
        (notebook([stream(["hello"])]), "none of 1 outputs"),
        (b'{"nbformat": 4, "cells": 3}', "no list of cells"),
        (b'{"nbformat": 4, "cells": [', "no valid notebook"),
    ],
)
def test_a_notebook_without_a_curve_is_refused(data: bytes, problem: str) -> None:
    with pytest.raises(ReadError, match=problem):
        read(data)


def test_tables_of_fastai_count_epochs_from_one_and_leave_the_time_out() -> None:
    [run] = HtmlOutput().read(open_bytes(FASTAI.encode(), "f.html"))
    assert {s.name: s.values.tolist() for s in run.series} == {"train_loss": [2.45, 1.4], "valid_loss": [1.2, 0.3]}
    assert run.series[0].steps.tolist() == [1, 2]


def test_tables_of_the_trainer_have_steps_and_cells_without_a_value() -> None:
    [run] = HtmlOutput().read(open_bytes(TRAINER.encode(), "t.html"))
    assert {s.name: (s.step_unit, s.steps.tolist()) for s in run.series} == {
        "Training Loss": ("step", [1000]),
        "Validation Loss": ("step", [500, 1000]),
    }


def test_two_tables_are_two_runs() -> None:
    runs = HtmlOutput().read(open_bytes((FASTAI + TRAINER).encode(), "t.html"))
    assert [run.name for run in runs] == ["t.html, table 1", "t.html, table 2"]


def test_other_tables_are_refused() -> None:
    page = "<table><tr><th>name</th><th>size</th></tr><tr><td>a</td><td>3</td></tr></table>"
    with pytest.raises(ReadError, match="no table"):
        HtmlOutput().read(open_bytes(page.encode(), "t.html"))


def test_fasttext_counts_in_percent_and_a_percent_that_goes_back_is_another_run() -> None:
    update = "Progress: {:5.1f}% words/sec/thread:  632216 lr:  0.06 avg.loss:  {:.6f} ETA: "
    line = update.format(37.9, 0.8) + update.format(100, 0.5) + update.format(100, 0.4) + "  0h 0m 0s\n"
    first, second = FasttextProgress().read(open_bytes((line * 2).encode(), "f.txt"))
    assert first.series[0].steps.tolist() == [1, 2, 3]
    assert second.series[0].values.tolist() == [0.8, 0.5, 0.4]
