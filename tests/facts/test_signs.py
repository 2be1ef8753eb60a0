"""What the log says in words, as facts."""

from dataclasses import replace

import pytest

from diagnose.readers.core.columns import history_run
from diagnose.readers.core.sentences import signs_of
from tests.facts.measuring import measured

LOSS = [1 / n for n in range(1, 12)]
VAL = [0.5 + 0.02 * abs(6 - n) for n in range(1, 12)]


def said(*sentences):
    run = history_run("run", {"loss": LOSS, "val_loss": VAL})
    return measured(run=replace(run, signs=tuple(sign for text in sentences for sign in signs_of(text))))


def test_a_log_without_words_says_nothing():
    facts = said()
    assert [facts[name].value for name in ("log.diverged", "log.stopped_early", "log.restored")] == [False] * 3
    assert facts["log.ended"] is facts["log.diverged_step"] is facts["log.end_words"] is None


def test_the_step_of_a_divergence_is_named_or_the_last():
    assert said("Loss became NaN at epoch 14, stopping").number("log.diverged_step") == 14
    assert said("Loss is nan, stopping training").number("log.diverged_step") == 11
    assert said("Loss became NaN at epoch 0, stopping").number("log.diverged_step") == 0
    # a batch is no epoch
    assert said("Batch 263: Invalid loss, terminating training").number("log.diverged_step") == 11


def test_what_was_put_back_is_named_or_the_best():
    facts = said("Restoring model weights from the end of the best epoch: 3.", "Epoch 11: early stopping")
    assert (facts.number("log.kept_step"), facts.word("log.restored_by")) == (3, "early stopping")
    facts = said("Restoring model weights from the end of the best epoch.")
    assert (facts.number("log.kept_step"), facts.word("log.restored_by")) == (6, "the program")


def test_a_count_from_zero_names_the_same_epoch():
    assert said("Early stopping triggered", "Restored the best model of epoch 5").number("log.kept_step") == 6


@pytest.mark.parametrize(
    ("text", "end"), [("KeyboardInterrupt", "interrupted"), ("Killed", "killed"), ("CUDA out of memory.", "memory")]
)
def test_what_ended_the_run_from_outside(text, end):
    facts = said(text)
    assert (facts.word("log.ended"), facts.word("log.end_words")) == (end, text)
