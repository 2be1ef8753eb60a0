"""Which numbers of a line count: at its beginning, behind a logger's words, in a second split's part."""

from __future__ import annotations

import pytest

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


@pytest.mark.parametrize(("first", "second"), [("tr", "va"), ("train", "valid"), ("TRAIN", "DEV"), ("trn", "te")])
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
