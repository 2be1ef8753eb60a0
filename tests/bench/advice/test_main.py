"""`python -m bench.advice`: what it refuses, and a small trial from start to end."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]


def advice(*arguments):
    command = [sys.executable, "-m", "bench.advice", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def test_a_trial_from_start_to_end(tmp_path):
    runs = tmp_path / "runs.jsonl"
    asked = ("--task", "clusters-trees", "--fault", "boosting: eta / 10", "--seeds", "1", "--runs", str(runs))
    first, again = advice(*asked, "--failures"), advice(*asked, "--failures")
    assert first.returncode == 0, first.stderr
    assert "== seen: 1 runs with a fault, 1 without" in first.stdout
    assert "a tenth of the rate             1   0.000   1.000" in first.stdout
    assert "more epochs                     1   1.000   0.000" in first.stdout
    assert first.stdout.splitlines()[:-1] == again.stdout.splitlines()[:-1]
    assert " 0 runs," in again.stderr


@pytest.mark.parametrize("option", [("--quick",), ("--task", "clusters-trees"), ("--half", "unseen")])
def test_trials_are_written_from_the_whole_seen_half_only(option):
    refused = advice("--write", *option)
    assert refused.returncode == 2
    assert "--write needs the whole of the seen half" in refused.stderr
