"""Faults are faults: each changes its recipe, and what it trains to is worse."""

from pathlib import Path

import pytest

from bench.advice.faults import FAULTS, faults_of
from bench.advice.tasks import TASKS, sound
from bench.advice.training import train
from bench.advice.trial import WORSE_THAN_SOUND

SPOILT_NETS = [
    ("sloped-linear", "rate / 100"),
    ("sloped-linear", "rate x 300"),
    ("digits-linear", "inputs not scaled"),
    ("digits-linear", "classes unequal"),
    ("blobs-mlp", "demo: vanishing gradient"),
    ("blobs-mlp", "demo: exploding gradient"),
    ("blobs-mlp", "demo: dying ReLU"),
]
SPOILT_TREES = ["boosting: eta / 10", "boosting: eta x 20", "boosting: rounds / 10", "boosting: depth of 10"]


def test_there_are_enough_of_them():
    assert len(FAULTS) >= 24
    assert len(TASKS) >= 8
    assert {task.family for task in TASKS.values()} >= {
        "mlp", "cnn", "recurrent", "transformer", "autoencoder", "linear", "trees",
    }  # fmt: skip


@pytest.mark.parametrize("task", TASKS)
def test_each_changes_the_recipe(task):
    recipe = sound(task, 1)
    spoilt = [fault.spoil(recipe) for fault in faults_of(task).values()]
    assert len({recipe, *spoilt}) == len(spoilt) + 1


@pytest.mark.parametrize("fault", FAULTS)
def test_each_concerns_a_task(fault):
    assert any(fault in faults_of(task) for task in TASKS)


def test_numbers_have_no_faults_of_classes():
    assert "classes unequal" in faults_of("digits-mlp")
    assert "classes unequal" not in faults_of("friedman-mlp")


@pytest.mark.parametrize("fault", SPOILT_TREES)
def test_spoilt_trees_are_worse(fault):
    assert harm("clusters-trees", fault) > WORSE_THAN_SOUND


@pytest.mark.parametrize(("task", "fault"), SPOILT_NETS)
def test_spoilt_nets_are_worse(task, fault):
    pytest.importorskip("torch", reason="nets of the trial are trained with torch: pip install '.[bench]'")
    assert harm(task, fault) > 2


def harm(task, fault):
    recipe = sound(task, 1)
    return train(FAULTS[fault].spoil(recipe)).test_at(0) / train(recipe).test_at(0)


def test_the_docs_count_them():
    page = (Path(__file__).parents[3] / "docs" / "accuracy.md").read_text("utf-8")
    assert f"on {len(TASKS)} tasks" in page
    assert f"every one of {len(FAULTS)} faults" in page
