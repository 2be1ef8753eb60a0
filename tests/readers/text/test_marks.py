"""Which numbers of a line count: at its beginning, behind a logger's words, in a second split's part."""

from __future__ import annotations

import pytest

from diagnose.errors import ReadError
from tests.readers.text.reading import points, read_run

LOSSES = [3.2, 2.9, 2.75, 2.7, 2.66]


@pytest.mark.parametrize(
    "mark", ["{step}/7000 (epoch {epoch:.3f}), ", "{step} / 7000 [epoch {epoch:.2f}] ", "{step}/7000: "]
)
def test_a_count_that_begins_the_line_is_the_step(mark: str) -> None:
    lines = [
        mark.format(step=step, epoch=1 + step / 900) + f"train_loss = {v}, time/batch = 0.2s"
        for step, v in zip(range(310, 360, 10), LOSSES, strict=True)
    ]
    run = read_run("\n".join(lines))
    assert points(run, "train_loss")[1] == LOSSES
    if "epoch" in mark:
        assert points(run, "train_loss")[0] == [310, 320, 330, 340, 350]


@pytest.mark.parametrize("split", ["Training", "Train", ""])
@pytest.mark.parametrize(
    "logger", ["I2024 10:05:40 71 mae engine.py:88] ", "2024-03-01 10:00:00 7312 vit helpers.py:102] "]
)
def test_a_bracket_behind_what_a_logger_writes_is_the_count(logger: str, split: str) -> None:
    lines = [
        f"{logger}{split}  [ {20 * n:4d}/90000]  eta: 3 days, 2:00:11  lr: 0.01 (0.01)  "
        f"loss: {v} ({v + 0.01:.2f})  time: 0.7"
        for n, v in enumerate(LOSSES, 2)
    ]
    run = read_run("\n".join(lines))
    [series] = [one for one in run.series if one.metric == "loss" and one.step_unit == "batch"]
    assert (series.steps.tolist(), series.values.tolist()) == ([40, 60, 80, 100, 120], LOSSES)


@pytest.mark.parametrize(
    ("first", "second"), [("tr", "va"), ("train", "valid"), ("TRAIN", "DEV"), ("trn", "te"), ("T", "V")]
)
def test_a_split_that_opens_in_the_middle_of_a_line_holds_from_there_on(first: str, second: str) -> None:
    run = read_run(
        "\n".join(
            f"ep {n} {first}: loss={v} acc={0.1 * n:.2f} | {second}: loss={v + 1} acc={0.08 * n:.2f}"
            for n, v in enumerate(LOSSES, 1)
        )
    )
    [val] = [one for one in run.series if one.split == "val" and one.metric == "loss"]
    assert val.values.tolist() == [v + 1 for v in LOSSES]
    assert len(run.series) == 4


def test_losses_of_two_networks_are_read_by_their_letters() -> None:
    run = read_run(
        "\n".join(
            f"(epoch: {n}, iters: 400, time: 0.3, data: 0.01) "
            f"D_B: {v / 9:.3f} G_GAN: {v / 5:.3f} cycle_A: {v} idt_A: 0.{n}11"
            for n, v in enumerate(LOSSES, 1)
        )
    )
    assert points(run, "cycle_A") == ([1, 2, 3, 4, 5], LOSSES)
    assert len(run.series) == 4


def test_names_that_come_twice_are_told() -> None:
    run = read_run(
        "\n".join(f"Epoch {n}: loss {v} acc 0.{n} ~ loss {v + 1} acc 0.{n}" for n, v in enumerate(LOSSES, 1))
    )
    assert any("more than once" in note for note in run.notes)


@pytest.mark.parametrize(
    "line", ["Train loss {n} {v:.5f} Grad Norm 1.5 0.8s/it", "valid loss {n}:   {v:.4f}", "cost {n} {v:.3f}"]
)
def test_a_count_between_a_name_and_its_value_is_the_step(line: str) -> None:
    run = read_run("\n".join(line.format(n=7 * n, v=v) for n, v in enumerate(LOSSES)))
    [series] = [one for one in run.series if one.metric == "loss"]
    assert (series.steps.tolist(), series.values.tolist()) == ([0, 7, 14, 21, 28], LOSSES)


@pytest.mark.parametrize("measure", ["objective", "loss function"])
def test_a_range_of_batches_ends_with_its_last(measure: str) -> None:
    lines = [
        f"LOG (nnet[1.2]:Phase():nnet.cc:36) Average {measure} for 'output' for minibatches {50 * n}-{50 * n + 49} "
        f"is {v} over {6400 + n} frames."
        for n, v in enumerate(LOSSES)
    ]
    run = read_run("\n".join(lines))
    assert points(run, f"Average {measure}") == ([49, 99, 149, 199, 249], LOSSES)


@pytest.mark.parametrize(("last", "ended"), [(180, True), (100, False)])
def test_the_mean_of_an_epoch_that_is_under_way_is_no_epoch(last: int, ended: bool) -> None:
    lines = [
        f"Epoch: [{e}][{b}/200]  Loss {v:.3f} ({v + 0.05:.3f})" for e, v in enumerate(LOSSES) for b in range(0, 200, 20)
    ]
    short = [f"Epoch: [5][{b}/200]  Loss 2.6 (2.65)" for b in range(0, last + 1, 20)]
    run = read_run("\n".join([*lines, *short]))
    assert len(points(run, "Loss")[0]) == 5 + ended
    alone = read_run("\n".join(short))
    assert any(series.step_unit == "epoch" for series in alone.series) is ended


def test_a_line_that_speaks_of_what_was_saved_is_not_read_by_half() -> None:
    with pytest.raises(ReadError):
        read_run("\n".join(f"saved model weights loss_A: {v}, loss_B: {v + 1}" for v in LOSSES))


@pytest.mark.parametrize(
    "line", ["Iteration {n}, lr = {rate}", "Epoch {n} learning rate: {rate}", "epoch {n} | current LR {rate}"]
)
def test_the_learning_rate_on_lines_of_its_own_is_a_series(line: str) -> None:
    mark = "Epoch" if "poch" in line else "Iteration"
    lines = [f"{line.format(n=n, rate=0.1 / n)}\n{mark} {n}, loss = {v}" for n, v in enumerate(LOSSES, 1)]
    run = read_run("\n".join(lines))
    [rate] = [one for one in run.series if one.metric == "learning_rate"]
    assert rate.values.tolist() == pytest.approx([0.1 / n for n in range(1, 6)])
    assert points(run, "loss") == ([1, 2, 3, 4, 5], LOSSES)
