"""The pages of the rules for a reader, as Markdown made from the rules: an index, one page a rule, the facts.

May not: write files, know where they lie.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from diagnose.facts import FACTS
from diagnose.rulebook.action_pages import advice_line
from diagnose.rulebook.book import cells_of
from diagnose.rulebook.condition import Condition
from diagnose.rulebook.examples import Example, examples_of
from diagnose.rulebook.rule import Rule

HEAD = "<!-- Written by `make docs` from the rule files; edit those. -->\n"
KINDS = ("falling", "flat", "rising")
FAMILIES = {
    "TD1": "Optimisation",
    "TD2": "Generalisation",
    "TD3": "Data and splits",
    "TD4": "Learning rate, batch size and stability",
    "TD5": "The log itself",
}


def index_page(rules: Sequence[Rule]) -> str:
    """The table of all rules by family, and the grid of the primary rules, train × val."""
    lines = [HEAD, "# Rules", "", "One rule a file; `diagnose explain CODE` prints one of them.", ""]
    lines += ["## The grid: training loss (down) × validation loss (across)", "", *_grid(rules)]
    for family, members in groupby(rules, key=lambda rule: rule.family):
        lines += ["", f"## {family} {FAMILIES.get(family, '')}".rstrip(), ""]
        lines += ["| code | severity | verdict | fires where |", "|---|---|---|---|"]
        lines += [
            f"| [{rule.code} {rule.name}]({_page(rule)}) | {rule.severity.word} | "
            f"{rule.verdict.value if rule.verdict else '–'} | {_cell(rule.title)} |"
            for rule in members
        ]
    return "\n".join(lines) + "\n"


def rule_page(rule: Rule) -> str:
    """One rule in full: what it means, when it fires, what to change, when not to believe it, examples, source."""
    verdict = f"verdict **{rule.verdict.value}**" if rule.verdict else "no verdict of its own"
    head = f"`{rule.name}` · {rule.severity.word} · {verdict} · {rule.status} · since {rule.since}"
    parts = [
        f"{HEAD}\n# {rule.code} {rule.title}\n\n{head}",
        f"> {rule.message}",
        f"## What it means\n\n{rule.why}",
        "## When it fires\n\n" + "\n\nor\n\n".join(map(_conditions, rule.when)),
    ]
    if rule.unless:
        parts.append("## Unless\n\n" + "\n\nor\n\n".join(map(_conditions, rule.unless)))
    if rule.supersedes:
        parts.append(f"Where it fires, {', '.join(rule.supersedes)} is not reported: this reads the same more closely.")
    parts += [
        "## What to change, in this order\n\n" + "\n".join(map(advice_line, range(1, 99), rule.advise)),
        f"## When not to believe it\n\n{rule.not_when}",
        "## Examples\n\n" + "\n\n".join(map(_example, examples_of(rule))),
        f"## Source\n\n{rule.source}",
    ]
    return "\n\n".join(parts) + "\n"


def facts_page(rules: Iterable[Rule]) -> str:
    """The table of all facts, with unit and what is measured, and what each rule reads of them, a line a rule."""
    lines = [HEAD, "# Facts", "", "What rules can ask of a run, by name.", ""]
    lines += ["| fact | unit | what |", "|---|---|---|"]
    lines += [f"| `{name}` | {fact.unit} | {_cell(fact.about)} |" for name, fact in sorted(FACTS.items())]
    lines += ["", "## What each rule reads", "", "| rule | facts |", "|---|---|"]
    for rule in rules:
        names = ", ".join(f"`{name}`" for name in sorted(rule.facts))
        lines.append(f"| [{rule.code} {rule.name}]({rule.code}.md) | {names} |")
    return "\n".join(lines) + "\n"


def _grid(rules: Iterable[Rule]) -> Iterator[str]:
    primary: Mapping[tuple[str, str], Rule] = {cell: rule for rule in rules if rule.primary for cell in cells_of(rule)}
    yield "| train \\ val | " + " | ".join(KINDS) + " |"
    yield "|---|" + "---|" * len(KINDS)
    for train in KINDS:
        yield f"| **{train}** | " + " | ".join(_grid_cell(primary.get((train, val))) for val in KINDS) + " |"


def _grid_cell(rule: Rule | None) -> str:
    if rule is None:
        return "none"
    return f"[{rule.code} {rule.name}]({_page(rule)}): {rule.verdict.value if rule.verdict else 'no verdict'}"


def _page(rule: Rule) -> str:
    return f"../docs/rules/{rule.code}.md"


def _conditions(block: Sequence[Condition]) -> str:
    return "\n".join(["| fact | must be | what it is |", "|---|---|---|", *map(_condition, block)])


def _condition(condition: Condition) -> str:
    return f"| `{condition.fact}` | {_cell(str(condition))} | {_cell(FACTS[condition.fact].about)} |"


def _example(example: Example) -> str:
    curves = "\n".join(f"{name} = {_values(values)}" for name, values in example.history.items())
    params = f"\nparams = {dict(example.params)}" if example.params else ""
    says = "".join(f"\n{text}" for text in example.says)
    return f"{example.name}: {'fires' if example.fires else 'stays quiet'}\n\n```text\n{curves}{params}{says}\n```"


def _values(values: Iterable[float | None]) -> str:
    return ", ".join("missing" if value is None else f"{value:g}" for value in values)


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
