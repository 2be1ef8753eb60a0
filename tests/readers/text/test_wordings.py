"""Ways of saying a value and its epoch or step, as people's loops and frameworks print them."""

from __future__ import annotations

import pytest

from diagnose.errors import ReadError
from diagnose.model import Run
from diagnose.readers import read
from diagnose.readers.core.opening import open_bytes
from diagnose.series import prepare

TRAIN = [2.4, 1.71, 1.227, 0.8889, 0.6522]
VAL = [2.6, 1.928, 1.4442, 1.0958, 0.845]


def run_of(line: str) -> Run:
    rows = enumerate(zip(TRAIN, VAL, strict=True))
    text = "".join(line.format(e=e, n=e + 1, k=e * 100, t=t, v=v) for e, (t, v) in rows)
    (run,) = read(open_bytes(text.encode(), "log.txt"))
    return prepare(run)


def losses(run: Run) -> dict[str, tuple[str, list[float], list[float]]]:
    return {
        str(one.split): (one.step_unit, one.steps.tolist(), one.values.tolist())
        for one in run.series
        if one.metric == "loss"
    }


EPOCHS, STEPS = [1, 2, 3, 4, 5], [0, 100, 200, 300, 400]


@pytest.mark.parametrize(
    ("line", "unit", "steps"),
    [
        ("Cost after iteration {k}: {t}\n", "step", STEPS),
        ("Cost after epoch {e}: {t}\n", "epoch", EPOCHS),
        ("Loss at step {k} = {t}\n", "step", STEPS),
        ("loss for epoch {n} is {t}\n", "epoch", EPOCHS),
        ("steps: 16%|█   | {n}/600 [01:20<07:10,  1.2it/s, avr_loss={t}]\n", "batch", EPOCHS),
    ],
)
def test_a_value_that_is_named_before_its_count(line: str, unit: str, steps: list[float]) -> None:
    assert losses(run_of(line)) == {"train": (unit, steps, TRAIN)}


@pytest.mark.parametrize(
    "line",
    [
        "Training loss after epoch {n}: {t}\nValidation loss after epoch {n}: {v}\n",
        "train ({n}/5) loss: {t} | lr: 0.1\nvalid ({n}/5) loss: {v} | lr: 0.1\n* Epoch ({n}/5)\n",
        "Epoch: {n}, Steps: 264 | Train Loss: {t} Vali Loss: {v}\nUpdating learning rate to 0.1\n",
        "Train Epoch: {e} Loss: {t}\nEval Epoch: {n} clip_val_loss: {v}\n",
        "Epoch {n} train_loss {t} cv_loss {v}\n",
    ],
)
def test_epochs_of_both_splits(line: str) -> None:
    assert losses(run_of(line)) == {"train": ("epoch", EPOCHS, TRAIN), "val": ("epoch", EPOCHS, VAL)}


@pytest.mark.parametrize(
    "line",
    [
        "Iteration {k}, Testing net (#0)\n    Test net output #0: loss = {v}\nIteration {k} (9 iter/s), loss = {t}\n",
        "INFO:tensorflow:loss = {t}, step = {k}\nINFO:tensorflow:Saving dict for global step {k}: loss = {v}\n",
    ],
)
def test_steps_of_both_splits(line: str) -> None:
    assert losses(run_of(line)) == {"train": ("step", STEPS, TRAIN), "val": ("step", STEPS, VAL)}


def test_a_best_value_so_far_is_not_a_value_of_its_epoch() -> None:
    text = "".join(f"Epoch {n}: loss: {1 / n:.4f}\nBest loss after epoch {n}: 0.1\n" for n in range(1, 6))
    (run,) = read(open_bytes(text.encode(), "log.txt"))
    assert [one.values.tolist() for one in run.series] == [[1.0, 0.5, 0.3333, 0.25, 0.2]]


def test_the_bar_of_another_program_is_none_of_keras() -> None:
    bar = " [========== 390/390 ===========>] Tot: 1m12s | Step: 180ms\n"
    text = "".join(f"==> online epoch # {n}\n{bar}Train accuracy: {50 + n}.5 %\t time: 72.1 s\n" for n in range(1, 6))
    (run,) = read(open_bytes(text.encode(), "log.txt"))
    assert [(one.name, one.values.tolist()) for one in run.series] == [
        ("Train accuracy", [51.5, 52.5, 53.5, 54.5, 55.5])
    ]


WIDE_TABLE = """
    Iteration    Epoch    TimeElapsed    TrainingLoss    ValidationLoss
    _________    _____    ___________    ____________    ______________
            0        0       00:00:02                            2.3152
            1        1       00:00:02          2.4921
           50        1       00:00:12          1.2921            1.3152
          100        2       00:00:22          0.7921            0.9152
          150        3       00:00:32          0.5921            0.7152
"""

PIPES = """
|=======================================================================|
|  Epoch  |  Iteration  |  Time Elapsed  |  Mini-batch  |  Validation  |
|         |             |   (hh:mm:ss)   |     Loss     |     Loss     |
|=======================================================================|
|       1 |           1 |       00:00:09 |       2.7155 |       2.5169 |
|       2 |          50 |       00:00:10 |       0.8772 |              |
|       4 |         100 |       00:00:11 |       0.4434 |       0.5502 |
|       6 |         150 |       00:00:12 |       0.2231 |              |
|=======================================================================|
"""


def test_a_table_with_empty_cells_is_cut_where_the_rule_below_its_header_is() -> None:
    (run,) = read(open_bytes(WIDE_TABLE.encode(), "log.txt"))
    assert losses(prepare(run)) == {
        "train": ("step", [1, 50, 100, 150], [2.4921, 1.2921, 0.7921, 0.5921]),
        "val": ("step", [0, 50, 100, 150], [2.3152, 1.3152, 0.9152, 0.7152]),
    }


def test_a_header_of_two_lines_names_its_columns_in_both() -> None:
    (run,) = read(open_bytes(PIPES.encode(), "log.txt"))
    assert losses(prepare(run)) == {
        "train": ("epoch", [1, 2, 4, 6], [2.7155, 0.8772, 0.4434, 0.2231]),
        "val": ("epoch", [1, 4], [2.5169, 0.5502]),
    }


LUDWIG = (
    "Epoch {n}\n│ class │   loss │ accuracy │\n├───┼───┤\n│ train │ {t} │ 0.5 │\n├───┼───┤\n│ vali  │ {v} │ 0.4 │\n"
)
LOGGED = "2020-06-01 10:00:00,000 - INFO - allennlp.training.trainer - "
ALLENNLP = (
    LOGGED + "Epoch {e}/4\n" + LOGGED + "           Training |  Validation\n"
    + LOGGED + "accuracy      |     0.500  |     0.400\n" + LOGGED + "gpu_memory_MB |  100.5  |       N/A\n"
    + LOGGED + "loss          |     {t}  |     {v}\n"
)  # fmt: skip


@pytest.mark.parametrize("lines", [LUDWIG, ALLENNLP])
def test_a_small_table_for_each_epoch(lines: str) -> None:
    run = run_of(lines)
    assert losses(run) == {"train": ("epoch", EPOCHS, TRAIN), "val": ("epoch", EPOCHS, VAL)}
    scores = {one.split: one.values.tolist() for one in run.series if one.metric == "accuracy"}
    assert scores == {"train": [0.5] * 5, "val": [0.4] * 5}


def test_a_heading_says_a_whole_epoch() -> None:
    rows = "".join(f"| losses times {n} | 0.9{n} | 0.8{n} | 0.7{n} |\n" for n in range(1, 7))
    with pytest.raises(ReadError):
        read(open_bytes(f"| runs with three missing epochs | 0.938 | 0.921 |\n{rows}".encode(), "page.md"))
