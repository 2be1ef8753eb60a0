"""Steps that come again: bars drawn twice, devices side by side, counts of the whole run, counts of each epoch."""

from __future__ import annotations

import pytest

from diagnose.model import Run
from tests.readers.text.reading import points, read_run, read_runs

LOSSES = [0.91, 0.83, 0.79, 0.72, 0.7, 0.66, 0.61, 0.6]
BARS = {
    "tqdm": "epoch 1: {share:3d}%|███  | {step}/{total} [00:31<00:40, 3.1it/s, loss={value:.3f}]",
    "other words": "{share:3d}%|###  | {step}/{total} [01:02<03:04,  1.70s/it, train_loss=\x1b[1m{value:.3f}\x1b[0m]",
    "stamped": "2022-11-02 10:00:3{step} Fit: {share}%|▉| {step}/{total} [00:09<00:01, 9it/s, v=3, loss={value:.3f}]",
}


def bar(shape: str, step: int, total: int, value: float) -> str:
    return BARS[shape].format(share=100 * step // total, step=step, total=total, value=value)


@pytest.mark.parametrize("shape", BARS)
@pytest.mark.parametrize("total", [8, 30])
def test_a_bar_drawn_twice_stands_as_it_was_drawn_last(shape: str, total: int) -> None:
    shown = [0.99, *LOSSES[:-1]]
    lines = [
        bar(shape, step, total, value) for step, pair in enumerate(zip(shown, LOSSES, strict=True), 1) for value in pair
    ]
    run = read_run("\n".join(lines))
    [series] = [one for one in run.series if one.metric == "loss" and len(one) > 1]
    assert (series.steps.tolist(), series.values.tolist()) == (list(range(1, 9)), LOSSES)
    assert series.step_unit == "batch"


def counted(per_epoch: int, header: str, line: str) -> str:
    steps, losses = iter(range(5, 500, 5)), iter([0.9**n for n in range(100)])
    return "\n".join(
        "\n".join(
            [header.format(e), *(line.format(share=50, step=next(steps), value=next(losses)) for _ in range(per_epoch))]
        )
        for e in range(1, 7)
    )


@pytest.mark.parametrize("header", ["Epoch {}/6", "Starting epoch: {}"])
def test_a_bar_that_counts_the_whole_run_does_not_start_over(header: str) -> None:
    line = "{share}%|███   | {step}/90 [00:12<01:10, 2.2it/s, loss={value:.4f}]"
    run = read_run(counted(3, header, line))
    assert points(run, "loss")[0] == list(range(5, 95, 5))
    assert run.series[0].step_unit == "step"
    run = read_run(counted(1, header, line.replace("90", "30")))
    assert points(run, "loss")[0] == [1, 2, 3, 4, 5, 6]


def side_by_side(devices: int, line: str) -> Run:
    return read_run(
        "\n".join(
            line.format(device=device, step=40 * step, loss=value, speed=100 + device)
            for step, value in enumerate(LOSSES, 1)
            for device in range(devices)
        )
    )


@pytest.mark.parametrize("devices", [2, 3, 8])
@pytest.mark.parametrize(
    "line",
    [
        "rank {device}: step {step} loss {loss} speed {speed}",
        "[TPU:{device}/8] Epoch=4 Step={step} Loss={loss} Rate={speed}.25",
        "(gpu {device}) iteration {step} | loss: {loss} | samples/s: {speed}",
    ],
)
def test_devices_side_by_side_are_one_run(devices: int, line: str) -> None:
    run = side_by_side(devices, line)
    [series] = [one for one in run.series if one.metric == "loss"]
    assert (series.steps.tolist(), series.values.tolist()) == ([40.0 * n for n in range(1, 9)], LOSSES)
    assert any("side by side" in note for note in run.notes)


def test_steps_that_fall_back_while_the_loss_goes_on_are_those_of_the_next_epoch() -> None:
    def log(again: float) -> str:
        values = [*LOSSES, *(value * again for value in LOSSES)]
        return "\n".join(f"iter {20 * (n % 8)}, cost {value:.3f}" for n, value in enumerate(values))

    run = read_run(log(0.6))
    steps, values = points(run, "cost")
    assert len(values) == 16
    assert steps == sorted(steps)
    assert len(read_runs(log(1.0))) == 2  # as high as at the beginning: another run


@pytest.mark.parametrize("word", ["batch count", "batch no", "Batch idx", "step number"])
def test_what_numbers_a_batch_belongs_to_its_word(word: str) -> None:
    lines = [f"{word}: {at}/240, loss: {value}" for at, value in zip([160, 180, 200, 220], LOSSES, strict=False)]
    more = [f"{word}: {at}/240, loss: {value}" for at, value in zip([0, 20, 40, 60], LOSSES[4:], strict=False)]
    run = read_run("\n".join([*lines, "Epoch: 1/2 done", "Now at epoch 2", *more]))
    assert points(run, "loss") == ([160, 180, 200, 220, 240, 260, 280, 300], LOSSES)


def test_bars_that_were_seen_at_their_end_alone_are_epochs() -> None:
    run = read_run("\n".join(f"100%|████| 55/55 [00:04<00:00, 13it/s, loss={v}, val_loss={v + 1}]" for v in LOSSES))
    assert points(run, "loss") == ([1, 2, 3, 4, 5, 6, 7, 8], LOSSES)
    assert points(run, "val_loss")[1] == [v + 1 for v in LOSSES]


@pytest.mark.parametrize(("apart", "joined"), [(0.001, True), (0.05, False)])
def test_devices_that_tell_each_epoch_are_told_by_values_that_hardly_differ(apart: float, joined: bool) -> None:
    lines = [f"[rank{r}] epoch {e} train loss {v + r * apart:.3f}" for e, v in enumerate(LOSSES, 1) for r in range(2)]
    run = read_run("\n".join(lines))
    assert (len(run.series[0]) == 8) is joined
    assert any("side by side" in note for note in run.notes) is joined
