"""The tool finds the faults of a source, kills those that a test notices, and tells of those that none does."""

import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.mutants.accepted import FILE, as_toml, reasons
from tests.mutants.faults import faults
from tests.mutants.mutant import changed
from tests.mutants.sample import drawn, files_of, mutants_of

ROOT = Path(__file__).parents[2]
TINY = '''
def is_high(value):
    """Above 10."""
    return value > 10


def half(value):
    return value / 2.0
'''
TESTS = """
import tiny


def test_high():
    assert tiny.is_high(11)
    assert not tiny.is_high(10)


def test_half():
    assert tiny.half(0.0) == 0.0
"""


def variants(source):
    return {changed(source.encode(), edit).decode() for edit in faults(source.encode())}


@pytest.mark.parametrize(
    ("source", "expected"),
    {
        "x = 0.03": {"x = 0.021", "x = 0.042"},
        "x = 2": {"x = 1", "x = 3"},
        "x = 64": {"x = 45", "x = 90"},
        "x = 1e-300": {"x = 1.0"},
        "x = True": {"x = False"},
        "a < b": {"a <= b", "a >= b"},
        "a is not None": {"a is None"},
        "(a) not in (b)": {"(a) in (b)"},
        "é + b * c": {"é - b * c", "é + b / c"},
        "a -= b": {"a += b"},
        "a and b or c": {"a or b or c", "a and b and c"},
        "not a": {"a"},
        "np.abs(a)": {"(a)"},
        "min(a, y.max())": {"max(a, y.max())", "min(a, y.min())"},
        "a[b:c]": {"a[:c]", "a[b:]"},
        "b if a else c": {"b if not a else c"},
        "[a for a in b if a]": {"[a for a in b if not a]"},
        "x = (\n    a  # a < b + c\n    * b\n)": {"x = (\n    a  # a < b + c\n    / b\n)"},
        "def f(a: int = 1) -> 'X':\n    return a": {
            "def f(a: int = 0) -> 'X':\n    return a",
            "def f(a: int = 2) -> 'X':\n    return a",
            "def f(a: int = 1) -> 'X':\n    return None",
        },
    }.items(),
)
def test_the_faults_of_a_source(source, expected):
    assert variants(source) == expected


@pytest.mark.parametrize(
    "source",
    [
        '"""At most 3."""',
        "X: TypeAlias = A | None",
        "__slots__ = ('a', 1)",
        "raise ValueError(f'{a + 1} above {b}')",
        "@cache(maxsize=8)\ndef f(): ...",
        "if TYPE_CHECKING:\n    x = 1",
        "if __name__ == '__main__':\n    x = 1",
        "zip(a, b, strict=True)",
        "def f():\n    return None",
    ],
)
def test_what_decides_nothing_is_left_alone(source):
    assert variants(source) == set()


def test_a_sample_is_spread_over_the_files_and_the_same_for_the_same_seed():
    by_file = [mutants_of(file.relative_to(ROOT)) for file in files_of([ROOT / "diagnose" / "trends"])]
    sample = drawn(by_file, 50, seed=1)
    assert len(sample) == len(set(sample)) == 50
    assert sample == drawn(by_file, 50, seed=1) != drawn(by_file, 50, seed=2)
    for mutants in by_file:
        share = 50 * len(mutants) / sum(map(len, by_file))
        assert abs(sum(mutant in mutants for mutant in sample) - share) <= 1
    assert len(drawn(by_file, 10**6, seed=1)) == sum(map(len, by_file))


@pytest.fixture
def tiny(tmp_path):
    (tmp_path / "tiny.py").write_text(TINY, encoding="utf-8")
    (tmp_path / "test_tiny.py").write_text(TESTS, encoding="utf-8")

    def run(*words):
        command = [sys.executable, "-m", "tests.mutants", "tiny.py", "--tests", "test_tiny.py", *words]
        path = {**os.environ, "PYTHONPATH": str(ROOT)}
        return subprocess.run(command, cwd=tmp_path, env=path, capture_output=True, text=True, check=False)

    return run


def test_a_fault_that_no_test_notices_is_told_and_written(tiny, tmp_path):
    done = tiny()
    assert done.returncode == 1, done.stderr
    survivors = {line for line in done.stdout.splitlines() if line.startswith("tiny.py")}
    assert survivors == {
        "tiny.py:8  return value / 2.0 → return value * 2.0",
        "tiny.py:8  return value / 2.0 → return value / 1.4",
        "tiny.py:8  return value / 2.0 → return value / 2.8",
    }
    assert "6 killed, 0 of them by the clock; 3 survived (33.3%), 0 of them with a reason" in done.stdout
    assert (tmp_path / "tiny.py").read_text(encoding="utf-8") == TINY
    written = tomllib.loads((tmp_path / ".cache" / "mutants.toml").read_text(encoding="utf-8"))["accepted"]
    assert {f"{entry['file']}:8  {entry['before']} → {entry['after']}" for entry in written} == survivors


def test_faults_that_all_are_noticed_are_a_success(tiny, tmp_path):
    (tmp_path / "test_tiny.py").write_text(TESTS.replace("0.0", "3.0", 1).replace("0.0", "1.5"), encoding="utf-8")
    done = tiny()
    assert done.returncode == 0, done.stdout + done.stderr
    assert " 0 survived (0.0%)" in done.stdout


def test_tests_that_fail_by_themselves_try_nothing(tiny, tmp_path):
    (tmp_path / "test_tiny.py").write_text("def test():\n    assert False\n", encoding="utf-8")
    done = tiny()
    assert done.returncode == 2
    assert "fail without any fault" in done.stderr
    assert "assert False" in done.stderr


def test_each_accepted_mutant_exists_and_has_a_reason(monkeypatch):
    monkeypatch.chdir(ROOT)
    possible = {file: {mutant.mark for mutant in mutants_of(Path(file))} for file, *_ in reasons()}
    for mark, reason in reasons().items():
        assert mark in possible[mark[0]], f"{FILE.name}: no fault of {mark[0]} reads so any more: {mark[1:]}"
        assert len(reason) > 20, mark


def test_what_is_written_can_be_read_as_accepted(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("tiny.py").write_text('x = "é\\"" + str(1)\n', encoding="utf-8")
    mutants = mutants_of(Path("tiny.py"))
    why = {mutant.mark: "a reason" for mutant in mutants}
    Path("lived.toml").write_text(as_toml(mutants, why), encoding="utf-8")
    assert reasons(Path("lived.toml")) == why != {}


def test_a_fault_that_never_ends_is_killed_by_the_clock(tmp_path):
    (tmp_path / "tiny.py").write_text("def last():\n    while True:\n        break\n", encoding="utf-8")
    (tmp_path / "test_tiny.py").write_text("import tiny\n\n\ndef test():\n    tiny.last()\n", encoding="utf-8")
    lines = (
        "from tests.mutants import trial",
        "from tests.mutants.mutant import Edit, mutant",
        "trial.SHORTEST = 1.0",
        "source = open('tiny.py', 'rb').read()",
        "endless = mutant('tiny.py', source, Edit(source.index(b'break'), len(source), 'continue'))",
        "print(*(fate for _, fate in trial.tried([endless], lambda _: [['test_tiny.py']], 0.0, 1)))",
    )
    done = subprocess.run(
        [sys.executable, "-c", "\n".join(lines)],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout == "late\n", done.stderr
