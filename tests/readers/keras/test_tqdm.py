"""tqdm.keras: the epoch bar tells the epochs, the batch bar what happens inside them."""

from __future__ import annotations

import pytest

from diagnose import readers
from diagnose.errors import ReadError
from diagnose.model import Run
from diagnose.readers.core.opening import open_bytes

LOSSES = [4.8177, 3.7617, 2.56]


def log(extra: bool = False, prefix: str = "", end: str = "\n") -> str:
    said = ["0epoch [00:00, ?epoch/s]", "0%|          | 0/3 [00:00<?, ?epoch/s]"]
    for number, loss in enumerate(LOSSES, 1):
        said.append(f"0%|          | 0.00/4 [00:00<?, ?batch/s{', loss=9' if number > 1 else ''}]")
        for step in (1, 2, 4):
            said.append(f"50%|#####     | {step}.00/4 [00:01<01:18, 2.14batch/s, loss={loss + 4 - step:.3g}]")
        if extra:
            said.append(f"Epoch {number}: loss={loss:.4f}, val_loss={loss - 1:.4f}")
        said.append(f"33%|###| {number}/3 [00:26<04:01, 26.86s/epoch, loss={loss:.3g}, val_loss={loss - 1:.3g}]")
    said.append(said[-1])
    return "".join(prefix + line + end for line in said)


def read(text: str) -> list[Run]:
    return readers.read(open_bytes(text.encode(), "log"))


@pytest.mark.parametrize("prefix", ["", "2025-06-14 22:57:21,314 - INFO - "])
@pytest.mark.parametrize("end", ["\n", "\r"])
def test_epochs_come_off_the_epoch_bar(prefix: str, end: str) -> None:
    (run,) = read(log(prefix=prefix, end=end))
    assert run.format == "keras-tqdm"
    loss, val = (next(one for one in run.series if one.name == name) for name in ("loss", "val_loss"))
    assert loss.values.tolist() == [4.82, 3.76, 2.56]
    assert val.values.tolist() == [3.82, 2.76, 1.56]
    assert loss.steps.tolist() == [1, 2, 3]
    assert loss.bound is not None
    assert loss.bound.tolist() == pytest.approx([0.005] * 3)


def test_more_digits_are_taken_where_another_line_has_them() -> None:
    (run,) = read(log(extra=True))
    assert run.series[0].values.tolist() == LOSSES


def test_the_batch_bar_becomes_batch_series() -> None:
    (run,) = read(log())
    (batch,) = (one for one in run.series if one.step_unit == "batch")
    assert batch.seen is not None
    assert batch.seen.tolist() == [1, 2, 4] * 3
    assert batch.steps.tolist() == [1, 2, 4, 5, 6, 8, 9, 10, 12]


def test_a_bar_that_begins_anew_is_another_run() -> None:
    assert [run.name for run in read(log() + log())] == ["log#1", "log#2"]


def test_other_bars_are_not_taken() -> None:
    with pytest.raises(ReadError):
        readers.read(open_bytes(b"50%|## | 1/2 [00:01<00:01, 1.0it/s, loss=3]\n", "log"), "keras-tqdm")
