"""Other programs' findings in our words, and how they are asked."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

WORDS = {
    "overfit": "overfitting",
    "early stopping": "overfitting",
    "diverge": "diverged",
    "nan": "diverged",
    "non_finite": "diverged",
    "exploding": "diverged",
    "spike": "unstable",
    "noisy training": "unstable",
    "lr too high": "unstable",
    "lr_too_high": "unstable",
    "no_learning": "misconfiguration",
    "dead": "misconfiguration",
    "flat": "plateau",
    "plateau": "plateau",
    "stagnation": "plateau",
    "lr too low": "plateau",
    "lr_too_low": "plateau",
    "underfit": "underfitting",
    "leakage": "data-problem",
    "label noise": "data-problem",
    "val_below_train": "data-problem",
    "eval_noise": "data-problem",
}
"""The first word that stands in a finding's name says what it means; names that hold none mean nothing to us."""

GRAVE = ("critical", "error", "fail", "high", "warning", "warn", "medium")


def ask(python: Path, rows: Sequence[Mapping[str, Any]]) -> dict[str, dict[str, str]]:
    """Each peer's verdict on each history by its id; `healthy` where it finds nothing of weight."""
    lines = "\n".join(json.dumps({"id": str(i), **history}) for i, history in enumerate(rows))
    worker = Path(__file__).with_name("peers.py")
    done = subprocess.run([python, worker], input=lines, capture_output=True, text=True, check=True)
    verdicts: dict[str, dict[str, str]] = {}
    for line in done.stdout.splitlines():
        answer = json.loads(line)
        for peer, findings in answer["findings"].items():
            verdicts.setdefault(peer, {})[answer["id"]] = verdict(findings)
    return verdicts


def verdict(findings: Sequence[Sequence[str]]) -> str:
    """The gravest finding in our words; informative ones do not count."""
    grave = sorted((_rank(severity), position, what) for position, (what, severity) in enumerate(findings))
    for rank, _, what in grave:
        word = next((word for part, word in WORDS.items() if part in what.lower()), None)
        if rank < len(GRAVE) and word is not None:
            return word
    return "healthy"


def _rank(severity: str) -> int:
    lowered = severity.lower()
    return next((rank for rank, word in enumerate(GRAVE) if word in lowered), len(GRAVE))
