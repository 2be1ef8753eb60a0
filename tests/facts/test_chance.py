"""What a classifier that knows nothing would score."""

import math

import pytest

from tests.facts.measuring import falling, measured


@pytest.mark.parametrize("classes", [2, 3, 5, 10, 100, 1000])
def test_the_number_of_classes_of_which_the_loss_is_the_logarithm(classes):
    m = measured(loss=[math.log(classes)] * 8, accuracy=[1 / classes] * 8)
    assert m.number("chance.classes") == classes


def test_a_loss_at_the_logarithm_with_another_accuracy_is_not_guessing():
    assert measured(loss=[math.log(10)] * 8, accuracy=[0.5] * 8).number("chance.classes") == 0
    assert measured(loss=falling(8), accuracy=[0.1] * 8).number("chance.classes") == 0


@pytest.mark.parametrize(("loss", "accuracy"), [(7.71, 0.5), (8.06, 0.5), (7.97, 0.5), (4.7, 0.7)])
def test_saturated_outputs_cost_the_clipping_for_each_error(loss, accuracy):
    m = measured(loss=[loss] * 8, accuracy=[accuracy] * 8)
    assert 15.1 < m.number("chance.loss_per_error") < 16.3


def test_the_first_loss_against_guessing_among_the_known_classes():
    m = measured({"classes": 10}, loss=[6.9, 2.0, 1.0, 0.8], accuracy=[0.1, 0.2, 0.3, 0.4])
    assert m.number("chance.first_loss") == pytest.approx(6.9 / math.log(10))
    assert measured(loss=[6.9, 2.0, 1.0, 0.8], accuracy=[0.1, 0.2, 0.3, 0.4]).get("chance.first_loss") is None


def test_validation_that_is_right_as_often_as_a_guess():
    guessing = measured(loss=falling(), val_loss=falling() * 0 + 2.31, val_accuracy=falling() * 0 + 0.11)
    assert guessing.number("chance.val_times") == pytest.approx(1.1, abs=0.05)
    knowing = measured(loss=falling(), val_loss=falling() * 0 + 2.31, val_accuracy=falling() * 0 + 0.4)
    assert knowing.number("chance.val_times") == pytest.approx(4.0, abs=0.1)


def test_an_accuracy_that_rounding_lifted_over_one_is_still_a_share():
    m = measured(loss=falling(), val_loss=falling(), val_accuracy=falling() * 0 + 1.0000001)
    assert m.number("val.accuracy_end") == pytest.approx(1.0)
