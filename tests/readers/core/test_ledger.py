"""What became of the lines that hold values."""

from __future__ import annotations

import pytest

from diagnose.readers.core.ledger import Ledger, note_of
from tests.readers.text.reading import read_run, read_runs


def test_only_lines_with_values_are_counted() -> None:
    ledger = Ledger()
    for text in (
        "saved",
        "[10:02:11] step 3",
        "took 12.5s",
        "took 1.05 min",
        "Elapsed: 3.2 seconds",
        "python 3.11.2",
        "at 10:02:11.5",
        "eta: 12",
        "",
    ):
        ledger.leave(text)
    assert ledger.account().lines == 0
    for text in ("cer 0.25", "norm: 1.5e-3 (nan)", "x=.5 y=-1.5", "grad nan"):
        ledger.leave(text)
    assert ledger.account().lines == 4


def test_lines_that_differ_in_numbers_are_of_one_kind() -> None:
    ledger = Ledger()
    ledger.use(6)
    for number in range(3):
        ledger.leave(f"drift {number}.{number}1 of layer {number}")
    ledger.leave("eps 1.5")
    account = ledger.account()
    assert (account.lines, account.used) == (10, 6)
    assert [(kind.lines, kind.like) for kind in account.left] == [(3, "drift 0.01 of layer 0"), (1, "eps 1.5")]


@pytest.mark.parametrize(("used", "left", "told"), [(27, 3, True), (28, 3, False), (4, 2, False), (6, 3, True)])
def test_a_share_that_matters_is_told(used: int, left: int, told: bool) -> None:
    ledger = Ledger()
    ledger.use(used)
    for number in range(left):
        ledger.leave(f"drift {number}.5")
    note = f"{left} of {used + left} lines with values were not used, {left} of them like `drift 0.5`"
    assert note_of(ledger.account()) == (note if told else "")


LOSSES = [2.0, 1.5, 1.2, 1.1]


def test_a_print_loop_accounts_for_each_of_its_lines() -> None:
    log = "".join(f"epoch {n} loss {v}\nhidden drift {v} at gate {n}.5\n" for n, v in enumerate(LOSSES, 1))
    run = read_run(f"seed 1.5\n{log}")
    assert run.account is not None
    assert (run.account.lines, run.account.used) == (9, 4)
    assert run.account.left[0].lines == 4
    assert any("5 of 9 lines with values were not used" in note for note in run.notes)


def test_dicts_and_bars_account_for_their_lines_too() -> None:
    dicts = "".join(f"{{'loss': {v}, 'epoch': {n}}}\nmax drift: 0.{n}\n" for n, v in enumerate(LOSSES, 1))
    bars = "".join(
        f"Epoch {n}/4\n9/9 [=====] - 1s 2ms/step - loss: {v}\ndrift 0.{n}\n" for n, v in enumerate(LOSSES, 1)
    )
    for log in (dicts, bars):
        account = read_run(log).account
        assert account is not None
        assert (account.lines, account.used) == (8, 4)


def test_all_runs_of_a_log_have_one_account() -> None:
    log = "".join(f"epoch {n} loss {v}\n" for _ in range(2) for n, v in enumerate(LOSSES, 1))
    first, second = read_runs(log)
    assert first.account is second.account
