"""All rules that apply: ours from the index, the user's own files after them, with the settings' thresholds."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path

from diagnose.errors import Fault, RuleError, SettingsError, nearest
from diagnose.facts import NUMBERS
from diagnose.layout import rules_folder
from diagnose.limits import replaced
from diagnose.rulebook.action import Action
from diagnose.rulebook.candidate import Candidate, candidates
from diagnose.rulebook.index import CATALOGUE, from_index, rule_files
from diagnose.rulebook.rule import Rule
from diagnose.rulebook.thresholds import with_threshold
from diagnose.settings import Settings


@dataclass(frozen=True)
class Rulebook:
    """Rules by code, in the order of their codes."""

    rules: tuple[Rule, ...]
    settings: Settings = field(default_factory=Settings)

    @cached_property
    def by_code(self) -> Mapping[str, Rule]:
        """The rules by their codes."""
        return {rule.code: rule for rule in self.rules}

    @cached_property
    def active(self) -> tuple[Rule, ...]:
        """The rules that are matched: neither deprecated nor removed."""
        return tuple(rule for rule in self.rules if rule.status in ("preview", "stable"))

    @cached_property
    def actions(self) -> Mapping[str, Action]:
        """The actions that the rules advise, by their ids."""
        return {advice.action.id: advice.action for rule in self.rules for advice in rule.advise}

    @cached_property
    def cells(self) -> Mapping[tuple[str, str], Rule]:
        """The primary rule of each cell of the train × val table."""
        return {cell: rule for rule in self.active if rule.primary for cell in cells_of(rule)}

    def possible(self, train: str | None, val: str | None) -> tuple[Candidate, ...]:
        """What these two trends leave open of the active rules; None is a curve that is missing."""
        key = train, val
        if key not in self._possible:
            self._possible[key] = candidates(self.active, train, val)
        return self._possible[key]

    @cached_property
    def _possible(self) -> dict[tuple[str | None, str | None], tuple[Candidate, ...]]:
        return {}

    def find(self, word: str) -> Rule | None:
        """The rule of that code or name, or None."""
        code = word.upper()
        return self.by_code.get(code) or next((rule for rule in self.rules if rule.name == word.lower()), None)

    def reports(self, rule: Rule) -> bool:
        """Whether the settings let findings of this rule be reported."""
        select, ignore = self.settings.select, self.settings.ignore
        return (not select or _named(rule, select)) and not _named(rule, ignore)


def _named(rule: Rule, words: Iterable[str]) -> bool:
    return any(rule.code.startswith(word.upper()) or rule.name == word for word in words)


def _check_names(settings: Settings, rules: Collection[Rule]) -> None:
    """Refuse what is selected or ignored and names no rule: a typo must not switch off a gate."""
    for key in ("select", "ignore"):
        for word in getattr(settings, key):
            if not any(_named(rule, (word,)) for rule in rules):
                known = [name for rule in rules for name in (rule.code, rule.name)]
                raise SettingsError(key, f"there is no rule {word!r}; {nearest(word, known)}")


def cells_of(rule: Rule) -> Iterable[tuple[str, str]]:
    """The cells (train kind, val kind) that a rule's conditions name."""
    for block in rule.when:
        kinds = {condition.fact: condition.one_of or () for condition in block if condition.fact in ("train", "val")}
        yield from ((str(a), str(b)) for a in kinds.get("train", ()) for b in kinds.get("val", ()))


def load_rulebook(settings: Settings | None = None, paths: Sequence[Path] = ()) -> Rulebook:
    """Our rules and those of the user's files and folders, with the thresholds of the settings.

    A user's rule with a code of ours replaces it.

    Raises:
        RuleError: a file breaks the schema, or two of the user's files have the same code.
        SettingsError: a threshold names a rule or a condition that does not exist, or a limit is none.
    """
    if settings is None and not paths:
        return _as_shipped()
    settings = settings or Settings()
    rules = {rule.code: rule for rule in ours()}
    own: dict[str, str] = {}
    for path in (*map(Path, settings.rules), *paths):
        for rule, file in _users(path):
            if rule.code in own:
                raise RuleError(file, Fault(f"the code {rule.code} is taken by {own[rule.code]}", "code"))
            own[rule.code] = file
            rules[rule.code] = rule
    _check_names(settings, rules.values())
    replaced(settings.limits, NUMBERS)  # a misspelt limit is told before any run is judged
    for key, bounds in settings.thresholds.items():
        rule = with_threshold(rules, key, bounds)
        rules[rule.code] = rule
    return Rulebook(tuple(rules[code] for code in sorted(rules)), settings)


@cache
def _as_shipped() -> Rulebook:
    return Rulebook(ours())


@cache
def ours() -> tuple[Rule, ...]:
    """The rules that ship with the program, from the index where it agrees with the files; read once a process."""
    folder = rules_folder()
    files = rule_files(folder)
    rules = from_index(folder, files)
    if rules is None:
        from diagnose.rulebook.load import load_file, our_actions

        rules = tuple(load_file(file, our_actions()) for file in files)
    return rules


def _users(path: Path) -> Iterable[tuple[Rule, str]]:
    """The rules of a file or a folder, each with its file; a folder may have a catalogue of actions of its own."""
    from diagnose.rulebook.catalogue import load_actions
    from diagnose.rulebook.load import load_file, our_actions

    files = rule_files(path) if path.is_dir() else [path]
    if not files or not files[0].is_file():
        raise RuleError(str(path), Fault("no rule file is there"))
    own = load_actions(path, beside=our_actions()) if path.is_dir() else {}
    if taken := sorted(own.keys() & our_actions()):
        raise RuleError(str(path / CATALOGUE[0]), Fault(f"the action {taken[0]!r} is in our catalogue already"))
    for file in files:
        yield load_file(file, {**our_actions(), **own}), str(path / file.name if path.is_dir() else path)
