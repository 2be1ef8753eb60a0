"""What a text calls the two curves, and what a reward did."""

import pytest

from tests.facts.measuring import falling, measured

SCORES = [0.5 + 0.02 * n for n in range(12)]


@pytest.mark.parametrize(
    ("columns", "train", "val"),
    [
        ({"loss": falling(), "val_loss": falling()}, "training loss", "validation loss"),
        ({"loss": falling(12), "val_accuracy": SCORES}, "training loss", "validation accuracy"),
        ({"accuracy": SCORES, "val_accuracy": SCORES}, "training accuracy", "validation accuracy"),
        ({"train_loss": falling(), "test_loss": falling()}, "training loss", "test loss"),
        ({"loss": falling(12), "episode_reward": SCORES}, "reward", None),
    ],
)
def test_a_curve_is_called_by_its_split_and_metric(columns, train, val):
    facts = measured(**columns)
    assert (facts.word("train.name"), facts.word("val.name")) == (train, val)


def test_a_score_and_a_reward_are_told_from_a_loss():
    assert measured(accuracy=SCORES, val_accuracy=SCORES)["train.is_score"].value is True
    assert measured(loss=falling())["train.is_score"].value is False
    assert measured(loss=falling(12), episode_reward=SCORES)["train.is_reward"].value is True


def test_the_first_and_the_last_reward():
    facts = measured(loss=falling(12), episode_reward=SCORES)
    assert (facts.number("reward.first"), facts.number("reward.last")) == pytest.approx((0.5, 0.72))
    assert measured(loss=falling())["reward.first"] is None
