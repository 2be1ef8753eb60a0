"""Epochs that go back: another run, or the same one resumed."""

from __future__ import annotations

from collections.abc import Iterable

from diagnose.model import Run
from diagnose.readers.core.opening import open_bytes
from diagnose.readers.text.reader import TextLog

BANNER = "".join(f"setting_{letter}: {letter}\n" for letter in "abcdefghijkl")


def read(log: str) -> list[Run]:
    return TextLog().read(open_bytes(log.encode(), "a.log"))


def epochs(numbers: Iterable[int], shift: float = 0.0) -> str:
    return "".join(f"Epoch {e} train loss {1 / e + shift:.4f} val loss {1 / e + 0.1 + shift:.4f}\n" for e in numbers)


def test_an_epoch_that_goes_back_by_a_few_and_on_is_a_resume() -> None:
    [run] = read(epochs(range(1, 9)) + epochs(range(6, 13), 0.5))
    assert run.series[0].steps.tolist() == list(range(1, 13))
    assert run.series[0].values[4:7].tolist() == [0.2, 0.6667, 0.6429]
    assert run.oddities["resumed"] == 1
    assert "back from epoch 8 to 6, as it numbers them: read as a resume, 6 values" in run.notes[-1]


def test_a_resume_that_has_not_yet_come_as_far_is_one_all_the_same() -> None:
    [run] = read(epochs(range(1, 9)) + epochs(range(6, 8), 0.5))
    assert run.series[0].steps.tolist() == list(range(1, 8))


def test_steps_resume_as_epochs_do() -> None:
    log = "".join(f"step {s}: loss {1 / (k + s):.4f}\n" for k in (1, 2) for s in range(400 * (k - 1), 1000 * k, 100))
    [run] = read(log)
    assert run.series[0].steps.tolist() == list(range(0, 2000, 100))
    assert run.series[0].values[4] == 0.0025


def test_batches_of_a_resumed_epoch_replace_those_that_were_cut_off() -> None:
    def epoch(number: int, batches: int) -> str:
        return "".join(f"Epoch {number} [{b}/30] loss: 0.{number}{b}\n" for b in range(0, batches, 10))

    [run] = read(epoch(1, 30) + epoch(2, 30) + epoch(3, 20) + epoch(3, 30) + epoch(4, 30))
    assert run.series[0].steps.tolist() == list(range(0, 120, 10))


def test_a_start_given_up_for_another_is_a_run_of_its_own() -> None:
    runs = read(epochs(range(1, 9)) + epochs(range(6, 8), 0.5) + epochs(range(1, 5)))
    assert [run.series[0].steps.tolist() for run in runs] == [list(range(1, 9)), [6, 7], [1, 2, 3, 4]]


def test_a_program_that_introduces_itself_begins_a_run_unless_it_resumes() -> None:
    begun = read(epochs(range(1, 9)) + BANNER + epochs(range(6, 13), 0.5))
    assert [len(run.series[0]) for run in begun] == [8, 7]
    resumed = read(epochs(range(1, 9)) + BANNER + "Resuming from epoch-5.pt\n" + epochs(range(6, 13), 0.5))
    assert [len(run.series[0]) for run in resumed] == [12]
