"""An example of a rule file as a run, and what the whole pipeline says of it."""

from diagnose.pipeline import Options, diagnose_run
from diagnose.readers.history import history_run
from diagnose.rulebook.book import Rulebook


def report_on(example, rules, name="example"):
    columns = {key: list(values) for key, values in example.history.items()}
    return diagnose_run(history_run(name, columns, params=example.params), Options(Rulebook(tuple(rules))))
