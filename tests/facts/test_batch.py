"""Spikes of the training loss inside the epochs, as recovered from what a progress bar shows."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from diagnose import facts
from diagnose.curves import judge_pair
from diagnose.model import Pair, Run, Series, Source
from diagnose.pipeline import Options, diagnose_source
from diagnose.readers import read
from diagnose.series import choose_pair, prepare, recover, running_mean
from diagnose.trends.limits import DEFAULT
from tests.facts.measuring import differing

SIZE = 10


def batch_losses(seed, epochs, per_epoch, noise, level=0.3):
    """Losses that fall to a level, with relative noise."""
    count = epochs * per_epoch
    trend = 1.5 * np.exp(-np.arange(count) / (count / 4)) + level
    return trend * np.exp(noise * np.random.default_rng(seed).normal(size=count))


def bar(losses, per_epoch, last=SIZE, every=1):
    """What Keras 1 prints for batches of ten samples, the last of an epoch shorter."""
    sizes = np.full(per_epoch, float(SIZE))
    sizes[-1] = last
    seen = np.cumsum(sizes).astype(int)
    lines = []
    for epoch, values in enumerate(losses.reshape(-1, per_epoch), 1):
        lines.append(f"Epoch {epoch}/{len(losses) // per_epoch}")
        shown = running_mean(values, sizes)
        for at in range(per_epoch):
            if at % every == 0 or at == per_epoch - 1:
                eta = "1s" if at == per_epoch - 1 else "ETA: 1s"
                lines.append(f"{seen[at]:4d}/{seen[-1]} [====>....] - {eta} - loss: {shown[at]:.4f}")
    return "\n".join(lines) + "\n"


def source(text):
    data = text.encode()
    return Source("bar.log", data=data, head=data[:65536], text=text[:65536], size=len(data))


def measured(text):
    (run,) = read(source(text))
    run = recover(prepare(run))
    return facts.measure(run, judge_pair(choose_pair(run), DEFAULT))


@given(
    st.integers(0, 10_000),
    st.integers(3, 6),
    st.integers(20, 40),
    st.floats(0.0, 0.25),
    st.integers(1, SIZE),
    st.data(),
)
def test_an_injected_spike_is_found_in_its_batch_and_nothing_without_it(seed, epochs, per_epoch, noise, last, data):
    losses = batch_losses(seed, epochs, per_epoch, noise)
    assert not measured(bar(losses, per_epoch, last)).number("batch.spikes")
    epoch = data.draw(st.integers(1, epochs - 1))
    # The short last batch of an epoch is noisier than the others, and may be as high by chance.
    batch = data.draw(st.integers(0, per_epoch - 2))
    spiked = losses.copy()
    spiked[epoch * per_epoch + batch] *= np.exp(1.6 + 16 * noise)
    m = measured(bar(spiked, per_epoch, last))
    assert m.number("batch.spikes") == 1
    assert m.get("batch.spike_place").value == f"epoch {epoch + 1}, batch {batch + 1} of {per_epoch}"
    spike = facts.batch.largest(m)
    assert spike is not None
    true = spiked[epoch * per_epoch + batch]
    assert abs(spike.batches.series.values[spike.at] - true) <= spike.batches.bounds[spike.at] + 1e-9
    assert true / spike.level > 2


@given(st.integers(0, 10_000), st.integers(1_000, 6_000))
def test_rounding_makes_no_spike(seed, per_epoch):
    losses = batch_losses(seed, 1, per_epoch, 0.01, level=0.0005)
    assert not measured(bar(losses, per_epoch, every=max(1, per_epoch // 300))).number("batch.spikes")


def test_updates_that_cover_several_batches_name_them():
    losses = batch_losses(1, 3, 60, 0.05)
    losses[60 + 31] *= 20
    assert measured(bar(losses, 60, every=3)).get("batch.spike_place").value == "epoch 2, batches 32 to 34 of 60"


def test_whether_the_loss_came_down_again():
    losses = batch_losses(2, 3, 40, 0.05)
    healed, hurt = losses.copy(), losses.copy()
    healed[80:83] *= 5
    hurt[80:] *= 5
    assert measured(bar(healed, 40)).number("batch.spikes_left") == 0
    assert measured(bar(hurt, 40)).number("batch.spikes_left") == 1


def test_batch_values_that_are_logged_as_they_are_need_no_bound():
    values = batch_losses(3, 1, 400, 0.1)
    values[300] *= 9
    steps = Series("loss", np.arange(400.0), values, "step", "train", "loss")
    epochs = Series("mean loss", np.arange(50.0, 401.0, 50.0), np.ones(8), "step", "train", "loss")
    m = facts.measure(Run("x", "x", (steps, epochs)), judge_pair(Pair(epochs, None), DEFAULT))
    assert m.word("batch.spike_place") == "step 300"
    height, spikes = m.word("batch.spike_value"), m["batch.spikes"]
    assert height is not None
    assert "±" not in height
    assert spikes is not None
    assert spikes.steps == (300.0, 300.0)
    judged = facts.measure(Run("x", "x", (steps,)), judge_pair(Pair(steps, None), DEFAULT))
    assert judged.get("batch.spikes") is None


def test_no_batch_series_costs_no_fact():
    epochs = Series("loss", np.arange(1.0, 9.0), np.ones(8), "epoch", "train", "loss")
    m = facts.measure(Run("x", "x", (epochs,)), judge_pair(Pair(epochs, None), DEFAULT))
    assert all(m.get(definition.name) is None for definition in facts.batch.FACTS)


def test_the_report_tells_where_and_how_high():
    losses = batch_losses(4, 4, 50, 0.05)
    losses[150 + 6] = 5.0
    (report,) = diagnose_source(source(bar(losses, 50)), Options())
    (finding,) = [one for one in report.findings if one.code == "TD429"]
    assert "in epoch 4, batch 7 of 50: 5 ± 0.0007, where" in finding.message
    assert finding.steps == (4.0, 4.0)


def logged(values, judged=8, **options):
    """Batch losses as they are, beside so many epochs; without epochs they are judged themselves."""
    fields: dict[str, Any] = {"unit": "step", "split": "train", "metric": "loss", "averaged": False} | options
    steps = Series(
        "batch", np.arange(1.0, len(values) + 1), values, fields["unit"], fields["split"], fields["metric"],
        averaged=fields["averaged"],
    )  # fmt: skip
    epochs = Series("loss", np.arange(1.0, judged + 1), np.ones(judged), options.get("by", "epoch"), "train", "loss")
    run = Run("x", "x", (epochs, steps) if judged else (steps,))
    return facts.measure(run, judge_pair(Pair(epochs if judged else None, None), DEFAULT))


def level(count=100, **spikes):
    values = np.ones(count)
    for place, value in spikes.items():
        values[int(place[1:])] = value
    return values


def test_values_by_hand():
    # Far from each other, so that they are no noise.
    values = level(400, p40=4.0, p170=9.0)
    values[300:] = 2.0
    expected = {
        "batch.spikes": 3.0,
        "batch.spike_rate": 3 / 400,
        "batch.spikes_left": 1.0,
        "batch.spike_value": "9",
        "batch.spike_level": 1.0,
        "batch.spike_place": "step 171",
    }
    assert differing(logged(values), expected) == {}
    assert differing(logged(values, by="step"), {"batch.spikes": (3.0, 41, 301)}) == {}
    assert differing(logged(values, judged=0), {"batch.spikes": 3.0}) == {}
    assert differing(logged(level()), {"batch.spikes": 0.0, "batch.spike_rate": 0.0, "batch.spike_place": None}) == {}


@pytest.mark.parametrize(("height", "spikes"), [(1.49, 0.0), (1.51, 1.0)])
def test_a_batch_spikes_from_half_above_its_level_on(height, spikes):
    assert logged(level(p40=height)).number("batch.spikes") == spikes


@pytest.mark.parametrize(("points", "spikes"), [(50, 1.0), (51, None)])
def test_batches_are_looked_at_where_they_are_twice_as_many(points, spikes):
    assert differing(logged(level(p40=9.0), points), {"batch.spikes": spikes}) == {}


@pytest.mark.parametrize("other", [{"unit": "epoch"}, {"split": "val"}, {"metric": "accuracy"}, {"averaged": True}])
def test_what_is_no_loss_of_training_batches_is_not_looked_at(other):
    assert differing(logged(level(p40=9.0), **other), {"batch.spikes": None}) == {}
    assert differing(logged(np.append(level(p40=9.0), np.nan)), {"batch.spikes": 1.0, "batch.spike_rate": 0.01}) == {}
