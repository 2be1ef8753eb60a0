"""What Keras prints, in the forms of its three generations and in what terminals and collectors make of it."""

from __future__ import annotations

import gzip

import numpy as np
import pytest

from diagnose import readers
from diagnose.errors import ReadError
from diagnose.model import Floats, Run, Series
from diagnose.readers.core.opening import open_bytes
from diagnose.series import choose_pair, prepare, recover

METRICS = [(0.9, 0.5, 1.1, 0.4), (0.7, 0.6, 1.0, 0.5), (0.5, 0.75, 0.9, 0.625)]


def read(text: str | bytes) -> list[Run]:
    data = text if isinstance(text, bytes) else text.encode()
    found = readers.read(open_bytes(data, "log"))
    assert {run.format for run in found} == {"keras-stdout"}
    return found


def series(run: Run, name: str, unit: str = "epoch") -> Series:
    (found,) = [one for one in run.series if one.name == name and one.step_unit == unit]
    return found


def bound(run: Run, name: str) -> Floats:
    known = series(run, name).bound
    assert known is not None
    return known


def seen(run: Run, name: str) -> Floats:
    counts = series(run, name, "batch").seen
    assert counts is not None
    return counts


def values(run: Run, name: str) -> list[float]:
    return series(run, name).values.tolist()


def old_bar(epoch: int, of: int = 3, step: int = 10, total: int = 25, between: str = "\n") -> str:
    """An epoch of Keras 1 or 2, whose bar counts samples."""
    loss, acc, val_loss, val_acc = METRICS[(epoch - 1) % 3]
    said = [f"Epoch {epoch}/{of}"]
    for seen in range(step, total, step):
        said.append(f"{seen}/{total} [==>.....] - ETA: 1s - loss: {loss + 0.1:.4f} - acc: {acc:.4f}")
    said.append(
        f"{total}/{total} [=======] - 3s 8ms/step - loss: {loss:.4f} - acc: {acc:.4f}"
        f" - val_loss: {val_loss:.4f} - val_acc: {val_acc:.4f}"
    )
    return said[0] + "\n" + between.join(said[1:]) + "\n"


def new_bar(epoch: int, of: int = 3, total: int = 8, erase: str = "\b" * 40 + "\r") -> str:
    """An epoch of Keras 3, with its colours and backspaces."""
    loss, acc, val_loss, val_acc = METRICS[(epoch - 1) % 3]
    said = f"Epoch {epoch}/{of}\n"
    for step in (1, 4, total):
        bar = "━" * (20 * step // total)
        said += (
            f"{erase}\x1b[1m{step:>{len(str(total))}}/{total}\x1b[0m \x1b[32m{bar}\x1b[0m"
            f"\x1b[37m{'━' * (20 - len(bar))}\x1b[0m \x1b[1m0s\x1b[0m 17ms/step"
            f" - accuracy: {acc:.4f} - loss: {loss + 0.1 * (step < total):.4f}"
        )
    return said + f" - val_accuracy: {val_acc:.4f} - val_loss: {val_loss:.4f}\n"


def check(run: Run, acc: str = "acc", epochs: int = 3) -> None:
    """All three epochs are there, at 1, 2, 3, with the values of their last updates."""
    for name, column in (("loss", 0), (acc, 1), ("val_loss", 2), (f"val_{acc}", 3)):
        assert values(run, name) == [row[column] for row in METRICS[:epochs]]
        assert series(run, name).steps.tolist() == list(range(1, epochs + 1))


@pytest.mark.parametrize("between", ["\n", "\r", "\r\n", "\b" * 60 + "\r", "\b" * 60, "\r\r\n"])
def test_a_bar_is_read_whatever_overwrites_it(between: str) -> None:
    (run,) = read("".join(old_bar(epoch, between=between) for epoch in (1, 2, 3)))
    check(run)


@pytest.mark.parametrize("erase", ["\b" * 40 + "\r", "\r", "\n", "\b" * 40])
def test_a_coloured_bar_is_read(erase: str) -> None:
    (run,) = read("".join(new_bar(epoch, erase=erase) for epoch in (1, 2, 3)))
    check(run, "accuracy")


def test_updates_glued_together_are_told_apart() -> None:
    text = "".join(new_bar(epoch, erase="") for epoch in (1, 2, 3))
    check(read(text)[0], "accuracy")
    check(read("".join(old_bar(epoch, between="") for epoch in (1, 2, 3)))[0])


@pytest.mark.parametrize(
    "prefix",
    ["2019-08-03 13:33:22 PST", "[1,0]<stdout>:", "worker-0: ", "2024/01/02 03:04:05 INFO - ", "2024-01-02T03:04:05Z "],
)
def test_prefixes_of_log_collectors_do_not_matter(prefix: str) -> None:
    text = "".join(old_bar(epoch) for epoch in (1, 2, 3))
    check(read("".join(prefix + line + "\n" for line in text.splitlines()))[0])


@pytest.mark.parametrize(
    "line",
    [
        "38/38 - 1s - 25ms/step - {}",
        "38/38 - 1s - {}",
        "60000/60000 - 3s - {}",
        " - 2s - {}",
        "2s - {}",
        "38/38 - 12s - {} - 12s/epoch - 632ms/step",
    ],
)
def test_one_line_an_epoch(line: str) -> None:
    said = ""
    for epoch, (loss, acc, val_loss, val_acc) in enumerate(METRICS, 1):
        metrics = f"loss: {loss:.4f} - acc: {acc:.4f} - val_loss: {val_loss:.4f} - val_acc: {val_acc:.4f}"
        said += f"Epoch {epoch}/3\n" + line.format(metrics) + "\n"
    (run,) = read(said)
    check(run)
    assert not [one for one in run.series if one.step_unit == "batch"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "gb18030"])
def test_encodings(encoding: str) -> None:
    text = "训练 \n" + "".join(new_bar(epoch) for epoch in (1, 2, 3))
    check(read(text.encode(encoding))[0], "accuracy")
    check(read(gzip.compress(text.encode(encoding)))[0], "accuracy")


def test_nul_bytes_and_a_cut_end_do_no_harm() -> None:
    data = ("".join(old_bar(epoch) for epoch in (1, 2, 3)) + old_bar(1)).encode()
    check(read(b"\0\0\0" + data[: data.rindex(b"Epoch")] + b"\0")[0])


def test_a_log_that_stops_within_an_epoch_does_not_count_it() -> None:
    text = (
        "".join(old_bar(epoch, 9) for epoch in (1, 2, 3)) + "Epoch 4/9\n10/25 [=>..] - ETA: 1s - loss: 0.1 - acc: 0.9\n"
    )
    (run,) = read(text)
    check(run)
    assert any("stops within epoch 4, after 10 of 25" in note for note in run.notes)
    assert series(run, "loss", "batch").steps[-1] == 3 * 25 + 10


def test_a_loss_that_is_nan_counts_where_it_stops() -> None:
    text = old_bar(1, 9) + "Epoch 2/9\n10/25 [=>..] - ETA: 1s - loss: nan - acc: 0.9000\n"
    (run,) = read(text)
    assert np.isnan(values(run, "loss")[-1])
    assert len(series(run, "loss")) == 2


def test_callbacks_and_warnings_between_are_no_epochs() -> None:
    noise = (
        "\nEpoch 00001: val_loss improved from inf to 0.50000, saving model to /tmp/best.h5\n"
        "WARNING:absl:You are saving your model as an HDF5 file\n"
        "Epoch 2: ReduceLROnPlateau reducing learning rate to 0.00010000000474974513.\n"
        "Epoch 3: early stopping\nRestoring model weights from the end of the best epoch: 1.\n"
    )
    (run,) = read("Using TensorFlow backend.\n" + "".join(old_bar(epoch) + noise for epoch in (1, 2, 3)))
    check(run)


def test_remnants_behind_a_value_are_left_off() -> None:
    (run,) = read("Epoch 1/1\n8/8 [====] - 0s 2ms/step - loss: 0.2363WARNING:absl:You are - acc: 0.5000\x1b[0m\n")
    assert values(run, "loss") == [0.2363]
    assert values(run, "acc") == [0.5]


def test_evaluation_bars_are_no_epochs() -> None:
    evaluation = "".join(f"{n}/7 [==>...] - 0s 2ms/step - loss: 9.0000 - acc: 0.1000\n" for n in (1, 4, 7))
    prediction = "7/7 [=====] - 0s 2ms/step\n"
    (run,) = read("".join(old_bar(epoch) for epoch in (1, 2, 3)) + evaluation + prediction)
    check(run)
    assert any("evaluation" in note for note in run.notes)
    (run,) = read(evaluation + "".join(old_bar(epoch) for epoch in (1, 2, 3)))
    check(run)


def test_an_evaluation_bar_inside_an_epoch_is_not_the_epoch() -> None:
    inner = "8/8 [======] - 1s 75ms/step - loss: 9.0000 - acc: 0.1000\n"
    text = ""
    for epoch in (1, 2, 3):
        head, last = old_bar(epoch).rstrip("\n").rsplit("\n", 1)
        text += head + "\n" + inner + last + "\n"
    check(read(text)[0])


def test_an_epoch_that_starts_over_is_another_run() -> None:
    runs = read("".join(old_bar(epoch) for epoch in (1, 2, 3, 1, 2, 3)))
    assert [run.name for run in runs] == ["log#1", "log#2"]
    for run in runs:
        check(run)


def test_a_resume_goes_on_with_its_run() -> None:
    interrupted = "Epoch 3/3\n10/25 [=>..] - ETA: 1s - loss: 7.0000 - acc: 0.1000\n"
    (run,) = read(old_bar(1) + old_bar(2) + interrupted + "Using TensorFlow backend.\n" + old_bar(3))
    check(run)
    assert series(run, "loss", "batch").values.max() < 7
    (run,) = read(old_bar(1) + old_bar(2) + "Using TensorFlow backend.\n" + old_bar(3))
    check(run)
    assert not any("resume" in note for note in run.notes)


def test_a_log_without_its_head_takes_the_numbers_from_the_next_header() -> None:
    text = old_bar(1, 9).split("\n", 1)[1] + old_bar(2, 9).replace("Epoch 2", "Epoch 5")
    (run,) = read(text)
    assert series(run, "loss").steps.tolist() == [4, 5]


def test_bars_without_any_header_are_epochs_by_themselves() -> None:
    text = "".join(old_bar(epoch).split("\n", 1)[1] for epoch in (1, 2, 3))
    check(read(text)[0])


def test_an_unknown_total_becomes_known() -> None:
    text = (
        "Epoch 1/2\n      1/Unknown - 1s 12ms/step - loss: 2.0000\n      2/Unknown - 1s 12ms/step - loss: 1.9000"
        "\n2/2 [=====] - 1s 12ms/step - loss: 1.9000 - val_loss: 1.5000\nEpoch 2/2\n"
        "1/2 [==>..] - ETA: 0s - loss: 1.5000\n2/2 [=====] - 1s 12ms/step - loss: 1.4000 - val_loss: 1.3000\n"
    )
    (run,) = read(text)
    assert values(run, "loss") == [1.9, 1.4]
    assert values(run, "val_loss") == [1.5, 1.3]


def test_epochs_counted_from_zero_are_shifted() -> None:
    text = "".join(f"Epoch {n}\n60000/60000 [=====] - 2s - loss: 0.{9 - n}000\n" for n in range(3))
    (run,) = read(text)
    assert series(run, "loss").steps.tolist() == [1, 2, 3]


def test_the_values_tell_how_exactly_they_are_known() -> None:
    (run,) = read("Epoch 1/1\n8/8 [====] - 0s 2ms/step - loss: 2.0000 - lr: 1.0000e-04\n")
    assert bound(run, "loss").tolist() == [0.5e-4]
    assert bound(run, "lr")[0] == pytest.approx(0.5e-8)
    assert series(run, "loss").averaged
    assert not series(run, "lr").averaged


def test_a_bar_that_counts_samples_gives_the_batch_size() -> None:
    (run,) = read("".join(old_bar(epoch) for epoch in (1, 2, 3)))
    assert run.params["samples"] == 25
    assert run.params["batch_size"] == 10
    assert "the bar counts samples (25), in batches of 10, the last of 5" in run.notes
    assert seen(run, "loss").tolist() == [10, 20, 25] * 3


def test_a_bar_that_counts_steps_takes_the_samples_from_the_line_before() -> None:
    (run,) = read("Train on 250 samples, validate on 50 samples\n" + "".join(new_bar(epoch) for epoch in (1, 2, 3)))
    assert run.params["batch_size"] == 32
    assert seen(run, "loss").tolist() == [32, 128, 250] * 3


def test_a_bar_that_averages_twice_is_noticed() -> None:
    text = new_bar(1, 1).replace("\n", "", 1)
    text = (
        "Epoch 1/1\n1/2 [==>..] - 0s - loss: 2.0000\r2/2 [====] - 0s - loss: 1.8000\r2/2 [====] - 0s - loss: 1.6000\n"
    )
    (run,) = read(text)
    assert values(run, "loss") == [1.6]
    assert run.params["bar_averages_twice"]


def test_a_long_epoch_keeps_a_bounded_number_of_means_and_its_end() -> None:
    steps = 50_000
    bar = "".join(f"{n:>5}/{steps} [=>....] - ETA: 1s - loss: {2 - n / steps:.4f}\r" for n in range(1, steps + 1))
    (run,) = read(f"Epoch 1/1\n{bar}\n{steps}/{steps} [====] - 1s - loss: 1.0000 - val_loss: 0.5000\n")
    assert values(run, "loss") == [1.0]
    assert 100 < len(series(run, "loss", "batch")) < 5_000
    assert seen(run, "loss")[-1] == steps
    assert any("was kept" in note for note in run.notes)


def test_text_without_a_bar_is_refused() -> None:
    for text in ("10/20 of the work is done\n", "Epoch 1/3\nnothing more\n", "it took 2s - and then some: 3\n"):
        with pytest.raises(ReadError):
            readers.read(open_bytes(text.encode(), "log"), "keras-stdout")


@pytest.mark.parametrize("twice", [False, True])
@pytest.mark.parametrize(("size", "every"), [(32, 1), (100, 1), (16, 3)])
def test_an_accuracy_tells_whether_the_bar_averages_twice(twice: bool, size: int, every: int) -> None:
    draw = np.random.default_rng(size)
    said = ""
    for epoch in range(1, 5):
        said += f"Epoch {epoch}/4\n"
        running = np.cumsum(draw.binomial(size, 0.4 + 0.1 * epoch, 60) / size) / np.arange(1, 61)
        shown = np.cumsum(running) / np.arange(1, 61) if twice else running
        for step in (1, *range(every + 1, 60, every)):
            said += f"\r{step:>2}/60 ━━━━━━━━ 1s 5ms/step - accuracy: {shown[step - 1]:.4f} - loss: 0.5000"
        said += f"\r60/60 ━━━━━━━━ 1s 5ms/step - accuracy: {running[-1]:.4f} - loss: 0.5000\n"
    (run,) = read(said)
    assert bool(run.params.get("bar_averages_twice")) is twice
    assert not any("should this Keras" in note for note in run.notes)


def test_a_bar_without_an_accuracy_leaves_that_open() -> None:
    (run,) = read("".join(new_bar(epoch).replace("accuracy", "mae") for epoch in (1, 2, 3)))
    assert any("should this Keras be older" in note for note in run.notes)


def test_epochs_are_judged_and_not_the_batches_inside_them() -> None:
    (run,) = read("".join(old_bar(epoch) for epoch in (1, 2)))
    pair = choose_pair(recover(prepare(run)))
    assert pair.train is not None
    assert (pair.train.step_unit, len(pair.train)) == ("epoch", 2)


def test_what_only_looks_like_a_count_does_no_harm() -> None:
    text = "Epoch 1/2\n4/5 [==>] - ETA: 0s - loss: 1.0000\nE/5 [==>] - ETA: 0s - loss: 2.0000\n"
    text += "5/5 [====] - 1s - loss: 0.5000 - val_loss: 0.4000 - val_acc: 0.5000 - val_auc: 0.5000 - lr: 0.1000\n"
    (run,) = read(text)
    assert values(run, "loss") == [0.5]
