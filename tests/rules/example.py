"""What the whole pipeline says of an example of a rule file."""

from diagnose.pipeline import Options, diagnose_run
from diagnose.rulebook.book import Rulebook
from diagnose.rulebook.examples import run_of


def report_on(example, rules):
    return diagnose_run(run_of(example), Options(Rulebook(tuple(rules))))
