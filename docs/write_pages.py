"""Writes the pages that come from the source: options, endpoints, formats, words, schemas. `make docs` calls it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import click

from diagnose.cli.entry import diagnose as command
from diagnose.documents.schema import PUBLISHED, schema_of
from diagnose.layout import load_api
from diagnose.readers import READERS
from docs.words import words

HERE = Path(__file__).parent
HEAD = "<!-- Written by `make docs` from the source; do not edit. -->\n"


def pages() -> dict[str, str]:
    """The text of every generated page by its file name."""
    return {
        "command.md": _page("The command", _verbs()),
        "http.md": _page("The HTTP service", _endpoints()),
        "formats.md": _page("Formats", _formats()),
        "words.md": _page("Words of logs", words()),
        **{f"schema/{name}.json": _schema(name) for name in PUBLISHED},
    }


def _schema(name: str) -> str:
    return json.dumps(schema_of(name), indent=1) + "\n"


def _page(title: str, lines: Iterable[str]) -> str:
    return "\n".join([HEAD, f"# {title}", "", *lines]).rstrip() + "\n"


def _verbs() -> Iterator[str]:
    yield "Exit statuses: 0 clean, 1 a finding at or above `--fail-on`, 2 usage or settings, 3 a log is missing or"
    yield "unreadable, 4 nothing could be decided. They never depend on the output format."
    yield ""
    context = click.Context(command, info_name="diagnose", **command.context_settings)
    yield from _help("diagnose", command, context)
    for name in command.list_commands(context):
        verb = command.get_command(context, name)
        if verb is not None:
            yield from _help(f"diagnose {name}", verb, click.Context(verb, info_name=name, parent=context))


def _help(title: str, verb: click.Command, context: click.Context) -> Iterator[str]:
    context.max_content_width = 100
    context.terminal_width = 100
    yield from (f"## `{title}`", "", "```text", verb.get_help(context), "```", "")


def _endpoints() -> Iterator[str]:
    yield "`diagnose serve` starts it. Errors are `application/problem+json` (RFC 9457). `/openapi.json` describes"
    yield "every answer field by field; the documents' JSON schemas lie in [schema](schema/)."
    yield ""
    schema: dict[str, Any] = load_api().create_app().openapi()
    for path, methods in sorted(schema["paths"].items()):
        for method, operation in methods.items():
            about = operation.get("description") or operation.get("summary", "")
            yield from (f"## `{method.upper()} {path}`", "", about, "")
            yield from _parameters(operation.get("parameters", []))
            yield from (_response(code, response) for code, response in sorted(operation["responses"].items()))
            yield ""


def _response(code: str, response: dict[str, Any]) -> str:
    schemas = [content["schema"] for content in response["content"].values()]
    names = [choice["$ref"].rpartition("/")[2] for schema in schemas for choice in schema.get("anyOf", [schema])]
    return f"- {code}: {response['description'].rstrip('.')}; `{'` or `'.join(names)}`"


def _parameters(parameters: Iterable[dict[str, Any]]) -> Iterator[str]:
    for parameter in parameters:
        yield f"- `{parameter['name']}` ({parameter['in']}): {parameter.get('description', '')}"


def _formats() -> Iterator[str]:
    yield "A log is known by its content; name and suffix only hint. `--reader NAME` chooses the reader."
    yield from ("", "| `--reader` | usual suffixes | what it reads |", "|---|---|---|")
    for reader in READERS:
        usual = ", ".join(suffix for suffix in reader.suffixes if suffix)
        yield f"| `{reader.name}` | {usual or 'any'} | {reader.about} |"


def main() -> None:
    """Write every page."""
    for name, text in pages().items():
        (HERE / name).parent.mkdir(exist_ok=True)
        (HERE / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
