"""The sentences in which programs tell of a crash, an early stop, restored weights or too little memory.

May not: know formats, remember what was said. What sets something up, counts down to a stop or quotes a program is no
such sentence.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from diagnose.model import Sign

if TYPE_CHECKING:
    from diagnose.model import SignKind, StepUnit

LONGEST = 400
WORDS = 120
STEMS = (
    "nan",
    "stop",
    "best",
    "diverg",
    "overflow",
    "memory",
    "kill",
    "interrupt",
    "patience",
    "inf",
    "invalid",
    "loss scale",
    "shrink",
    "quitting",
    "cancelled",
    "oom",
    "explod",
    "早停",
)
"""No such sentence is without one of these: nearly all lines are done with once they are looked for."""


def _one_of(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(patterns), re.IGNORECASE)


_BAD = r"(?:nans?|infs?|infinite|infinity|non-?finite|not finite|invalid)"
_ENDS = r"(?:stop|terminat|abort|exit|quit|halt|crash)"
_ERROR = r"(?:error|exception|assert)"
_EARLY = r"early[ _-]?stop(?:ping|ped)?"
_FEW = r"\W{1,3}(?:\w+\W{1,3}){0,3}?"
_CAUSE = (
    "triggered|activated|reached|best iteration|since|after|at|on epoch|in epoch|due to|because|as no|condition met"
)

NO_SIGN = _one_of(
    r"counter|conditioned on|did not meet|callback|\bno early|\bnot available\b",
    r"[=:]\s*(?:true|false|none|null)\b|\b(?:en|dis)abled?\b",
    r"\b(?:will|would|until|unless|def|import)\b|^\s*(?:el)?if\b|\b(?:if|when) (?:the|it|val|loss|your|no|there)\b",
    r"(?:^|\s)--\w|\{\w*\}|%[sdf]",
    r"^\s*(?:raise|print|return|assert|self|@)\b|^\s*File \"|\bpatience\s*(?:=|:|of)",
)
OVERFLOW = _one_of(
    r"(?:gradient overflow|overflow detected|found infs?\b|overflow!).{0,120}?"
    r"(?:loss scale to:?|reducing to|new loss scale:?) ?(\d{1,40}(?:\.\d{0,40})?(?:e[-+]?\d{1,4})?)"
)
SKIPPED = _one_of(r"\bskip|\bignor|\breplac|\bcontinu")
DIVERGED = _one_of(
    r"\b(?:model|training|loss|optimi[sz]ation|network) (?:has |have )?(?:diverged|exploded|blown up)\b",
    rf"\bloss(?:es)? (?:became|went|turned|returned in .{{1,40}} is) (?:\w+ or )?{_BAD}\b|^\W{{0,4}}loss is {_BAD}\b",
    rf"\b{_BAD} loss (?:during|encountered|detected|found|at|in)\b",
    rf"\b(?:encountered|detected|found|got) (?:an? )?{_BAD} loss",
    rf"\bloss(?:es)?\b{_FEW}{_BAD}\b.{{0,30}}\b{_ENDS}|\b{_BAD} loss\b.{{0,30}}\b{_ENDS}",
    rf"\b{_ENDS}\w*\b.{{0,40}}\bloss\b.{{0,20}}\b{_BAD}\b",
    rf"{_ERROR}.{{0,60}}\bloss\w*\b.{{0,30}}\b{_BAD}\b|{_ERROR}.{{0,60}}\b{_BAD}\b.{{0,30}}\bloss",
    r"\bminimum loss scale reached|\bloss scale already at minimum|\breturned nan values in its",
    rf"\bgrad(?:ient)?s?\b.{{0,30}}\b{_BAD}\b.{{0,30}}\b{_ENDS}",
)
STOPPED = _one_of(
    rf"(?:^|[\]|>:-]|\bepoch\W{{0,2}}\d{{1,9}})\W{{0,6}}{_EARLY}\W*$",
    rf"\b{_EARLY}[,:!]? {{0,3}}(?:was |is |has been )?(?:{_CAUSE})\b",
    r"\b(?:stop(?:ping|ped)?|terminat(?:ing|ed)|halt(?:ing|ed)|end(?:ing|ed)) (?:the )?(?:training |run )?early\b",
    r"\btraining stopped early\b|\bsignaling trainer to stop|\bran out of patience|\bstopped by overfitting detector",
    r"^\W*stopping\. best iteration|\bconsecutive epochs\. stopping|\bquitting training|\bearly stop since\b",
    rf"\b(?:no improvement|(?:not|n't|nt) improved?)\b.{{0,80}}\b(?:stopping|stop training|{_EARLY})",
    r"\bpatience (?:is )?(?:exceeded|exhausted|reached|ran out)\b|触发早停|提前停止|早停\W*$",
)
RESTORED = _one_of(
    r"\brestor(?:ing|ed)\b.{0,50}\bbest\b|\bshrink model to first (?P<rounds>\d{1,9})",
    r"\bearly stopping, best iteration is|\bbest (?:model|weights) (?:re)?(?:loaded|stored)\b",
    r"\b(?:re)?load(?:ing|ed)\b.{0,24}\bbest[ _](?:model|weights|checkpoint|params|state)\b",
    r"\b(?:reverting|reverted|rolling back|rolled back) to\b.{0,20}\bbest\b",
)
MEMORY = _one_of(
    r"\bcuda (?:error: )?out of memory|\boutofmemoryerror\b|\boom when allocating|\bmemoryerror\b|\boom[- ]?kill",
    r"\bout of memory\.? (?:trying|tried) to allocate|cublas_status_alloc_failed|\bout[- ]of[- ]memory: kill",
)
INTERRUPTED = _one_of(
    r"\bkeyboardinterrupt\b|^\W*(?:training )?interrupted(?: by (?:the )?user)?\W*$|\bexiting from training early",
    r"\b(?:stopped|cancelled|aborted) by (?:the )?user\b",
)
KILLED = _one_of(
    r"^(?:.{0,60}[: ])?killed\W*$|\bsigkill\b|\bsigterm\b|\bsignal 9\b|\bexit code 137\b",
    r"\bcancelled at\b|\bpreempted\b|\bdue to time limit\b",
)
BEST = _one_of(r"^\W*bestiteration = \d")
KINDS: tuple[tuple[SignKind, re.Pattern[str]], ...] = (
    ("overflow", OVERFLOW),
    ("diverged", DIVERGED),
    ("stopped", STOPPED),
    ("restored", RESTORED),
    ("memory", MEMORY),
    ("interrupted", INTERRUPTED),
    ("killed", KILLED),
    ("best", BEST),
)
PLACE = re.compile(
    r"\b(epoch|iteration|iter|step|update|batch|round|bestiteration|checkpoint)\b\W{0,8}?(?:is\W{1,4})?(\d{1,12})\b(?![.%/]\d)",
    re.IGNORECASE,
)
NEXT_PLACE = re.compile(r"\s*\[(\d{1,9})\]")
UNITS: dict[str, StepUnit] = {"epoch": "epoch", "batch": "batch"}


def signs_of(text: str) -> tuple[Sign, ...]:
    """The signs that one line of a log gives; nearly always none, which takes a few searches for words."""
    lowered = text.lower()
    for stem in STEMS:
        if stem in lowered:
            return _signs(" ".join(text.split())) if len(text) <= LONGEST else ()
    return ()


def _signs(text: str) -> tuple[Sign, ...]:
    if NO_SIGN.search(text) is not None:
        return ()
    signs = []
    for kind, pattern in KINDS:
        match = pattern.search(text)
        if match is None or (kind == "diverged" and SKIPPED.search(text) is not None):
            continue
        step, unit = _place(text)
        if kind == "overflow":
            return (Sign(kind, _words(text), step, unit, float(match[1])),)
        if kind == "restored" and match["rounds"]:
            step, unit = float(match["rounds"]) - 1.0, "step"
        signs.append(Sign(kind, _words(text), step, unit))
    return tuple(signs)


def _place(text: str) -> tuple[float | None, StepUnit | None]:
    """The epoch or step that a sentence names, the last one where it names several: that is the best one."""
    places = PLACE.findall(text)
    if not places:
        return None, None
    name, number = places[-1]
    return float(number), UNITS.get(name.lower(), "step")


def _words(text: str) -> str:
    return text[:WORDS]
