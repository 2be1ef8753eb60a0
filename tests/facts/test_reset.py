"""Jumps up as shares of the progress before them, worked out by hand by powers of two."""

import pytest

from tests.facts.measuring import differing, measured


def of(*powers):
    values = [2.0**power for power in powers]
    return measured(loss=values, val_loss=values)


CASES = {
    "half of the way": ((3, 2, 1, 2, 1, 0, 0), {"reset": (0.5, 4, 4), "reset_step": 4.0, "jumps": 1.0}),
    "too early": ((3, 1, 3, 3, 2, 1, 0), {"reset": (0.0, 1, 1), "jumps": 0.0}),
    "too late": ((3, 2, 1, 0, 0, 2, 2), {"reset": (0.0, 1, 1), "jumps": 0.0}),
    "as late as may be": ((3, 2, 1, 0, 1.5, 1.5, 1.5), {"reset": (0.5, 5, 5), "jumps": 1.0}),
    "just a jump": ((10, 5, 0, 4.01, 3, 0, 0), {"reset": (0.401, 4, 4), "jumps": 1.0}),
    "just none": ((10, 5, 0, 3.99, 3, 0, 0), {"reset": (0.399, 4, 4), "jumps": 0.0}),
    "twice": ((4, 2, 0, 2, 0, 3, 0, 0, 0), {"reset": (0.75, 6, 6), "jumps": 2.0}),
    "of next to no progress": ((0.028, 0.02, 0, 1, 2, 2, 2), {"reset": (0.0, 1, 1), "jumps": 0.0}),
    "of little progress": ((0.03, 0.02, 0, 0.03, 0, 0, 0), {"reset": (1.0, 4, 4), "jumps": 1.0}),
    "never up": ((6, 5, 4, 3, 2, 1, 0), {"reset": (0.0, 1, 1)}),
}


@pytest.mark.parametrize(("powers", "expected"), CASES.values(), ids=CASES)
def test_values(powers, expected):
    m = of(*powers)
    reset = expected["reset"]
    assert m.number("train.reset") == m.number("val.reset") == pytest.approx(reset[0])
    if reset[0]:
        assert differing(m, {"train.reset": reset, "val.reset": reset, "train.reset_step": float(reset[1])}) == {}
    assert differing(m, {"train.jumps": expected.get("jumps", 0.0)}) == {}
