"""What goes to the rules: by action, of the seen half, of runs with a fault, of the program alone."""

import tomllib
from dataclasses import replace

from bench.advice.figures import report
from bench.advice.writing import trials_toml
from tests.bench.advice.test_trial import OUTCOME

LOWER = replace(OUTCOME, actions=("lower-learning-rate multiply 0.1", "train-longer multiply 2"))
OUTCOMES = [
    replace(LOWER, after=0.5),
    replace(LOWER, after=0.5),
    replace(LOWER, after=2.0),
    replace(LOWER, after=0.5, fault="none"),
    replace(LOWER, after=0.5, before=0.0101),
    replace(LOWER, after=0.5, task="digits-cnn"),
    replace(LOWER, after=0.5, adviser="more epochs"),
    replace(LOWER, actions=()),
    replace(LOWER, actions=("clip-gradients set 1.0",)),
]


def test_the_table_of_trials():
    assert tomllib.loads(trials_toml(OUTCOMES)) == {
        "clip-gradients": {"runs": 1, "helped": 0.0, "harmed": 0.0},
        "lower-learning-rate": {"runs": 3, "helped": 0.67, "harmed": 0.33},
    }
    assert trials_toml(OUTCOMES) == trials_toml(OUTCOMES[::-1])


def test_the_report_counts_them_all():
    text = report("seen", OUTCOMES, failures=True)
    assert "6 runs with a fault, 1 without, 1 whose fault did no harm" in text
    assert "lower-learning-rate             4   0.750   0.250" in text
    assert "HARMED  digits-mlp" in text
