"""The mutants that may live, each with the reason, and the file of those that did."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TypeAlias

from tests.mutants.mutant import Mutant

Reasons: TypeAlias = Mapping[tuple[str, str, str], str]
"""Why a mutant may live, by its mark."""

FILE = Path(__file__).with_name("accepted.toml")


def reasons(file: Path = FILE) -> Reasons:
    """Why a mutant may live, by its mark."""
    entries = tomllib.loads(file.read_text(encoding="utf-8")).get("accepted", [])
    return {(entry["file"], entry["before"], entry["after"]): entry["reason"] for entry in entries}


def as_toml(mutants: Iterable[Mutant], known: Reasons) -> str:
    """The mutants in the form of the file of the accepted ones; the reason is empty where none is known."""
    return "\n".join(_entry(mutant, known.get(mutant.mark, "")) for mutant in sorted(mutants))


def _entry(mutant: Mutant, reason: str) -> str:
    fields = {"file": mutant.file, "before": mutant.before, "after": mutant.after, "reason": reason}
    lines = (f"{key} = {json.dumps(text, ensure_ascii=False)}" for key, text in fields.items())
    return "\n".join(("[[accepted]]", *lines)) + "\n"
