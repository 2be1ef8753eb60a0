"""Values whose name does not say what they measure."""

from __future__ import annotations

import pytest

from diagnose.errors import ReadError
from tests.readers.text.reading import points, read_run

FALLING = [1.61, 1.2, 0.97, 0.81, 0.74]


def metric_of(log: str, name: str) -> tuple[str | None, str | None]:
    [series] = [one for one in read_run(log).series if one.name == name]
    return series.split, series.metric


@pytest.mark.parametrize("line", ["Epoch: {:04d}; loss: {}; val: {};", "ep {:03d} | train_loss={} | dev={}"])
def test_a_validation_alone_beside_a_loss_is_one_if_it_begins_near_it(line: str) -> None:
    name = "dev" if "dev" in line else "val"
    near = "\n".join(line.format(5 * n, v, v + 0.2) for n, v in enumerate(FALLING, 1))
    assert metric_of(near, name) == ("val", "loss")
    assert points(read_run(near), name)[0] == [5, 10, 15, 20, 25]
    rising = "\n".join(line.format(n, v, 1 - v / 2) for n, v in enumerate(FALLING, 1))
    assert metric_of(rising, name) == ("val", "accuracy")
    far = "\n".join(line.format(n, v, 400 - n) for n, v in enumerate(FALLING, 1))
    assert metric_of(far, name)[1] not in ("loss", "accuracy")


@pytest.mark.parametrize(
    "line",
    [
        "13:05:0{n} INFO org.x.ScoreIterationListener: Score at iteration {n} is {value}",
        "[main] INFO listener - Score at iteration {n}0 is {value}",
    ],
)
def test_a_score_that_falls_beside_no_loss_is_the_loss(line: str) -> None:
    log = "\n".join(line.format(n=n, value=value) for n, value in enumerate(FALLING))
    assert metric_of(log, "Score") == ("train", "loss")
    lost = "\n".join(line.format(n=n, value="NaN") for n in range(5))
    assert metric_of(lost, "Score") == ("train", "loss")


@pytest.mark.parametrize(
    "end",
    [
        "",
        ", New worst char error = 70.1 wrote checkpoint.",
        ", skip ratio=0.1%,  New best char error = 3 wrote best model:x_3.checkpoint",
    ],
)
def test_shares_of_characters_that_fall_are_errors(end: str) -> None:
    log = "\n\n".join(
        f"At iteration {95 * n}/{100 * n}/{101 * n}, mean rms={value}%, "
        f"char train={40 * value:.2f}%, word train={50 * value:.1f}%{end}"
        for n, value in enumerate(FALLING, 1)
    )
    assert metric_of(log, "char train") == ("train", "error")
    assert points(read_run(log), "word train")[0] == [95, 190, 285, 380, 475]
    rising = "\n".join(f"step {n}: label train={1 - v / 2}" for n, v in enumerate(FALLING))
    assert metric_of(rising, "label train") == ("train", "accuracy")


def test_character_and_word_error_rates_by_their_short_names() -> None:
    log = "\n".join(
        f"At iteration {n}/{n}/{n}, BCER train={30 * v:.2f}%, New worst BCER = {v}" for n, v in enumerate(FALLING, 1)
    )
    run = read_run(log)
    assert [(series.name, series.split, series.metric) for series in run.series] == [("BCER train", "train", "cer")]


def test_evaluations_without_any_count_are_numbered_in_their_order() -> None:
    log = "\n".join(f"[dev evaluation] ave loss: {v}, ave acc: 0.{n}1, data_num: 170" for n, v in enumerate(FALLING))
    assert points(read_run(log), "val ave loss") == ([1, 2, 3, 4, 5], FALLING)
    assert metric_of(log, "val ave loss") == ("val", "loss")


@pytest.mark.parametrize("line", ["{split}_epoch={n}, avg_f={v}", "{split} step {n}: J {v}"])
def test_what_both_splits_tell_by_an_unknown_name_is_the_loss_if_it_falls(line: str) -> None:
    def log(values: list[float]) -> str:
        each = [(split, n, v) for n, v in enumerate(values, 1) for split in ("train", "test")]
        return "\n".join(line.format(split=split, n=n, v=v) for split, n, v in each)

    run = read_run(log(FALLING))
    assert [(series.split, series.metric) for series in run.series] == [("train", "loss"), ("val", "loss")]
    assert run.series[1].values.tolist() == FALLING
    with pytest.raises(ReadError):
        read_run(log(FALLING[::-1]))
    with pytest.raises(ReadError):
        read_run("\n".join(line.format(split="train", n=n, v=v) for n, v in enumerate(FALLING)))
