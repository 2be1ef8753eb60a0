"""How often a curve turned back by a good part of its whole extent."""

from __future__ import annotations

from diagnose.model import Floats


def reversals(values: Floats, least: float) -> list[int]:
    """The indices of the points at which the curve turned and then went the other way by at least `least`.

    The zigzag of price charts: a peak or trough counts once the curve has left it by `least`, so that noise of a
    smaller size leaves no trace.
    """
    points = values.tolist()
    turns: list[int] = []
    top = bottom = way = 0
    for index, value in enumerate(points):
        if value > points[top]:
            top = index
        if value < points[bottom]:
            bottom = index
        if way >= 0 and points[top] - value >= least:
            turns += [top] * way
            way, bottom = -1, index
        elif way <= 0 and value - points[bottom] >= least:
            turns += [bottom] * -way
            way, top = 1, index
    return turns
