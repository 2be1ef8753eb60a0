"""Signs are heard by every reader of text, for the run that they stand in, and only where they end it."""

import pytest

from diagnose.readers import read
from diagnose.readers.core.opening import open_bytes
from diagnose.readers.core.signs import MOST, Signs

ROWS = [
    f"epoch {epoch}: train loss {1 / epoch:.4f}, val loss {0.5 + 0.02 * abs(6 - epoch):.4f}" for epoch in range(1, 12)
]
KERAS = [
    line
    for epoch in range(1, 12)
    for line in (f"Epoch {epoch}/50", f"10/10 - 1s - loss: {1 / epoch:.4f} - val_loss: {2 / epoch:.4f}")
]
TRAINER = [f"{{'loss': {1 / epoch:.4f}, 'grad_norm': 1.0, 'epoch': {epoch}.0}}" for epoch in range(1, 12)]
ROUNDS = [f"[{number}]\ttrain-rmse:{1 / (number + 1):.4f}\ttest-rmse:0.5" for number in range(20)]
DARKNET = [
    f"{step}: {2 / step:.4f}, {2 / step:.4f} avg loss, 0.001000 rate, 1.0 seconds, 64 images" for step in range(1, 9)
]


def runs(*lines):
    return read(open_bytes("\n".join(lines).encode(), "log.txt"))


def kinds(run):
    return [sign.kind for sign in run.signs]


@pytest.mark.parametrize(
    ("log", "form"),
    [
        (ROWS, "text-log"),
        (KERAS, "keras-stdout"),
        (TRAINER, "trainer-stdout"),
        (ROUNDS, "boosting"),
        (DARKNET, "darknet"),
    ],
)
def test_every_reader_of_text_hears_the_end(log, form):
    (run,) = runs(*log, "Traceback (most recent call last):", "KeyboardInterrupt")
    assert (run.format, kinds(run)) == (form, ["interrupted"])


def test_a_sentence_glued_to_numbers_is_heard():
    (run,) = runs(*ROWS, "FloatingPointError: Loss became infinite or NaN at iteration=263!")
    assert kinds(run) == ["diverged"]


@pytest.mark.parametrize("log", [ROWS, KERAS, TRAINER, ROUNDS])
def test_what_values_follow_was_no_end(log):
    middle = len(log) // 2 - len(log) // 2 % 2
    (run,) = runs(*log[:middle], "Loading best model from epoch 3", "Early stopping", *log[middle:])
    assert kinds(run) == []


def test_one_evaluation_may_follow_the_end():
    (run,) = runs(*ROWS, "Early stopping", "epoch 11: train loss 0.0909, val loss 0.6000")
    assert kinds(run) == ["stopped"]


def test_each_run_of_a_log_has_its_own():
    first, second = runs(*KERAS, "Epoch 11: early stopping", *KERAS[:16], "KeyboardInterrupt")
    assert (kinds(first), kinds(second)) == (["stopped"], ["interrupted"])
    first, second = runs(*ROWS, "Early stopping", *ROWS[:8], "Killed")
    assert (kinds(first), kinds(second)) == (["stopped"], ["killed"])


def test_the_best_round_stands_on_the_next_line():
    (run,) = runs(*ROUNDS, "Stopping. Best iteration:", ROUNDS[7])
    assert [(sign.kind, sign.step) for sign in run.signs] == [("stopped", 7)]
    assert len(run.series[0]) == 20


def test_what_is_kept_is_bounded():
    signs = Signs()
    for place in range(10 * MOST):
        signs.hear(f"Gradient overflow. Skipping step, reducing loss scale to {place}", place)
    told = signs.told(lambda _: 0.0)
    assert len(told) <= MOST
    assert (told[0].number, told[-1].number) == (0, 10 * MOST - 1)
