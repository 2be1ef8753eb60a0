"""What stands beside the curves."""

import pytest

from diagnose.vocabulary.asides import is_about_the_machine, is_aside


@pytest.mark.parametrize(
    ("name", "aside"),
    [("data_time", True), ("data_loss", False), ("time_accuracy", False), ("step_time", True), ("time lr", True)],
)
def test_no_metric_word_ends_what_is_aside(name, aside):
    assert is_about_the_machine(name) is aside
    assert is_aside(name) is aside
