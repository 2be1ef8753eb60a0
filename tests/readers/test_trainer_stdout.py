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


@pytest.mark.parametrize("digits", [1, 2, 3])
def test_records_that_share_a_rounded_epoch_are_counted_in_their_order(digits: int) -> None:
    losses = [round(3.0 - 0.07 * number, 2) for number in range(24)]
    shares = [f"{number * 0.3 * 10**-digits:.{digits}f}" for number in range(24)]
    log = "".join(
        f"{{'loss': {loss}, 'learning_rate': 5e-05, 'epoch': {share}}}\n"
        + (evaluate(float(share), loss + 0.5) if number % 8 == 7 else "")
        for number, (loss, share) in enumerate(zip(losses, shares, strict=True))
    )
    [run] = read(log)
    assert curve(run, "loss") == (list(range(1, 25)), losses)
    assert curve(run, "learning_rate") == (list(range(1, 25)), [5e-05] * 24)
    assert curve(run, "eval_loss")[0] == [8, 16, 24]
    assert [series.step_unit for series in run.series] == ["step"] * len(run.series)
    assert any("counted in their order" in note for note in run.notes)


def test_many_first_records_at_epoch_zero_are_one_run() -> None:
    [run] = read("".join(train(0.0, 2.0 - number / 10).replace("1.2", str(number)) for number in range(9)))
    assert len(curve(run, "loss")[0]) == 9


def test_epochs_that_differ_stay_epochs() -> None:
    [run] = read("".join(train(number / 100, 2.0 - number / 10) for number in range(9)))
    assert run.series[0].step_unit == "epoch"


def test_what_every_process_prints_counts_once_and_what_one_repeats_by_chance_does_not() -> None:
    [run] = read("".join(2 * train(number / 4, 0.5) for number in range(1, 6)))
    assert curve(run, "loss")[0] == [0.25, 0.5, 0.75, 1.0, 1.25]
    losses = [2.0, 1.9, 1.9, 1.8, 1.7, 1.6, 1.5, 1.4]
    [run] = read("".join(train(round(number / 250, 2), loss) for number, loss in enumerate(losses, 1)))
    assert curve(run, "loss")[1] == losses
