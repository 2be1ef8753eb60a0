"""The example runs show what their README says: the trends of both curves, as the program sees them."""

import json
import re
from pathlib import Path

import pytest

from diagnose import Kind, diagnose

EXAMPLES = Path(__file__).parent.parent / "examples"
ROW = re.compile(r"^\| `runs/([\w-]+\.json)` \| (.+?) \| (.+?) \|", re.MULTILINE)
TOLD = ROW.findall((EXAMPLES / "README.md").read_text(encoding="utf-8"))
KINDS = {kind.value for kind in Kind}


def test_every_run_is_told():
    assert sorted(name for name, *_ in TOLD) == sorted(path.name for path in (EXAMPLES / "runs").iterdir())


def test_every_cell_of_the_table_is_shown():
    basic = ("falling", "flat", "rising")
    assert {(a, b) for a in basic for b in basic} <= {(train, val) for _, train, val in TOLD}


@pytest.mark.parametrize(("name", "train", "val"), [row for row in TOLD if row[1] in KINDS])
def test_trends_are_those_that_are_told(name, train, val):
    report = diagnose(json.loads((EXAMPLES / "runs" / name).read_text())).to_dict()
    kinds = {name: trend["kind"] for name, trend in report["trends"].items()}
    assert kinds["loss"] == train
    assert kinds.get("val_loss", "-") == val
