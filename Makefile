# Everything that a newcomer types. `make` alone lists the targets.
.DEFAULT_GOAL := help
.PHONY: help demo test coverage lint types layers commit-subjects hooks ci table docs bench fuzz dist clean mutants invariants

PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin
READY  := $(VENV)/.ready

help:  ## list the targets
	@grep -hE '^[a-z][a-z-]*:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /	/' | expand -t 18

$(READY): pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --upgrade pip
	$(BIN)/pip install --quiet --editable '.[dev]'
	@$(BIN)/python -m compileall -q diagnose api  # as an installed package is; some shells forbid it at the first start
	@touch $@

demo: $(READY)  ## set up, then diagnose the example runs
	@$(BIN)/diagnose examples/runs/overfitting.json --exit-zero
	@echo
	@$(BIN)/diagnose examples/runs examples/native --quiet --exit-zero

test: $(READY)  ## set up, then run all tests
	$(BIN)/pytest -n 2 -q

coverage: $(READY)  ## all tests, with the share of lines and branches that they run, which may not fall
	$(BIN)/pytest -n 2 -q --cov

lint: $(READY)  ## style and formatting
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(READY)  ## static types
	$(BIN)/mypy

layers: $(READY)  ## imports point down only
	$(BIN)/lint-imports

commit-subjects: $(READY)  ## at most 72 characters in the subject of a commit
	$(BIN)/python .ci/commit_subjects.py

hooks: $(READY)  ## let git check style and types at each commit, and its subject
	$(BIN)/pip install --quiet pre-commit
	$(BIN)/pre-commit install --hook-type pre-commit --hook-type commit-msg

ci: lint types layers commit-subjects coverage  ## what CI runs

table: $(READY)  ## write anew what is said of every labelled run, and what is measured, to be read as a diff
	$(BIN)/python -m tests.verdicts.table
	$(BIN)/python -m tests.facts.table
	$(BIN)/python -m tests.trends.table

docs: $(READY)  ## write the generated pages: rules, options, endpoints, formats, words, facts
	$(BIN)/python -m diagnose.rulebook.compile
	$(BIN)/python -m docs.write_pages

bench: $(READY)  ## the benchmarks, as ratios side by side
	$(BIN)/pip install --quiet --editable '.[bench]'
	$(BIN)/python -m bench

fuzz: $(READY)  ## a million mutated logs for every reader
	$(BIN)/python -m tests.fuzz

dist: $(READY)  ## build the wheel and the source archive
	rm -rf dist
	$(BIN)/python -m hatchling build
mutants: $(READY)  ## 200 small faults in the code that decides, and which of them no test notices
	$(BIN)/python -m tests.mutants

invariants: $(READY)  ## look for reports that contradict themselves: 10,000 runs out of chance, the labelled ones perturbed
	$(BIN)/python -m tests.invariants --perturbed

clean:  ## remove what the targets made
	rm -rf $(VENV) .cache dist build
