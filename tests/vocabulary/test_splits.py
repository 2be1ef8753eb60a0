"""Splits in names: one word, two words, several words, and words that only look like one."""

from __future__ import annotations

import pytest

from diagnose.readers.core.words import tells_of_training
from diagnose.readers.events.tensorboard import split_in_name
from diagnose.readers.text import vocabulary as text
from diagnose.series import meaning_of
from diagnose.vocabulary.names import split_in, words_of
from diagnose.vocabulary.splits import EVERYDAY, LOOSE, SPLITS


@pytest.mark.parametrize(
    ("name", "split"),
    [
        ("Held-out loss", "val"),
        ("heldout_loss", "val"),
        ("hold-out acc", "val"),
        ("holdout/loss", "val"),
        ("devel_loss", "val"),
        ("loss_unseen", "val"),
        ("monitor loss", "val"),
        ("cross-validation loss", "val"),
        ("cv_loss", "val"),
        ("val2_loss", "val"),
        ("test1/loss", "test"),
        ("vloss", "val"),
        ("trainloss", "train"),
        ("valAccuracy", "val"),
        ("train/val_loss", "val"),
        ("learning_rate", None),
        ("Learning Curve", None),
        ("学习率", None),
        ("loss", None),
    ],
)
def test_the_split_of_a_name_is_the_same_to_readers_and_series(name, split):
    assert split_in(name) == text.split_of(name) == meaning_of(name).split == split


def test_names_written_differently_have_the_same_words():
    names = ("val_loss", "valLoss", "VAL LOSS", "val/loss", "valloss", "验证损失", "val-loss")
    assert {words_of(name) for name in names} == {("val", "loss")}


@pytest.mark.parametrize("folder", ["deep-learning", "cv", "monitor", "runs"])
def test_a_folder_of_that_name_holds_no_split(folder):
    assert split_in_name(folder) is None


def test_everyday_words_do_not_make_a_table_a_log():
    assert not tells_of_training(["Training Hours", "Salary"])
    assert not tells_of_training(["Learning Style", "Evaluation"])
    assert tells_of_training(["train", "val"])


def test_words_that_need_company_are_among_the_splits():
    assert LOOSE <= EVERYDAY <= SPLITS.keys()


def test_a_word_is_added_in_one_line(monkeypatch):
    monkeypatch.setitem(SPLITS, "sondage", "val")
    assert meaning_of("sondage_loss").split == "val"
    assert text.split_of("sondage acc") == "val"
    assert text.heading_split("Sondage:") == "val"
    assert split_in_name("sondage") == "val"
