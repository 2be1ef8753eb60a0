"""What a classifier that knows nothing would score."""

import math

import pytest

from tests.facts.measuring import differing, falling, measured


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


@pytest.mark.parametrize(
    ("loss", "share", "classes"),
    [
        *((math.log(10) - 0.029, 0.1, 10), (math.log(10) - 0.031, 0.1, 0)),
        *((math.log(10) + 0.029, 0.1, 10), (math.log(10) + 0.031, 0.1, 0)),
        *((math.log(10), 0.051, 10), (math.log(10), 0.049, 0), (math.log(10), 0.159, 10), (math.log(10), 0.161, 0)),
        *((math.log(2), 0.5, 2), (0.02, 1.0, 0)),
        *((math.log(150_000), 1 / 150_000, 150_000), (math.log(170_000), 1 / 170_000, 0)),
    ],
)
def test_who_guesses_is_near_the_logarithm_and_right_about_as_often(loss, share, classes):
    assert measured(loss=[loss] * 4, accuracy=[share] * 4).number("chance.classes") == classes


def test_values_by_hand():
    m = measured(
        {"classes": 100},
        loss=[9.21034, 2.0, 2.0, 1.0, 1.8],
        accuracy=[0.1, 0.2, 0.8, 0.9, 1.0],
        val_loss=[1.0, 1.0, 1.0, 1.0, 1.0],
        val_accuracy=[0.1, 0.2, 0.5, 0.9, 0.3],
    )
    expected = {
        "chance.loss_per_error": 1.6 / 0.1,
        "chance.first_loss": 9.21034 / math.log(100),
        "chance.first_times": 9.21034 / -math.log(0.9),
        "chance.val_times": 50.0,
    }
    assert differing(m, expected) == {}


@pytest.mark.parametrize(("classes", "multiple"), [(1, None), (2, 3.0 / math.log(2))])
def test_two_classes_are_the_fewest(classes, multiple):
    m = measured({"classes": classes}, loss=[3.0, 2.0], accuracy=[0.5, 0.6])
    assert differing(m, {"chance.first_loss": multiple}) == {}


@pytest.mark.parametrize("share", [0.0, 1.0])
def test_whoever_is_always_right_or_never_has_no_cost_of_guessing(share):
    m = measured(loss=[3.0, 2.0], accuracy=[share] * 2)
    assert m["chance.first_times"] is None
    assert (m["chance.loss_per_error"] is None) is (share == 1.0)


@pytest.mark.parametrize(("loss", "times"), [(2.0, 0.1 * math.exp(2)), (11.0, 0.1 * math.exp(11)), (14, 16275.4791)])
def test_no_task_has_more_classes_than_e_to_the_twelfth(loss, times):
    m = measured(loss=[20.0] * 3, val_loss=[20.0, 20.0, loss], val_accuracy=[0.1] * 3)
    assert m.number("chance.val_times") == pytest.approx(times)
