"""Between the words and the numbers: what a text says of a run is true of its log."""

from __future__ import annotations

import math
import re

import numpy as np

from diagnose.model import Curve, Kind, Report, Run
from tests.invariants import logged, sentences
from tests.invariants.breach import Breaches, Invariant

N = sentences.NUMBER
ALONE = r"(?![.,e]?\d|e[+-]|%| times| of )"
AT = "(?:epoch|step|batch|round)"
FIRST = re.compile(rf"(?:beg[ai]ns? at|come from) ({N}){ALONE}|\(({N}) at first")
LAST = re.compile(
    rf"(?:stands at|leapt to|ends at|improves, to|improving, to|come from {N} to|{AT} {N}, to) ({N}){ALONE}"
    rf"|at first, ({N}) last"
)
BEST = tuple(
    re.compile(pattern)
    for pattern in (
        rf"best(?: value)? \((?P<value>{N}) at {AT} (?P<step>{N})\)",
        rf"the best, (?P<value>{N}) at {AT} (?P<step>{N})",
        rf"(?P<value>{N}) at its best(?: \({AT} (?P<step>{N})\))?",
        rf"was best at {AT} (?P<step>{N})(?: \((?P<value>{N})\))?",
        rf"(?P<value>)best round is (?P<step>{N})",
    )
)
CHANGED = r"\b(?:by|rose|risen|fell|lost|gained|another|down by) (?:by )?"
WORSE = "(?:lost|above|below|lower|worse|better)"
HOLES = {
    "a word for what is missing": re.compile(r"\bunknown\b|\bNone\b(?! of)|\bnan\b|\binf\b|[{}]|\bunit by unit\b"),
    "a wrong plural": re.compile(
        r"\b(?:batchs|epochss|stepss|[Ii]nfinitys)\b|(?<![\d.,])1 (?:epochs|steps|batches|values|points|runs|rounds)\b"
    ),
    "a change that is none": re.compile(rf"{CHANGED}-?0(?:\.0+)?(?:%| times|,|$)|(?<![\d.])-?0(?:\.0+)?% {WORSE}"),
    "a zero with a sign": re.compile(r"(?<![\w.])-0(?:\.0*)?(?![\d.])"),
    "a loss or gain below zero": re.compile(rf"{CHANGED}-[\d.]+|(?<![\w.])-[\d.,]+%? {WORSE}"),
    "no whole sentence": re.compile(r"  |\.\.(?!\.)(?! )| [.,;](?!\d)|(?<!\w)\(\)|^[a-z].*\. [a-z]"),
}
PERCENT = re.compile(r"(\d[\d,.]*)%")
MULTIPLE = re.compile(rf"({N})(?: times|-fold)")


def no_text_has_a_hole(report: Report, run: Run) -> Breaches:
    """No text holds a word for what was not measured, a wrong plural, a change that is none, or half a sentence."""
    for place, text in sentences.texts(report):
        for what, pattern in HOLES.items():
            if hole := pattern.search(text):
                yield f"{what}, {hole[0]!r}, in {place}: {text[:140]}"


def no_number_is_beyond_picturing(report: Report, run: Run) -> Breaches:
    """No text says a percentage above 1000 or a multiple above a million."""
    for place, text in sentences.texts(report):
        if any(sentences.number(each.rstrip(".,")) > 1000 for each in PERCENT.findall(text)):
            yield f"a percentage in {place}: {text[:140]}"
        if any(abs(sentences.number(each)) > 1e6 for each in MULTIPLE.findall(text)):
            yield f"a multiple in {place}: {text[:140]}"


def numbers_of_the_summary_are_finite(report: Report, run: Run) -> Breaches:
    """Where the log is finite, so is each number of the summary and of the evidence of the deciding finding."""
    values = [logged.values_of(run, curve)[1] for curve in report.curves]
    if not all(np.isfinite(each).all() for each in values):
        return
    if re.search(r"\b(?:at|to|from|by|is|rose|fell|lost) (?:by )?-?(?:NaN|infinity)\b(?! or)", sentences.told(report)):
        yield sentences.told(report)[:160]
    for evidence in report.deciding.evidence if report.deciding else ():
        if isinstance(evidence.value, float) and not math.isfinite(evidence.value):
            yield f"{report.rule}: {evidence.fact} is {evidence.value}"


def first_and_last_are_those_of_the_log(report: Report, run: Run) -> Breaches:
    """The first and the last value in a text are the first and the last that were logged."""
    for place, text in sentences.messages(report):
        for pattern, at, name in ((FIRST, 0, "first"), (LAST, -1, "last")):
            for found in pattern.finditer(text):
                curve = _curve_before(report, text[: found.start()])
                _, values = logged.finite_of(run, curve)
                if curve is None or not len(values) or not logged.as_logged(run, curve):
                    continue
                told = next(filter(None, found.groups()))
                if not _same(told, float(values[at]), 6e-4 if logged.is_loss(curve) else 6e-3):
                    yield f"{place} says {name} {told} of {curve.name}, logged is {values[at]:.5g}: {text[:110]}"


def _curve_before(report: Report, text: str) -> Curve | None:
    """The curve of which a text speaks last, training where it names none."""
    train, val = text.lower().rfind("training"), text.lower().rfind("validation")
    return report.curves.val if val > train else report.curves.train


def _same(told: str, value: float, tolerance: float = 6e-4) -> bool:
    """Whether a text means this value: it writes four digits, of scores and with an exponent three."""
    return math.isclose(sentences.number(told), value, rel_tol=6e-3 if "e" in told else tolerance)


def best_in_words_is_the_best(report: Report, run: Run) -> Breaches:
    """A best value with its step in a text is the best that the report names."""
    for place, text in sentences.judgements(report):
        for found in filter(None, (pattern.search(text) for pattern in BEST)):
            value, step = found["value"], found["step"]
            if report.best is None:
                yield f"{place} names a best, the report none: {text[:120]}"
            elif not (not value or _same(value, report.best.value)) or not (not step or _at(step, report.best.step)):
                yield f"{place} says {found[0]}, the report {report.best.value:.5g} at {report.best.step:g}"


def _at(told: str, step: float) -> bool:
    return math.isclose(sentences.number(told), step, rel_tol=6e-4)


def nothing_learned_is_true(report: Report, run: Run) -> Breaches:
    """'Nothing has been learned' is never said where the loss came down by a sixth or accuracy rose by a tenth."""
    if "nothing has been learned" not in " ".join(text for _, text in sentences.judgements(report)):
        return
    train, accuracy = report.curves.train, logged.accuracy(run)
    _, values = logged.values_of(run, train)
    fell = len(values) > 2 and values[0] > 0 and values[-3:].mean() < 0.85 * values[0]
    if logged.is_loss(train) and fell:
        yield f"{report.rule}: the loss came down, {values[0]:.4g} .. {values[-3:].mean():.4g}"
    if len(accuracy) > 2 and accuracy[-3:].mean() > accuracy[0] + 0.1 * (100.0 if accuracy.max() > 1.5 else 1.0):
        yield f"{report.rule}: accuracy rose, {accuracy[0]:.3g} .. {accuracy[-3:].mean():.3g}"


def losses_are_named_only_where_logged(report: Report, run: Run) -> Breaches:
    """'Validation loss' and 'both losses' are said only where one is judged; so are 'training loss' and 'accuracy'."""
    has = {
        split: logged.is_loss(curve)
        for split, curve in (("training", report.curves.train), ("validation", report.curves.val))
    }
    scores = any(re.search("acc|score|auc|f1", each.name, re.IGNORECASE) for each in run.series)
    for place, text in sentences.messages(report):
        if re.search("no (?:whole |validation |training )", text):
            continue
        for split, there in has.items():
            if not there and re.search(rf"\b{split} loss", text, re.IGNORECASE):
                yield f"{split} loss, not logged, in {place}: {text[:120]}"
        if "both losses" in text and not all(has.values()):
            yield f"both losses, not logged, in {place}: {text[:120]}"
        if re.search("accuracy", text) and not scores and "means nothing" not in text:
            yield f"accuracy, not logged, in {place}: {text[:120]}"


def pace_is_told_per_logged_step(report: Report, run: Run) -> Breaches:
    """'Step by step' is said only of curves that are logged at every step."""
    for place, text in sentences.judgements(report):
        if found := re.search(r"\b(epoch by epoch|step by step|batch by batch)", text):
            for curve in report.curves:
                apart = np.diff(curve.series.steps)
                if len(apart) and float(np.median(apart)) > 1.0:
                    yield f"{found[0]!r}, logged every {np.median(apart):g}, in {place}: {text[:110]}"
                    break


NAMES = {"train": r"training [a-z]+", "val": r"validation(?: [a-z]+)?"}
DOES = {
    Kind.FALLING: r"(?:is |goes on |went on )?(?:still )?(?:falling|falls|improving|improves)\b",
    Kind.FLAT: r"(?:came down by [\d.]+(?:%| times) and )?(?:flat\b|stays flat|has been flat|stands still|has settled)",
    Kind.RISING: r"(?:has been rising|is rising|has been getting worse|has got worse)",
}
BOTH = {
    Kind.FALLING: r"both (?:losses|curves) (?:are still falling|still improve)",
    Kind.FLAT: r"both (?:losses|curves) have (?:settled|been flat)",
    Kind.RISING: r"both (?:losses|curves) have been (?:rising|getting worse)",
}


def what_a_text_says_a_curve_does_it_does(report: Report, run: Run) -> Breaches:
    """A curve that a text of any finding calls falling, flat or rising has that trend in the report."""
    for place, text in sentences.judgements(report):
        for split, curve in report.curves.by_split.items():
            for kind, does in DOES.items():
                if curve.kind is not kind and re.search(f"{NAMES[split]} {does}", text, re.IGNORECASE):
                    yield f"{place} against {split} {curve.kind}: {text[:130]}"
        for kind, pattern in BOTH.items():
            if re.search(pattern, text, re.IGNORECASE) and any(curve.kind is not kind for curve in report.curves):
                yield f"{place} against {[curve.kind.value for curve in report.curves]}: {text[:110]}"


def improving_in_words_ends_better_than_it_began(report: Report, run: Run) -> Breaches:
    """A curve that the summary calls falling or improving, without a step since which, ends better than it began."""
    text = sentences.told(report)
    for split, curve in report.curves.by_split.items():
        _, values = logged.finite_of(run, curve)
        better = -values if curve.turned else values
        says = re.search(f"{BOTH[Kind.FALLING]}|{NAMES[split]} {DOES[Kind.FALLING]}", text, re.IGNORECASE)
        if says and len(values) > 2 and min(better[-1], np.median(better[-3:])) > better[0]:
            yield f"{report.rule}: {split} {values[0]:.4g} .. {values[-1]:.4g}: {text[:110]}"


WORDS: tuple[Invariant, ...] = (
    no_text_has_a_hole,
    no_number_is_beyond_picturing,
    numbers_of_the_summary_are_finite,
    first_and_last_are_those_of_the_log,
    best_in_words_is_the_best,
    nothing_learned_is_true,
    losses_are_named_only_where_logged,
    pace_is_told_per_logged_step,
    what_a_text_says_a_curve_does_it_does,
    improving_in_words_ends_better_than_it_began,
)
