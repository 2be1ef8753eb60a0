"""Bars of batches inside epochs: which values are of the epoch, which of its batches, which of the validation."""

from __future__ import annotations

import random

from diagnose.model import Run, Series
from diagnose.readers.core.opening import open_bytes
from diagnose.readers.text.reader import TextLog

LOSS = [2.4, 1.7, 1.2, 0.9, 0.7, 0.6]


def read(log: str) -> Run:
    [run] = TextLog().read(open_bytes(log.encode(), "run.log"))
    return run


def only(log: str) -> dict[str, Series]:
    return {series.name: series for series in read(log).series}


def lightning(epoch: int, end: str, shown: str = "it/s, ") -> str:
    """One epoch: the bar shows what the epoch before gave, then the validation runs, then it shows its own."""
    old = f"train_loss={LOSS[epoch - 1]:.3f}, val_loss={LOSS[epoch - 1] + 0.2:.3f}" if epoch else ""
    bars = [f"Epoch {epoch}: {b}0%|##| {b}/10 [00:00<00:01, 25.1{shown}v_num=0, {old}]" for b in (2, 5, 10)]
    bars.append("Validation DataLoader 0: 100%|####| 4/4 [00:00<00:00, 99.1it/s]")
    own = f"train_loss={LOSS[epoch]:.3f}, val_loss={LOSS[epoch] + 0.2:.3f}"
    return end.join([*bars, f"Epoch {epoch}: 100%|##| 10/10 [00:01<00:00, 25.1{shown}v_num=0, {own}]", ""])


def test_a_training_mean_shown_once_an_epoch_is_of_the_epoch() -> None:
    for end in ("\n", "\r"):
        series = only("".join(lightning(epoch, end) for epoch in range(6)))
        assert series["train_loss"].step_unit == "epoch"
        assert series["train_loss"].values.tolist() == LOSS
        assert series["val_loss"].values.tolist() == [round(value + 0.2, 3) for value in LOSS]
        assert series["val_loss"].steps.tolist() == [1, 2, 3, 4, 5, 6]


def test_a_loss_that_changes_from_batch_to_batch_is_of_the_batches() -> None:
    log = "".join(
        f"Epoch {epoch}: {b}0%|##| {b}/10 [00:00<00:01, 9.1it/s, loss={LOSS[epoch] + b / 50:.3f}, v_num=3]\n"
        for epoch in range(6)
        for b in range(1, 11)
    )
    assert only(log)["loss"].step_unit == "batch"
    assert len(only(log)["loss"]) == 60


def means(batches: int, seed: int, single: bool) -> list[float]:
    draw = random.Random(seed)
    values = [1 + draw.gauss(0, 0.2) for _ in range(batches)]
    return values if single else [sum(values[: n + 1]) / (n + 1) for n in range(batches)]


def square_bars(epochs: int, batches: int, *, single: bool = False) -> str:
    """Bars in brackets, as written to a file: the count behind all else, once for training, once for the test set."""
    log = ""
    for epoch in range(epochs):
        log += f"\nEpoch: {epoch}\n"
        for total, seed in ((batches, epoch), (batches // 4, epoch + 50)):
            for n, value in enumerate(means(total, seed, single), 1):
                bar = f" [{'=' * n}>{'.' * (total - n)}]"
                log += f"{bar}  Step: 10ms | Tot: 1s{n}ms | Loss: {value:.6f} | Acc: {n}.5% ({n}/{total}){' ' * 9}"
                log += f"\b\b\b\b {n}/{total} " + ("\n" if n == total else "\r")
    return log


def test_the_second_bar_of_an_epoch_is_that_of_its_validation() -> None:
    series = only(square_bars(4, 40))
    assert series["val Loss"].split == "val"
    assert series["val Loss"].values.tolist() == [round(means(10, epoch + 50, False)[-1], 6) for epoch in range(4)]
    assert series["val Loss"].steps.tolist() == [1, 2, 3, 4]


def test_running_means_give_the_epoch_its_value_where_their_course_shows_what_they_are() -> None:
    series = only(square_bars(4, 40))
    assert series["Loss"].values.tolist() == [round(means(40, epoch, False)[-1], 6) for epoch in range(4)]
    assert series["Loss"].averaged
    assert len(series["Loss (batch)"]) == 160
    assert only(square_bars(4, 40, single=True))["Loss"].step_unit == "batch"


def test_bars_of_which_only_the_last_update_is_left_are_epochs() -> None:
    log = "".join(
        f"Epoch: {e}\n [====>]  Step: 1ms | Tot: 2s | Loss: {LOSS[e]} | Acc: 40.5% (20/50) 391/391 \n"
        f" [====>]  Step: 1ms | Tot: 1s | Loss: {LOSS[e] + 1} | Acc: 30.5% (3/10) 100/100 \nSaving..\n"
        for e in range(6)
    )
    series = only(log)
    assert series["Loss"].values.tolist() == LOSS
    assert series["Loss"].step_unit == series["val Loss"].step_unit == "epoch"
    assert series["val Loss"].values.tolist() == [value + 1 for value in LOSS]
    assert "Tot" not in series


def test_bars_that_a_log_collector_has_written_out_are_read() -> None:
    log = "".join(
        f"host app: #015Epoch {e}:  50% 1/2 [00:00<00:00, 6.5it/s, v_num=0]#033[A\n"
        f"host app: #015Epoch {e}: 100% 2/2 [00:00<00:00, 6.5it/s, v_num=0, train_loss={LOSS[e]}, val_acc=0.{e + 1}]\n"
        for e in range(6)
    )
    series = only(log)
    assert series["val_acc"].values.tolist() == [0.1, 0.2, 0.3, 0.4, 0.5, 0.6]
    assert series["val_acc"].step_unit == "epoch"


def test_bars_with_escaped_pipes_are_read() -> None:
    log = "".join(
        rf"10:12 | Epoch 0: {n}0%\|# \| {n}/10 [00:00<00:10, 6.7it/s, loss=1.1{n}, v_num=N]" "\n" for n in range(1, 6)
    )
    assert only(log)["loss"].steps.tolist() == [1, 2, 3, 4, 5]
