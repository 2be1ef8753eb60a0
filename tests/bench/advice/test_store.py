"""A run is trained once, by this code, and lines that were not finished are no runs."""

import json
from dataclasses import replace

from bench.advice.store import Store
from bench.advice.tasks import sound

RECIPE = replace(sound("clusters-trees", 1), epochs=5)


def test_a_run_is_trained_once(tmp_path):
    first = Store(tmp_path / "deep" / "runs.jsonl")
    run = first(RECIPE)
    assert first(RECIPE) is run
    second = Store(first.file)
    assert second(RECIPE) == run
    assert (first.trained, second.trained) == (1, 0)


def test_without_a_file_nothing_is_kept(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    store = Store(None)
    assert store(RECIPE) == store(RECIPE)
    assert store.trained == 1
    assert [*tmp_path.iterdir()] == []


def test_a_line_that_was_cut_off_is_trained_again(tmp_path):
    file = tmp_path / "runs.jsonl"
    run = Store(file)(RECIPE)
    file.write_text(file.read_text()[:-30])
    again = Store(file)
    assert again(RECIPE) == run
    assert again.trained == 1


def test_runs_of_other_code_are_not_taken(tmp_path):
    file = tmp_path / "runs.jsonl"
    Store(file)(RECIPE)
    file.write_text(json.dumps({**json.loads(file.read_text()), "code": "of last week"}) + "\n")
    again = Store(file)
    again(RECIPE)
    assert again.trained == 1
