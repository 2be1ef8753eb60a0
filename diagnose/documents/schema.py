"""The JSON schemas of the documents, as they are published."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema

from diagnose.documents.diagnosis import Diagnosis
from diagnose.documents.reading import Reading
from diagnose.documents.rules import RuleList

DIALECT = GenerateJsonSchema.schema_dialect
PUBLISHED: Mapping[str, type[Any]] = MappingProxyType(
    {"diagnose-v1": Diagnosis, "read-v1": Reading, "rules-v1": RuleList}
)


def schema_of(name: str) -> dict[str, Any]:
    """The JSON schema of the document of that name, which must be one of PUBLISHED."""
    described = TypeAdapter(PUBLISHED[name]).json_schema(mode="serialization")
    return {"$schema": DIALECT, "$id": f"urn:diagnose:schema:{name}", **described}
