"""Dicts that the Trainer, and loops like it, print."""

from __future__ import annotations

import pytest

from diagnose.errors import ReadError
from diagnose.model import Run
from diagnose.readers.core.opening import open_bytes
from diagnose.readers.trainer_stdout import TrainerStdout


def read(log: str) -> list[Run]:
    return TrainerStdout().read(open_bytes(log.encode(), "t.log"))


def train(epoch: float, loss: object) -> str:
    return f"{{'loss': {loss!r}, 'grad_norm': 1.2, 'learning_rate': 1e-05, 'epoch': {epoch}}}\n"


def evaluate(epoch: float, loss: object) -> str:
    return f"{{'eval_loss': {loss!r}, 'eval_runtime': 0.1, 'eval_samples_per_second': 9.1, 'epoch': {epoch}}}\n"


def curve(run: Run, name: str) -> tuple[list[float], list[float]]:
    [series] = [one for one in run.series if one.name == name]
    return series.steps.tolist(), series.values.tolist()


@pytest.mark.parametrize("write", [float, str], ids=["numbers", "strings"])
def test_training_and_evaluation_on_epochs(write) -> None:
    [run] = read(
        "".join(
            train(e / 2, write(1 / e)) + (evaluate(e / 2, write(2 / e)) if e % 2 == 0 else "") for e in (1, 2, 3, 4)
        )
    )
    assert curve(run, "loss") == ([0.5, 1.0, 1.5, 2.0], [1, 1 / 2, pytest.approx(1 / 3), 1 / 4])
    assert curve(run, "eval_loss") == ([1.0, 2.0], [1.0, 0.5])
    assert not any("runtime" in series.name or "per_second" in series.name for series in run.series)


def test_bars_around_the_dicts_do_not_matter() -> None:
    [run] = read("\r  8%|▊ | 5/60 [00:00<00:01, 4it/s]    " + train(0.5, 2.8) + "\r 16%|█ | 10/60 " + train(1.0, 2.6))
    assert curve(run, "loss") == ([0.5, 1.0], [2.8, 2.6])


def test_an_epoch_rounded_to_zero_does_not_shift_the_others() -> None:
    [run] = read(train(0.0, 2.8) + train(0.01, 2.6) + train(1.0, 2.5))
    assert curve(run, "loss")[0] == [0.0, 0.01, 1.0]


def test_the_summary_and_what_follows_it_are_no_points() -> None:
    end = "{'train_runtime': 1.1, 'train_samples_per_second': 16.5, 'train_loss': 2.24, 'epoch': 2.0}\n"
    [run] = read(train(1, 2.0) + evaluate(1, 2.1) + train(2, 1.0) + evaluate(2, 1.1) + end + evaluate(2, 1.05))
    assert curve(run, "eval_loss") == ([1.0, 2.0], [2.1, 1.1])
    assert "train_loss" not in {series.name for series in run.series}
    assert any("summary" in note for note in run.notes)


def test_another_training_after_the_summary_is_another_run() -> None:
    end = "{'train_runtime': 1.1, 'train_samples_per_second': 16.5, 'train_loss': 2.24, 'epoch': 2.0}\n"
    one = train(1, 2.0) + evaluate(1, 2.1) + train(2, 1.0) + evaluate(2, 1.1) + end
    assert [len(run.series[0]) for run in read(one + one)] == [2, 2]


def test_not_a_number_is_a_value() -> None:
    [run] = read("{'loss': nan, 'epoch': 1.0}\n{'loss': 'inf', 'epoch': 2.0}\n")
    assert str(curve(run, "loss")[1]) == "[nan, inf]"


def test_loops_that_count_epochs_from_zero() -> None:
    [run] = read("".join(f"{{'epoch': {e}, 'train_loss': 0.{9 - e}, 'val_loss': 0.{9 - e}}}\n" for e in range(4)))
    assert curve(run, "val_loss")[0] == [1, 2, 3, 4]


@pytest.mark.parametrize(
    "log", ["", "{'a': 1}\n", "{'lr': 0.1, 'epoch': 3}\n", "{'loss': 'categorical', 'epoch': 3}\n"]
)
def test_other_dicts_are_refused(log: str) -> None:
    with pytest.raises(ReadError, match="dicts"):
        read(log)
