# Every command of the project. `make` lists them.
.DEFAULT_GOAL := help
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: help demo test fix evaluate bench golden docs browser soak fuzz licences audit clean

help: ## list the commands
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/  make \1	\2/' | expand -t 18

$(READY): pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade "pip>=25.1"
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable . --group dev
	@touch $@

demo: $(READY) ## install into .venv, build the record of the example story, show it
	$(BIN)/onrecord demo

test: $(READY) ## format, lint, types, import layers, tests
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest

fix: $(READY) ## what can be fixed by itself: format, lint
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

evaluate: $(READY) ## the quality gate; EVALUATE="--update" re-pins the floors
	$(BIN)/python -m evaluation.gate $(EVALUATE)

bench: $(VENV)/.docs ## speed and memory of the stages, of the whole, of the live pages
	$(BIN)/python benchmarks/run.py
	$(BIN)/python -m benchmarks.pages
	$(BIN)/python -m benchmarks.parts
	$(BIN)/python -m benchmarks.growth -o benchmarks/growth.json
	$(BIN)/python -m benchmarks.chart
	$(BIN)/python -m benchmarks.stories
	$(BIN)/python -m benchmarks.engines

golden: $(READY) ## rewrite the golden files; review the diff
	$(BIN)/pytest tests/golden tests/unit/record/test_schema.py --golden-rewrite
	$(BIN)/python docs/reference/make.py

$(VENV)/.docs: $(READY)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --group docs
	@touch $@

docs: $(VENV)/.docs ## the documentation as a site in build/docs
	$(BIN)/mkdocs build --quiet

$(VENV)/.browser: $(READY)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --group browser
	@touch $@

browser: $(VENV)/.browser ## the pages in a real browser (Chromium) with screenshots; the API; the record in Datasette
	$(BIN)/pytest -m browser tests/browser

soak: $(READY) ## properties with EXAMPLES=2000 random examples, builds killed KILLS=100 times
	EXAMPLES=$(or $(EXAMPLES),2000) KILLS=$(or $(KILLS),100) $(BIN)/pytest --timeout=0 tests/properties tests/faults

fuzz: $(READY) ## look SECONDS=60 each for bytes that break a reader, a parser or a record (Linux)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check "atheris>=3"
	$(BIN)/python -m tests.fuzz.run --seconds $(or $(SECONDS),60)

licences: $(READY) ## the licence of every package that an install brings along
	@$(BIN)/python -c "from tests.contracts.test_licences import FOUND; [print(f'{name:24} {FOUND[name]}') for name in sorted(FOUND)]"

audit: $(READY) ## known vulnerabilities of what is installed (asks the network)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check pip-audit
	$(BIN)/pip-audit --local --skip-editable

clean: ## remove what the other commands made
	rm -rf $(VENV) build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache
