"""What is no log is refused: programs, prose, configurations, data and the output of other tools."""

from __future__ import annotations

import sysconfig
from pathlib import Path

import pytest

from diagnose.errors import ReadError
from diagnose.readers import read
from diagnose.readers.core.opening import open_bytes, open_path

ROOT = Path(__file__).parents[2]
OURS = ("diagnose", "api", "docs", "rules", "bench", "tests")
ENDINGS = (".py", ".md", ".toml", ".yml", ".cfg")
DATA = ("golden", "fixtures", "native", "runs", "examples")

SAMPLES = sorted((Path(__file__).parent / "fixtures" / "no_logs").iterdir())


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.stem)
def test_what_is_no_log_is_refused(sample: Path) -> None:
    with pytest.raises(ReadError):
        read(open_path(sample))


LOG = "".join(f"Epoch {epoch}, loss: {1 / epoch:.4f}, val_loss: {1.2 / epoch:.4f}\n" for epoch in range(1, 9))
PATCH = "".join(f"{'+' if number % 2 else '-'}{line}" for number, line in enumerate(LOG.splitlines(keepends=True)))
HEAD = "diff --git a/log.txt b/log.txt\nindex 1b..2c 100644\n--- a/log.txt\n+++ b/log.txt\n@@ -1,4 +1,4 @@ all\n"


@pytest.mark.parametrize("patch", [HEAD + PATCH, HEAD[HEAD.index("---") :] + PATCH + "\\ No newline at end of file\n"])
def test_a_patch_of_a_log_is_refused_by_name(patch: str) -> None:
    with pytest.raises(ReadError, match="two versions of a file"):
        read(open_bytes(patch.encode(), "log.patch"))


def test_a_log_that_begins_with_the_patch_of_its_program_is_read() -> None:
    (run,) = read(open_bytes((HEAD + "+lr = 0.1\n-lr = 0.2\n" + LOG).encode(), "log.txt"))
    assert len(run.series[0]) == 8


def test_the_index_of_a_search_is_no_history() -> None:
    words = "".join(f'"{word}": [{at}, {at + 3}, {at + 9}], ' for at, word in enumerate(("loss", "error", "score")))
    with pytest.raises(ReadError):
        read(open_bytes(f"Search.setIndex({{'terms': {{{words}'other': 4}}}})".encode(), "searchindex.js"))


def read_by_mistake(files: list[Path]) -> list[str]:
    found = []
    for file in files:
        try:
            found.append(f"{file}: {read(open_path(file))[0].format}")
        except ReadError:
            continue
    return found


def test_our_own_sources_are_refused() -> None:
    files = [file for top in OURS for file in sorted((ROOT / top).rglob("*")) if file.suffix in ENDINGS]
    files = [file for file in files if not set(DATA) & set(file.relative_to(ROOT).parts)]
    assert len(files) > 100
    assert read_by_mistake(files) == []


def test_sources_and_data_of_others_are_refused() -> None:
    sklearn = pytest.importorskip("sklearn")
    library = Path(sysconfig.get_paths()["stdlib"])
    files = [file for part in ("json", "unittest", "statistics.py", "test/support") for file in _files(library / part)]
    files += _files(Path(sklearn.__file__).parent / "datasets" / "data")
    files += _files(Path(sklearn.__file__).parent / "linear_model")
    assert len(files) > 20
    assert read_by_mistake(files) == []


def _files(place: Path) -> list[Path]:
    if place.is_file():
        return [place]
    return [file for file in sorted(place.rglob("*")) if file.suffix in (".py", ".csv", ".gz", ".txt", ".rst")]


def test_a_log_that_begins_with_the_script_that_wrote_it_is_a_log() -> None:
    log = "import torch\n\nfor step in range(9):\n    print(step)\n" + "=" * 30 + "\n"
    log += "".join(f"step:{n}/9 train_loss:{1 / (n + 1):.4f}\n" for n in range(9))
    [run] = read(open_bytes(log.encode(), "a.txt"))
    assert len(run.series[0]) == 9


def test_a_log_of_one_epoch_is_a_log() -> None:
    [run] = read(
        open_bytes(b"Using cuda\nEpoch 1/5 | train loss: 0.52 | val loss: 0.61 | 3.2 s\nsaved to out/\n", "a.txt")
    )
    assert [(series.name, len(series)) for series in run.series] == [("train loss", 1), ("val loss", 1)]


def test_wordy_lines_are_a_log_where_they_repeat() -> None:
    line = "In epoch {e} we have reached a mean training loss of {v:.4f}, which is what the optimizer saw in it.\n"
    log = "".join(line.format(e=e, v=1 / e) for e in range(1, 7))
    [run] = read(open_bytes(log.encode(), "a.txt"))
    assert [len(series) for series in run.series] == [6]
    with pytest.raises(ReadError):
        read(open_bytes(line.format(e=3, v=0.5).encode(), "a.txt"))


def test_json_without_a_curve_is_told_its_keys_and_what_a_history_looks_like() -> None:
    with pytest.raises(ReadError) as refusal:
        read(open_bytes(b'{"config": {"lr": 0.1}, "scores": [{"name": "x"}]}', "result.json"))
    assert "config, lr, scores, name" in str(refusal.value)
    assert '{"loss": [0.9' in str(refusal.value)
