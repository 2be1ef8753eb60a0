"""The page of the actions for a reader, and the line in which a rule's page names one, as Markdown.

May not: write files, know where they lie.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from diagnose.rulebook.action import Action, Advice
from diagnose.rulebook.condition import Block
from diagnose.rulebook.wording import bounds_of, stated_words, tried

HEAD = "<!-- Written by `make docs` from the catalogue of actions; edit rules/actions.toml. -->\n"


def actions_page(actions: Mapping[str, Action]) -> str:
    """Every action of the catalogue: words, amount, cost, where it makes sense, and the lines of code."""
    lines = [HEAD, "# Actions", "", f"{len(actions)} things that a person can change. Rules name them and give the"]
    lines += ["amount. A report has each once, with its amount for the run, and `apply` where a program can do it.", ""]
    for action in actions.values():
        lines += [f"## {action.id}", "", *_section(action), ""]
    return "\n".join(lines).rstrip() + "\n"


def _section(action: Action) -> Iterator[str]:
    yield f"**{stated_words(Advice(action))}.**"
    yield ""
    yield f"- Setting: `{action.setting}: {action.change}`, costs {action.cost}; for {', '.join(action.kinds)}."
    if action.amount is None:
        yield "- Only a person can do it."
    if action.means:
        yield f"- Said once with [{action.means}](#{action.means}), which means the same."
    if action.clashes:
        yield f"- Not beside {', '.join(f'`{clash}`' for clash in action.clashes)}."
    if action.unfit:
        yield f"- Not under the verdict {', '.join(action.unfit)}, unless its rule asks for it."
    yield from (f"- Only where {_conditions(block)}." for block in action.when)
    yield from (f"- Not where {_conditions(block)}." for block in action.unless)
    if action.trial is not None:
        yield f"- {tried(action.trial).capitalize()}."
    if action.source:
        yield f"- Source: {action.source}."
    if action.how:
        yield ""
        yield "| framework | line |"
        yield "|---|---|"
        for framework, line in action.how.items():
            code = line.replace("|", "\\|")
            yield f"| {framework} | `{code}` |"


def advice_line(number: int, advice: Advice) -> str:
    """The line of a rule's page that gives one piece of advice."""
    action = advice.action
    why = f" {advice.why}" if advice.why else ""
    source = advice.source or action.source
    cited = f" ({source})" if source else ""
    trial = f" {tried(action.trial).capitalize()}." if action.trial is not None else ""
    where = f"; {bounds}" if (bounds := bounds_of(advice)) else ""
    return f"{number}. **{stated_words(advice)}.**{why}{cited}{trial} [`{action.id}`](../actions.md#{action.id}){where}"


def _conditions(block: Block) -> str:
    return " and ".join(f"`{condition.fact}` {condition}" for condition in block)
