"""The documents that programs read: each written down once, field by field, as a type that pydantic understands.

From these types come the JSON schemas under `docs/schema`, the description of the HTTP service, and what the type
checker demands of the reporters that fill them. They are dicts with stated keys and no classes of models, since a
report is written without importing pydantic: that would make the command start half as slow again.

May not: fill a document, know a report, be imported by what the command runs (but by the type checker, the service and
the tests).
"""

from __future__ import annotations

from diagnose.documents.diagnosis import Diagnosis, RunDiagnosis
from diagnose.documents.problem import FaultyParameters, Problem, UnreadableLog
from diagnose.documents.reading import Reading, SeriesReading
from diagnose.documents.rules import RuleEntry, RuleList
from diagnose.documents.service import Health, Readiness

__all__ = [
    "Diagnosis",
    "FaultyParameters",
    "Health",
    "Problem",
    "Readiness",
    "Reading",
    "RuleEntry",
    "RuleList",
    "RunDiagnosis",
    "SeriesReading",
    "UnreadableLog",
]
