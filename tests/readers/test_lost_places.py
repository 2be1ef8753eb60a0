"""No reader gives a value at a step that is no finite number: it goes with a note, or is placed by its order."""

from __future__ import annotations

import contextlib
import re
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diagnose.errors import ReadError
from diagnose.model import Run
from diagnose.readers import read
from diagnose.readers.core.opening import open_bytes

FIXTURES = sorted(path for path in (Path(__file__).parent / "fixtures").rglob("*") if path.is_file())
TEXTS = [path for path in FIXTURES if path.stat().st_size < 60_000 and b"\0" not in path.read_bytes()[:2000]]
COUNT = re.compile(rb"(?i)(\b(?:epoch|step|iter\w*|batch|round)s?\"?[\s:=,\[#]{1,4})(\d+)")
LOST = ("nan", "NaN", "inf", "-inf", "Infinity", "1e400")


def runs_of(text: str) -> list[Run]:
    return read(open_bytes(text.encode(), "a.log"))


def assert_placed(runs: list[Run]) -> None:
    for run in runs:
        for one in run.series:
            assert np.isfinite(one.steps).all(), (run.format, one.name)
            assert len(one.steps) == len(one.values)


@pytest.mark.parametrize("lost", LOST)
@pytest.mark.parametrize(
    "line",
    [
        "Epoch {0}/50, loss: {1}",
        "epoch: {0}, train loss: {1}, val loss: {1}",
        "step {0}: train loss {1}, val loss {1}",
        '{{"epoch": {0}, "loss": {1}, "val_loss": {1}}}',
        '{{"step": {0}, "train_loss": {1}}}',
        "{{'loss': {1}, 'epoch': {0}}}",
        "[{0}/50] loss={1}",
    ],
)
def test_one_lost_place_among_others(line: str, lost: str) -> None:
    for bad in ({2}, {0}, {6}, {2, 3}, set(range(7))):
        text = "\n".join(line.format(lost if at in bad else at + 1, 1 / (at + 1)) for at in range(7)) + "\n"
        try:
            assert_placed(runs_of(text))
        except ReadError:
            assert len(bad) > 2


@pytest.mark.parametrize("lost", LOST)
def test_a_table_with_lost_places(lost: str) -> None:
    rows = [f"{lost if at == 3 else at},{1 / (at + 1)},{2 / (at + 1)}" for at in range(8)]
    (run,) = runs_of("\n".join(["epoch,loss,val_loss", *rows]) + "\n")
    assert_placed([run])
    assert len(run.series[0]) == 7
    assert any("no finite number" in note or "without an epoch" in note for note in run.notes), run.notes


def test_where_all_places_are_lost_the_order_gives_them() -> None:
    rows = [f"nan,{1 / (at + 1)},{2 / (at + 1)}" for at in range(8)]
    (run,) = runs_of("\n".join(["epoch,loss,val_loss", *rows]) + "\n")
    assert run.series[0].steps.tolist() == list(range(1, 9))
    assert any("order" in note for note in run.notes), run.notes


@pytest.mark.parametrize("lost", ["nan", "inf"])
def test_a_print_loop_whose_places_are_all_lost(lost: str) -> None:
    (run,) = runs_of("".join(f"Epoch {lost}/9, loss: {1 / (at + 1)}\n" for at in range(8)))
    assert run.series[0].steps.tolist() == list(range(1, 9))
    assert any("order" in note for note in run.notes), run.notes


def test_a_run_before_the_first_epoch_of_all_is_counted_by_its_order() -> None:
    # As scikit-learn prints it, twice; an epoch is named in the second run only.
    lines = [f"Iteration {at}, loss = {1 / at:.4f}\nValidation score: 0.{at}5\n" for at in range(1, 9)]
    runs = runs_of("".join([*lines, *lines[:4], lines[4].replace("score:", "score:epoch 1 "), *lines[5:]]))
    assert_placed(runs)
    assert runs


def test_lines_before_the_first_step_are_left_out_and_said() -> None:
    lines = [f"test loss: {1 / (at + 1):.3f}\nstep {at}: train loss {1 / (at + 2):.3f}\n" for at in range(9)]
    (run,) = runs_of("".join(lines))
    assert_placed([run])
    assert [len(one) for one in run.series] == [8, 9]
    assert any("before the first step" in note for note in run.notes), run.notes


@settings(max_examples=300)
@given(st.sampled_from(TEXTS), st.sampled_from(LOST), st.integers(0, 2**30), st.integers(1, 60))
def test_lost_places_in_real_logs(path: Path, lost: str, seed: int, every: int) -> None:
    rng = np.random.default_rng(seed)

    def lose(found: re.Match[bytes]) -> bytes:
        return found[1] + lost.encode() if rng.integers(every) == 0 else found[0]

    with contextlib.suppress(ReadError):
        assert_placed(read(open_bytes(COUNT.sub(lose, path.read_bytes()), path.name)))
