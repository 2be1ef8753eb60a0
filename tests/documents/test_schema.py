"""The published schemas: every field described, and every document that is written is one of theirs."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

from diagnose import readers, series
from diagnose.documents.schema import PUBLISHED, schema_of
from diagnose.model import Kind, Run, Severity, Verdict
from diagnose.readers.core.opening import open_bytes, open_path
from diagnose.reporters import Answers, Screen, render, rule_text, run_text
from diagnose.rulebook import load_rulebook
from tests.reporters.examples import EXAMPLES

ROOT = Path(__file__).parents[2]
GOLDEN = sorted((ROOT / "tests" / "reporters" / "golden").glob("*.json"))
RUNS = sorted((ROOT / "examples" / "runs").glob("*.json"))
LOGS = [*RUNS, ROOT / "examples" / "native" / "keras-bars.txt"]


def published(name):
    return json.loads((ROOT / "docs" / "schema" / f"{name}.json").read_text(encoding="utf-8"))


def objects(schema):
    """The schemas of all objects with stated keys, with the place of each."""
    yield from ((place, part) for place, part in schema["$defs"].items() if "properties" in part)
    yield "the document", schema


def only_stated_keys(schema):
    """The schema, in which a key that is not described is a fault."""
    for _, described in objects(schema):
        described["additionalProperties"] = False
    return schema


def check(text, name):
    document = json.loads(text, parse_constant=lambda token: 1 / 0)
    jsonschema.validate(document, only_stated_keys(published(name)), cls=jsonschema.Draft202012Validator)


@pytest.mark.parametrize("name", PUBLISHED)
def test_what_is_published_is_what_the_types_say(name):
    jsonschema.Draft202012Validator.check_schema(published(name))
    assert published(name) == schema_of(name), "run make docs"


@pytest.mark.parametrize("name", PUBLISHED)
def test_every_object_and_every_field_is_described_and_always_there(name):
    for place, described in objects(published(name)):
        assert described["description"], place
        assert described["required"] == list(described["properties"]), place
        for field, stated in described["properties"].items():
            assert stated.get("description") or "$ref" in stated, f"{place}: {field}"


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.name)
def test_golden_documents(path):
    check(path.read_text(encoding="utf-8"), "diagnose-v1")


@pytest.mark.parametrize("case", EXAMPLES)
def test_reports(case):
    check(render("json", Answers([EXAMPLES[case]()] * 60), Screen()), "diagnose-v1")


def check_reading(runs):
    understood = [run_text.UnderstoodRun(run, series.recover(run)) for run in runs]
    check(run_text.as_json(understood, Screen()), "read-v1")


@pytest.mark.parametrize("path", LOGS, ids=lambda path: path.name)
def test_readings(path):
    check_reading([series.prepare(run) for run in readers.read(open_path(path))])


def test_a_reading_with_numbers_that_json_has_not():
    check_reading(readers.read(open_bytes(b'{"loss": [1, NaN, Infinity, -Infinity], "what": [1, 2, 3, 4]}', "a.json")))
    check_reading([Run("a", "b", ())])
    check_reading([])


def test_the_rules():
    check(rule_text.as_json(load_rulebook().rules, Screen()), "rules-v1")


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("verdict", "healthy"),
        ("severity", "bad"),
        ("confidence", "nan"),
        ("confidence", None),
        ("step_unit", "day"),
        ("steps", 1.5),
        ("phases", [{"to": 1}]),
        ("more", 1),
    ],
)
def test_what_is_no_such_document_is_told(key, value):
    document = json.loads(render("json", Answers([EXAMPLES["overfitting"]()]), Screen()))
    document["runs"][0][key] = value
    with pytest.raises(jsonschema.ValidationError):
        check(json.dumps(document), "diagnose-v1")


def test_the_words_are_those_of_the_program():
    run = published("diagnose-v1")["$defs"]["RunDiagnosis"]["properties"]
    trend = published("diagnose-v1")["$defs"]["TrendEntry"]["properties"]
    assert run["verdict"]["enum"] == [verdict.value for verdict in Verdict]
    assert run["severity"]["enum"] == [severity.word for severity in Severity]
    assert trend["kind"]["enum"] == [kind.value for kind in Kind]


def test_the_program_runs_without_the_documents():
    """They need pydantic, which the command has no time to import."""
    loaded = "import sys; print({'pydantic', 'diagnose.documents', 'typing_extensions'} & {*sys.modules})"
    code = f"from diagnose.cli import main\ntry: main(['{RUNS[0]}', '--format', 'json'])\nexcept SystemExit: {loaded}"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.endswith("set()\n"), done.stdout[-200:]
