"""Which bar is which epoch: lost headers, lost line ends, headers in other languages, bars of the validation."""

from __future__ import annotations

import pytest

from diagnose import readers
from diagnose.model import Run
from diagnose.readers.core.opening import open_bytes

LOSSES = [1.31, 0.94, 0.77, 0.68, 0.61]
VAL_LOSSES = [1.42, 1.1, 1.01, 0.99, 1.03]
OLD = "640/640 [==============================] - 2s 3ms/step - loss: {:.3f}"
SAMPLES = "31200/31200 [==============================] - 41s 1ms/step - loss: {:.6f} - mae: 0.1"
NEW = "75/75 ━━━━━━━━━━━━━━━━━━━━ 2s 21ms/step - accuracy: 0.5 - loss: {:.4f}"
SAYS_VAL = " - val_loss: {:.4f}"


def read(log: str) -> list[Run]:
    runs = readers.read(open_bytes(log.encode(), "log"))
    assert {run.format for run in runs} == {"keras-stdout"}
    return runs


def curve(run: Run, name: str) -> tuple[list[float], list[float]]:
    [series] = [series for series in run.series if series.name == name and series.step_unit == "epoch"]
    return series.steps.tolist(), series.values.tolist()


def numbered(*values: list[float]) -> tuple[list[int], list[float]]:
    return list(range(1, len(values[0]) + 1)), values[0]


def bars(bar: str, losses: list[float] = LOSSES) -> list[str]:
    return [bar.format(loss) for loss in losses]


def with_val(bar: str) -> list[str]:
    return [bar.format(loss) + SAYS_VAL.format(val) for loss, val in zip(LOSSES, VAL_LOSSES, strict=True)]


@pytest.mark.parametrize("bar", [OLD, SAMPLES, NEW])
def test_each_bar_without_any_header_is_an_epoch(bar: str) -> None:
    [run] = read("\n".join(bars(bar)))
    assert curve(run, "loss") == numbered(LOSSES)
    [run] = read("\n".join(with_val(bar)))
    assert curve(run, "loss") == numbered(LOSSES)
    assert curve(run, "val_loss") == numbered(VAL_LOSSES)


@pytest.mark.parametrize("bar", [OLD, NEW])
def test_a_bar_that_shows_its_end_twice_is_one_epoch(bar: str) -> None:
    [run] = read("\n".join(f"{train}\n{whole}" for train, whole in zip(bars(bar), with_val(bar), strict=True)))
    assert curve(run, "loss") == numbered(LOSSES)
    assert curve(run, "val_loss") == numbered(VAL_LOSSES)
    [run] = read("\n".join(f"{line}\n{line}" for line in bars(bar)))
    assert curve(run, "loss") == numbered(LOSSES)


@pytest.mark.parametrize("word", ["Época", "Эпоха", "Epoche", "纪元", "エポック", "에포크", "epoch:"])
@pytest.mark.parametrize("bar", [OLD, NEW])
def test_headers_of_other_languages_count(word: str, bar: str) -> None:
    [run] = read("\n".join(f"{word} {number}/30\n{line}" for number, line in enumerate(with_val(bar), 4)))
    assert curve(run, "val_loss") == ([4, 5, 6, 7, 8], VAL_LOSSES)


@pytest.mark.parametrize("total", [12, 640])
def test_a_second_bar_behind_each_epoch_is_its_validation(total: int) -> None:
    seconds = [f"{total}/{total} [=====] - loss: {val:.3f}" for val in VAL_LOSSES]
    lines = [f"Epoch {n}/5\n{one}\n{two}" for n, (one, two) in enumerate(zip(bars(OLD), seconds, strict=True), 1)]
    [run] = read("\n".join(lines))
    assert curve(run, "loss") == numbered(LOSSES)
    assert curve(run, "val_loss") == numbered(VAL_LOSSES)
    assert any("second bar behind each epoch" in note for note in run.notes)


def test_one_evaluation_at_the_end_is_none() -> None:
    lines = [f"Epoch {number}/5\n{line}" for number, line in enumerate(bars(OLD), 1)]
    [run] = read("\n".join([*lines, "20/20 [=====] - 0s 1ms/step - loss: 0.7"]))
    assert [series.name for series in run.series] == ["loss"]
    assert any("evaluation" in note for note in run.notes)


@pytest.mark.parametrize("bar", [OLD, NEW])
def test_a_second_run_whose_first_header_is_cut_off_is_a_run(bar: str) -> None:
    def training(losses: list[float]) -> str:
        first, *rest = bars(bar, losses)
        return "\n".join([first, *(f"Epoch {number}/5\n{line}" for number, line in enumerate(rest, 2))])

    first, second = read(f"as it was:\n{training(LOSSES)}\nwith more data:\n{training(VAL_LOSSES)}\n")
    assert curve(first, "loss") == numbered(LOSSES)
    assert curve(second, "loss") == numbered(VAL_LOSSES)


@pytest.mark.parametrize("bar", [OLD, SAMPLES, NEW, "- 3s - loss: {:.4f}", "19/19 - 12s - loss: {:.4f}"])
@pytest.mark.parametrize("word", ["Epoch", "Epoche"])
def test_line_ends_that_were_lost_are_found_again(bar: str, word: str) -> None:
    [run] = read(" ".join(f"{word} {number}/5 {line}" for number, line in enumerate(with_val(bar), 1)))
    assert curve(run, "loss") == numbered(LOSSES)
    assert curve(run, "val_loss") == numbered(VAL_LOSSES)


@pytest.mark.parametrize("bar", [OLD, NEW])
def test_a_loop_that_calls_for_one_epoch_at_a_time_is_one_run(bar: str) -> None:
    [run] = read("\n".join(f"Iteration {n}\nEpoch 1/1\n{line}" for n, line in enumerate(with_val(bar), 1)))
    assert curve(run, "loss") == numbered(LOSSES)
    assert curve(run, "val_loss") == numbered(VAL_LOSSES)
    folds = [0.9, 0.95, 0.91, 0.96, 0.92]
    assert len(read("\n".join(f"Epoch 1/1\n{line}" for line in bars(bar, folds)))) == 5  # none goes on from another
    assert len(read("\n".join(f"Epoch 1/1\n{line}" for line in bars(bar, LOSSES[:2])))) == 2
