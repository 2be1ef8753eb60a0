"""Every labelled run and every example of a rule is judged as the committed table says."""

from tests.verdicts.table import COLUMNS, FILE, lines


def test_what_is_said_is_what_the_table_says():
    head, *told = FILE.read_text(encoding="utf-8").splitlines()
    now = list(lines())
    assert head.split("\t") == list(COLUMNS)
    differing = [f"- {before}\n+ {after}" for before, after in zip(told, now, strict=False) if before != after]
    hint = "run `make table`, read its diff run by run, and commit it where each change is wanted\n"
    assert not differing, hint + "\n".join(differing[:20])
    assert len(told) == len(now), hint


def test_no_two_runs_of_the_table_have_one_name():
    names = [line.partition("\t")[0] for line in FILE.read_text(encoding="utf-8").splitlines()]
    assert len(names) == len(set(names)) > 800
