"""What XGBoost, LightGBM and CatBoost print: one line a boosting round, a value for each set and metric.

May not: take the repeated line of the best round, or the trials of a search, for rounds.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from diagnose.errors import ReadError
from diagnose.readers.core.gathering.rows import Rows
from diagnose.readers.core.opening import lines
from diagnose.readers.core.reader import Fit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from diagnose.model import Run, Source

LONGEST = 4_000
VALUE = r"([-+]?(?:\d+\.?\d*(?:[eE][-+]?\d+)?|nan|inf))"
BRACKET = re.compile(r"\[(\d{1,9})\](?=(?:[ \t]+|#011)[A-Za-z_])")
XGBOOST = re.compile(rf"(?<!\S)([A-Za-z_][^\s:]{{1,90}}):{VALUE}(?:\+{VALUE})?(?!\S)", re.IGNORECASE)
LIGHTGBM = re.compile(
    rf"(?<=\t)([A-Za-z_][^\t:']{{0,80}}'s [^\s:]{{1,60}}) ?: {VALUE}(?: \+ {VALUE})?(?=\s|$)", re.IGNORECASE
)
LIGHTGBM_CLI = re.compile(rf"\[Info\] Iteration:(\d{{1,9}}), ([\w ./-]{{1,80}}?) : {VALUE}\s*$", re.IGNORECASE)
# a paste has spaces for the tabs, and old versions no colon; then the time that is left shows who speaks
CATBOOST = re.compile(
    rf"^\s*(\d{{1,9}}):(?:\t|\s{{1,20}}(?=.{{1,300}}\bremaining:))((?:learn|test\d*):? {VALUE}.*)", re.IGNORECASE
)
CATBOOST_SET = re.compile(rf"(?<!\w)(learn|test\d*|best):? {VALUE}")
QUOTED = re.compile(r"`|\\t|[\"'],?\s*$")  # a line quoted in a text or a program, not printed by one
BEST = re.compile(r"best iteration|best round|best score", re.IGNORECASE)


class Round(NamedTuple):
    """One line: the number of the round and its values by name."""

    number: float
    values: dict[str, float]
    program: str


class Boosting:
    """Rounds as XGBoost, LightGBM and CatBoost print them."""

    name: ClassVar[str] = "boosting"
    suffixes: ClassVar[tuple[str, ...]] = (".log", ".txt", ".out")
    about: ClassVar[str] = "What XGBoost, LightGBM and CatBoost print round by round."

    def sniff(self, source: Source) -> Fit:
        """YES where the head has two rounds, MAYBE where it has one."""
        seen = sum(1 for _ in zip(_rounds(source.text.split("\n")), range(2), strict=False))
        return Fit(seen)

    def read(self, source: Source) -> list[Run]:
        """The runs, one for each model that was fitted; rounds are steps, numbered as the log does.

        Raises:
            ReadError: no line of a boosting round is found.
        """
        rows = Rows(source.name, self.name)
        scores = _Direction()
        for printed in _rounds(lines(source), rows.hear):
            if printed.program == "CatBoost":
                scores.watch(printed.values)
                printed.values.pop("best", None)
            rows.add(printed.values, printed.number, "step")
            rows.note(f"lines of {printed.program}: a boosting round is a step")
        _name_catboost(rows, scores)
        runs = [run for run in rows.runs() if _is_log(run)]
        if not runs:
            raise ReadError(
                source.name,
                "no boosting rounds are found in it",
                hint="looked for `[0] train-rmse:0.5`, `[1] valid_0's l2: 0.5` and `0: learn: 0.5 test: 0.6`",
            )
        return runs


def _is_log(run: Run) -> bool:
    """Whether the rounds go on: the same number again and again is no count. One round may be all that was printed."""
    steps = {step for series in run.series for step in series.steps.tolist()}
    return len(steps) > 1 or all(len(series) == 1 for series in run.series)


def _rounds(log: Iterable[str], pass_by: Callable[[str], None] | None = None) -> Iterable[Round]:
    """The rounds in order; the line that repeats the best one after an early stop goes to `pass_by`, as others do."""
    is_repeat = False
    for line in log:
        text = line[:LONGEST]
        boosting_round = _round(text)
        if boosting_round is None:
            is_repeat = is_repeat or BEST.search(text) is not None
        elif not is_repeat:
            yield boosting_round
            continue
        else:
            is_repeat = False
        if pass_by is not None:
            pass_by(text)


def _round(text: str) -> Round | None:
    if "learn" in text or "test:" in text:
        match = CATBOOST.match(text)
        if match:
            return Round(
                float(match[1]), {name: float(value) for name, value in CATBOOST_SET.findall(match[2])}, "CatBoost"
            )
    if "Iteration:" in text and (match := LIGHTGBM_CLI.search(text)):
        return Round(float(match[1]), {match[2]: float(match[3])}, "LightGBM")
    if "]" not in text or QUOTED.search(text) is not None:
        return None
    bracket = BRACKET.search(text)
    if bracket is None:
        return None
    rest = "\t" + text[bracket.end() :].lstrip().replace("#011", "\t")
    if "'s " in rest:
        values = {name.strip(): float(value) for name, value, _ in LIGHTGBM.findall(rest)}
        return Round(float(bracket[1]), values, "LightGBM") if values else None
    values = {name: float(value) for name, value, _ in XGBOOST.findall(rest) if "-" in name}
    return Round(float(bracket[1]), values, "XGBoost") if values else None


class _Direction:
    """Which way CatBoost's unnamed metric is better: `best` is the highest test value so far, or the lowest."""

    def __init__(self) -> None:
        self.higher = self.lower = 0

    def watch(self, values: dict[str, float]) -> None:
        best, test = values.get("best"), values.get("test")
        if best is not None and test is not None:
            self.higher += best > test
            self.lower += best < test


def _name_catboost(rows: Rows, direction: _Direction) -> None:
    is_score = direction.higher > direction.lower
    metric = "score" if is_score else "loss"
    rows.describe("learn", split="train", metric=metric)
    for name in ("test", *(f"test{number}" for number in range(10))):
        rows.describe(name, split="val", metric=metric)
